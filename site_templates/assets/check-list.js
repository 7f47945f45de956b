// 核对名单页: /check-list/ — many platforms at once. Nothing that is pasted or opened leaves the browser; the address keeps the day alone.
import { today } from "./clock.js";
import { cellsOf, checker } from "./checked.js";
import { read, root } from "./columns.js";
import { element, statusMark } from "./elements.js";
import { limitsOf } from "./judgement.js";
import { BOUNDS, Complaint, csv, opened, pasted, workbook } from "./sheets.js";

const ORDERS = {
  "": (a, b) => a.number - b.number,
  answer: (a, b) => a.rank - b.rank || a.number - b.number,
  name: (a, b) => (a.platforms[0]?.name || a.said).localeCompare(b.platforms[0]?.name || b.said, "zh-CN") || a.number - b.number,
};

const link = ({ id, name, unit }) => element("a", { href: `${root}platforms/${id}/` }, name || unit);

// One platform is told in full; of several, the reader chooses.
function told(answers, line) {
  if (line.held) {
    const [{ name, unit }] = line.platforms;
    const [sentence, acts, remarks] = cellsOf(answers, line).slice(-3);
    return [link(line.platforms[0]), ...(name ? [element("br"), element("small", {}, unit)] : []), element("p", {}, sentence),
      ...(acts ? [element("p", {}, `依据：${acts}。`)] : []), ...(remarks ? [element("p", { className: "reg-caveat" }, remarks)] : [])];
  }
  const several = line.platforms.map((each) => {
    const item = element("li", {}, statusMark(each.verdict.status, each.label), " ", link(each), " ", element("small", {}, each.unit));
    Object.assign(item.dataset, { platformId: each.id, status: each.verdict.status });
    return item;
  });
  const search = element("a", { href: `${root}search/?${new URLSearchParams({ q: line.said.slice(0, 100) })}` }, "查相近的");
  return [...(several.length ? [element("ul", {}, ...several)] : [search]), ...(line.remarks.length ? [element("p", { className: "reg-caveat" }, line.remarks.join(""))] : [])];
}

function rowOf(answers, line) {
  const answer = answers.list.answers[line.answer];
  const label = line.held ? line.platforms[0].label : "";
  const row = element("tr", {}, element("td", {}, String(line.number)), element("td", {}, line.said),
    element("td", {}, ...(label === answer ? [] : [element("b", {}, answer), " "]), ...(label ? [statusMark(line.held.status, label)] : [])), element("td", {}, ...told(answers, line)));
  row.dataset.answer = line.answer;
  if (line.held) Object.assign(row.dataset, { platformId: line.platforms[0].id, status: line.held.status });
  return row;
}

function summary(answers, lines, day) {
  const counts = Object.entries(answers.list.answers).map(([code, label]) => [label, lines.filter(({ answer }) => answer === code).length]);
  const said = counts.filter(([, count]) => count).map(([label, count]) => `${label} ${count}`).join("，");
  return `${day}，共 ${lines.length} 行：${said}。数据截至 ${answers.as_of}。${limitsOf(answers, day).join("")}`;
}

function saved(name, content, type) {
  const made = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  made.click();
  setTimeout(() => URL.revokeObjectURL(made.href));
}

function start(results) {
  const form = document.querySelector(".reg-check-list");
  const tools = document.querySelector("[data-tools]");
  const said = document.querySelector("[data-said]");
  const body = results.querySelector("tbody");
  let [answers, register, lines, day, file, turns] = [null, null, [], "", null, 0];

  const failed = (fault) => {
    said.textContent = fault instanceof Complaint ? fault.message : "核对所需的数据没有取到，请检查网络后再试。";
    results.hidden = tools.hidden = true;
    results.dataset.ready = "true";
  };

  async function loaded() {
    const fetched = async () => (await fetch(new URL(results.dataset.answers, document.baseURI))).json();
    [register, answers] = await Promise.all([register ?? read(), answers ?? fetched(), import("./vendor/fflate.js")]);
  }

  const chosen = () => {
    const shown = tools.answer.value;
    return lines.filter(({ answer }) => !shown || answer === shown).sort(ORDERS[tools.sort.value]);
  };

  function drawn() {
    body.replaceChildren(...chosen().map((line) => rowOf(answers, line)));
  }

  async function check() {
    const turn = (turns += 1);
    results.dataset.ready = "false";
    if (!form.on.value) throw new Complaint("请写下一个日子，例如 2026-11-23；没有这一天的不能核对。");
    if (!file && form.list.value.length > BOUNDS.size) throw new Complaint(long());
    const rows = file ? await opened(file) : pasted(form.list.value);
    await loaded();
    if (turn !== turns) return;
    day = form.on.value;
    const ranks = Object.keys(answers.list.answers);
    const numbered = rows.map((cells, at) => [at + 1, cells]);
    lines = checker(register, answers, day).lines(numbered).map((line) => ({ ...line, rank: ranks.indexOf(line.answer) }));
    tools.answer.replaceChildren(new Option(`全部（${lines.length}）`, ""), ...ranks.map((code) => new Option(`${answers.list.answers[code]}（${lines.filter(({ answer }) => answer === code).length}）`, code)));
    said.textContent = lines.length ? summary(answers, lines, day) : "没有要核对的行：请先写下名单，或打开一个文件。";
    results.hidden = tools.hidden = !lines.length;
    drawn();
    history.replaceState(null, "", `?${new URLSearchParams({ on: day })}`);
    results.dataset.ready = "true";
  }

  const long = () => `写下的内容过长（最多 ${BOUNDS.size / 1e6} 百万字）；请只留下名单，或分成几份。`;
  const table = () => [answers.list.columns, ...chosen().map((line) => cellsOf(answers, line))];
  const name = (ending) => `check-list-${day}.${ending}`;
  const actions = {
    csv: async () => saved(name("csv"), csv(table()), "text/csv"),
    xlsx: async () => saved(name("xlsx"), await workbook(table()), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    print: async () => print(),
  };

  form.on.value = /^\d{4}-\d\d-\d\d$/.test(new URLSearchParams(location.search).get("on") ?? "") ? new URLSearchParams(location.search).get("on") : today();
  // A search that looked like several names brings them behind the sign that is never sent.
  form.list.value = new URLSearchParams(location.hash.slice(1)).get("list") ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check().catch(failed);
  });
  form.list.addEventListener("input", () => { file = form.file.value = null; });
  form.list.addEventListener("paste", (event) => {
    if (event.clipboardData.getData("text/plain").length <= BOUNDS.size) return;
    event.preventDefault();
    said.textContent = long();
  });
  form.file.addEventListener("change", () => {
    [file] = form.file.files;
    if (file) check().catch(failed);
  });
  tools.addEventListener("change", drawn);
  tools.addEventListener("click", (event) => actions[event.target.dataset.action]?.().catch(failed));
  tools.addEventListener("submit", (event) => event.preventDefault());
  loaded().then(() => (form.list.value ? check() : undefined)).then(() => { results.dataset.ready = "true"; }).catch(failed);
}

const results = document.querySelector("[data-results=check-list]");
if (results) start(results);
