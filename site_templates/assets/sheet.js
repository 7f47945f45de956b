// 分页的名录: filters over every platform of a large register. The page itself is one sheet of the plain list; a choice
// fetches what platforms are filtered by, and then only the blocks that hold the rows in sight.
import { book, pointer, root } from "./book.js";
import { element, statusMark } from "./elements.js";
import { FACETS, fits, options, values } from "./facets.js";
import { platform, standing } from "./lookup.js";
import { partsOf } from "./parts.js";
import { unpacked } from "./unpacked.js";

const PAGE = 50;
const BESIDE = 2;
const ENDED = new Set(["expired", "revoked", "withdrawn", "not_designated"]);
const CUT = new Set(["revoked", "withdrawn"]);
const results = document.querySelector("[data-results=directory]");
const form = document.querySelector("[data-facets]");
const sheet = document.querySelectorAll("[data-sheet]");
const body = results.querySelector("tbody");
const printed = [...body.rows];

// Without a choice the sheet stays as it was printed, with everything in it.
const chosen = (state) => FACETS.some((facet) => state[facet]) || state.sort || state.ended === "0";

function asked() {
  const params = new URLSearchParams(location.search);
  return Object.fromEntries([...FACETS, "sort", "ended", "page"].map((name) => [name, params.get(name) ?? ""]));
}

// Every platform as it is filtered: the rows of one table entry share their words.
function opened(look, packed) {
  const day = look.index.as_of > look.day ? look.index.as_of : look.day;
  const columns = Object.fromEntries(Object.entries(packed).map(([name, column]) => [name, unpacked(column)]));
  columns.status = unpacked({ ...packed.standing, table: packed.standing.table.map((each) => standing(each, day)) });
  return columns.status.map((status, row) => ({
    row, status, values: values(look.index, columns, row), starts: columns.starts[row], ends: columns.ends[row],
  }));
}

let loaded;
async function fetched() {
  const look = await book();
  const address = new URL(`facets-${look.index.parts.facets}.json`, pointer);
  const packed = await (await fetch(address, { cache: "force-cache" })).json();
  return { look, rows: opened(look, packed) };
}

function fitting(state) {
  return (hit, _, except) => (state.ended === "1" || state.status || except === "status" || !ENDED.has(hit.status)) && fits(hit, state, except);
}

const ORDERS = {
  "": (a, b) => a.row - b.row,
  starts: (a, b) => (a.starts < b.starts) - (a.starts > b.starts) || a.row - b.row,
  ends: (a, b) => ((a.ends || "9") > (b.ends || "9")) - ((a.ends || "9") < (b.ends || "9")) || a.row - b.row,
};

function long(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

function validity({ status, starts, ends }) {
  if (!starts && !ends) return element("span", { className: "reg-none" }, "—");
  const said = `${starts ? long(starts) : "未载"}至${ends ? long(ends) : "下一次复核"}`;
  return CUT.has(status) ? element("s", {}, said) : said;
}

async function drawn({ look }, hit) {
  const parts = partsOf(look, pointer);
  const list = await parts.block(Math.floor(hit.row / parts.size));
  const found = platform({ list, row: hit.row % parts.size });
  const name = element("td", {}, element("a", { href: `${root}platforms/${found.id}/` }, found.name || found.unit));
  if (found.name) name.append(element("br"), element("small", {}, found.unit));
  const tags = hit.values.function.map((label) => element("span", { className: "reg-tag" }, label));
  const item = element("tr", {},
    element("td", {}, statusMark(hit.status, hit.values.status[0])), name, element("td", {}, hit.values.city[0]),
    element("td", {}, ...tags), element("td", { className: "reg-days" }, validity(hit)));
  Object.assign(item.dataset, { platformId: found.id, status: hit.status });
  return item;
}

function pager(state, at, count) {
  const holder = document.querySelector("[data-pager]");
  const numbers = [...Array(count).keys()].filter((each) => !each || each === count - 1 || Math.abs(each - at) <= BESIDE);
  holder.hidden = count < 2;
  holder.replaceChildren(...numbers.flatMap((each, place) => {
    const button = element("button", { type: "button" }, String(each + 1));
    if (each === at) button.setAttribute("aria-current", "page");
    button.addEventListener("click", () => show({ ...state, page: each ? String(each + 1) : "" }));
    return place && each > numbers[place - 1] + 1 ? ["…", button] : [button];
  }));
}

function kept(state) {
  const params = new URLSearchParams(Object.entries(state).filter(([name, value]) => value && (name !== "ended" || value === "1" || !chosen({ ...state, ended: "" }))));
  history.replaceState(null, "", params.size ? `?${params}` : location.pathname);
}

const said = document.querySelector("[data-said]");
let turns = 0;
async function show(state) {
  const turn = (turns += 1);
  results.dataset.ready = "false";
  const open = chosen(state);
  for (const each of sheet) each.hidden = Boolean(open);
  form.elements.sort.value = state.sort;
  form.elements.ended.checked = !open || state.ended === "1";
  if (open) await filtered(state, turn);
  else plain();
  if (turn === turns) results.dataset.ready = "true";
}

function plain() {
  history.replaceState(null, "", location.pathname);
  for (const facet of FACETS) form.elements[facet].value = "";
  document.querySelector("[data-pager]").hidden = true;
  said.textContent = "";
  body.replaceChildren(...printed);
}

async function filtered(asking, turn) {
  loaded ??= fetched();
  const all = await loaded;
  // Links from other pages name a status by its code.
  const state = { ...asking, status: all.look.index.labels[asking.status] ?? asking.status };
  const fit = fitting(state);
  const found = all.rows.filter((hit) => fit(hit, state)).sort(ORDERS[state.sort] ?? ORDERS[""]);
  const pages = Math.ceil(found.length / PAGE);
  const at = Math.min(Math.max(0, (Number(state.page) || 1) - 1), Math.max(0, pages - 1));
  const rows = await Promise.all(found.slice(at * PAGE, (at + 1) * PAGE).map((hit) => drawn(all, hit)));
  if (turn !== turns) return;
  kept(state);
  for (const facet of FACETS) form.elements[facet].replaceChildren(...options(facet, all.rows, state, fit));
  body.replaceChildren(...rows);
  pager(state, at, pages);
  const rest = state.ended === "1" || state.status ? 0 : all.rows.filter((hit) => ENDED.has(hit.status)).length;
  const hint = rest ? `；另有期满、撤销、退出或未认定的没有列出` : "";
  const which = found.length ? `第 ${at * PAGE + 1}–${at * PAGE + rows.length} 个，` : "";
  said.textContent = `${which}共 ${found.length} 个${hint}。`;
}

function failed() {
  loaded = undefined;
  said.textContent = "筛选所需的数据没有取到，请检查网络后再试；分页的名单不受影响。";
}

form.hidden = false;
form.addEventListener("change", () => show({ ...Object.fromEntries(new FormData(form)), ended: form.elements.ended.checked ? "1" : "0", page: "" }).catch(failed));
form.addEventListener("reset", (event) => {
  event.preventDefault();
  show({ ...Object.fromEntries(FACETS.map((facet) => [facet, ""])), sort: "", ended: "", page: "" }).catch(failed);
});
form.addEventListener("submit", (event) => event.preventDefault());
show(asked()).catch(failed);
