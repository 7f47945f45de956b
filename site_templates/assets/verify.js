// 查验: /verify/?q=&on= or ?id=&on= — was it designated on that day, by which acts? The answer is that of the platform's page.
import { basisText, fetched, judged, limitsOf, namesOn, read, readAnswers, readWithAnswers, root, worded } from "./columns.js";
import { copied, dayAsked, element, noticePath, published, today } from "./register.js";

// 凭据: what a reader takes away — the question, the whole answer, where it came from and how to check it, on one sheet.

const SVG = "http://www.w3.org/2000/svg";

// The address as a picture; a border of four is what the standard asks for.
async function picture(address) {
  const { encode } = await import("./vendor/uqr.js");
  const { data, size } = encode(address, { ecc: "M", border: 4 });
  const dark = data.flatMap((line, y) => line.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", `0 0 ${size} ${size}`);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", "本页地址的二维码");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dark.join(""));
  made.append(path);
  return made;
}

const known = (facts) => facts.filter(([, value]) => value);

function asked({ id, name, unit, code, place, day }) {
  return known([
    ["所问", `${day}，平台 ${id} 的资格状态`], ["当日名称", name], ["当日运营单位", unit], ["当日所在地", place], ["统一社会信用代码（现用）", code],
  ]);
}

function source(build) {
  const log = build.log?.head ? `第 ${build.log.size} 条，散列 ${build.log.head}` : build.log?.unavailable;
  return known([
    ["数据截至", build.as_of], ["登记簿提交", build.commit], ["登记日志末条", log], ["本页取得日", today()], ["地址", location.href.replace(/#.*$/, "")],
  ]);
}

function told(answers, verdict) {
  const words = worded(answers, verdict);
  const basis = basisText(answers, verdict);
  return [words.label, words.sentence, words.english, ...(basis ? [`依据：${basis}。`] : []), ...(words.bar ? [`${words.bar}。`] : []), ...words.remarks];
}

function button(label, action) {
  const made = element("button", { type: "button", className: "reg-button" }, label);
  made.addEventListener("click", action);
  return made;
}

/** The sheet for one platform on one day. */
async function evidence(answers, verdict, question) {
  const [build, qr] = await Promise.all([published(), picture(location.href.replace(/#.*$/, ""))]);
  const [of, from] = [asked(question), source(build)];
  const spelt = (lines) => lines.map((line) => line.join("："));
  const text = [...spelt(of), ...told(answers, verdict), ...limitsOf(answers, question.day), ...spelt(from)].join("\n");
  const copy = button("复制", () => copied(text).then(() => { copy.textContent = "已复制"; }));
  const list = element("dl", { className: "reg-facts" }, ...[...of, ...from].map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
  const how = element("p", {}, "怎样核对：扫二维码或打开上面的地址，看答复是否相同；整份数据用", element("a", { href: `${root}data/verify.py` }, "data/verify.py"),
    "校验，登记日志 api/v1/log.json 中应有上面的末条散列。纸面和复制的文字可以改动，以打开的页面和公布文件为准。");
  return element("section", { className: "reg-evidence" }, element("h2", {}, "查验凭据"), element("p", { className: "reg-links" }, copy, " ", button("打印", () => print())), qr, list, how);
}

// 本页

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

// What held of one platform on a day: the verdict, and where it lay, nothing where the register does not know.
function heldOn({ platforms, verdicts }, row, day) {
  const [, place] = judged(platforms.places[row], day) ?? [];
  return { id: platforms.id[row], day, verdict: verdicts[judged(platforms.days[row], day)[1]], place };
}

function hitOf(answers, { id, day, name, unit, place, verdict: held }) {
  const link = element("a", { href: `${root}platforms/${id}/` }, name || unit);
  const item = element("li", { className: "reg-hit" }, element("p", {}, `${day} `, link), ...(name ? [element("p", {}, unit)] : []), ...(place ? [element("p", {}, `所在地：${place}`)] : []), verdict(answers, held));
  item.dataset.platformId = id;
  item.dataset.status = held.status;
  return item;
}

// The look-up, where names are asked for.
const lookup = () => Promise.all([readWithAnswers(), import("./lookup.js")]);

// Names of a day and the code, from the file of that platform: a hundredth of the look-up, which alone knows names to come.
async function fromItsFile(answers, row, day) {
  const { platform } = await fetched(`api/v1/platforms/${answers.platforms.id[row]}.json`);
  const spans = answers.platforms.names[row];
  const held = [...platform.former_names, platform][Math.max(spans.indexOf(judged(spans, day)), 0)];
  const names = held ? { name: held.name ?? "", unit: held.operating_unit } : namesOn(await read(), answers, row, day);
  return { ...names, code: platform.credit_code };
}

// One that was merged into another is answered by that one; -1 where no platform has this id.
const rowOf = (answers, id) => answers.platforms.id.indexOf(answers.merged[id] ?? id);

async function byId(answers, { id, day }) {
  const row = rowOf(answers, id);
  return [{ ...heldOn(answers, row, day), ...await fromItsFile(answers, row, day) }];
}

async function byName({ query, day }) {
  const [[register, answers], { find }] = await lookup();
  return find(register, query).platforms.map(({ row, near }) => ({ ...heldOn(answers, row, day), ...namesOn(register, answers, row, day), near }));
}

async function shown(results, answers, question) {
  const { day, id, query } = question;
  const rows = await (id ? byId(answers, question) : byName(question));
  const list = (of) => (of.length ? [element("ul", { className: "reg-hits" }, ...of.map((each) => hitOf(answers, each)))] : []);
  const [firm, near] = [false, true].map((isNear) => list(rows.slice(0, SHOWN).filter((each) => Boolean(each.near) === isNear)));
  const only = near.length ? [paragraph("reg-caveat", `${firm.length ? "以下" : `没有找到写着“${query}”的平台，以下`}只是名称相近的，不一定是所问的平台：`)] : [];
  const gaps = element("a", { href: `${root}gaps/` }, "缺口");
  const absent = paragraph("reg-caveat", `查了全部平台的编号、名称、曾用名、单位、代码和证书编号，没有找到写着“${query}”的。本名录可能不全，见`, gaps, "；没有找到不等于没有认定，请向主管部门核实。");
  const rest = rows.length > SHOWN ? [paragraph("reg-hint", `共有 ${rows.length} 个平台，这里列出前 ${SHOWN} 个；请把名称写得更全。`)] : [];
  const limits = limitsOf(answers, day).map((text) => paragraph("reg-caveat", text));
  results.replaceChildren(...(rows.length ? [...limits, ...firm, ...only, ...near, ...rest] : [absent]));
  // A sheet to take away names the id that was asked for.
  if (id) results.append(await evidence(answers, rows[0].verdict, { ...rows[0], id }));
}

async function answer(results, question) {
  results.dataset.ready = "false";
  // The page that is open answers without the network as well: what names need comes along, but for an id not before it is needed.
  const [answers] = await Promise.all([readAnswers(), ...(question.id ? [] : [lookup()])]);
  // What is no id may be a name.
  const id = rowOf(answers, question.id) < 0 ? "" : question.id;
  if (!question.day) results.replaceChildren(paragraph("reg-caveat", "没有这一天，所以没有查验：请写下一个日子，例如 2026-11-23。"));
  else if (question.query) await shown(results, answers, { ...question, id });
  results.dataset.ready = "true";
}

function start(results) {
  const form = document.querySelector(".reg-ask--verify");
  const asked = new URLSearchParams(location.search);
  const id = asked.get("id") ?? "";
  // What was typed before this script came stays, unless the address asks for something.
  form.q.value = asked.get("q") || id || form.q.value;
  dayAsked(form.on);
  const fail = () => results.replaceChildren(paragraph("reg-caveat", "查验所需的数据没有取到，请检查网络后刷新本页。"));
  // An id in the address stays the question while only the day is changed.
  const question = () => {
    const query = form.q.value.trim();
    return { id: id && query === id ? id : "", query, day: form.on.value };
  };
  // The address holds the whole question: a day left out would be another one tomorrow.
  const ask = () => {
    const { id: same, query, day } = question();
    if (query && day) history.replaceState(null, "", `?${new URLSearchParams(same ? { id: same, on: day } : { q: query, on: day })}`);
    answer(results, question()).catch(fail);
  };
  form.addEventListener("focusin", () => lookup().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  ask();
}

const results = document.querySelector("[data-results=verify]");
if (results) start(results);
