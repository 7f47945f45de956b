// 查找: scans everything a platform, a notice or a page was ever called, so that nothing that holds what was typed is missed.
import { checked, COMPANY, normaliser, withoutNumber } from "./columns.js";

// 词: what was typed, as the words that are sought and the forms that each may take.

const COMPANIES = ["公司", "有限公司", "有限责任公司", "股份有限公司", "集团公司", "集团有限公司", "集团有限责任公司", "集团股份有限公司"];
const DAY = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/;

// What may follow a name that is whole but for its company suffix.
const REST = new RegExp(`${COMPANY.source}(?=[\\n\\t\\v])`, "y");

// What forms and tables print before a name: 平台名称：…
const LABEL = /^\s*(?:平台|运营)?(?:名称|单位|单位名称|统一社会信用代码|信用代码|代码|证书编号|编号)(?:[：:]|\s+(?=\S)|(?=[0-9A-Za-z]))/u;
// A unit with its platform in brackets behind it, as lists print them.
const WITH_BRACKETS = /^(.{4,})[（(](.{4,})[）)]\s*$/u;
const BETWEEN_NAMES = /[\n、，,；;]+/u;
const NOT_SAID = /[^\p{L}\p{N}]/gu;
const NAME = 4;
const LETTERS = 6;

// The words of a query; none where it holds only signs that a search passes over.
function wordsOf(query, normalised) {
  const line = withoutNumber(query);
  const plain = LABEL.test(line) ? line.replace(LABEL, "").replace(/号\s*$/u, "") : line;
  return plain.replace(WITH_BRACKETS, "$1 $2").split(/\s+/u).filter(normalised);
}

// Several names typed or pasted at once; none where it is one.
function severalNames(query) {
  const names = query.split(BETWEEN_NAMES).map((each) => each.trim()).filter(Boolean);
  return names.length > 1 && names.every((each) => each.replace(NOT_SAID, "").length >= (/^[\x20-\x7f]+$/.test(each) ? LETTERS : NAME)) ? names : [];
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
const FILLERS = "中小企业 公共服务 示范平台 有哪些 有没有 有多少 多少家 哪几家 哪几个 哪家 哪个 哪些 多少 几家 几个 几年 多久 多长时间 什么时候 为什么 什么 能不能 能否 是不是 是否 可以 请问 查询 查一下 帮我查 怎么 怎样 如何 现在 目前 已经 将于 全部 所有 没有 公布 认定 提供 从事 原名 曾用名 名单 名录 省级 公共 示范 服务 平台".split(" ");
// A status stands in it, and it asks for none.
const TERM = "有效期";
const BETWEEN = "省市区县的在有是了吗呢年谁被还已做查类";
const ENGLISH_FILLERS = new Set("a all are find for in is list of platform platforms service services show the what where which who".split(" "));
const PROVINCE = /^\p{Script=Han}{2,3}(?:省|自治区)/u;
const YEAR = /^(?:((?:19|20)\d\d)(?!\d)|([前去今明后])(?=年))(?:年度|年)?底?/u;
const YEARS = "前去今明后";
const SOON = /^(?:快要?|即将|马上|将要|临近)/u;
const SOON_DAYS = 180;
// What turns a status into its opposite.
const NOT = ["未", "没", "没有", "未被", "没被", "没有被"];
const LATIN = /^[a-z]+$/;
const EXPIRED = "expired";
const SHORTEST = 2;
const TOGETHER = 3;

const bare = (name) => (name.length > SHORTEST ? name.replace(/(?:自治县|市|区|县)$/u, "") : name);

const bareStatus = (label) => label.replace(/^已|中$/gu, "");

// The words that a register itself knows: by what is typed, the facet, its label and the rows that fit.
function vocabulary({ index, columns, day }, normalised) {
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
  for (const [status, { label, english: said, also }] of Object.entries(index.statuses)) {
    const fits = (row) => columns.status[row] === status;
    const typed = [label, bareStatus(label), ...also];
    add("status", label, fits, ...typed);
    add("status", `不是“${label}”`, (row) => !fits(row), ...typed.flatMap((each) => NOT.map((not) => not + each)));
    foreign("status", label, fits, said);
  }
  const ended = new Set([EXPIRED, ...index.statuses[EXPIRED].also].map((each) => normalised(index.statuses[each]?.label ?? each)));
  return { words, english, ended, day, longest: Math.max(...[...words.keys()].map((each) => each.length)) };
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

// A year, of announcements or, where a word for ended follows, of last days; and what will end soon.
function dated(text, known, columns) {
  const endedAt = (at) => [...known.ended].find((each) => text.startsWith(each, at)) ?? "";
  const [soon] = SOON.exec(text) ?? [];
  if (soon && endedAt(soon.length)) {
    const last = new Date(Date.parse(known.day) + SOON_DAYS * 86400000).toISOString().slice(0, 10);
    const fits = (row) => columns.runOut[row].some((day) => known.day <= day && day <= last);
    return { met: soon + endedAt(soon.length), facet: "ends", label: `${SOON_DAYS} 天内期满`, fits };
  }
  const [year, digits, relative] = YEAR.exec(text) ?? [];
  if (!year) return null;
  const number = digits ?? String(Number(known.day.slice(0, 4)) + YEARS.indexOf(relative) - 2);
  const ended = endedAt(year.length);
  if (ended) return { met: year + ended, facet: "ends", label: `${number}年期满`, fits: (row) => columns.runOut[row].some((day) => day.startsWith(number)) };
  return { met: year, facet: "year", label: `${number}年公布`, number, fits: (row) => columns.years[row].includes(Number(number)) };
}

// A word without spaces, from left to right: what is known, what may be left out, and the rest.
function scanned(word, known, columns) {
  const [asked, rest] = [[], [""]];
  const knownAt = (at) => longestOf((piece) => known.words.has(piece), word, at, known.longest);
  const leftOutAt = (at) => FILLERS.find((each) => word.startsWith(each, at)) ?? "";
  let after = true;
  for (let at = 0; at < word.length;) {
    if (word.startsWith(TERM, at) && knownAt(at).length <= TERM.length) {
      rest.push(TERM, "");
      at += TERM.length;
      continue;
    }
    const time = rest[rest.length - 1] ? null : dated(word.slice(at), known, columns);
    const met = time?.met ?? knownAt(at);
    // What is left of a name is a word still: 曹县 is no 曹.
    const between = BETWEEN.includes(word[at]) && rest[rest.length - 1].length !== 1 && (after || at === word.length - 1 || knownAt(at + 1) || leftOutAt(at + 1));
    const filler = met || leftOutAt(at) || (between ? word[at] : "");
    if (met) asked.push(time ?? known.words.get(met));
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

// Words with others in letters among them or grown together with them: those in letters that follow one another as one list.
function runs(words) {
  const every = words.flatMap((word) => word.split(/([a-z]{3,})(?=\p{Script=Han}|$)/u).filter(Boolean));
  return every.reduce((made, each) => {
    const last = made[made.length - 1];
    if (!LATIN.test(each)) made.push(each);
    else if (Array.isArray(last)) last.push(each);
    else made.push([each]);
    return made;
  }, []);
}

// Makes a reader of queries for a register: facets asked for, the words that are left, and whether it is in English.
function reader(register, normalised, spoken) {
  const known = vocabulary(register, normalised);
  return (words) => {
    const plain = words.map(normalised);
    const inLetters = plain.every((each) => LATIN.test(each));
    const parts = inLetters ? [foreign(plain, known, spoken)] : runs(plain).map((run) => (
      typeof run === "string" ? scanned(run.replace(PROVINCE, ""), known, register.columns) : { ...foreign(run, known, spoken), english: false }));
    const asked = [...new Set(parts.flatMap((part) => part.asked))];
    const rest = parts.flatMap((part) => part.rest);
    return { asked, rest, english: parts.some((part) => part.english), isPlain: !asked.length && rest.join("") === plain.join("") };
  };
}

/** Words of a reading that names are asked for by. */
export const named = (rest) => rest.filter((word) => word !== TERM);

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
const RANK = { exact: 0, begins: 1, name: 2, former: 3, unit: 4, number: 5, pinyin: 6, apart: 7, within: 13, near: 14 };
const NONE = 255;
const FIELDS = 4;
const ROWS = 2 ** 20;
const GENERAL = ["platforms/", "statistics/"];
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
    general: (prose.address ?? []).flatMap((address, row) => (GENERAL.includes(address) ? [{ row, near: false }] : [])),
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

// Letters that are enough to tell a name among others, and those of them that no other name must have.
const RUN = 6;
const TELLING = 4;

// Several words: all of them as one, else each somewhere, by the worst of their ranks, else a whole name or number among others.
function together(list, words, book) {
  if (words.length === 1) return ranked(list, words[0], book);
  const every = words.map((word) => ranked(list, word, book));
  const whole = ranked(list, words.join(""), book);
  const names = every.filter((_, at) => book.normalised(words[at]).length >= RUN);
  return whole.map((rank, row) => {
    const worst = every.reduce((most, ranks) => Math.max(most, ranks[row]), 0);
    return Math.min(rank, apart(worst), names.some((ranks) => ranks[row] < FIELDS) ? RANK.within * FIELDS : NONE);
  });
}

// The longest piece of a text that stands in one of these fields; "" where there is none of some length.
function longestRun(fields, text) {
  let [best, length] = ["", RUN];
  for (let from = 0; from + length <= text.length; from += 1) {
    while (from + length <= text.length && fields.some((part) => part.text.includes(text.slice(from, from + length)))) {
      best = text.slice(from, from + length);
      length += 1;
    }
  }
  return best;
}

// Whether not every name might hold it.
function isTelling(run) {
  const left = FILLERS.reduce((text, each) => text.replaceAll(each, ""), run.replace(COMPANY, ""));
  return left.length >= TELLING && !/^\d+$/.test(left);
}

// A sentence about a name or number, or one with other words grown to it: whoever bears the longest piece of it; a number must be whole.
function spokenOf(list, words, book, ranks) {
  const text = book.normalised(words.join(""));
  for (const isNumber of [false, true]) {
    const fields = list.fields.filter(({ kind }) => (kind === RANK.number) === isNumber);
    const run = longestRun(fields, text);
    if (!run || !(isNumber || isTelling(run))) continue;
    fields.forEach((part) => {
      const [near, within] = [RANK.near, RANK.within].map((rank) => marking(part, 0, rank, ranks));
      everywhere(run, part.text, (place) => {
        const isWhole = bound(part.text.charCodeAt(place - 1)) && bound(part.text.charCodeAt(place + run.length));
        if (isWhole || !isNumber) (isWhole ? within : near)(place);
      });
    });
  }
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

// What was decided in a year, by documents of that kind: 2024年 撤销.
function decided({ notices = {} }, { asked }, ranks) {
  const years = asked.filter(({ facet }) => facet === "year").map(({ number }) => number);
  const labels = asked.filter(({ facet }) => facet === "status").map(({ label }) => bareStatus(label));
  (notices.on ?? []).forEach((day, row) => {
    if (years.includes(day.slice(0, 4)) && labels.some((label) => notices.kind[row].includes(label))) ranks[row] = Math.min(ranks[row], RANK.name * FIELDS);
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

// A credit code whose check digit is wrong, and the rows whose code differs in one place or by two signs exchanged; null where it is none.
function misread({ columns }, query) {
  const code = query.normalize("NFKC").toUpperCase().replace(/[\s-]/gu, "");
  if (!CODE.test(code) || checked(code.slice(0, 17)) === code) return null;
  const isNear = (other) => {
    const wrong = other.length === code.length ? [...other].flatMap((sign, at) => (sign === code[at] ? [] : [at])) : [];
    const [one, two] = wrong;
    return wrong.length === 1 || (wrong.length === 2 && two === one + 1 && other[one] === code[two] && other[two] === code[one]);
  };
  return { code, rows: columns.id.flatMap((_, row) => ([columns.code[row], ...columns.numbers[row]].some(isNear) ? [row] : [])) };
}

// What the words mean beyond names: every row that has what is asked for. Where some of them stand in a name, those that have
// the status asked for, and near all the others: who asks whether a name is in force, or until when, asks for the name.
function meaning(look, ranks, { asked, rest, isPlain }) {
  const [names, has] = [named(rest), fitting(asked)];
  if (!names.length) {
    return asked.length ? ordered(look.platforms, ranks.map((rank, row) => (rank >= RANK.near * FIELDS && has(row) ? 0 : NONE))) : [];
  }
  if (isPlain) return [];
  const others = asked.filter(({ facet }) => facet !== "status");
  const [fits, held] = [fitting(others), names.map((word) => ranked(look.platforms, word, look))];
  const near = ranks.map((rank, row) => (rank >= RANK.near * FIELDS && fits(row) && held.every((each) => each[row] < RANK.near * FIELDS) ? RANK.near * FIELDS : NONE));
  near.forEach((rank, row) => { ranks[row] = Math.min(ranks[row], rank); });
  return others.length < asked.length ? ordered(look.platforms, near.map((rank, row) => (rank !== NONE && has(row) ? 0 : NONE))) : [];
}

// Pages that hold a question as it stands; else its telling words; where there are none, what lists and counts everything.
function explaining(look, words, { asked, rest, isPlain }) {
  const pages = ordered(look.prose, together(look.prose, words, look));
  const firm = pages.filter((hit) => !hit.near);
  if (firm.length) return firm;
  if (!asked.length && !rest.length) return look.general;
  return isPlain || !rest.length ? pages : ordered(look.prose, together(look.prose, rest, look));
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
  const [reading, wrong, names] = [look.reads(words), misread(register, query), severalNames(query)];
  decided(register, reading, ranks);
  for (const row of wrong?.rows ?? []) platforms[row] = Math.min(platforms[row], RANK.near * FIELDS + FIELDS - 1);
  const meant = words.length ? meaning(look, platforms, reading) : [];
  const isFirm = platforms.some((rank) => rank < RANK.near * FIELDS);
  if (words.length && !names.length && !isFirm) spokenOf(look.platforms, words, look, platforms);
  const isMeant = new Set(meant.map(({ row }) => row));
  return {
    platforms: ordered(look.platforms, platforms).filter(({ row, near }) => !near || !isMeant.has(row)), meant,
    notices: ordered(look.notices, ranks), prose: words.length ? explaining(look, words, reading) : ordered(look.prose, literal(look.prose, query.trim())), reading, names, misread: wrong,
  };
}
