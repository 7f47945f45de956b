// 拼音: a word in letters against characters; each may be typed whole, by its initial, or as it is.

const LETTER = /[a-z]/;

/** Readings by character code: {"济": "ji"} becomes a table that is quick to ask. */
export function spoken(readings) {
  return new Map(Object.entries(readings).map(([sign, said]) => [sign.charCodeAt(0), said.split(" ")]));
}

/** Whether a word asks for pinyin at all: two letters at least, none of them lonely. */
export const pronounced = (word) => word.length > 1 && LETTER.test(word);

// From one character on, the rest of the word: a whole reading, its initial, the start of the last, or the sign itself.
function follows(word, from, text, at, spoken) {
  if (from === word.length) return true;
  const code = text.charCodeAt(at);
  if (code === word.charCodeAt(from) && follows(word, from + 1, text, at + 1, spoken)) return true;
  const rest = word.length - from;
  for (const said of spoken.get(code) ?? []) {
    if (said.charCodeAt(0) !== word.charCodeAt(from)) continue;
    if (rest < said.length && said.startsWith(word.slice(from))) return true;
    if (word.startsWith(said, from) && follows(word, from + said.length, text, at + 1, spoken)) return true;
    if (follows(word, from + 1, text, at + 1, spoken)) return true;
  }
  return false;
}

/** Calls back with every place in a text where the word can be read. */
export function heard(word, text, spoken, found) {
  const first = word.charCodeAt(0);
  const opening = new Set([first]);
  for (const [code, said] of spoken) if (said.some((each) => each.charCodeAt(0) === first)) opening.add(code);
  for (let at = 0; at < text.length; at += 1) {
    if (opening.has(text.charCodeAt(at)) && follows(word, 0, text, at, spoken)) found(at);
  }
}
