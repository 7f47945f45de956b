// 申报: whether the platform or the unit that is typed may apply, and to whom; answered on the page, for the reader's own day.
import { fetched, filled, judged, platform, read, root } from "./columns.js";
import { find, normalisedBy } from "./lookup.js";
import { element, noticePath, statusMark, statusMarks } from "./register.js";

const SHOWN = 5;

/** An answer in words: its label, the status that it looks like, its sentence. */
export function told({ words }, [code, ends, year, doubt]) {
  const [label, looks, sentence] = words[code];
  return { code, label, looks, sentence: filled(sentence, { ends, year, doubt }) };
}

/** The answer for one platform, by its row in the look-up, on a day. */
export const answerOf = (answers, row, day) => told(answers, answers.answers[judged(answers.days[row], day)[1]]);

/** Bars on whoever is called just so, wherever that person's platforms are now. */
export function barredAs(answers, text, day, normalised) {
  const wanted = normalised(text);
  const runs = ({ names, days }) => names.some((name) => normalised(name) === wanted) && days.some(([first, last]) => first <= day && day <= last);
  return answers.barred.filter(runs);
}

const mark = ({ looks, label }) => statusMark(looks, label);

function hit(answers, register, row) {
  const found = platform(register, row);
  const said = answerOf(answers, row, register.day);
  const item = element("li", { className: "reg-hit" }, element("p", {}, mark(said), " ", element("b", {}, said.sentence)),
    element("p", {}, element("a", { href: `${root}platforms/${found.id}/` }, found.name || found.unit), " ", ...statusMarks(found, register.index)),
    ...(found.name ? [element("p", {}, found.unit)] : []));
  Object.assign(item.dataset, { platformId: found.id, status: found.status, applying: said.code });
  return item;
}

function barredHit(answers, bar) {
  const said = told(answers, bar.answer);
  const [act, title] = bar.act;
  const item = element("li", { className: "reg-hit" }, element("p", {}, mark(said), " ", element("b", {}, said.sentence)),
    element("p", {}, "依据：", element("a", { href: `${root}notices/${noticePath(act)}` }, title)));
  item.dataset.applying = said.code;
  return item;
}

function absent(query) {
  return element("p", { className: "reg-caveat" }, `名录中没有查到“${query}”，所以没有要等期满的称号，也没有查到不得申报的限制。本名录可能不全，见`,
    element("a", { href: `${root}gaps/` }, "缺口"), "；写得不全的，请改写单位全称或者统一社会信用代码再查。");
}

/** What the page says of a query: bars on that person, then every platform that may be meant. */
export function answered(answers, register, query) {
  const rows = find(register, query).platforms.filter(({ near }) => !near).map(({ row }) => row);
  const barred = barredAs(answers, query, register.day, normalisedBy(register));
  const isSaid = rows.some((row) => answerOf(answers, row, register.day).code === "barred");
  const hits = [...(isSaid ? [] : barred.map((bar) => barredHit(answers, bar))), ...rows.slice(0, SHOWN).map((row) => hit(answers, register, row))];
  const rest = rows.length > SHOWN ? [element("p", { className: "reg-hint" }, `共有 ${rows.length} 个，这里列出前 ${SHOWN} 个；请把名称写得更全。`)] : [];
  return { rows, shown: hits.length ? [element("ul", { className: "reg-hits" }, ...hits), ...rest] : [absent(query)] };
}

// Only the office of one's own place stays; all of them where none is chosen.
function placed(form) {
  const { place } = form.elements;
  for (const each of form.querySelectorAll("[data-offices] > div")) each.hidden = Boolean(place.value) && each.dataset.place !== place.value;
}

/** Asks for the name that stands there, and again whenever it is changed; the data comes when the form is first used. */
export function asking(form) {
  const results = form.querySelector("[data-may]");
  const { q: name, place } = form.elements;
  let turns = 0;
  const ask = async () => {
    const turn = (turns += 1);
    const query = name.value.trim();
    results.dataset.ready = "false";
    const [data, register] = await Promise.all([fetched("eligibility/index.json"), read()]);
    if (turn !== turns) return;
    const { rows, shown } = query ? answered(data, register, query) : { rows: [], shown: [] };
    results.replaceChildren(...shown);
    if (place && rows.length === 1 && name.value.trim()) {
      place.value = register.columns.city[rows[0]] || place.value;
      placed(form);
    }
    results.dataset.ready = "true";
  };
  const fail = () => {
    results.replaceChildren(element("p", { className: "reg-caveat" }, "判断所需的数据没有取到，请检查网络后再试。"));
  };
  let waiting;
  form.addEventListener("input", ({ target }) => {
    if (place) placed(form);
    if (target.name && target !== name) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => ask().catch(fail), 150);
  });
  if (place) placed(form);
  if (name.value.trim()) ask().catch(fail);
  else form.addEventListener("focusin", () => ask().catch(fail), { once: true });
}
