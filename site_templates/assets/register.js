// 每一页都有的脚本: the pieces that pages are made of, the reader's own day, and the box in the header. One file, since a visitor of any
// page fetches it; pages with more to do import from it. Without it every page still reads.

// 构件: text is always text, never markup.

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

/** Says on the button that folds the filters on phones how many are chosen. */
export function folded(form, state) {
  const count = [...form.querySelectorAll("select")].filter(({ name }) => state[name]).length;
  form.querySelector(".reg-fold").textContent = count ? `筛选（已选 ${count} 项）` : "筛选";
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

// 日子: what the reader's own day, in Shanghai, makes of a page that was built earlier.

const SHANGHAI = new Intl.DateTimeFormat("en", {
  timeZone: "Asia/Shanghai", calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit",
});

/** Today in Asia/Shanghai, as 2026-11-23. */
export function today() {
  const parts = SHANGHAI.formatToParts(new Date());
  return ["year", "month", "day"].map((type) => parts.find((part) => part.type === type).value).join("-");
}

/** The day asked for, in its field: of the address, else as typed, else the reader's own; none where the address has no day of the calendar. */
export function dayAsked(field) {
  field.value = new URLSearchParams(location.search).get("on") || field.value || today();
  // A year of five digits does not stand in the order of texts.
  if (field.validity.rangeOverflow) field.value = "";
}

/** Days from one day to another, both included. */
export function daysTo(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400000) + 1;
}

/** What index.json says of this site: its day and its next update; {} where it cannot be read. */
export async function published() {
  try {
    return await (await fetch(new URL("../api/v1/index.json", import.meta.url))).json();
  } catch {
    return {};
  }
}

// An element marked data-dated holds what was true when the page was built, and in
// templates what will be true from later days, as far as the record tells.
function dated(element, day) {
  const due = [...element.querySelectorAll(":scope > template[data-from]")]
    .filter((t) => t.dataset.from <= day);
  if (!due.length) return;
  const last = due.reduce((a, b) => (a.dataset.from >= b.dataset.from ? a : b));
  element.replaceChildren(last.content.cloneNode(true));
  const status = element.querySelector("[data-status]")?.dataset.status;
  const holder = element.closest("[data-platform-id]");
  if (status && holder) holder.dataset.status = status;
}

// A period drawn to scale, a day a unit: how much of it has passed.
function measured(track, day) {
  const { starts, ends } = track.dataset;
  const [whole, passed] = [daysTo(starts, ends), daysTo(starts, day) - 1];
  const running = passed >= 0 && passed < whole;
  track.classList.toggle("reg-track--running", running);
  track.querySelector(".reg-bar__passed").setAttribute("width", Math.min(Math.max(passed, 0), whole));
  const line = track.querySelector(".reg-bar__today");
  line.setAttribute("x", passed);
  line.setAttribute("width", running ? whole / 200 : 0);
  const note = track.querySelector(".reg-track__passed");
  note.textContent = running ? `已过 ${Math.round((1000 * passed) / whole) / 10}%` : "";
}

/** Brings the whole page to a day; a clock that runs before the page's own day changes nothing. */
export function brought(root, day) {
  for (const element of root.querySelectorAll("[data-dated]")) dated(element, day);
  for (const left of root.querySelectorAll("[data-days-to]")) {
    left.textContent = String(Math.max(0, daysTo(day, left.dataset.daysTo)));
  }
  for (const track of root.querySelectorAll("[data-starts]")) measured(track, day);
  for (const shown of root.querySelectorAll("time[data-today]")) {
    if (day <= shown.dateTime) continue;
    const [year, month, date] = day.split("-").map(Number);
    shown.textContent = `${year}年${month}月${date}日`;
    shown.dateTime = day;
    shown.parentElement.hidden = false;
  }
}

/** Fills in what a page that does not name its build leaves open. */
export function stamped(root, site) {
  for (const shown of root.querySelectorAll("time[data-site]:empty")) {
    shown.textContent = site[shown.dataset.site];
    shown.parentElement.hidden = false;
  }
  for (const place of root.querySelectorAll(".reg-stale:not([data-next-update])")) {
    place.dataset.nextUpdate = site.next_update;
  }
}

/** Past its next update a page says that it may be out of date. */
export function warned(root, day) {
  const place = root.querySelector(".reg-stale[data-next-update]:empty");
  if (!place || day <= place.dataset.nextUpdate) return;
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  const head = document.createElement("strong");
  head.textContent = "本页可能已经过时";
  message.append(head, `：本站应在 ${place.dataset.nextUpdate} 以前更新而没有更新，其后的公示、认定和撤销不在其中。请以主管部门公布的文件为准。`);
  place.append(message);
}

// 查找框: until the index has come, and without it, the form submits to a page that answers.

/** A text of several lines as a field of one line can hold it. */
const onOneLine = (text) => text.split(/[\r\n]+/u).map((each) => each.trim()).filter(Boolean).join("、");

const MOST = { platforms: 8, meant: 5, near: 3, notices: 4, prose: 3 };
const OPEN = "reg-box--open";
// What an input method sends in place of the key that it takes.
const COMPOSING = 229;
let look = null;
let drawn = null;

const form = () => document.querySelector(".reg-box");
const panel = () => form().querySelector(".reg-found") ?? framed(form());
const links = () => [...panel().querySelectorAll("a")];

// What is found is shown below the box.
function framed(box) {
  const made = element("div", { className: "reg-found", hidden: true });
  made.dataset.results = "box";
  const said = { role: "region", "aria-label": "查找结果", "aria-live": "polite" };
  for (const [name, value] of Object.entries(said)) made.setAttribute(name, value);
  box.append(made);
  return made;
}

// The look-up comes with the first use of the box.
async function ready() {
  const [{ readWhole }, { find }, hits] = await Promise.all([import("./columns.js"), import("./lookup.js"), import("./hits.js")]);
  look = { register: await readWhole(), find, hits };
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

// 本页

brought(document, today());
warned(document, today());
if (document.querySelector("time[data-site]:empty")) {
  published().then((site) => {
    if (!site.as_of) return;
    stamped(document, site);
    // A clock that runs behind the data does not turn them back.
    const day = today() > site.as_of ? today() : site.as_of;
    brought(document, day);
    warned(document, day);
  });
}
if (document.querySelector(".reg-platform")) import("./platform.js");
// On phones the filters are folded below their button.
document.addEventListener("click", ({ target }) => {
  if (target.matches(".reg-fold")) target.setAttribute("aria-expanded", String(target.getAttribute("aria-expanded") !== "true"));
});
// What can be scrolled can be reached by the keyboard.
for (const code of document.querySelectorAll("pre > code")) code.tabIndex = 0;
