// 判断: the verdict of a day, from the stretches that the register has worked out; the sentences are its templates.

/** The stretch that holds a day; none before anything was recorded. Stretches begin with their first day, in order. */
export function judged(stretches, day) {
  let held = null;
  for (const stretch of stretches) {
    if (stretch[0] > day) break;
    held = stretch;
  }
  return held;
}

/** The names in use on a day, from [starts or "", name, unit], in order. */
export function named(names, day) {
  return judged(names, day) ?? names[0];
}

/** A template with its slots filled, as the pages are. */
export const filled = (template, slots) => template.replace(/\{(\w+)\}/g, (_, name) => slots[name]);

/** A caveat by its key, "code first last", in the words of a list of templates by code. */
export function caveatText(key, texts) {
  const [code, first, last] = key.split(" ");
  return filled(texts(code), { first, last });
}

/** What the page of the platform says on a day: both sentences, the bar, and every remark. */
export function worded(answers, verdict) {
  const { caveats = [], explanation, slots, bar, status } = verdict;
  const [sentences, said] = [answers.statuses[status], (at) => [
    ...caveats.map((key) => filled(answers.caveat[at], { caveat: caveatText(key, (code) => answers.caveats[code][at]) })),
    ...(explanation ? [filled(answers.explanation[at], { explanation: answers.explanations[explanation][at] })] : []),
  ]];
  const english = [filled(sentences.english, slots), ...(bar ? [`${filled(answers.bar[1], bar.slots)}.`] : []), ...said(1)];
  return { label: sentences.label, sentence: filled(sentences.sentence, slots), english: english.join(" "), bar: bar ? filled(answers.bar[0], bar.slots) : "", remarks: said(0) };
}

/** Where the day asked for lies beyond what the register can know. */
export function limitsOf({ as_of: asOf, next_update: next, begins_on: begins }, day) {
  return [
    ...(day > asOf ? [`${day} 在数据截至日 ${asOf} 之后，以下只按已有文件推算。`] : []),
    ...(day > next ? [`本站应在 ${next} 以前更新，其后的公示、认定和撤销不在其中；请以主管部门公布的文件为准。`] : []),
    ...(begins && day < begins ? [`本名录自 ${begins} 起才有记录；${day} 更早，未认定不能作为不利的依据。`] : []),
  ];
}
