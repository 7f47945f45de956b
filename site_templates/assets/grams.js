// 片段: the short pieces of a text by which its block is found; generator/search/grams.py makes them by the same rule.

const END = "\n";
const NARROW = /[0-9a-zA-Z]/;
const LEAST = 3;
// So many pieces of a text mostly tell its blocks well enough; the scan is exact.
const MOST = 6;
// For what may be written wrong more are needed.
const MANY = 16;

const length = (sign) => (NARROW.test(sign) ? 3 : 2);

// As many as may be asked for, evenly from the first to the last.
function spread(grams, most = MOST) {
  if (grams.length <= most) return grams;
  return Array.from({ length: most }, (_, at) => grams[Math.round((at * (grams.length - 1)) / (most - 1))]);
}

// The whole pieces within a text, each with its place.
function placed(text) {
  const signs = [...text];
  const every = signs.map((sign, at) => ({ at, signs: signs.slice(at, at + length(sign)) }));
  return every.filter((gram) => gram.signs.length === length(gram.signs[0])).map(({ at, signs: each }) => ({ at, gram: each.join("") }));
}

/** Some of the whole pieces within a text, and the rest; none where it is too short to have one. */
export function within(text) {
  const every = placed(text);
  const some = spread(every);
  return [some, every.filter((gram) => !some.includes(gram))].map((list) => list.map(({ gram }) => gram));
}

/** Pieces within a text, and which of them one wrong sign may spoil together: a list of their numbers for each sign. */
export function spoilt(text) {
  const reach = NARROW.test(text) ? 3 : 2;
  const grams = spread(placed(text), MANY);
  const together = grams.map(({ at: first }) => [...grams.keys()].filter((each) => grams[each].at >= first && grams[each].at < first + reach));
  return { grams: grams.map(({ gram }) => gram), together };
}

/** What a value that begins with a text begins with; none where the text is too short. */
export function opening(text) {
  const signs = [...text];
  const most = length(signs[0]) - 1;
  return signs.length < most ? [] : [END + signs.slice(0, most).join("")];
}

/** What a value that is the text, whole, begins and ends with. */
export function around(text) {
  const value = [END, ...text, END];
  return [value.slice(0, length(value[1])).join(""), value.slice(-2).join("")];
}

/** What a text that is too short for a piece may be the beginning of; none where that could be anything. */
export function beginning(text) {
  return [...text].length < length(text[0]) - 1 ? "" : text;
}

/** The pieces of initials of a row of signs. */
export function initialGrams(heads) {
  const found = heads.map((_, at) => heads.slice(at, at + LEAST).join("")).filter((gram) => gram.length === LEAST);
  return spread(found);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  for (let bit = 0; bit < 8; bit += 1) at = at & 1 ? 0xedb88320 ^ (at >>> 1) : at >>> 1;
  return at;
});

function crc32(text) {
  let found = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) found = TABLE[(found ^ byte) & 255] ^ (found >>> 8);
  return (found ^ 0xffffffff) >>> 0;
}

/** Which shelf holds a piece. */
export function shelfOf(gram, count) {
  const at = gram[0] === END ? 1 : 0;
  const signs = [...gram.slice(at)];
  const known = gram.slice(0, at) + signs.slice(0, NARROW.test(signs[0]) ? 2 : 1).join("");
  return crc32(known) % count;
}
