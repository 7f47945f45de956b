// 核对: each line of a list answered for a day, as `registry check-list` does; the words come with the answers.
import { checked as codeOf } from "./columns.js";
import { filled, judged, named, worded } from "./judgement.js";
import { normaliser } from "./lookup.js";
import { withoutNumber } from "./words.js";

const LEAST = 4;
const MOST = 10;
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

function near(key, { text, starts, rows }) {
  const found = new Set();
  if (key.length < LEAST || /^\d+$/.test(key)) return found;
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
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

const common = (sets) => [...sets[0]].filter((row) => sets.every((set) => set.has(row)));
const union = (sets) => [...new Set(sets.flatMap((set) => [...set]))];
const isCode = (code) => codeOf(code.slice(0, 17)) === code;

/** The acts that decide, with their days and numbers. */
export function basisText(answers, { acts = [] }) {
  return acts.map((id) => answers.acts[id]).map(([title, number, day]) => `${day}${number ? ` ${number}` : ""}《${title}》`).join("；");
}

/** What stands of one platform on a day. */
export function standing(answers, row, day) {
  const { id, days, names } = answers.platforms;
  const verdict = answers.verdicts[judged(days[row], day)[1]];
  const [, name, unit] = named(names[row], day);
  return { id: id[row], name, unit, verdict, label: answers.statuses[verdict.status].label };
}

/** A checker of lines: from [number, cells] to the answer, the platforms meant, and every remark. */
export function checker(register, answers, day) {
  const normalised = remembering(normaliser(register.index.traditional));
  const every = handles(register, normalised);
  const { heads, texts, by_status: byStatus, columns } = answers.list;
  const isHead = new Set(heads);
  const keyOf = (cell) => (every.keys.has(normalised(cell)) ? normalised(cell) : normalised(withoutNumber(cell)) || normalised(cell));

  function notes(cells, keys, settled) {
    const plain = cells.map((cell) => cell.toUpperCase().replaceAll(" ", "")).filter((cell) => !every.keys.has(normalised(cell)));
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

  function line(number, cells) {
    const keys = cells.map(keyOf);
    const sets = keys.filter((key) => every.keys.has(key)).map((key) => every.keys.get(key));
    const agreed = sets.length ? common(sets) : [];
    const rows = sets.length ? (agreed.length ? agreed : union(sets)) : union(keys.map((key) => near(key, every)));
    const platforms = rows.sort((a, b) => a - b).slice(0, MOST).map((row) => standing(answers, row, day));
    const [first] = platforms;
    const one = sets.length && platforms.length === 1;
    const answer = one ? byStatus[first.verdict.status] ?? "not_in_force" : !platforms.length ? "absent" : sets.length ? "several" : "near";
    const said = [...(sets.length && !agreed.length ? [texts.disagree] : []), ...notes(cells, keys, one ? [first] : [])].map((note) => `${note}。`);
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
export function cellsOf(answers, { number, said, answer, platforms, held, remarks }) {
  const side = (value) => platforms.map(value).join(";");
  const sentence = held ? filled(answers.statuses[held.status].sentence, held.slots) : "";
  return [
    String(number), said, answers.list.answers[answer], side(({ id }) => id), side(({ name }) => name), side(({ unit }) => unit),
    side(({ label }) => label), sentence, held ? basisText(answers, held) : "", remarks.join(""),
  ];
}

