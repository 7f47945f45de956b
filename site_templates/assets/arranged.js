// 随日更新的名单: on a day after that of the page, its rows take the status of the reader's day, and the lists of what
// ends soon, has ended and was revoked are arranged anew. On the page's own day everything stands as it was printed.
import { element, statusMarks, today } from "./register.js";

// Rows of one section of /ending/, as printed.
const SHOWN = 10;

/** Days from one day to another: 0 for the day itself, negative for what has passed. */
export function away(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
}

function distance(days) {
  if (days === 0) return "今天";
  return days > 0 ? `${days} 天后` : `${-days} 天前`;
}

// Each status in sight, with its caveats, becomes that of the day.
function restated({ index, columns }) {
  const row = new Map(columns.id.map((id, at) => [id, at]));
  for (const each of document.querySelectorAll("[data-as-of] tr[data-platform-id]")) {
    const at = row.get(each.dataset.platformId);
    if (at === undefined) continue;
    const [status, caveats] = [columns.status[at], columns.caveats[at]];
    each.dataset.status = status;
    each.querySelector(".reg-note")?.remove();
    each.querySelector(".reg-status").replaceWith(...statusMarks({ status, caveats }, index));
  }
}

// Every title that runs out, the earliest end first, as the page was printed.
function endings({ columns, day }) {
  const every = columns.runOut.flatMap((days, row) => days.map((last) => ({ row, id: columns.id[row], last, days: away(day, last) })));
  return every.sort((a, b) => a.days - b.days || (a.id < b.id ? -1 : 1));
}

const within = (every, [least, most]) => every.filter(({ days }) => days >= least && days <= most);

function endingRow(register, { row, last, days }, { platform, long, nameCell, rowOf }) {
  const found = platform(register, row);
  const time = element("time", { dateTime: last }, long(last));
  const cells = [
    element("td", { className: "reg-days" }, time), element("td", { className: "reg-days" }, element("b", {}, distance(days))),
    element("td", {}, ...statusMarks(found, register.index)),
  ];
  cells[0].dataset.head = "有效期止：";
  cells[1].firstChild.dataset.away = "";
  cells[2].dataset.head = "现在：";
  return rowOf(found, nameCell(found), element("td", {}, found.place), ...cells);
}

function endingSections(page, register, tools) {
  const every = endings(register);
  for (const body of page.querySelectorAll("tbody[data-least]")) {
    const mine = within(every, [Number(body.dataset.least), Number(body.dataset.most)]);
    mine.sort((a, b) => Math.abs(a.days) - Math.abs(b.days));
    body.replaceChildren(...mine.slice(0, SHOWN).map((ending) => endingRow(register, ending, tools)));
    body.closest("table").hidden = !mine.length;
    body.closest("section").querySelector("[data-rest]").hidden = mine.length <= SHOWN;
  }
  for (const sum of page.querySelectorAll("[data-sum]")) sum.textContent = String(within(every, sum.dataset.sum.split(" ").map(Number)).length);
}

// What is over moves from the front to the past, where the page holds all of both.
function revocations(page, day) {
  const past = page.querySelector("details tbody");
  if (!past || "split" in page.dataset) return;
  const over = [...page.querySelectorAll("tr[data-last]")].filter((row) => row.dataset.last < day);
  const rows = [...new Set([...past.rows, ...over])].sort((a, b) => b.dataset.key.localeCompare(a.dataset.key));
  past.append(...rows);
  for (const table of page.querySelectorAll("table")) table.hidden = !table.tBodies[0].rows.length;
  past.closest("details").hidden = !rows.length;
  page.querySelector("[data-sum]").textContent = String(rows.length);
}

// Numbers beside the rows: how many have a status, and are of a group where one is named.
function counted({ columns }) {
  for (const place of document.querySelectorAll("[data-count]")) {
    const [status, group, value] = place.dataset.count.split(" ");
    const fits = (row) => columns.status[row] === status && (!group || [columns[group][row]].flat().map(String).includes(value));
    const count = String(columns.id.filter((_, row) => fits(row)).length);
    place.textContent = count;
    const item = place.closest(".reg-count");
    if (item) item.hidden = count === "0";
    const tile = place.closest("a[aria-label]");
    if (tile) tile.setAttribute("aria-label", tile.getAttribute("aria-label").replace(/\d+/, count));
  }
}

async function arranged(day) {
  const [{ platform, read }, list] = await Promise.all([import("./columns.js"), import("./list.js")]);
  const register = await read();
  const page = document.querySelector("[data-results=ending]");
  if (page) endingSections(page, register, { platform, ...list });
  restated(register);
  counted(register);
  list.asOf(register.day);
}

const lists = document.querySelectorAll("[data-as-of]");
const ready = () => lists.forEach((each) => { each.dataset.ready = "true"; });
const day = today();
if (lists.length && day > lists[0].dataset.asOf) {
  const page = document.querySelector("[data-results=revocations]");
  if (page) revocations(page, day);
  arranged(day).then(ready, () => {});
} else ready();
