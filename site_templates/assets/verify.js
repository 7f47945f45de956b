// 查验: /verify/?q=&on= or ?id=&on= — was it designated on that day, by which acts? The answer is that of the platform's page.
import { today } from "./clock.js";
import { read, root } from "./columns.js";
import { element, noticePath } from "./elements.js";
import { judged, limitsOf, named, worded } from "./judgement.js";
import { find } from "./lookup.js";

const SHOWN = 50;

function paragraph(className, ...children) {
  return element("p", { className }, ...children);
}

function notice(answers, id) {
  const [title, number, day] = answers.acts[id];
  const link = element("a", { href: `${root}notices/${noticePath(id)}` }, title);
  return [`${day}${number ? ` ${number}` : ""}`, "《", link, "》"];
}

function article(answers, [edition, number, label]) {
  return element("a", { href: `${root}regulations/${edition}/#art-${number}` }, `${answers.regulations[edition]} ${label}`);
}

function basis(answers, { acts = [], article: cited }) {
  if (!acts.length) return [];
  const links = acts.flatMap((id, at) => [...(at ? ["；"] : []), ...notice(answers, id)]);
  return [element("p", {}, "依据：", ...links, ...(cited ? ["，", article(answers, cited)] : []), "。")];
}

function barred(answers, { bar }, sentence) {
  if (!bar) return [];
  return [element("p", {}, element("b", {}, sentence), ...(bar.article ? ["，", article(answers, bar.article)] : []), "。")];
}

function verdict(answers, verdictOfDay) {
  const words = worded(answers, verdictOfDay);
  return element("div", { className: `reg-verdict reg-status--${verdictOfDay.status}` },
    paragraph("reg-verdict__status", element("strong", {}, words.label)),
    element("div", {},
      paragraph("reg-verdict__sentence", words.sentence), Object.assign(paragraph("reg-english", words.english), { lang: "en" }),
      ...basis(answers, verdictOfDay), ...barred(answers, verdictOfDay, words.bar),
      ...words.remarks.map((remark) => paragraph("reg-caveat", remark))));
}

// Where it lay on that day; nothing where the register does not know.
function placed(answers, { places }, day) {
  const span = judged(places, day);
  return span ? answers.places[span[1]] : "";
}

function hitOf(answers, platform, day) {
  const [, number] = judged(platform.days, day);
  const [, name, unit] = named(platform.names, day);
  const link = element("a", { href: `${root}platforms/${platform.id}/` }, name || unit);
  const item = element("li", { className: "reg-hit" }, element("p", {}, `${day} `, link), ...(name ? [element("p", {}, unit)] : []), ...(placed(answers, platform, day) ? [element("p", {}, `所在地：${placed(answers, platform, day)}`)] : []), verdict(answers, answers.verdicts[number]));
  item.dataset.platformId = platform.id;
  item.dataset.status = answers.verdicts[number].status;
  return item;
}

// The look-up finds; the answers, in the same order, say what held.
function row({ platforms }, at) {
  return Object.fromEntries(Object.entries(platforms).map(([name, column]) => [name, column[at]]));
}

function rowsAsked(register, answers, { id, query }) {
  // An id that was merged into another is answered by that one.
  const wanted = answers.merged[id] ?? id;
  if (id) return answers.platforms.id.flatMap((each, at) => (each === wanted ? [at] : []));
  return find(register, query).platforms.map((hit) => hit.row);
}

// Asked for by its id, one platform is told as a sheet to take away.
async function sheet(results, register, answers, { day, id }, at) {
  const { evidence } = await import("./evidence.js");
  const asked = row(answers, at);
  const [, name, unit] = named(asked.names, day);
  results.append(await evidence(answers, answers.verdicts[judged(asked.days, day)[1]], { id, day, name, unit, place: placed(answers, asked, day), code: register.columns.code[at] }));
}

async function shown(results, register, answers, question) {
  const { day, id, query } = question;
  const rows = rowsAsked(register, answers, question);
  const hits = rows.slice(0, SHOWN).map((at) => hitOf(answers, row(answers, at), day));
  const gaps = element("a", { href: `${root}gaps/` }, "缺口");
  const absent = paragraph("reg-caveat", `查了全部平台的编号、名称、曾用名、单位、代码和证书编号，没有找到写着“${id || query}”的。本名录可能不全，见`, gaps, "；没有找到不等于没有认定，请向主管部门核实。");
  const rest = rows.length > SHOWN ? [paragraph("reg-hint", `共有 ${rows.length} 个平台，这里列出前 ${SHOWN} 个；请把名称写得更全。`)] : [];
  const limits = limitsOf(answers, day).map((text) => paragraph("reg-caveat", text));
  results.replaceChildren(...(hits.length ? [...limits, element("ul", { className: "reg-hits" }, ...hits), ...rest] : [absent]));
  if (id && rows.length === 1) await sheet(results, register, answers, question, rows[0]);
}

let loaded;
function answersOf(results) {
  loaded ??= fetch(new URL(results.dataset.answers, document.baseURI)).then((answer) => answer.json());
  return loaded;
}

async function answer(results, question) {
  results.dataset.ready = "false";
  const [register, answers] = await Promise.all([read(), answersOf(results)]);
  if (question.id || question.query) await shown(results, register, answers, question);
  results.dataset.ready = "true";
}

function start(results) {
  const form = document.querySelector(".reg-ask--verify");
  const asked = new URLSearchParams(location.search);
  const id = asked.get("id") ?? "";
  form.q.value = asked.get("q") ?? id;
  form.on.value = asked.get("on") || today();
  const fail = () => results.replaceChildren(paragraph("reg-caveat", "查验所需的数据没有取到，请检查网络后刷新本页。"));
  // An id in the address stays the question while only the day is changed.
  const question = () => {
    const query = form.q.value.trim();
    return { id: id && query === id ? id : "", query, day: form.on.value || today() };
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { id: same, query, day } = question();
    history.replaceState(null, "", `?${new URLSearchParams(same ? { id: same, on: day } : { q: query, on: day })}`);
    answer(results, question()).catch(fail);
  });
  answer(results, question()).catch(fail);
}

const results = document.querySelector("[data-results=verify]");
if (results) start(results);
