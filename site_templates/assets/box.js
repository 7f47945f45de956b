// 查找框: the box in the header of every page. Until the index has come, and without it, the form submits to a page that answers.
import { element } from "./elements.js";

const MOST = { platforms: 8, near: 3, notices: 4, prose: 3 };
// Of a large register: how much of one go is read while somebody types, and after which pause.
const SHARE = 1 / 8;
const PAUSE = 200;
const OPEN = "reg-box--open";
let look = null;
let drawn = null;

const form = () => document.querySelector(".reg-box");
const panel = () => form().querySelector("[data-results=box]");
const links = () => [...panel().querySelectorAll("a")];

// The look-up comes with the first use of the box.
async function ready() {
  const [{ book, reached }, { find }, hits] = await Promise.all([import("./book.js"), import("./lookup.js"), import("./hits.js")]);
  look = { book: await book(), reached, find, hits };
}

function group(title, hits, made, most, rest = 0) {
  if (!hits.length) return [];
  const every = rest ? `${hits.length} 个以上` : `共 ${hits.length} 个`;
  const count = hits.length > most ? `（前 ${most} 个，${every}）` : `（${hits.length}）`;
  return [element("p", { className: "reg-found__group" }, title + count), element("ul", {}, ...hits.slice(0, most).map(made))];
}

function groups(query, { tables, rest }) {
  const { book, find, hits } = look;
  const found = find(book, query, tables);
  const [firm, near] = [found.platforms.filter((hit) => !hit.near), found.platforms.filter((hit) => hit.near)];
  const notices = found.notices.filter((hit) => !hit.near);
  return [
    ...group("平台", firm, (hit) => hits.platformHit(book, hit, query), MOST.platforms, rest),
    ...group("相近的平台，差一个字", near, (hit) => hits.platformHit(book, hit, query), firm.length ? MOST.near : MOST.platforms),
    ...group("文件", notices, (hit) => hits.noticeHit(book, hit, query), MOST.notices),
    ...group("办法与说明", found.prose, (hit) => hits.proseHit(book, hit, query), MOST.prose),
  ];
}

function all(query) {
  return element("a", { className: "reg-found__all", href: `${form().action}?${new URLSearchParams({ q: query })}` }, "查看全部结果");
}

async function unhurried(query, turn) {
  await new Promise((done) => setTimeout(done, PAUSE));
  return turn === turns ? look.reached(look.book, query, SHARE) : null;
}

let turns = 0;
let partial = false;
async function show() {
  const query = form().q.value.trim();
  const [turn, holder] = [(turns += 1), panel()];
  holder.hidden = !look || !query;
  if (holder.hidden) return;
  // What is drawn already stays: a hit drawn anew would lose the focus.
  const stays = drawn === look.book && holder.dataset.query === query;
  holder.dataset.ready = String(stays);
  if (stays) return;
  const reached = look.book.index.parts ? await unhurried(query, turn) : { tables: look.book.tables };
  if (turn !== turns) return;
  drawn = look.book;
  partial = Boolean(reached.rest);
  const found = groups(query, reached);
  const none = element("p", { className: "reg-caveat" }, `没有含“${query}”的平台、文件或说明。`);
  const more = reached.rest ? [element("p", { className: "reg-caveat" }, "符合的很多，这里只查看了一部分。请多写几个字，或查看全部结果。")] : [];
  holder.replaceChildren(...(found.length || partial ? found : [none]), ...more, all(query));
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
async function onlyHit() {
  await show();
  const drawnNow = !panel().hidden && panel().dataset.query === form().q.value.trim();
  const hits = !drawnNow || partial ? [] : links().filter((link) => !link.matches(".reg-found__all"));
  return hits.length === 1 ? hits[0] : null;
}

const KEYS = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Escape: () => { close(); document.activeElement.blur(); } };

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
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
  if (event.target === form().q) show().catch(() => {});
});
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".reg-box")) close();
});
let decided = false;
async function decide() {
  const hit = await onlyHit().catch(() => null);
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
