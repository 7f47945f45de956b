// 构件: the few pieces of a page that scripts make. Text is always text, never markup.

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A status in words; its colour and its mark come from the style sheet. */
export function statusMark(status, label) {
  const made = element("span", { className: `reg-status reg-status--${status}` }, label);
  made.dataset.status = status;
  return made;
}
