// 词: what was typed, as the words that are sought and the forms that each may take. And what makes no difference between two texts.

// 归一: what makes no difference to a search; the index is built by the same rule, held by the same test vectors.

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

// 词

const COMPANY = /(?:集团)?(?:股份有限|有限责任|有限|股份)?公司/;
const COMPANIES = ["公司", "有限公司", "有限责任公司", "股份有限公司", "集团公司", "集团有限公司", "集团有限责任公司", "集团股份有限公司"];
const DAY = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/;

/** What may follow a name that is whole but for its company suffix. */
export const REST = new RegExp(`${COMPANY.source}(?=[\\n\\t\\v])`, "y");

// The number of a line in a list, copied along with it.
const NUMBERING = /^\s*[（(]?\d{1,3}[、.．)）](?!\d)/u;

/** A line without its number. */
export const withoutNumber = (line) => line.replace(NUMBERING, "");

// What forms and tables print before a name: 平台名称：…
const LABEL = /^\s*(?:平台|运营)?(?:名称|单位|单位名称|统一社会信用代码|信用代码|代码|证书编号|编号)[：:]/u;
// A unit with its platform in brackets behind it, as lists print them.
const WITH_BRACKETS = /^(.{4,})[（(](.{4,})[）)]\s*$/u;
const BETWEEN_NAMES = /[\n、，,；;]+/u;
const NAME = 4;
const LETTERS = 6;

/** The words of a query; none where it holds only signs that a search passes over. */
export function wordsOf(query, normalised) {
  const plain = withoutNumber(query).replace(LABEL, "");
  return plain.replace(WITH_BRACKETS, "$1 $2").split(/\s+/u).filter(normalised);
}

/** Several names typed or pasted at once; none where it is one. */
export function severalNames(query) {
  const names = query.split(BETWEEN_NAMES).map((each) => each.trim()).filter(Boolean);
  return names.length > 1 && names.every((each) => each.length >= (/^[\x20-\x7f]+$/.test(each) ? LETTERS : NAME)) ? names : [];
}

/** A word as typed, with every company suffix, and as a day. */
export function forms(word, normalised) {
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

/** Makes a reader of queries for a register: facets asked for, the words that are left, and whether it is in English. */
export function reader(register, normalised, spoken) {
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

/** Whether a row has everything asked for: of one facet any, of several all. */
export function fitting(asked) {
  const facets = [...new Set(asked.map(({ facet }) => facet))].map((facet) => asked.filter((each) => each.facet === facet));
  return (row) => facets.every((each) => each.some(({ fits }) => fits(row)));
}
