// 名录各列: the look-up index, fetched on first use and read as columns; the box, the search and the lists take the same.
import { today } from "./register.js";

/** The home address, wherever this page lies. */
export const root = new URL("../", import.meta.url).href;

// 归一: what makes no difference between two texts; the index is built by the same rule, held by the same test vectors.

const MARKS = /[^\p{L}\p{N}\n\t\v]/gu;
const ACCENTS = /[\u0300-\u036f]/g;

/** Makes the rule, for [traditional, simplified] characters; row, field and value marks stay. */
export function normaliser([traditional, simplified]) {
  const plain = new Map([...traditional].map((sign, at) => [sign, [...simplified][at]]));
  const old = traditional && new RegExp(`[${traditional}]`, "gu");
  return (text) => {
    const even = text.normalize("NFKD").replace(ACCENTS, "").normalize("NFC").toLowerCase();
    return (old ? even.replace(old, (sign) => plain.get(sign)) : even).replace(MARKS, "");
  };
}

// The number of a line in a list, copied along with it.
const NUMBERING = /^\s*[（(]?\d{1,3}[、.．)）](?!\d)/u;

/** The words of a company's form, which tell no name. */
export const COMPANY = /(?:集团)?(?:股份有限|有限责任|有限|股份)?公司/;

/** A line without its number. */
export const withoutNumber = (line) => line.replace(NUMBERING, "");

// 各列

const FIRST = 48;
const ESCAPE = 44;

// One value per row, from a table and a column that names its entries.
function unpacked({ table, column }) {
  if (typeof column !== "string") return column.map((at) => table[at]);
  return Array.from(column, (sign) => {
    const at = sign.charCodeAt(0) - FIRST;
    return table[at > ESCAPE ? at - 1 : at];
  });
}

// Numbered names from stems, widths and steps.
function serials({ stems, steps }) {
  const last = new Map();
  const step = unpacked(steps);
  return unpacked(stems).map((key, row) => {
    const number = (last.get(key) ?? 0) + step[row];
    last.set(key, number);
    return key[1] ? key[0] + String(number).padStart(key[1], "0") : key[0];
  });
}

const SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const VALUES = new Int8Array(128);
for (let at = 0; at < SIGNS.length; at += 1) VALUES[SIGNS.charCodeAt(at)] = at;

/** Seventeen characters of a credit code with its check digit (GB 32100-2015): weights are the powers of 3. */
export function checked(code) {
  let [sum, weight] = [0, 1];
  for (let at = 0; at < 17; at += 1) {
    sum += VALUES[code.charCodeAt(at)] * weight;
    weight = (weight * 3) % 31;
  }
  return code + SIGNS[(31 - (sum % 31)) % 31];
}

// Credit codes from the signs of each place, with the check digits that do not follow; "" where none is known.
function codes({ signs, irregular }) {
  return Array.from(signs[0] ?? "", (first, row) => {
    if (first === "-") return "";
    const code = signs.map((every) => every[row]).join("");
    return irregular[row] ? code + irregular[row] : checked(code);
  });
}

// Lists of values from their counts and the values in a row.
function grouped({ counts, values }) {
  const every = serials(values);
  let at = 0;
  return unpacked(counts).map((count) => every.slice(at, (at += count)));
}

function columns(packed, texts, day) {
  const lines = packed.texts ? packed.texts.split("\n").map((line) => line.split("\t")) : [];
  const part = (at) => lines.map((line) => line[at] ?? "");
  const place = unpacked(packed.place);
  // The rows of one table entry share what is worked out from it.
  const standing = packed.standing.table.map((stretches) => judged(stretches, day));
  const status = standing.map(([, each]) => each);
  const caveats = standing.map(([, , ...keys]) => keys.map((key) => caveatText(key, (code) => texts[code])));
  return {
    id: serials(packed.ids), name: part(0), unit: part(1), names: part(2), units: part(3),
    code: codes(packed.codes), numbers: grouped(packed.numbers),
    status: unpacked({ ...packed.standing, table: status }), caveats: unpacked({ ...packed.standing, table: caveats }),
    caveatKeys: unpacked({ ...packed.standing, table: standing.map(([, , ...keys]) => keys) }),
    city: place.map(([city]) => city), place: place.map(([, words]) => words),
    functions: unpacked(packed.functions), years: unpacked(packed.years), kind: unpacked(packed.kind),
    starts: unpacked(packed.validity).map(([starts]) => starts ?? ""), ends: unpacked(packed.validity).map(([, ends]) => ends ?? ""),
    isOpen: unpacked(packed.validity).map((days) => days.length > 2),
    isHeld: unpacked(packed.validity).map((days) => days.length > 0), runOut: unpacked(packed.run_out),
  };
}

/** The index as read, for a reader's day; a clock that runs before the day of the index changes nothing. */
export function opened(index, readerDay) {
  const day = index.as_of > readerDay ? index.as_of : readerDay;
  return { index, day, columns: columns(index.platforms, index.caveats, day) };
}

/** One platform with everything known of it. */
export function platform({ columns: every }, row) {
  return Object.fromEntries(Object.entries(every).map(([name, column]) => [name, column[row]]));
}

async function content(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

const files = new Map();

/** A file of this site, asked for once; what failed is asked for again. */
export function fetched(path) {
  if (!files.has(path)) files.set(path, content(root + path).catch((fault) => {
    files.delete(path);
    throw fault;
  }));
  return files.get(path);
}

let register = {};
let whole = {};

/** The platforms of the register, for the reader's own day. */
export async function read() {
  const [index, day] = [await fetched("search/index.json"), today()];
  if (register.read !== day) register = { ...opened(index, day), read: day };
  return register;
}

/** The same with documents and pages, for who searches all of the site. */
export async function readWhole() {
  const [platforms, pages] = await Promise.all([read(), fetched("search/pages.json")]);
  if (whole.of !== platforms) whole = { ...platforms, ...pages, of: platforms };
  return whole;
}

// 判断: the verdict of a day, from the stretches that the register has worked out; the sentences are its templates.

/** The stretch that holds a day; none before anything was recorded. Stretches begin with their first day, in order. */
export function judged(stretches, day) {
  let held = null;
  for (const stretch of stretches) {
    if (stretch[0] > day) break;
    held = stretch;
  }
  return held;
}

/** The answers of any day. */
export async function readAnswers() {
  return spread(await fetched("verify/index.json"));
}

/** The platforms, and the answers for their rows: both files must come from one build. */
export async function readWithAnswers() {
  const [platforms, answers] = await Promise.all([read(), readAnswers()]);
  if (String(platforms.columns.id) !== String(answers.platforms.id)) throw new Error("index.json");
  return [platforms, answers];
}

/** What the file of answers holds, each of its columns as a list. */
export function spread({ platforms: { ids, ...columns }, ...words }) {
  const lists = Object.entries(columns).map(([name, column]) => [name, unpacked(column)]);
  return { ...words, platforms: { id: serials(ids), ...Object.fromEntries(lists) } };
}

/** Name and unit of a row on a day: its spans say which of its names held from when. */
export function namesOn({ columns: { name, names, unit, units } }, { platforms }, row, day) {
  const spans = platforms.names[row];
  const [, ofName, ofUnit] = judged(spans, day) ?? spans[0];
  const every = (present, former) => [present, ...former.split("\v")].filter(Boolean);
  return { name: every(name[row], names[row])[ofName] ?? "", unit: every(unit[row], units[row])[ofUnit] };
}

/** A template with its slots filled, as the pages are. */
export const filled = (template, slots) => template.replace(/\{(\w+)\}/g, (_, name) => slots[name]);

/** A caveat by its key, "code first last", in the words of a list of templates by code. */
export function caveatText(key, texts) {
  const [code, first, last] = key.split(" ");
  return filled(texts(code), { first, last });
}

/** What the page of the platform says on a day: both sentences, the bar, and every remark. */
export function worded(answers, verdict) {
  const { caveats = [], explanation, slots, bar, status } = verdict;
  const [sentences, said] = [answers.statuses[status], (at) => [
    ...caveats.map((key) => filled(answers.caveat[at], { caveat: caveatText(key, (code) => answers.caveats[code][at]) })),
    ...(explanation ? [filled(answers.explanation[at], { explanation: answers.explanations[explanation][at] })] : []),
  ]];
  const english = [filled(sentences.english, slots), ...(bar ? [`${filled(answers.bar[1], bar.slots)}.`] : []), ...said(1)];
  return { label: sentences.label, sentence: filled(sentences.sentence, slots), english: english.join(" "), bar: bar ? filled(answers.bar[0], bar.slots) : "", remarks: said(0) };
}

/** Where the day asked for lies beyond what the register can know. */
export function limitsOf({ as_of: asOf, next_update: next, begins_on: begins }, day) {
  return [
    ...(day > asOf ? [`${day} 在数据截至日 ${asOf} 之后，以下只按已有文件推算。`] : []),
    ...(day > next ? [`本站应在 ${next} 以前更新，其后的公示、认定和撤销不在其中；请以主管部门公布的文件为准。`] : []),
    ...(begins && day < begins ? [`本名录自 ${begins} 起才有记录；${day} 更早，未认定不能作为不利的依据。`] : []),
  ];
}

/** The acts that decide, with their days and numbers. */
export function basisText(answers, { acts = [] }) {
  return acts.map((id) => answers.acts[id]).map(([title, number, day]) => `${day}${number ? ` ${number}` : ""}《${title}》`).join("；");
}
