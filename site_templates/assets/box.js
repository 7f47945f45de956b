// 查找框: the box in the header of every page. Until the index has come, and without it, the form submits to a page that answers.
import { element } from "./elements.js";
import { onOneLine } from "./words.js";

const MOST = { platforms: 8, meant: 5, near: 3, notices: 4, prose: 3 };
const OPEN = "reg-box--open";
// What an input method sends in place of the key that it takes.
const COMPOSING = 229;
let look = null;
let drawn = null;

const form = () => document.querySelector(".reg-box");
const panel = () => form().querySelector("[data-results=box]");
const links = () => [...panel().querySelectorAll("a")];

// The look-up comes with the first use of the box.
async function ready() {
  const [{ read }, { find }, hits] = await Promise.all([import("./columns.js"), import("./lookup.js"), import("./hits.js")]);
  look = { register: await read(), find, hits };
}

function group(title, hits, made, most) {
  if (!hits.length) return [];
  const count = hits.length > most ? `（前 ${most} 个，共 ${hits.length} 个）` : `（${hits.length}）`;
  return [element("p", { className: "reg-found__group" }, title + count), element("ul", {}, ...hits.slice(0, most).map(made))];
}

function groups(query) {
  const { register, find, hits } = look;
  const found = find(register, query);
  const [firm, near] = [found.platforms.filter((hit) => !hit.near), found.platforms.filter((hit) => hit.near)];
  const [titles, english] = [hits.titles(found), found.reading.english];
  const drawn = (made) => (hit) => made(register, hit, query, english);
  return [
    ...hits.hints(found),
    ...group(titles.platforms, firm, drawn(hits.platformHit), MOST.platforms),
    ...group(titles.meant, found.meant, drawn(hits.platformHit), MOST.meant),
    ...group(titles.near, near, drawn(hits.platformHit), firm.length || found.meant.length ? MOST.near : MOST.platforms),
    ...group(titles.notices, found.notices.filter((hit) => !hit.near), drawn(hits.noticeHit), MOST.notices),
    ...group(titles.prose, found.prose, drawn(hits.proseHit), MOST.prose),
  ];
}

function all(query) {
  return element("a", { className: "reg-found__all", href: `${form().action}?${new URLSearchParams({ q: query })}` }, "查看全部结果");
}

function show() {
  const query = form().q.value.trim();
  const holder = panel();
  holder.hidden = !look || !query;
  // What is drawn already stays: a hit drawn anew would lose the focus.
  if (holder.hidden || (drawn === look.register && holder.dataset.query === query)) return;
  drawn = look.register;
  const found = groups(query);
  const none = element("p", { className: "reg-caveat" }, `没有找到写着“${query}”的平台、文件或说明。`);
  holder.replaceChildren(...(found.length ? found : [none]), all(query));
  holder.dataset.query = query;
  holder.dataset.ready = "true";
}

function close() {
  panel().hidden = true;
  form().classList.remove(OPEN);
}

function open() {
  form().classList.add(OPEN);
  form().q.focus();
  form().q.select();
}

// From the input through the hits, and round again.
function step(by) {
  const stops = [form().q, ...links()];
  const at = stops.indexOf(document.activeElement);
  stops[(at + by + stops.length) % stops.length].focus();
}

// One hit: its page. More, or none: the page of all hits, by the form.
function onlyHit() {
  show();
  const hits = panel().hidden ? [] : links().filter((link) => !link.matches(".reg-found__all"));
  return hits.length === 1 ? hits[0] : null;
}

const KEYS = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Escape: () => { close(); document.activeElement.blur(); } };

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === COMPOSING || event.ctrlKey || event.metaKey || event.altKey) return;
  const inside = event.target.closest?.(".reg-box");
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (inside && KEYS[event.key] && (event.key === "Escape" || !panel().hidden)) KEYS[event.key]();
  else if (!typing && (event.key === "/" || event.key === "s")) open();
  else return;
  event.preventDefault();
});
document.addEventListener("focusin", (event) => {
  if (!event.target.closest(".reg-box")) return close();
  // By the time the index is there, the reader may have gone on.
  if (event.target === form().q) ready().then(() => form().q === document.activeElement && show()).catch(() => {});
});
document.addEventListener("input", (event) => {
  if (event.target === form().q) show();
});
// A field of one line would run several pasted lines together.
document.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").trim();
  if (!event.target.matches?.("[role=search] input") || !/[\r\n]/.test(text)) return;
  event.preventDefault();
  event.target.setRangeText(onOneLine(text), event.target.selectionStart, event.target.selectionEnd, "end");
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".reg-box")) close();
});
let decided = false;
function decide() {
  const hit = onlyHit();
  if (hit) hit.click();
  // A form that is still being submitted cannot be submitted again.
  else setTimeout(submitted);
}
function submitted() {
  decided = true;
  form().requestSubmit();
  decided = false;
}
document.addEventListener("submit", (event) => {
  if (event.target !== form() || decided) return;
  const folded = getComputedStyle(form().q).display === "none";
  if (!folded && !look) return;
  event.preventDefault();
  if (folded) open();
  else decide();
});
