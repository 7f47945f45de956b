// 构件: the few pieces of a page that scripts make. Text is always text, never markup.

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

// Fetched once, at the start: what is drawn later asks the network for nothing.
const shapes = fetch(new URL("marks.svg", import.meta.url))
  .then((answer) => answer.text())
  .then((text) => new DOMParser().parseFromString(text, "image/svg+xml"));

/** A status in words, colour and shape; the shapes lie in one file beside the scripts. */
export function statusMark(status, label) {
  const shape = document.createElementNS(SVG, "svg");
  shape.setAttribute("class", "reg-mark");
  shape.setAttribute("aria-hidden", "true");
  // Without the shapes the words still stand.
  shapes.then((marks) => drawn(shape, marks.getElementById(status)), () => {});
  const made = element("span", { className: `reg-status reg-status--${status}` }, shape, label);
  made.dataset.status = status;
  return made;
}

function drawn(shape, symbol) {
  shape.setAttribute("viewBox", symbol.getAttribute("viewBox"));
  shape.append(...[...symbol.children].map((child) => document.importNode(child, true)));
}
