// 命中: a hit as people read it, in the box and on the page; text is always text.
import { platform, root } from "./columns.js";
import { element, statusMarks } from "./elements.js";
import { normalisedBy } from "./lookup.js";

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

/** A platform with its status, and where it was met. */
export function platformHit(register, { row }, query) {
  const found = platform(register, row);
  const normalised = normalisedBy(register);
  const wanted = words(query, normalised);
  const link = element("a", { href: `${root}platforms/${found.id}/` }, ...marked(found.name || found.unit, wanted, normalised));
  const item = element("li", { className: "reg-hit" }, ...statusMarks(found, register.index), " ", link);
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
  const found = line(register.index.notices, row);
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
  const found = line(register.index.prose, row);
  const normalised = normalisedBy(register);
  const wanted = words(query, normalised);
  const link = element("a", { href: root + found.address }, ...marked(found.title, wanted, normalised));
  return element("li", { className: "reg-hit" }, link, element("small", {}, ...marked(found.text, wanted, normalised)));
}
