// 查找页: the answers on /search/.
import { element, statusMark } from "./elements.js";
import { find, opened } from "./lookup.js";

const SHOWN = 200;

function platformHit(hit, root, labels) {
  const link = element("a", { href: `${root}platforms/${hit.id}/` }, hit.name || hit.unit);
  const item = element("li", { className: "reg-hit" }, statusMark(hit.status, labels[hit.status]), " ", link);
  item.dataset.platformId = hit.id;
  item.dataset.status = hit.status;
  const also = [hit.name ? hit.unit : "", ...hit.others].filter(Boolean);
  if (also.length) item.append(element("br"), element("small", {}, also.join("；")));
  return item;
}

function noticeHit(hit, root) {
  const link = element("a", { href: `${root}notices/${hit.id}/` }, hit.title);
  const item = element("li", { className: "reg-hit" }, `${hit.on} ${hit.kind} `, link, ` ${hit.number}`);
  item.dataset.noticeId = hit.id;
  return item;
}

function section(title, hits) {
  const list = element("ul", { className: "reg-hits" }, ...hits.slice(0, SHOWN));
  const more = hits.length > SHOWN ? `，以下为前 ${SHOWN} 个` : "";
  return [element("h2", {}, `${title}（${hits.length}${more}）`), list];
}

function absence(query) {
  return [
    element("p", { className: "reg-caveat" }, `名录中没有名称、曾用名、单位、代码或文号含“${query}”的记录。`),
    element("p", {}, "这包括期满、撤销和退出的平台。请少写几个字再试；仍然没有的，请向主管部门核实。"),
  ];
}

async function answer(results) {
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim();
  if (!query) {
    results.dataset.ready = "true";
    return;
  }
  for (const input of document.querySelectorAll("input[name=q]")) input.value = query;
  const { index, root } = results.dataset;
  const book = opened(await (await fetch(index)).json());
  const found = find(book, query);
  const parts = [];
  if (found.platforms.length) parts.push(...section("平台", found.platforms.map((hit) => platformHit(hit, root, book.labels))));
  if (found.notices.length) parts.push(...section("文件", found.notices.map((hit) => noticeHit(hit, root))));
  results.replaceChildren(...(parts.length ? parts : absence(query)));
  results.dataset.ready = "true";
}

const results = document.querySelector("[data-results=search]");
if (results) {
  answer(results).catch(() => {
    results.replaceChildren(element("p", { className: "reg-caveat" }, "查找所需的数据没有取到，请检查网络后刷新本页。"));
  });
}
