// 查找: scans everything a platform, a notice or a page was ever called, so that nothing that holds what was typed is missed.
import { checked, normaliser, withoutNumber } from "./columns.js";

// 词: what was typed, as the words that are sought and the forms that each may take.

const COMPANY = /(?:集团)?(?:股份有限|有限责任|有限|股份)?公司/;
const COMPANIES = ["公司", "有限公司", "有限责任公司", "股份有限公司", "集团公司", "集团有限公司", "集团有限责任公司", "集团股份有限公司"];
const DAY = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/;

// What may follow a name that is whole but for its company suffix.
const REST = new RegExp(`${COMPANY.source}(?=[\\n\\t\\v])`, "y");

// What forms and tables print before a name: 平台名称：…
const LABEL = /^\s*(?:平台|运营)?(?:名称|单位|单位名称|统一社会信用代码|信用代码|代码|证书编号|编号)[：:]/u;
// A unit with its platform in brackets behind it, as lists print them.
const WITH_BRACKETS = /^(.{4,})[（(](.{4,})[）)]\s*$/u;
const BETWEEN_NAMES = /[\n、，,；;]+/u;
const NAME = 4;
const LETTERS = 6;

// The words of a query; none where it holds only signs that a search passes over.
function wordsOf(query, normalised) {
  const plain = withoutNumber(query).replace(LABEL, "");
  return plain.replace(WITH_BRACKETS, "$1 $2").split(/\s+/u).filter(normalised);
}

// Several names typed or pasted at once; none where it is one.
function severalNames(query) {
  const names = query.split(BETWEEN_NAMES).map((each) => each.trim()).filter(Boolean);
  return names.length > 1 && names.every((each) => each.length >= (/^[\x20-\x7f]+$/.test(each) ? LETTERS : NAME)) ? names : [];
}

// A word as typed, with every company suffix, and as a day.
function forms(word, normalised) {
  const plain = normalised(word);
  const bare = plain.replace(COMPANY, "");
  const company = bare && bare !== plain ? COMPANIES.map((each) => plain.replace(COMPANY, each)) : [];
  const [, year, month, day] = DAY.exec(word.normalize("NFKC")) ?? [];
  const dated = year ? [year + month.padStart(2, "0") + (day ?? "").padStart(day ? 2 : 0, "0")] : [];
  return { plain, bare: company.length && bare.length > 1 ? bare : "", every: [...new Set([plain, ...company, ...dated])] };
}

// 读懂: what a query asks for beyond names — places, functions, kinds, statuses, years — and what may be left out of it.

// Words that people put around what they look for; whole words first, then signs that only stand between others.
const FILLERS = "中小企业 公共服务 示范平台 有哪些 有没有 有多少 哪几家 哪几个 哪些 多少 几个 几年 多久 多长时间 什么时候 什么 能不能 能否 是否 可以 请问 查询 查一下 帮我查 怎么 怎样 如何 现在 目前 全部 所有 名单 名录 省级 公共 示范 服务 平台".split(" ");
// A status stands in it, and it asks for none.
const TERM = "有效期";
const BETWEEN = "省市区县的在有是了吗呢年";
const ENGLISH_FILLERS = new Set("a all are find for in is list of platform platforms service services show the what where which who".split(" "));
const PROVINCE = /^\p{Script=Han}{2,3}(?:省|自治区)/u;
const YEAR = /^((?:19|20)\d\d)(?:年度|年)?/;
const LATIN = /^[a-z]+$/;
const SHORTEST = 2;
const TOGETHER = 3;

const bare = (name) => (name.length > SHORTEST ? name.replace(/(?:自治县|市|区|县)$/u, "") : name);

/** The words that a register itself knows: by what is typed, the facet, its label and the rows that fit. */
function vocabulary({ index, columns }, normalised) {
  const words = new Map();
  const english = new Map();
  const add = (facet, label, fits, ...typed) => {
    for (const each of typed.map(normalised)) if (each.length >= SHORTEST && !words.has(each)) words.set(each, { facet, label, fits });
  };
  const foreign = (facet, label, fits, typed) => english.set(normalised(typed), { facet, label, fits, english: typed });
  for (const [code, label] of Object.entries(index.cities)) add("city", label, (row) => columns.city[row] === code, label, bare(label));
  const cities = Object.values(index.cities);
  for (const place of new Set(columns.place)) {
    const city = cities.find((each) => place.startsWith(each)) ?? "";
    const part = place.slice(city.length);
    add("place", place, (row) => columns.place[row] === place, place, part, bare(part));
  }
  for (const [term, label] of Object.entries(index.functions)) {
    const fits = (row) => columns.functions[row].includes(term);
    add(`function ${term}`, label, fits, label, label.replace(/服务$/u, ""));
    foreign(`function ${term}`, label, fits, term);
  }
  for (const kind of new Set(columns.kind)) if (kind) add("kind", kind, (row) => columns.kind[row] === kind, kind, ...kind.split(/[（）]/u).flatMap((each) => [each, each.replace(/单位$/u, "")]));
  for (const [status, { label, english: said }] of Object.entries(index.statuses)) {
    const fits = (row) => columns.status[row] === status;
    add("status", label, fits, label, label.replace(/^已|中$/gu, ""));
    foreign("status", label, fits, said);
  }
  return { words, english, longest: Math.max(...[...words.keys()].map((each) => each.length)) };
}

// Whether letters spell a text to its end, by whole readings.
function spelt(word, text, spoken) {
  if (!text) return !word;
  const [sign] = text;
  return (spoken.get(sign.codePointAt(0)) ?? []).some((said) => word.startsWith(said) && spelt(word.slice(said.length), text.slice(sign.length), spoken));
}

function longestOf(known, text, at, most) {
  for (let length = Math.min(most, text.length - at); length >= SHORTEST; length -= 1) {
    const piece = text.slice(at, at + length);
    if (known(piece)) return piece;
  }
  return "";
}

// A word without spaces, from left to right: what is known, what may be left out, and the rest.
function scanned(word, known, columns) {
  const [asked, rest] = [[], [""]];
  let after = true;
  for (let at = 0; at < word.length;) {
    if (word.startsWith(TERM, at)) {
      rest[rest.length - 1] += TERM;
      at += TERM.length;
      after = false;
      continue;
    }
    const [year, number] = (!rest[rest.length - 1] && YEAR.exec(word.slice(at))) || [];
    const met = year ?? longestOf((piece) => known.words.has(piece), word, at, known.longest);
    const filler = met || FILLERS.find((each) => word.startsWith(each, at)) || (BETWEEN.includes(word[at]) && (after || at === word.length - 1) ? word[at] : "");
    if (year) asked.push({ facet: "year", label: `${number}年`, fits: (row) => columns.years[row].includes(Number(number)) });
    else if (met) asked.push(known.words.get(met));
    if (filler) rest.push("");
    else rest[rest.length - 1] += word[at];
    after = Boolean(filler);
    at += filler.length || 1;
  }
  return { asked, rest: rest.filter((each) => each.length >= SHORTEST) };
}

// Words in letters: in English, or a place spelt out.
function foreign(words, known, spoken) {
  const [asked, rest] = [[], []];
  let english = false;
  for (let at = 0; at < words.length;) {
    const count = [TOGETHER, 2, 1].find((each) => known.english.has(words.slice(at, at + each).join("")) && at + each <= words.length);
    if (count) asked.push(known.english.get(words.slice(at, at + count).join("")));
    else {
      const place = [...known.words].find(([text, { facet }]) => (facet === "city" || facet === "place") && spelt(words[at], text, spoken));
      if (place) asked.push(place[1]);
      else if (!ENGLISH_FILLERS.has(words[at])) rest.push(words[at]);
    }
    english ||= Boolean(count);
    at += count ?? 1;
  }
  return { asked, rest, english };
}

// Makes a reader of queries for a register: facets asked for, the words that are left, and whether it is in English.
function reader(register, normalised, spoken) {
  const known = vocabulary(register, normalised);
  return (words) => {
    const plain = words.map(normalised);
    const inLetters = plain.every((each) => LATIN.test(each));
    const parts = inLetters ? [foreign(plain, known, spoken)] : plain.map((each) => scanned(each.replace(PROVINCE, ""), known, register.columns));
    const asked = [...new Set(parts.flatMap((part) => part.asked))];
    const rest = parts.flatMap((part) => part.rest);
    return { asked, rest, english: parts.some((part) => part.english), isPlain: !asked.length && rest.join("") === plain.join("") };
  };
}

// Whether a row has everything asked for: of one facet any, of several all.
function fitting(asked) {
  const facets = [...new Set(asked.map(({ facet }) => facet))].map((facet) => asked.filter((each) => each.facet === facet));
  return (row) => facets.every((each) => each.some(({ fits }) => fits(row)));
}

// 拼音: a word in letters against characters; each may be typed whole, by its initial, or as it is.

const LETTER = /[a-z]/;

// Readings by code point: {"济": "ji"} becomes a table that is quick to ask.
function spoken(readings) {
  return new Map(Object.entries(readings).map(([sign, said]) => [sign.codePointAt(0), said.split(" ")]));
}

// A rare character (𬭎) takes two places in a text.
const width = (code) => (code > 0xffff ? 2 : 1);

// Whether a word asks for pinyin at all: two letters at least, none of them lonely.
const pronounced = (word) => word.length > 1 && LETTER.test(word);

// From one character on, the rest of the word: a whole reading, its initial, the start of the last, or the sign itself.
function follows(word, from, text, at, spoken) {
  if (from === word.length) return true;
  const code = text.codePointAt(at);
  const next = at + width(code);
  if (code === word.codePointAt(from) && follows(word, from + width(code), text, next, spoken)) return true;
  const rest = word.length - from;
  for (const said of spoken.get(code) ?? []) {
    if (said.charCodeAt(0) !== word.charCodeAt(from)) continue;
    if (rest < said.length && said.startsWith(word.slice(from))) return true;
    if (word.startsWith(said, from) && follows(word, from + said.length, text, next, spoken)) return true;
    if (follows(word, from + 1, text, next, spoken)) return true;
  }
  return false;
}

// Calls back with every place in a text where the word can be read.
function heard(word, text, spoken, found) {
  const first = word.codePointAt(0);
  const opening = new Set([first]);
  for (const [code, said] of spoken) if (said.some((each) => each.charCodeAt(0) === first)) opening.add(code);
  for (let at = 0; at < text.length; at += 1) {
    if (opening.has(text.codePointAt(at)) && follows(word, 0, text, at, spoken)) found(at);
  }
}

// 相近: a word of four or more with one character wrong, missing or too many, or with others between its own.

const LEAST = 4;
// A year or a number is right or wrong, never near.
const NUMERIC = /\d/;
const ends = (sign) => sign === undefined || sign === "\n" || sign === "\t" || sign === "\v";

// Whether `part` stands at `at`, read in one direction, but for one character.
function almost(part, text, at, step) {
  const sign = (offset) => text[at + offset * step];
  const same = (mine, theirs) => {
    for (; mine < part.length; mine += 1, theirs += 1) if (part[mine] !== sign(theirs)) return false;
    return true;
  };
  let met = 0;
  while (met < part.length && part[met] === sign(met)) met += 1;
  if (same(met + 1, met)) return true;
  return !ends(sign(met)) && (same(met + 1, met + 1) || same(met, met + 1));
}

// Calls back with every place that one half of the word holds exactly and the other almost.
function nearly(word, text, found) {
  const half = word.length >> 1;
  const [head, tail] = [word.slice(0, half), word.slice(half)];
  const daeh = [...head].reverse();
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
    if (almost(tail, text, at + half, 1)) found(at);
  }
  for (let at = text.indexOf(tail); at >= 0; at = text.indexOf(tail, at + 1)) {
    if (almost(daeh, text, at - 1, -1)) found(at);
  }
}

// Calls back with every value that holds the characters of the word in their order, others between them.
function gapped(word, text, found) {
  for (let place = text.indexOf(word[0]); place >= 0;) {
    let [at, met] = [place, 0];
    for (; met < word.length && !ends(text[at]); at += 1) if (text[at] === word[met]) met += 1;
    if (met === word.length) found(place);
    place = text.indexOf(word[0], at);
  }
}

// 次序

// How near a hit is, the nearest first. Words that stand apart come after the same words together, by the same order.
const RANK = { exact: 0, begins: 1, name: 2, former: 3, unit: 4, number: 5, pinyin: 6, apart: 7, near: 14 };
const NONE = 255;
const FIELDS = 4;
const ROWS = 2 ** 20;
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

// A list to scan: every text normalised once. `order` says which of equal hits come first.
function table(count, fields, order = new Uint8Array(count)) {
  return { count, fields, order };
}

function platformTable({ index, columns }, normalised) {
  const { id, name, names, unit, units, code, numbers, status } = columns;
  const fields = [
    field(RANK.name, name, normalised), field(RANK.former, names, normalised),
    field(RANK.unit, unit.map((each, row) => `${each}\t${units[row]}`), normalised),
    field(RANK.number, id.map((each, row) => [code[row], ...numbers[row], each].join("\t")), normalised),
  ];
  return table(id.length, fields, Uint8Array.from(status, (each) => index.statuses[each].rank));
}

function plainTable(plain, kinds, normalised) {
  const [[first]] = kinds;
  return table(plain[first]?.length ?? 0, kinds.map(([name, kind]) => field(kind, plain[name] ?? [], normalised)));
}

// 示例信发〔2020〕4号 by its parts; a year or the word 号 tells a number from other digits.
function numbered(text, normalised) {
  const [, issuer, year, serial, mark] = NUMBER.exec(text.normalize("NFKC").trim()) ?? [];
  return serial && (mark || year) ? { issuer: normalised(issuer), year, serial: Number(serial) } : null;
}

function book(register) {
  const { index: { traditional, readings }, notices = {}, prose = {} } = register;
  const normalised = normaliser(traditional);
  const said = spoken(readings);
  return {
    normalised, spoken: said, reads: reader(register, normalised, said), platforms: platformTable(register, normalised),
    notices: plainTable(notices, [["title", RANK.name], ["number", RANK.number], ["on", RANK.number]], normalised),
    numbers: (notices.number ?? []).map((number) => numbered(number, normalised)),
    prose: plainTable(prose, [["title", RANK.name], ["text", RANK.unit]], normalised),
  };
}

const books = new WeakMap();

// What is scanned is made at the first search.
function bookOf(register) {
  if (!books.has(register)) books.set(register, book(register));
  return books.get(register);
}

/** What makes no difference to a search, taken out of a text. */
export const normalisedBy = (register) => bookOf(register).normalised;

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
    if (plain.length < LEAST || NUMERIC.test(plain)) return;
    nearly(plain, part.text, near);
    gapped(plain, part.text, near);
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
    return { row, near: ranks[row] >> 2 === RANK.near };
  });
}

function promoted({ numbers, normalised }, query, ranks) {
  const asked = numbered(query, normalised);
  if (!asked) return;
  numbers.forEach((number, row) => {
    if (number?.serial !== asked.serial || !number.issuer.includes(asked.issuer)) return;
    if (!asked.year || asked.year === number.year) ranks[row] = RANK.exact * FIELDS + 1;
  });
}

const CODE = /^[0-9A-HJ-NP-RT-UW-Y]{18}$/;

// A credit code whose check digit is wrong, and the rows whose code differs in one place; null where it is none.
function misread({ columns }, query) {
  const code = query.normalize("NFKC").toUpperCase().replace(/[\s-]/gu, "");
  if (!CODE.test(code) || checked(code.slice(0, 17)) === code) return null;
  const isNear = (other) => other.length === code.length && [...other].filter((sign, at) => sign !== code[at]).length === 1;
  return { code, rows: columns.id.flatMap((_, row) => ([columns.code[row], ...columns.numbers[row]].some(isNear) ? [row] : [])) };
}

// What the words mean beyond names: near, where some of them stand in a name; else every row that has what is asked for.
function meaning(look, ranks, { asked, rest, isPlain }) {
  if (!rest.length) {
    const has = fitting(asked);
    return asked.length ? ordered(look.platforms, ranks.map((rank, row) => (rank >= RANK.near * FIELDS && has(row) ? 0 : NONE))) : [];
  }
  if (isPlain) return [];
  // Who asks whether a name is in force asks for the name.
  const fits = fitting(asked.filter(({ facet }) => facet !== "status"));
  const held = rest.map((word) => ranked(look.platforms, word, look));
  ranks.forEach((rank, row) => {
    if (fits(row) && held.every((each) => each[row] < RANK.near * FIELDS)) ranks[row] = Math.min(rank, RANK.near * FIELDS);
  });
  return [];
}

/**
 * Every platform that answers to what was typed, and every notice and page where the register has come with them: hits in order, each its row and whether it is only near.
 * `meant` are the platforms that have what was asked for in place of a name; `reading` says how the words were read.
 */
export function find(register, query) {
  if (!query.trim()) return { platforms: [], meant: [], notices: [], prose: [], reading: { asked: [], rest: [] }, names: [], misread: null };
  const look = bookOf(register);
  const words = wordsOf(query, look.normalised);
  const sought = (list) => (words.length ? together(list, words, look) : literal(list, query.trim()));
  const [ranks, platforms] = [sought(look.notices), sought(look.platforms)];
  promoted(look, query, ranks);
  const [reading, wrong] = [look.reads(words), misread(register, query)];
  for (const row of wrong?.rows ?? []) platforms[row] = Math.min(platforms[row], RANK.near * FIELDS + FIELDS - 1);
  const meant = words.length ? meaning(look, platforms, reading) : [];
  const isMeant = new Set(meant.map(({ row }) => row));
  // A question is sought without its question words where no page holds it as it stands.
  const pages = ordered(look.prose, sought(look.prose));
  const firm = pages.filter((hit) => !hit.near);
  const asked = firm.length || reading.isPlain || !reading.rest.length ? pages : ordered(look.prose, together(look.prose, reading.rest, look));
  return {
    platforms: ordered(look.platforms, platforms).filter(({ row, near }) => !near || !isMeant.has(row)), meant,
    notices: ordered(look.notices, ranks), prose: firm.length ? firm : asked, reading, names: severalNames(query), misread: wrong,
  };
}
