// 解压: reads the columns that generator/search/packing.py packs.

const FIRST = 48;
const ESCAPE = 44;

/** One value per row, from a table and a column that names its entries. */
export function unpacked({ table, column }) {
  if (typeof column !== "string") return column.map((at) => table[at]);
  return Array.from(column, (sign) => {
    const at = sign.charCodeAt(0) - FIRST;
    return table[at > ESCAPE ? at - 1 : at];
  });
}

/** Numbered names from stems, widths and steps. */
export function serials({ stems, steps }) {
  const last = new Map();
  const step = unpacked(steps);
  return unpacked(stems).map((key, row) => {
    const number = (last.get(key) ?? 0) + step[row];
    last.set(key, number);
    return key[1] ? key[0] + String(number).padStart(key[1], "0") : key[0];
  });
}

const SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const VALUES = new Int8Array(128);
for (let at = 0; at < SIGNS.length; at += 1) VALUES[SIGNS.charCodeAt(at)] = at;

// The check digit of GB 32100-2015: weights are the powers of 3.
function checked(code) {
  let [sum, weight] = [0, 1];
  for (let at = 0; at < 17; at += 1) {
    sum += VALUES[code.charCodeAt(at)] * weight;
    weight = (weight * 3) % 31;
  }
  return code + SIGNS[(31 - (sum % 31)) % 31];
}

/** Credit codes from their heads and bodies; "" where none is known. */
export function codes({ heads, bodies }) {
  let at = 0;
  return unpacked(heads).map((head) => (head ? checked(head + bodies.slice(at, (at += 9))) : ""));
}

/** Rows of a table with a plain column per field. */
export function rows(columns) {
  const names = Object.keys(columns);
  return (columns[names[0]] ?? []).map((_, at) => Object.fromEntries(names.map((name) => [name, columns[name][at]])));
}

/** Lists of values from their counts and the values in a row. */
export function grouped({ counts, values }) {
  const every = serials(values);
  let at = 0;
  return unpacked(counts).map((count) => every.slice(at, (at += count)));
}
