// 核对名单页: /check-list/ — many platforms at once. Nothing that is pasted or opened leaves the browser; the address keeps the day alone.
import { basisText, checked, COMPANY, filled, judged, limitsOf, namesOn, normaliser, readWithAnswers, root, withoutNumber, worded } from "./columns.js";
import { dayAsked, element, statusMark } from "./register.js";
import { BOUNDS, Complaint, opened, origin, pasted, saved } from "./sheets.js";

// 核对: each line of a list answered for a day, as `registry check-list` does; the words come with the answers.

const LEAST = 4;
const MOST = 10;
// Signs between what one cell says, the surest first: names may hold brackets.
const PARTINGS = [/[\s：:]+/u, /[\s：:，,、；;]+/u, /[\s：:，,、；;（）()]+/u];
const CODE = /^[0-9A-Z]{18}$/;
const SPOILT = /^\d(\.\d+)?E\+\d\d$/;

// What was made even once is remembered: a list says the same heads and places over and over.
function remembering(made) {
  const known = new Map();
  return (text) => {
    if (!known.has(text)) known.set(text, made(text));
    return known.get(text);
  };
}

// Everything that platforms were ever called; names stand in one text as well, for parts of them.
function handles({ columns }, normalised) {
  const [keys, names] = [new Map(), new Map()];
  const add = (map, text, row) => {
    const key = normalised(text ?? "");
    if (!key) return;
    if (!map.has(key)) map.set(key, new Set());
    map.get(key).add(row);
  };
  columns.id.forEach((id, row) => {
    const { name, unit, code, numbers } = columns;
    for (const text of [name[row], unit[row], ...columns.names[row].split("\v"), ...columns.units[row].split("\v")]) {
      add(names, text, row);
      add(keys, text, row);
    }
    for (const text of [id, code[row], ...numbers[row]]) add(keys, text, row);
  });
  const starts = [];
  let text = "\n";
  for (const key of names.keys()) {
    starts.push(text.length);
    text += `${key}\n`;
  }
  return { keys, names, text, starts, rows: [...names.values()] };
}

// Whether letters stand in a line of a text from a place on, in their order.
function inOrder(letters, text, place) {
  let met = 0;
  for (let at = place; met < letters.length && text[at] !== "\n"; at += 1) if (text[at] === letters[met]) met += 1;
  return met === letters.length;
}

// Rows with a name that holds a text and, anywhere behind it, more letters in their order.
function holding({ text, starts, rows }, piece, more = "") {
  const found = new Set();
  if (piece.length + more.length < LEAST) return found;
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    if (!inOrder(more, text, at + piece.length)) continue;
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle;
    }
    for (const row of rows[low]) found.add(row);
  }
  return found;
}

// Rows with a name that holds these letters, whatever the form of the company; else in their order.
function near(key, every) {
  if (key.length < LEAST || /^\d+$/.test(key)) return [];
  const ways = [[key], [key.replace(COMPANY, "")], [key.slice(0, 2), key.slice(2).replace(COMPANY, "")]];
  for (const way of ways) {
    const found = holding(every, ...way);
    if (found.size) return [...found];
  }
  return [];
}

const common = (sets) => [...sets[0]].filter((row) => sets.every((set) => set.has(row)));
const union = (sets) => [...new Set(sets.flatMap((set) => [...set]))];
const isCode = (code) => checked(code.slice(0, 17)) === code;

/** What stands of one platform on a day. */
function standing(register, answers, row, day) {
  const { id, days } = answers.platforms;
  const verdict = answers.verdicts[judged(days[row], day)[1]];
  return { id: id[row], ...namesOn(register, answers, row, day), verdict, label: answers.statuses[verdict.status].label };
}

/** A checker of lines: from [number, cells] to the answer, the platforms meant, and every remark. */
function checker(register, answers, day) {
  const normalised = remembering(normaliser(register.index.traditional));
  const every = handles(register, normalised);
  const { heads, texts, by_status: byStatus, columns } = answers.list;
  const isHead = new Set(heads);
  const [noName, amount] = [answers.list.no_name, answers.list.amount].map((pattern) => new RegExp(`^(?:${pattern})$`, "u"));
  const partsOf = (cell, parting) => cell.split(parting).map(normalised);

  // What a cell asks for: itself, without a number before it, or what is known of its parts.
  function asked(cell) {
    const [whole, bare] = [normalised(cell), normalised(withoutNumber(cell))];
    const one = [whole, bare].find((key) => every.keys.has(key));
    if (one) return [one];
    const known = PARTINGS.map((parting) => partsOf(cell, parting).filter((key) => key.length >= LEAST && every.keys.has(key)));
    return known.find((keys) => keys.length) ?? [bare || whole];
  }

  function notes(cells, keys, settled) {
    const parts = cells.flatMap((cell) => [cell, ...cell.split(PARTINGS[2])]).map((part) => part.toUpperCase().replaceAll(" ", ""));
    const plain = [...new Set(parts)].filter((part) => !every.keys.has(normalised(part)));
    const codes = plain.filter((cell) => CODE.test(cell));
    const now = settled.flatMap(({ name, unit }) => [normalised(name), normalised(unit)]);
    return [
      ...(settled.length && keys.some((key) => every.names.has(key) && !now.includes(key)) ? [texts.renamed] : []),
      ...(settled.length && codes.length ? [texts.other_code] : []),
      ...(codes.every(isCode) ? [] : [texts.wrong_digit]),
      ...(plain.some((cell) => SPOILT.test(cell)) ? [texts.spoilt] : []),
    ];
  }

  function remarks(said, { verdict }) {
    const words = worded(answers, verdict);
    return [...said, ...(words.bar ? [`${words.bar}。`] : []), ...words.remarks];
  }

  // A total, a title or a day, with amounts beside it.
  function isNoName(cells) {
    const plain = cells.map((cell) => cell.normalize("NFKC").replace(/\s/gu, ""));
    const rest = plain.filter((cell) => !noName.test(cell));
    return rest.length < plain.length && rest.every((cell) => amount.test(cell));
  }

  const numbers = new Map();
  function repeated({ id }, number) {
    if (!numbers.has(id)) numbers.set(id, number);
    return numbers.get(id) < number ? [filled(texts.repeated, { line: numbers.get(id) })] : [];
  }

  function line(number, cells) {
    const keys = cells.flatMap(asked);
    const sets = keys.filter((key) => every.keys.has(key)).map((key) => every.keys.get(key));
    if (!sets.length && isNoName(cells)) return { number, said: cells.join(" "), answer: "no_name", platforms: [], held: null, remarks: [] };
    const agreed = sets.length ? common(sets) : [];
    const rows = sets.length ? (agreed.length ? agreed : union(sets)) : union([...new Set([...keys, ...cells.flatMap((cell) => partsOf(cell, PARTINGS[2]))])].map((key) => near(key, every)));
    const platforms = rows.sort((a, b) => a - b).slice(0, MOST).map((row) => standing(register, answers, row, day));
    const [first] = platforms;
    const one = sets.length && platforms.length === 1;
    const answer = one ? byStatus[first.verdict.status] ?? "not_in_force" : !platforms.length ? "absent" : sets.length ? "several" : "near";
    const said = [...(sets.length && !agreed.length ? [texts.disagree] : []), ...notes(cells, keys, one ? [first] : []), ...(one ? repeated(first, number) : [])].map((note) => `${note}。`);
    return { number, said: cells.join(" "), answer, platforms, held: one ? first.verdict : null, remarks: one ? remarks(said, first) : said };
  }

  return {
    columns,
    lines: (rows) => rows.flatMap(([number, cells]) => {
      const said = cells.map((cell) => cell.trim()).filter(normalised);
      return said.length && !said.every((cell) => isHead.has(normalised(cell))) ? [line(number, said)] : [];
    }),
  };
}

/** One line as cells of a table; several platforms stand side by side. */
function cellsOf(answers, { number, said, answer, platforms, held, remarks }) {
  const side = (value) => platforms.map(value).join(";");
  const sentence = held ? filled(answers.statuses[held.status].sentence, held.slots) : "";
  return [
    String(number), said, answers.list.answers[answer], side(({ id }) => id), side(({ name }) => name), side(({ unit }) => unit),
    side(({ label }) => label), sentence, held ? basisText(answers, held) : "", remarks.join(""),
  ];
}


// 本页

const ORDERS = {
  "": (a, b) => a.number - b.number,
  answer: (a, b) => a.rank - b.rank || a.number - b.number,
  name: (a, b) => (a.platforms[0]?.name || a.said).localeCompare(b.platforms[0]?.name || b.said, "zh-CN") || a.number - b.number,
};

// Open, it explains the page in English, and each answer says its sentence in English too.
const english = document.querySelector("details[lang=en]");
const link = ({ id, name, unit }) => element("a", { href: `${root}platforms/${id}/` }, name || unit);

// One platform is told in full; of several, the reader chooses.
function told(answers, line) {
  if (line.held) {
    const [{ name, unit }] = line.platforms;
    const [sentence, acts, remarks] = cellsOf(answers, line).slice(-3);
    return [link(line.platforms[0]), ...(name ? [element("br"), element("small", {}, unit)] : []), element("p", {}, sentence),
      ...(english.open ? [Object.assign(element("p", { className: "reg-english" }, worded(answers, line.held).english), { lang: "en" })] : []),
      ...(acts ? [element("p", {}, `依据：${acts}。`)] : []), ...(remarks ? [element("p", { className: "reg-caveat" }, remarks)] : [])];
  }
  const several = line.platforms.map((each) => {
    const item = element("li", {}, statusMark(each.verdict.status, each.label), " ", link(each), " ", element("small", {}, each.unit));
    Object.assign(item.dataset, { platformId: each.id, status: each.verdict.status });
    return item;
  });
  const search = element("a", { href: `${root}search/?${new URLSearchParams({ q: line.said.slice(0, 100) })}` }, "查相近的");
  const none = line.answer === "no_name" ? [] : [search];
  return [...(several.length ? [element("ul", {}, ...several)] : none), ...(line.remarks.length ? [element("p", { className: "reg-caveat" }, line.remarks.join(""))] : [])];
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
    [register, answers] = await readWithAnswers();
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
  const taken = (kind) => saved(`check-list-${day}`, kind, [answers.list.columns, ...chosen().map((line) => cellsOf(answers, line))], origin(answers.as_of, day));
  const actions = { csv: () => taken("csv"), xlsx: () => taken("xlsx"), print: async () => print() };

  // What was typed before this script came stays, unless the address asks for something.
  dayAsked(form.on);
  // A search that looked like several names brings them behind the sign that is never sent.
  form.list.value = new URLSearchParams(location.hash.slice(1)).get("list") || form.list.value;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // On a phone the answer stands below what was pasted.
    check().catch(failed).then(() => said.scrollIntoView({ block: "nearest" }));
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
  english.addEventListener("toggle", drawn);
  tools.addEventListener("click", (event) => actions[event.target.dataset.action]?.().catch(failed));
  tools.addEventListener("submit", (event) => event.preventDefault());
  // Workbooks need a quarter more of code: it comes when the page is first used, so that the network may be gone by then.
  document.addEventListener("focusin", () => import("./vendor/fflate.js").catch(() => {}), { once: true });
  form.querySelector("button").disabled = false;
  loaded().then(() => (form.list.value ? check() : undefined)).then(() => { results.dataset.ready = "true"; }).catch(failed);
}

const results = document.querySelector("[data-results=check-list]");
if (results) start(results);
