// 相近: a word of four or more with one character wrong, missing or too many.

export const LEAST = 4;
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

/** Calls back with every place that one half of the word holds exactly and the other almost. */
export function nearly(word, text, found) {
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
