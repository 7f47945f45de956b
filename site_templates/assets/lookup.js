// 查找: scans everything a platform, a notice or a page was ever called, so that nothing that holds what was typed is missed.
import { LEAST, nearly } from "./near.js";
import { normaliser } from "./normalised.js";
import { heard, pronounced, spoken } from "./pinyin.js";
import { codes, grouped, rows, serials, unpacked } from "./unpacked.js";
import { forms, REST, wordsOf } from "./words.js";

// How near a hit is, the nearest first. Words that stand apart come after the same words together, by the same order.
const RANK = { exact: 0, begins: 1, name: 2, former: 3, unit: 4, number: 5, pinyin: 6, apart: 7, near: 14 };
const NONE = 255;
const FIELDS = 4;
const ROWS = 2 ** 20;
const BEFORE = { in_force: 0, under_publicity: 1, awaiting_announcement: 1 };
const ENDED = 2;
const NUMBER = /^(.*?)[\s([〔【]*(?:(\d{4})[\s)\]〕】年-]+)?第?(\d{1,6})(号?)$/;

// A field: one line per row, each value between marks; `starts` says where rows begin.
function field(kind, lines, normalised) {
  const text = `\n${normalised(lines.join("\n"))}\n`;
  const starts = new Uint32Array(lines.length + 1);
  for (let row = 0, at = 0; row <= lines.length; row += 1) {
    starts[row] = at + 1;
    at = text.indexOf("\n", at + 1);
  }
  return { kind, text, starts, lines };
}

/** A status on a day, from that of the index's day and each coming day with its own. */
export function standing([status, ...coming], day) {
  for (let at = 0; at < coming.length && coming[at] <= day; at += 2) status = coming[at + 1];
  return status;
}

function platforms(packed, day, normalised) {
  const lines = packed.texts.split("\n").map((line) => line.split("\t"));
  const part = (at) => lines.map((line) => line[at] ?? "");
  const columns = {
    id: serials(packed.ids), name: part(0), unit: part(1), names: part(2), units: part(3),
    code: codes(packed.codes), numbers: grouped(packed.numbers), city: unpacked(packed.city),
    functions: unpacked(packed.functions), years: unpacked(packed.years), kind: unpacked(packed.kind),
    status: unpacked(packed.standing).map((each) => standing(each, day)),
  };
  const written = columns.id.map((id, row) => [columns.code[row], ...columns.numbers[row], id].join("\t"));
  const fields = [
    field(RANK.name, columns.name, normalised), field(RANK.former, columns.names, normalised),
    field(RANK.unit, columns.unit.map((unit, row) => `${unit}\t${columns.units[row]}`), normalised), field(RANK.number, written, normalised),
  ];
  const order = Uint8Array.from(columns.status, (status) => BEFORE[status] ?? ENDED);
  return { columns, fields, order, count: columns.id.length };
}

function plainTable(plain, kinds, normalised) {
  const list = rows(plain);
  const fields = kinds.map(([name, kind]) => field(kind, list.map((row) => row[name]), normalised));
  return { list, fields, order: new Uint8Array(list.length), count: list.length };
}

// 鲁工信发〔2020〕4号 by its parts; a year or the word 号 tells a number from other digits.
function numbered(text, normalised) {
  const [, issuer, year, serial, mark] = NUMBER.exec(text.normalize("NFKC").trim()) ?? [];
  return serial && (mark || year) ? { issuer: normalised(issuer), year, serial: Number(serial) } : null;
}

/** Platforms as read, with every text normalised once: all of them, or one block. */
export function table({ index, day, normalised }, packed) {
  return platforms(packed, index.as_of > day ? index.as_of : day, normalised);
}

/** The index as read, for a reader's day. A large register keeps its platforms in blocks, and has no tables here. */
export function opened(index, day) {
  const normalised = normaliser(index.traditional);
  const notices = plainTable(index.notices, [["title", RANK.name], ["number", RANK.number], ["on", RANK.number]], normalised);
  notices.numbers = notices.list.map((row) => numbered(row.number, normalised));
  const book = {
    index, day, normalised, notices, spoken: spoken(index.readings),
    prose: plainTable(index.prose, [["title", RANK.name], ["text", RANK.unit]], normalised),
  };
  return { ...book, tables: index.platforms ? [table(book, index.platforms)] : [] };
}

const bound = (code) => code < 12;

// Marks each row where one of the forms of a word stands, by the best rank it earns.
function contained(part, at, form, ranks) {
  const { kind, text, starts } = part;
  let row = 0;
  everywhere(form, text, (place) => {
    while (starts[row + 1] <= place) row += 1;
    let rank = kind;
    if (bound(text.charCodeAt(place - 1))) {
      REST.lastIndex = place + form.length;
      rank = bound(text.charCodeAt(place + form.length)) || REST.test(text) ? RANK.exact : RANK.begins;
    }
    ranks[row] = Math.min(ranks[row], rank * FIELDS + at);
  });
}

function everywhere(form, text, found) {
  for (let place = text.indexOf(form); place >= 0; place = text.indexOf(form, place + 1)) found(place);
}

// The same for places that come unordered and never better than one rank.
function marking({ starts }, at, rank, ranks) {
  return (place) => {
    let [low, high] = [0, starts.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= place) low = middle;
      else high = middle;
    }
    ranks[low] = Math.min(ranks[low], rank * FIELDS + at);
  };
}

function ranked(list, word, book) {
  const ranks = new Uint8Array(list.count).fill(NONE);
  const { plain, bare, every } = forms(word, book.normalised);
  list.fields.forEach((part, at) => {
    for (const form of every) contained(part, at, form, ranks);
    if (part.kind === RANK.number) return;
    if (pronounced(plain)) heard(plain.replaceAll("ü", "v"), part.text, book.spoken, marking(part, at, RANK.pinyin, ranks));
    const near = marking(part, at, RANK.near, ranks);
    if (bare) everywhere(bare, part.text, near);
    if (plain.length >= LEAST) nearly(plain, part.text, near);
  });
  return ranks;
}

// A sign alone that a search passes over, such as a bracket, is sought as it is.
function literal(list, query) {
  const sign = query.normalize("NFKC");
  const ranks = new Uint8Array(list.count).fill(NONE);
  list.fields.forEach(({ kind, lines }, at) => lines.forEach((line, row) => {
    if (line.normalize("NFKC").includes(sign)) ranks[row] = Math.min(ranks[row], kind * FIELDS + at);
  }));
  return ranks;
}

const apart = (rank) => (rank < RANK.near * FIELDS ? rank + RANK.apart * FIELDS : rank);

// Several words: all of them as one, else each somewhere, by the worst of their ranks.
function together(list, words, book) {
  if (words.length === 1) return ranked(list, words[0], book);
  const [first, ...rest] = words.map((word) => ranked(list, word, book));
  const whole = ranked(list, words.join(""), book);
  return first.map((rank, row) => Math.min(whole[row], apart(rest.reduce((worst, ranks) => Math.max(worst, ranks[row]), rank))));
}

// The nearest first; in force before ended; then by field; then as on record.
function ordered(list, ranks) {
  const keys = [];
  ranks.forEach((rank, row) => {
    if (rank !== NONE) keys.push((((rank >> 2) * 3 + list.order[row]) * FIELDS + (rank & 3)) * ROWS + row);
  });
  return Array.from(Float64Array.from(keys).sort(), (key) => {
    const row = key % ROWS;
    return { list, row, key: Math.floor(key / ROWS), near: ranks[row] >> 2 === RANK.near };
  });
}

// Blocks each in their order make one order: that of the ids, as the whole register has it.
function merged(hits) {
  const id = ({ list, row }) => list.columns.id[row];
  return hits.sort((a, b) => a.key - b.key || (id(a) < id(b) ? -1 : 1));
}

function promoted(notices, query, normalised, ranks) {
  const asked = numbered(query, normalised);
  if (!asked) return;
  notices.numbers.forEach((number, row) => {
    if (number?.serial !== asked.serial || !number.issuer.includes(asked.issuer)) return;
    if (!asked.year || asked.year === number.year) ranks[row] = RANK.exact * FIELDS + 1;
  });
}

/** Every platform, notice and page that answers to what was typed: hits in order, and which are only near. */
export function find(book, query, tables = book.tables) {
  const words = wordsOf(query, book.normalised);
  const sought = (list) => (words.length ? together(list, words, book) : literal(list, query.trim()));
  if (!query.trim()) return { platforms: [], notices: [], prose: [] };
  const ranks = sought(book.notices);
  promoted(book.notices, query, book.normalised, ranks);
  const platforms = tables.flatMap((list) => ordered(list, sought(list)));
  return {
    platforms: book.index.parts ? merged(platforms) : platforms,
    notices: ordered(book.notices, ranks),
    prose: ordered(book.prose, sought(book.prose)).filter((hit) => !hit.near),
  };
}

/** A platform that was hit, with everything known of it. */
export function platform({ list, row }) {
  return Object.fromEntries(Object.entries(list.columns).map(([name, column]) => [name, column[row]]));
}
