// 命中: a hit as people read it, in the box and on the page; text is always text.
import { caveatText, platform, root } from "./columns.js";
import { element, statusMarks } from "./register.js";
import { named, normalisedBy } from "./lookup.js";

const TITLES = { platforms: "平台", near: "相近的平台", notices: "文件", nearNotices: "相近的文件", prose: "办法与说明" };
const ENGLISH = { platforms: "Platforms", near: "Near matches", notices: "Documents", nearNotices: "Near documents", prose: "Rules and help" };

/** Titles of the groups of hits, in the language of the query. */
export function titles({ reading }) {
  const words = named(reading.rest).map((word) => (reading.english ? `“${word}”` : `含“${word}”`));
  const labels = [...new Set([...reading.asked.map(({ label, english }) => (reading.english && english) || label), ...words])].join(" · ");
  return { ...(reading.english ? ENGLISH : TITLES), meant: reading.english ? `Platforms: ${labels}` : `${labels}的平台` };
}

/** What must be said before any hit: a code that cannot be right, several names at once. */
export function hints({ misread, names }) {
  const address = `${root}check-list/#${new URLSearchParams({ list: names.join("\n") })}`;
  return [
    ...(misread ? [element("p", { className: "reg-caveat" }, `“${misread.code}”第18位校验不符，可能抄错。${misread.rows.length ? "只差一位、或相邻两位颠倒的平台列在相近的平台中。" : "也没有只差一位、或相邻两位颠倒的平台。"}`)] : []),
    ...(names.length ? [element("p", { className: "reg-caveat" }, `像是 ${names.length} 个名称：`, element("a", { href: address }, "用这份名单逐个核对"), "。")] : []),
  ];
}

/** The same question in parts, where the whole has no answer. */
export function partly({ reading: { asked, rest } }) {
  const parts = [...new Set([...asked.map(({ label }) => label), ...rest])];
  if (parts.length < 2) return [];
  const links = parts.flatMap((part) => [" ", element("a", { href: `${root}search/?${new URLSearchParams({ q: part })}` }, part)]);
  return [element("p", {}, "分开查：", ...links)];
}

// The first place where the words stand in a text, sign by sign as the search reads it.
function place(text, wanted, normalised) {
  const signs = [...text].map((sign) => normalised(sign));
  const found = signs.join("").indexOf(wanted);
  if (!wanted || found < 0) return null;
  let [at, from] = [0, -1];
  for (let sign = 0; sign < signs.length; sign += 1) {
    if (from < 0 && at + signs[sign].length > found) from = sign;
    at += signs[sign].length;
    if (at >= found + wanted.length) return [from, sign + 1];
  }
  return null;
}

/** A text with what was typed marked in it. */
export function marked(text, words, normalised) {
  const signs = [...text];
  for (const word of words) {
    const [from, to] = place(text, word, normalised) ?? [];
    if (to) return [signs.slice(0, from).join(""), element("mark", {}, signs.slice(from, to).join("")), signs.slice(to).join("")];
  }
  return [text];
}

function words(query, normalised) {
  return [normalised(query), ...query.split(/\s+/u).map(normalised)].filter(Boolean);
}

// Former names, codes and numbers are said only where they are what was met.
function also(found, wanted, normalised) {
  const met = (text) => wanted.some((word) => normalised(text).includes(word));
  const former = [["曾用名：", found.names.split("\v")], ["曾用单位名：", found.units.split("\v")], ["统一社会信用代码：", [found.code]], ["编号：", [...found.numbers, found.id]]];
  return former.flatMap(([label, texts]) => texts.filter((text) => text && met(text)).map((text) => [label, text]));
}

// The status in English with its caveats, which never stay behind.
function inWords(index, { status, caveatKeys }) {
  const notes = caveatKeys.map((key) => ` Note: ${caveatText(key, (code) => index.caveats_english[code])}.`);
  return `${index.statuses[status].english}${notes.length ? "." : ""}${notes.join("")}`;
}

/** A platform with its status, and where it was met. */
export function platformHit(register, { row }, query, inEnglish = false) {
  const found = platform(register, row);
  const normalised = normalisedBy(register);
  const wanted = words(query, normalised);
  const link = element("a", { href: `${root}platforms/${found.id}/` }, ...marked(found.name || found.unit, wanted, normalised));
  const english = inEnglish ? [" ", Object.assign(element("small", {}, inWords(register.index, found)), { lang: "en" })] : [];
  const item = element("li", { className: "reg-hit" }, ...statusMarks(found, register.index), ...english, " ", link);
  if (found.name) item.append(element("small", {}, ...marked(found.unit, wanted, normalised)));
  for (const [label, text] of also(found, wanted, normalised)) item.append(element("small", {}, label, ...marked(text, wanted, normalised)));
  item.dataset.platformId = found.id;
  item.dataset.status = found.status;
  return item;
}

// One row of plain columns.
function line(columns, row) {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[row]]));
}

/** An official act with its day, kind and number. */
export function noticeHit(register, { row }, query) {
  const found = line(register.notices, row);
  const normalised = normalisedBy(register);
  const wanted = words(query, normalised);
  const link = element("a", { href: `${root}notices/${found.id}/` }, ...marked(found.title, wanted, normalised));
  const number = element("span", { className: "reg-number" }, ...marked(found.number, wanted, normalised));
  const item = element("li", { className: "reg-hit" }, element("span", { className: "reg-kind" }, found.kind), " ", link, element("small", {}, found.on, " ", number));
  item.dataset.noticeId = found.id;
  return item;
}

/** A page of the site. */
export function proseHit(register, { row }, query) {
  const found = line(register.prose, row);
  const normalised = normalisedBy(register);
  const wanted = words(query, normalised);
  const link = element("a", { href: root + found.address }, ...marked(found.title, wanted, normalised));
  return element("li", { className: "reg-hit" }, link, ...(found.text ? [element("small", {}, ...marked(found.text, wanted, normalised))] : []));
}
