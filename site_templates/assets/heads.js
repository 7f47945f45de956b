// 声母: the rows of first letters that a word in letters may stand for, each reading of it a row.

const LETTER = /[a-z]/;
// More readings than these, and only the plain ones are sought: all initials, or whole syllables.
const MOST = 8;
// No syllable begins with these.
const NEVER = /[iuv]/;

const known = new WeakMap();

// Every syllable, and every beginning of one.
function syllables(spoken) {
  if (!known.has(spoken)) {
    const whole = new Set([...spoken.values()].flat());
    const begun = new Set([...whole].flatMap((said) => Array.from(said, (_, at) => said.slice(0, at))));
    known.set(spoken, { whole, begun });
  }
  return known.get(spoken);
}

// How many letters from one place on may be one sign.
function lengths(word, from, { whole, begun }, mode) {
  const rest = word.length - from;
  const found = mode === "initials" || (mode === "any" && !NEVER.test(word[from])) ? [1] : [];
  if (mode === "initials") return found;
  for (let most = 1; most <= Math.min(6, rest); most += 1) if (whole.has(word.slice(from, from + most))) found.push(most);
  if (begun.has(word.slice(from))) found.push(rest);
  return [...new Set(found)];
}

function rows(word, spoken, mode) {
  const said = syllables(spoken);
  let open = [[0, ""]];
  const done = new Set();
  while (open.length) {
    const next = new Map();
    for (const [from, row] of open) {
      if (from === word.length) {
        done.add(row);
        continue;
      }
      const sign = String.fromCodePoint(word.codePointAt(from));
      const readings = LETTER.test(sign) ? [sign] : spoken.get(sign.charCodeAt(0)) ?? [sign];
      const steps = LETTER.test(sign) ? lengths(word, from, said, mode) : [sign.length];
      for (const step of steps) for (const each of readings) {
        const grown = `${row}${[...each.toUpperCase()][0]}`;
        next.set(`${from + step} ${grown}`, [from + step, grown]);
      }
    }
    open = [...next.values()];
    if (open.length > MOST * MOST) return null;
  }
  return [...done];
}

/** Each row as a list of signs. */
export function heads(word, spoken) {
  const every = rows(word, spoken, "any");
  const plain = () => ["initials", "whole"].flatMap((mode) => rows(word, spoken, mode) ?? []);
  const found = every && every.length <= MOST ? [...every, ...rows(word, spoken, "initials") ?? []] : plain();
  return [...new Set(found)].map((row) => [...row]);
}
