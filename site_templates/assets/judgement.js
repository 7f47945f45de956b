// 判断: the standing of a platform on a day, from the spells that the register has worked out.

/** The spell that holds a day; none before anything was recorded. Spells are [starts, status, act], in order. */
export function judged(spells, day) {
  let held = null;
  for (const spell of spells) {
    if (spell[0] > day) break;
    held = spell;
  }
  return held;
}

/** The names in use on a day, from [starts or "", name, unit], in order. */
export function named(names, day) {
  return judged(names, day) ?? names[0];
}
