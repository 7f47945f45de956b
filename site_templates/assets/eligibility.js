// 自查: judges what is typed on /eligibility/ by the edition's own criteria. Nothing leaves the page.
import { asking } from "./applicant.js";
import { element, today } from "./register.js";

// The same rules as generator/register/eligibility.py; a test holds the two together.

const MET = "met";
const NOT_MET = "not_met";
const NOT_GIVEN = "not_given";
const NOT_OFFERED = "not_offered";

function allOf(results) {
  if (results.includes(NOT_MET)) return NOT_MET;
  return results.length && !results.includes(NOT_GIVEN) ? MET : NOT_GIVEN;
}

function anyOf(results) {
  if (results.includes(MET)) return MET;
  return results.length && !results.includes(NOT_GIVEN) ? NOT_MET : NOT_GIVEN;
}

function resultOf(asked, given) {
  const fits = asked === null ? typeof given === "boolean" : typeof given === "string";
  if (!fits) return NOT_GIVEN;
  return given === true || (asked !== null && Number(given) >= Number(asked)) ? MET : NOT_MET;
}

function liesBetween(criterion, given) {
  if (criterion.at_least === null || criterion.relaxed === null || typeof given !== "string") return false;
  return Number(criterion.relaxed) <= Number(given) && Number(given) < Number(criterion.at_least);
}

/** 判断: every line with what is asked and given; figures are texts, a yes or no is a boolean. */
export function judge(terms, { unit_kind: kind = null, functions: offered = [], figures }) {
  const relaxed = Boolean(terms.relaxed_for?.unit_kinds.includes(kind));
  const kindMatters = terms.relaxed_for !== null && kind === null;
  const ask = (criterion) => {
    const given = figures[criterion.id] ?? null;
    const asked = relaxed && criterion.relaxed !== null ? criterion.relaxed : criterion.at_least;
    const between = liesBetween(criterion, given);
    const undecided = kindMatters && between;
    const result = undecided ? NOT_GIVEN : resultOf(asked, given);
    return { id: criterion.id, asked, given, result, needs_unit_kind: undecided, on_condition: relaxed && between };
  };
  const general = terms.general.map(ask);
  const functions = terms.functions.map((each) => {
    const own = each.criteria.map(ask);
    const ways = each.any_of.map((way) => way.criteria.map(ask));
    const results = own.map((line) => line.result);
    if (ways.length) results.push(anyOf(ways.map((lines) => allOf(lines.map((line) => line.result)))));
    const result = !offered.length || offered.includes(each.function) ? allOf(results) : NOT_OFFERED;
    return { function: each.function, result, lines: [own, ...ways].flat() };
  });
  const one = anyOf(functions.map((each) => each.result).filter((result) => result !== NOT_OFFERED));
  return { general, functions, one_function: one, result: allOf([...general.map((line) => line.result), one]) };
}

// The words of each result, and the status that it looks like: the page brings them.
let results = {};

/** Full-width digits and spaces are what an input method leaves behind. */
function typed(text) {
  return text.normalize("NFKC").replaceAll(/\s/g, "");
}

/** What the form says, and which of its texts are no figures. */
function read(form, { terms, form: pattern }) {
  const whole = new RegExp(`^(?:${pattern})$`);
  const figures = {};
  const wrong = {};
  const functions = terms.functions.flatMap((each) => [each, ...each.any_of]);
  for (const criterion of [terms, ...functions].flatMap((part) => part.general ?? part.criteria)) {
    const text = typed(form.elements[criterion.id].value);
    if (!text) continue;
    if (criterion.at_least === null) figures[criterion.id] = text === "true";
    else if (!whole.test(text)) wrong[criterion.id] = "不是数字";
    else if (criterion.highest !== null && Number(text) > Number(criterion.highest)) wrong[criterion.id] = "不可能这么高";
    else if (criterion.whole && Number(text) % 1) wrong[criterion.id] = "应为整数";
    else figures[criterion.id] = text;
  }
  const offered = [...form.querySelectorAll("[name=offered]:checked")].map((each) => each.value);
  return { application: { unit_kind: form.elements.unit_kind.value || null, functions: offered, figures }, wrong };
}

function mark(place, result, words = results[result].label) {
  place.className = `reg-status reg-status--${results[result].looks}`;
  place.dataset.value = result;
  place.textContent = words;
}

function said(line, wrong) {
  if (wrong) return wrong;
  if (line.on_condition) return "按放宽的标准符合";
  return line.needs_unit_kind ? "先选单位性质" : results[line.result].label;
}

function sentence(found) {
  const relaxed = found.general.some((line) => line.on_condition) ? "放宽的标准另有条件，由评审判断。" : "";
  if (found.result === MET) return `填报的情况达到全部基本条件和至少一项功能要求。${relaxed}`;
  const count = (result) => found.general.filter((line) => line.result === result).length;
  const parts = [`基本条件：符合 ${count(MET)} 项，不符合 ${count(NOT_MET)} 项，未填 ${count(NOT_GIVEN)} 项`];
  parts.push(`服务功能：${found.one_function === MET ? "已有一项符合" : "还没有一项符合"}`);
  return `${parts.join("；")}。${relaxed}`;
}

// What fails stands first, each with the way to its line.
function first(place, lines, page) {
  const failing = lines.filter(({ result }) => result === NOT_MET).map(({ id }) => {
    const label = page.querySelector(`#of-${id}`);
    return element("li", {}, element("a", { href: `#of-${id}` }, label.textContent));
  });
  place.hidden = !failing.length;
  place.replaceChildren(element("p", {}, element("b", {}, `不符合的 ${failing.length} 项：`)), element("ul", {}, ...failing));
}

function show(page, found, wrong) {
  const place = (of) => page.querySelector(`[data-result="${of}"]`);
  const offered = found.functions.filter(({ result }) => result !== NOT_OFFERED && result !== MET);
  // One function is enough: those that fall short count only while none is met.
  first(page.querySelector("[data-first]"), [...found.general, ...(found.one_function === MET ? [] : offered.flatMap((each) => each.lines))], page);
  for (const line of [...found.general, ...found.functions.flatMap((each) => each.lines)]) {
    mark(place(line.id), line.result, said(line, wrong[line.id]));
    const row = page.querySelector(`[data-criterion="${line.id}"]`);
    row.dataset.result = line.result;
    row.querySelector("input[type=text]")?.setAttribute("aria-invalid", String(line.id in wrong));
  }
  for (const each of found.functions) {
    mark(place(`function-${each.function}`), each.result);
    page.querySelector(`#function-${each.function}`).hidden = each.result === NOT_OFFERED;
  }
  mark(place("one_function"), found.one_function);
  mark(place("all"), found.result, found.result === NOT_GIVEN ? "没有填齐" : undefined);
  page.querySelector("[data-says]").textContent = sentence(found);
}

// 保存: what was typed, kept on this device and only when asked; another edition's is left alone.
const KEY = "eligibility";

function kept(edition) {
  try {
    const said = JSON.parse(localStorage.getItem(KEY));
    return said?.edition === edition ? said : null;
  } catch {
    return null;
  }
}

function restored(form, { typed }) {
  for (const [name, value] of typed) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else field.value = value;
    }
  }
}

// What was printed says of whom, on which day, and from where.
function printed(form) {
  form.querySelector("[data-printed]").textContent = `${form.elements.q.value.trim() || "（没有写名称）"}　${today()} 自查　${location.href.replace(/[?#].*$/, "")}`;
}

function doing(form, { edition }) {
  const said = form.querySelector("[data-says]");
  return {
    save: () => {
      localStorage.setItem(KEY, JSON.stringify({ edition, day: today(), typed: [...new FormData(form)] }));
      said.textContent = `已保存在这台设备上（${today()}）。`;
    },
    print: () => print(),
    clear: () => {
      if (!confirm("清空填写的全部内容？保存在这台设备上的也会删去。")) return;
      localStorage.removeItem(KEY);
      form.reset();
      form.dispatchEvent(new Event("input"));
    },
  };
}

function start(form) {
  const criteria = JSON.parse(document.querySelector("#criteria").textContent);
  results = criteria.results;
  const judged = () => {
    const { application, wrong } = read(form, criteria);
    const kinds = criteria.terms.relaxed_for?.unit_kinds ?? [];
    form.dataset.set = application.unit_kind === null ? "both" : kinds.includes(application.unit_kind) ? "relaxed" : "full";
    show(form, judge(criteria.terms, application), wrong);
  };
  const saved = kept(criteria.edition);
  if (saved) restored(form, saved);
  const does = doing(form, criteria);
  form.addEventListener("input", judged);
  form.addEventListener("click", (event) => does[event.target.dataset.do]?.());
  // Nobody offers every function: each is opened by who offers it.
  for (const each of form.querySelectorAll("details")) each.open = false;
  judged();
}

const form = document.querySelector("[data-eligibility]");
if (form) {
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeprint", () => printed(form));
  if (document.querySelector("#criteria")) start(form);
  asking(form);
  form.dataset.ready = "true";
}
