// 名录的筛选: facets over every platform on record, kept in the address; options that would show nothing are left out.
// The rows that the page was printed with stay where a long list comes on several pages, until something is chosen.
import { platform, read, root } from "./columns.js";
import { element, folded, statusMarks, today } from "./register.js";

export const FACETS = ["status", "city", "function", "year", "kind"];
const UNKNOWN = "未载";
const PAGE = 50;
const BESIDE = 2;
const OVER = 2;
const HEADS = ["编号", "状态", "名称", "运营单位", "统一社会信用代码", "所属地", "服务功能", "有效期起", "有效期止", "注意"];

/** What one platform is filtered by, in words. */
export function values({ index, columns }, row) {
  const [terms, years] = [columns.functions[row], columns.years[row]];
  return {
    status: [index.statuses[columns.status[row]].label],
    city: [index.cities[columns.city[row]]],
    function: terms.length ? terms.map((term) => index.functions[term]) : [UNKNOWN],
    year: years.length ? years.map((each) => `${each}年`) : ["没有认定"],
    kind: [columns.kind[row] || UNKNOWN],
  };
}

/** Whether a platform has every value that is asked for, but for one facet. */
export const fits = (hit, asked, except) => FACETS.every((facet) => facet === except || !asked[facet] || hit.values[facet].includes(asked[facet]));

/** Every value that is left by the other choices, with how many have it. */
export function options(facet, hits, asked, fitting = fits) {
  const counts = new Map(asked[facet] ? [[asked[facet], 0]] : []);
  for (const hit of hits) if (fitting(hit, asked, facet)) for (const value of hit.values[facet]) counts.set(value, (counts.get(value) ?? 0) + 1);
  const named = [...counts].sort(([a], [b]) => a.localeCompare(b, "zh-CN"));
  return [new Option("全部", ""), ...named.map(([value, count]) => new Option(`${value}（${count}）`, value, false, value === asked[facet]))];
}

/** 2026年11月23日 */
export function long(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** Says of which day the rows are. */
export function asOf(day) {
  for (const time of document.querySelectorAll("time[data-arranged]")) Object.assign(time, { textContent: long(day), dateTime: day });
}

/** The cell of a platform's name, and of its unit below it. */
export function nameCell(found) {
  const cell = element("td", {}, element("a", { href: `${root}platforms/${found.id}/` }, found.name || found.unit));
  if (found.name) cell.append(element("br"), element("small", {}, found.unit));
  return cell;
}

/** A row of a list of platforms. */
export function rowOf(found, ...cells) {
  const item = element("tr", {}, ...cells);
  Object.assign(item.dataset, { platformId: found.id, status: found.status });
  return item;
}

const isOver = ({ index }, { status }) => index.statuses[status].rank === OVER;

function over({ index }) {
  return Object.values(index.statuses).flatMap(({ rank, label }) => (rank === OVER ? [label] : [])).join("、");
}

function validity({ status, isHeld, isOpen, starts, ends }, { statuses }) {
  if (!isHeld) return element("span", { className: "reg-none" }, "—");
  const said = `${starts ? long(starts) : UNKNOWN}至${ends ? long(ends) : isOpen ? "下一次复核" : UNKNOWN}`;
  return statuses[status].is_struck ? element("s", {}, said) : said;
}

function drawn(register, { row }) {
  const found = platform(register, row);
  const terms = found.functions.flatMap((term) => [element("a", { href: `${root}functions/${term}/` }, register.index.functions[term]), " "]);
  return rowOf(found,
    element("td", {}, ...statusMarks(found, register.index)), nameCell(found), element("td", {}, found.place),
    element("td", {}, ...(terms.length ? terms : [element("span", { className: "reg-none" }, UNKNOWN)])),
    element("td", { className: "reg-days" }, validity(found, register.index)));
}

const compared = (a, b) => (a > b) - (a < b);
// By city, unknown places last; within a city by id, as the rows of the register stand.
const byPlace = (a, b) => compared(a.city || "~", b.city || "~") || a.row - b.row;
const ORDERS = {
  "": byPlace,
  name: (a, b) => a.name.localeCompare(b.name, "zh-CN") || byPlace(a, b),
  starts: (a, b) => compared(b.starts, a.starts) || byPlace(a, b),
  ends: (a, b) => compared(a.ends || "9", b.ends || "9") || byPlace(a, b),
  ended: (a, b) => compared(b.ends, a.ends) || byPlace(a, b),
};

function every(register) {
  const { id, status, city, name, unit, starts, ends } = register.columns;
  return id.map((_, row) => ({
    row, status: status[row], city: city[row], name: name[row] || unit[row], starts: starts[row], ends: ends[row], values: values(register, row),
  }));
}

// What is listed, as a table to take away.
const tableOf = ({ index, columns }, rows) => [HEADS, ...rows.map(({ row, name, starts, ends, status, values: { city, function: terms } }) =>
  [columns.id[row], index.statuses[status].label, name, columns.unit[row], columns.code[row], city[0], terms.join(";"), starts, ends, columns.caveats[row].join("；")])];

function directory(results) {
  const form = document.querySelector("[data-facets]");
  const pagers = document.querySelectorAll("[data-pager]");
  const said = document.querySelector("[data-said]");
  const takeaway = document.querySelector("[data-takeaway]");
  const sheet = document.querySelectorAll("[data-sheet]");
  const body = results.querySelector("tbody");
  const printed = [...body.rows];
  const isSplit = sheet.length > 0;
  let [turns, register, rows, shown] = [0, null, null, []];

  function asked() {
    const params = new URLSearchParams(location.search);
    return Object.fromEntries([...FACETS, "sort", "ended", "page"].map((name) => [name, params.get(name) ?? ""]));
  }

  // On one page of several, the list stays as it was printed until something is chosen.
  const isPlain = (state) => isSplit && !FACETS.some((facet) => state[facet]) && !state.sort && state.ended !== "0";

  function fitting(state) {
    const isOpen = state.ended === "1" || state.status;
    return (hit, _, except) => (isOpen || except === "status" || !isOver(register, hit)) && fits(hit, state, except);
  }

  function kept(state) {
    const told = Object.entries(state).filter(([name, value]) => value && (name !== "ended" || value === "1" || isPlain({ ...state, ended: "" })));
    const params = new URLSearchParams(told);
    const said = params.toString();
    history.replaceState(null, "", said ? `?${said}` : location.pathname);
  }

  function turn(state, page, label) {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", () => show({ ...state, page: page ? String(page + 1) : "" }).then(() => results.scrollIntoView()));
    return made;
  }

  function pager(state, at, count) {
    const numbers = [...Array(count).keys()].filter((each) => !each || each === count - 1 || Math.abs(each - at) <= BESIDE);
    for (const holder of pagers) {
      holder.hidden = count < 2;
      const turns = numbers.flatMap((each, place) => {
        const made = turn(state, each, String(each + 1));
        if (each === at) made.setAttribute("aria-current", "page");
        return place && each > numbers[place - 1] + 1 ? ["…", made] : [made];
      });
      holder.replaceChildren(...(at ? [turn(state, at - 1, "上一页")] : []), ...turns, ...(at < count - 1 ? [turn(state, at + 1, "下一页")] : []));
    }
  }

  function plain() {
    kept({});
    for (const facet of FACETS) form.elements[facet].value = "";
    for (const each of sheet) each.hidden = false;
    for (const holder of pagers) holder.hidden = true;
    takeaway.hidden = true;
    folded(form, {});
    said.textContent = "";
    body.replaceChildren(...printed);
    // Rows that were printed on an earlier day take the status of this one.
    if (today() > results.firstElementChild.dataset.asOf) import("./arranged.js");
  }

  function filtered(asking) {
    // Links from other pages name a status by its code.
    const state = { ...asking, status: register.index.statuses[asking.status]?.label ?? asking.status };
    const fit = fitting(state);
    shown = rows.filter((hit) => fit(hit, state)).sort(ORDERS[state.sort] ?? byPlace);
    const pages = Math.ceil(shown.length / PAGE);
    const at = Math.min(Math.max(0, (Number(state.page) || 1) - 1), Math.max(0, pages - 1));
    kept(state);
    for (const facet of FACETS) form.elements[facet].replaceChildren(...options(facet, rows, state, fit));
    body.replaceChildren(...shown.slice(at * PAGE, (at + 1) * PAGE).map((hit) => drawn(register, hit)));
    for (const each of sheet) each.hidden = true;
    pager(state, at, pages);
    asOf(register.day);
    takeaway.hidden = false;
    folded(form, state);
    const rest = state.ended === "1" || state.status ? 0 : rows.filter((hit) => isOver(register, hit)).length;
    const part = pages > 1 ? `，第 ${at + 1} 页，共 ${pages} 页` : "";
    said.textContent = `列出 ${shown.length} 个${part}${rest ? `；另有 ${rest} 个没有列出：${over(register)}` : ""}。`;
  }

  async function show(state) {
    const turn = (turns += 1);
    results.dataset.ready = "false";
    form.elements.sort.value = state.sort;
    form.elements.ended.checked = isPlain(state) || state.ended === "1";
    try {
      if (isPlain(state)) plain();
      else {
        register ??= await read();
        rows ??= every(register);
        if (turn !== turns) return;
        filtered(state);
      }
    } catch {
      said.textContent = "筛选所需的数据没有取到，请检查网络后再试；以下的名单不受影响。";
    }
    if (turn === turns) results.dataset.ready = "true";
  }

  form.addEventListener("change", () => show({ ...Object.fromEntries(new FormData(form)), ended: form.elements.ended.checked ? "1" : isSplit ? "0" : "", page: "" }));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    show({ ...Object.fromEntries(FACETS.map((facet) => [facet, ""])), sort: "", ended: "", page: "" });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  takeaway.addEventListener("click", async ({ target: { dataset: { kind } } }) => {
    if (!kind) return;
    const { origin, saved } = await import("./sheets.js");
    saved("platforms", kind, tableOf(register, shown), origin(register.index.as_of, register.day));
  });
  show(asked());
}

const results = document.querySelector("[data-results=directory]");
if (results) directory(results);
