// 构件: the few pieces of a page that scripts make. Text is always text, never markup.

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A status in words, colour and shape; the shapes lie in one file beside the scripts. */
export function statusMark(status, label) {
  const shape = document.createElementNS(SVG, "svg");
  shape.setAttribute("class", "reg-mark");
  shape.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${new URL("marks.svg", import.meta.url).pathname}#${status}`);
  shape.append(use);
  const made = element("span", { className: `reg-status reg-status--${status}` }, shape, label);
  made.dataset.status = status;
  return made;
}
