// 查验: /verify/?q=&on= — was it designated on that day, by which act?
import { today } from "./clock.js";
import { read, root } from "./columns.js";
import { element, statusMark } from "./elements.js";
import { judged, named } from "./judgement.js";
import { find } from "./lookup.js";

const SHOWN = 50;
const NONE = "not_designated";

// 2021-9#2 is the second act of a document, and stands there on its page.
const noticePath = (act) => act.replace(/^([^#]*)(?:#(.*))?$/, (_, page, number) => `${page}/${number ? `#act-${number}` : ""}`);

function verdict(platform, day, labels, acts) {
  const spell = judged(platform.spells, day);
  const [, status, act] = spell ?? ["", NONE, ""];
  const [, name, unit] = named(platform.names, day);
  const item = element("li", { className: "reg-hit" });
  item.dataset.platformId = platform.id;
  item.dataset.status = status;
  const link = element("a", { href: `${root}platforms/${platform.id}/` }, name || unit);
  item.append(element("p", {}, `${day} `, statusMark(status, labels[status]), " ", link), name ? element("p", {}, unit) : "");
  if (act) {
    const [title, number] = acts[act];
    const source = element("a", { href: `${root}notices/${noticePath(act)}` }, `${number}《${title}》`);
    item.append(element("p", {}, "依据：", source));
  }
  if (!spell && platform.note) item.append(element("p", { className: "reg-caveat" }, platform.note));
  return item;
}

// The look-up finds; the answers, in the same order, say what held.
function row({ platforms }, at) {
  return Object.fromEntries(Object.entries(platforms).map(([name, column]) => [name, column[at]]));
}

function shown(results, register, answers, day, query) {
  const found = find(register, query).platforms.slice(0, SHOWN);
  const hits = found.map((hit) => verdict(row(answers, hit.row), day, register.index.labels, answers.acts));
  const absent = element("p", { className: "reg-caveat" }, `名录中没有含“${query}”的平台，也没有这样的曾用名、单位、代码或证书编号。没有录全的名单见各文件页，仍有疑问请向主管部门核实。`);
  const future = day > answers.as_of ? [element("p", { className: "reg-caveat" }, `${day} 在数据截至日 ${answers.as_of} 之后，以下只按已有文件推算。`)] : [];
  results.replaceChildren(...(hits.length ? [...future, element("ul", { className: "reg-hits" }, ...hits)] : [absent]));
}

let loaded;
function answersOf(results) {
  loaded ??= fetch(new URL(results.dataset.answers, document.baseURI)).then((answer) => answer.json());
  return loaded;
}

async function answer(results, form) {
  const [query, day] = [form.q.value.trim(), form.on.value || today()];
  results.dataset.ready = "false";
  const [register, answers] = await Promise.all([read(), answersOf(results)]);
  if (query) shown(results, register, answers, day, query);
  results.dataset.ready = "true";
}

function start(results) {
  const form = document.querySelector(".reg-ask--verify");
  const asked = new URLSearchParams(location.search);
  form.q.value = asked.get("q") ?? "";
  form.on.value = asked.get("on") || today();
  const fail = () => results.replaceChildren(element("p", { className: "reg-caveat" }, "查验所需的数据没有取到，请检查网络后刷新本页。"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
    answer(results, form).catch(fail);
  });
  answer(results, form).catch(fail);
}

const results = document.querySelector("[data-results=verify]");
if (results) start(results);
