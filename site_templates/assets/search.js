// 查找页: /search/?q= — every hit, with facets that stay in the address.
import "./box.js";
import { book, reached, root } from "./book.js";
import { element } from "./elements.js";
import { FACETS, fits, options, values } from "./facets.js";
import { noticeHit, platformHit, proseHit } from "./hits.js";
import { find } from "./lookup.js";

const AT_ONCE = 200;

const results = document.querySelector("[data-results=search]");
const facets = document.querySelector("[data-facets=search]");
const said = document.querySelector("[data-said]");

// Long lists come in pieces, so that the first hits are read at once.
async function section(title, hits, made, turn) {
  if (!hits.length) return;
  const items = element("ul", { className: "reg-hits" });
  results.append(element("h2", {}, `${title}（${hits.length}）`), items);
  for (let at = 0; at < hits.length; at += AT_ONCE) {
    if (at) await new Promise((done) => setTimeout(done));
    if (turn !== turns) return;
    items.append(...hits.slice(at, at + AT_ONCE).map(made));
  }
}

// In a large register a general query is looked into by turns, as far as the reader asks.
function further({ read, rest }) {
  const more = element("button", { type: "button", className: "reg-button" }, "再查看一批");
  more.addEventListener("click", () => {
    goes += 1;
    answer().catch(failed);
  });
  const lists = element("a", { href: `${root}platforms/` }, "按市、服务功能看名录");
  const why = rest
    ? `可能符合的平台很多：已查看 ${read} 个，还有 ${rest} 个没有查看，以下不全。请多写几个字，或`
    : "相近的平台（差一个字的）还没有全部查看。";
  return [element("p", { className: "reg-caveat" }, why, ...(rest ? [lists, "。"] : [])), element("p", {}, more)];
}

function absence(query) {
  return [
    element("p", { className: "reg-caveat" }, `名录中没有名称、曾用名、单位、代码或文号含“${query}”的记录。`),
    element("p", {}, "这包括期满、撤销和退出的平台。请少写几个字再试；仍然没有的，请向主管部门核实。"),
  ];
}

function asked() {
  const params = new URLSearchParams(location.search);
  return Object.fromEntries(["q", ...FACETS].map((name) => [name, params.get(name)?.trim() ?? ""]));
}

let turns = 0;
let goes = 1;
let last = "";
async function answer() {
  const [turn, state] = [(turns += 1), asked()];
  if (state.q !== last) goes = 1;
  last = state.q;
  results.dataset.ready = "false";
  for (const input of document.querySelectorAll("[role=search] input[name=q]")) input.value = state.q;
  if (state.q) await shown(await book(), state, turn);
  if (turn === turns) results.dataset.ready = "true";
}

async function shown(look, state, turn) {
  if (turn !== turns) return;
  const seen = await reached(look, state.q, goes);
  if (turn !== turns) return;
  const found = find(look, state.q, seen.tables);
  const every = found.platforms.map((hit) => ({ ...hit, values: values(look.index, hit.list.columns, hit.row) }));
  const platforms = every.filter((hit) => fits(hit, state));
  facets.hidden = every.length < 2 && !FACETS.some((facet) => state[facet]);
  for (const facet of FACETS) facets.elements[facet].replaceChildren(...options(facet, every, state));
  const narrowed = FACETS.some((facet) => state[facet]);
  const [notices, prose] = narrowed ? [[], []] : [found.notices, found.prose];
  const count = platforms.length + notices.length + prose.length;
  said.textContent = seen.rest ? `已找到 ${count} 个结果，还没有查看完。` : `共 ${count} 个结果。`;
  results.dataset.partial = String(seen.rest);
  results.replaceChildren(...(every.length + notices.length + seen.rest ? [] : absence(state.q)), ...(seen.rest ? further(seen) : []));
  const platformItem = (hit) => platformHit(look, hit, state.q);
  await section("平台", platforms.filter((hit) => !hit.near), platformItem, turn);
  await section("相近的平台，差一个字", platforms.filter((hit) => hit.near), platformItem, turn);
  await section("文件", notices.filter((hit) => !hit.near), (hit) => noticeHit(look, hit, state.q), turn);
  await section("相近的文件，差一个字", notices.filter((hit) => hit.near), (hit) => noticeHit(look, hit, state.q), turn);
  if (turn === turns && seen.near && !seen.rest) results.append(...further(seen));
  await section("办法与说明", prose, (hit) => proseHit(look, hit, state.q), turn);
}

function told(params) {
  history.replaceState(null, "", `${root}search/?${new URLSearchParams(Object.entries(params).filter(([, value]) => value))}`);
  answer().catch(failed);
}

function failed() {
  results.replaceChildren(element("p", { className: "reg-caveat" }, "查找所需的数据没有取到，请检查网络后刷新本页。"));
}

facets.addEventListener("change", () => told({ q: asked().q, ...Object.fromEntries(new FormData(facets)) }));
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("[role=search]")) return;
  event.preventDefault();
  told({ q: event.target.q.value });
});
answer().catch(failed);
