// 查找页: /search/?q= — every hit, with facets that stay in the address.
import { readWhole, root } from "./columns.js";
import { hints, noticeHit, partly, platformHit, proseHit, titles } from "./hits.js";
import { FACETS, fits, options, values } from "./list.js";
import { find } from "./lookup.js";
import { element, folded } from "./register.js";

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

function absence(query) {
  return [
    element("p", {}, "查了全部平台（期满、撤销和退出的也在内）的名称、曾用名、单位、代码和证书编号，全部文件的标题和文号，以及办法和说明。"),
    element("p", { className: "reg-caveat" }, `没有找到写着“${query}”的记录。`),
    element("p", {}, "请少写几个字再试。本名录可能不全，见", element("a", { href: `${root}gaps/` }, "缺口"), "；没有找到不等于没有认定，请向主管部门核实。"),
  ];
}

function asked() {
  const params = new URLSearchParams(location.search);
  return Object.fromEntries(["q", ...FACETS].map((name) => [name, params.get(name)?.trim() ?? ""]));
}

let turns = 0;
async function answer() {
  const [turn, state] = [(turns += 1), asked()];
  results.dataset.ready = "false";
  // What was typed before this script came stays, unless the address asks for something.
  for (const input of document.querySelectorAll("[role=search] input[name=q]")) input.value = state.q || (turn > 1 ? "" : input.value);
  if (state.q) await shown(await readWhole(), state, turn);
  if (turn === turns) results.dataset.ready = "true";
}

async function shown(register, state, turn) {
  if (turn !== turns) return;
  const found = find(register, state.q);
  const valued = (hit) => ({ ...hit, values: values(register, hit.row) });
  const [named, meant] = [found.platforms.map(valued), found.meant.filter(({ row }) => !found.platforms.some((hit) => hit.row === row)).map(valued)];
  const every = [...named, ...meant];
  const fit = (hits) => hits.filter((hit) => fits(hit, state));
  const [firm, other, near] = [fit(named.filter((hit) => !hit.near)), fit(meant), fit(named.filter((hit) => hit.near))];
  for (const facet of FACETS) facets.elements[facet].replaceChildren(...options(facet, every, state));
  folded(facets, state);
  const narrowed = FACETS.some((facet) => state[facet]);
  const [notices, prose] = narrowed ? [[], []] : [found.notices, found.prose];
  const [title, count] = [titles(found), firm.length + other.length + near.length + notices.length + prose.length];
  said.textContent = found.reading.english ? `${count} results. The register is kept in Chinese; statuses and caveats are given in both languages.` : `共 ${count} 个结果。`;
  const none = every.length + notices.length + found.prose.length + found.names.length ? [] : absence(state.q);
  results.replaceChildren(...hints(found), ...none, ...(every.length + found.names.length ? [] : partly(found)));
  const drawn = (made) => (hit) => made(register, hit, state.q, found.reading.english);
  await section(title.platforms, firm, drawn(platformHit), turn);
  await section(title.meant, other, drawn(platformHit), turn);
  await section(title.near, near, drawn(platformHit), turn);
  await section(title.notices, notices.filter((hit) => !hit.near), drawn(noticeHit), turn);
  await section(title.nearNotices, notices.filter((hit) => hit.near), drawn(noticeHit), turn);
  await section(title.prose, prose, drawn(proseHit), turn);
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
