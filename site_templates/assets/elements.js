// 构件: the few pieces of a page that scripts make. Text is always text, never markup.

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A mark behind a status that bears caveats: their text on focus and hover, and for who listens. */
function note(texts) {
  const made = element("span", { className: "reg-note", tabIndex: 0 }, "※");
  made.setAttribute("role", "note");
  made.setAttribute("aria-label", texts.map((text) => `注意：${text}。`).join(""));
  return made;
}

/** Puts a text on the clipboard; pages without encryption have none of their own. */
export async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = element("textarea", { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  return area.remove();
}

/** The status of a platform in words, with the mark of its caveats. */
export function statusMarks({ status, caveats }, { statuses }) {
  return [statusMark(status, statuses[status].label), ...(caveats.length ? [note(caveats)] : [])];
}

/** A status in words; its colour and its mark come from the style sheet. */
export function statusMark(status, label) {
  const made = element("span", { className: `reg-status reg-status--${status}` }, label);
  made.dataset.status = status;
  return made;
}

/** Where an act stands below /notices/: 2021-9#2 is the second act of a document, on its page. */
export const noticePath = (act) => act.replace(/^([^#]*)(?:#(.*))?$/, (_, page, number) => `${page}/${number ? `#act-${number}` : ""}`);
