// 名录的筛选: facets over the plain list, kept in the address; options that would show nothing are hidden.
import { element } from "./elements.js";

const PAGE = 50;
const ENDED = new Set(["expired", "revoked", "withdrawn", "not_designated"]);
const FACETS = ["status", "city", "function", "year", "kind"];
const HEADS = ["编号", "状态", "名称", "运营单位", "统一社会信用代码", "市", "服务功能", "有效期起", "有效期止"];

const results = document.querySelector("[data-results=directory]");
const form = document.querySelector("[data-facets]");
const body = results.querySelector("tbody");
const rows = [...body.querySelectorAll("[data-platform-id]")].map((node, at) => ({ node, at, ...JSON.parse(node.dataset.row) }));

const statusOf = (row) => row.node.dataset.status;
const labelOf = (row) => row.node.querySelector(".reg-status").textContent.trim();
const valuesOf = (row, facet) => (facet === "status" ? [labelOf(row)] : [row[facet]].flat());

function asked() {
  const params = new URLSearchParams(location.search);
  const state = Object.fromEntries([...FACETS, "sort", "ended", "page"].map((name) => [name, params.get(name) ?? ""]));
  // Links from other pages name a status by its code.
  const coded = rows.find((row) => statusOf(row) === state.status);
  return coded ? { ...state, status: labelOf(coded) } : state;
}

function fits(row, state, except) {
  const open = state.ended || state.status || !ENDED.has(statusOf(row));
  return (open || except === "status") && FACETS.every((facet) => facet === except || !state[facet] || valuesOf(row, facet).includes(state[facet]));
}

function options(facet, state) {
  const counts = new Map();
  for (const row of rows) {
    if (fits(row, state, facet)) for (const value of valuesOf(row, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (state[facet] && !counts.has(state[facet])) counts.set(state[facet], 0);
  const named = [...counts].sort(([a], [b]) => a.localeCompare(b, "zh-CN"));
  return [new Option("全部", ""), ...named.map(([value, count]) => new Option(`${value}（${count}）`, value, false, value === state[facet]))];
}

const ORDERS = {
  "": (a, b) => a.at - b.at,
  name: (a, b) => a.name.localeCompare(b.name, "zh-CN") || a.at - b.at,
  starts: (a, b) => b.starts.localeCompare(a.starts) || a.at - b.at,
  ends: (a, b) => (a.ends || "9").localeCompare(b.ends || "9") || a.at - b.at,
};

function pager(state, count) {
  const holder = document.querySelector("[data-pager]");
  const pages = Math.ceil(count / PAGE);
  holder.hidden = pages < 2;
  holder.replaceChildren(...Array.from({ length: pages }, (_, at) => {
    const button = element("button", { type: "button" }, String(at + 1));
    if (at === page(state, count)) button.setAttribute("aria-current", "page");
    button.addEventListener("click", () => show({ ...state, page: at ? String(at + 1) : "" }));
    return button;
  }));
}

function page(state, count) {
  return Math.min(Math.max(0, (Number(state.page) || 1) - 1), Math.max(0, Math.ceil(count / PAGE) - 1));
}

function kept(state) {
  const params = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
  history.replaceState(null, "", params.size ? `?${params}` : location.pathname);
}

let shown = [];
function show(state) {
  results.dataset.ready = "false";
  kept(state);
  for (const facet of FACETS) form.elements[facet].replaceChildren(...options(facet, state));
  form.elements.sort.value = state.sort;
  form.elements.ended.checked = Boolean(state.ended);
  shown = rows.filter((row) => fits(row, state)).sort(ORDERS[state.sort] ?? ORDERS[""]);
  const first = page(state, shown.length) * PAGE;
  const visible = new Set(shown.slice(first, first + PAGE));
  for (const row of rows) row.node.hidden = !visible.has(row);
  body.append(...shown.map((row) => row.node));
  pager(state, shown.length);
  const rest = rows.length - rows.filter((row) => !ENDED.has(statusOf(row))).length;
  const hint = state.ended || state.status ? "" : `；另有 ${rest} 个期满、撤销、退出或未认定的没有列出`;
  document.querySelector("[data-said]").textContent = `列出 ${shown.length} 个${hint}。`;
  results.dataset.ready = "true";
}

function csv() {
  const guard = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const cell = (text) => `"${guard(text).replaceAll('"', '""')}"`;
  const lines = shown.map((row) => [row.node.dataset.platformId, labelOf(row), row.name, row.unit, row.code, row.city, row.function.join(";"), row.starts, row.ends]);
  return "\ufeff" + [HEADS, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

function saved() {
  const link = element("a", { href: URL.createObjectURL(new Blob([csv()], { type: "text/csv" })), download: "platforms.csv" });
  link.click();
  URL.revokeObjectURL(link.href);
}

form.hidden = false;
form.addEventListener("change", () => show({ ...Object.fromEntries(new FormData(form)), page: "" }));
form.addEventListener("reset", (event) => {
  event.preventDefault();
  show({ sort: "" });
});
form.addEventListener("submit", (event) => event.preventDefault());
const button = document.querySelector("[data-csv]");
button.hidden = false;
button.addEventListener("click", saved);
show(asked());
