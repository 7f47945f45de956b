// 随日归位: a row that carries its last day stands in the list whose span of days holds it, on the reader's own day.
import { today } from "./clock.js";

/** Days from one day to another: 0 for the day itself, negative for what has passed. */
export function away(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
}

function said(days) {
  if (days === 0) return "今天";
  return days > 0 ? `${days} 天后` : `${-days} 天前`;
}

// A row without a last day stays in the list it was printed in; the last list takes what no other holds.
function home(row, lists, days) {
  if (days === null) return row.closest("tbody");
  return lists.find(({ dataset: { least, most } }) => days >= (least || -Infinity) && days <= (most || Infinity));
}

function arranged(page, day) {
  const lists = [...page.querySelectorAll("tbody[data-order]")];
  const rows = lists.flatMap((list) => [...list.rows]).map((row) => ({ row, days: row.dataset.last ? away(day, row.dataset.last) : null }));
  const homes = new Map(rows.map(({ row, days }) => [row, home(row, lists, days)]));
  for (const list of lists) {
    const mine = rows.map(({ row }) => row).filter((row) => homes.get(row) === list);
    list.append(...mine.sort((a, b) => list.dataset.order * a.dataset.key.localeCompare(b.dataset.key)));
  }
  for (const list of lists) {
    for (const holder of [list.closest("table"), list.closest("details")]) if (holder) holder.hidden = !list.rows.length;
  }
  for (const { row, days } of rows) row.querySelector("[data-away]")?.replaceChildren(said(days));
  for (const sum of page.querySelectorAll("[data-sum]")) {
    const [least, most] = sum.dataset.sum.split(" ");
    sum.textContent = String(rows.filter(({ days }) => days !== null && days >= (least || -Infinity) && days <= (most || Infinity)).length);
  }
}

const page = document.querySelector("[data-as-of]");
const built = page.dataset.asOf;
// A clock that runs before the page's own day changes nothing.
arranged(page, today() > built ? today() : built);
page.dataset.ready = "true";
