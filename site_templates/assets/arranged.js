// 随日归位: a row that carries its last day stands in the list whose span of days holds it, by the reader's own day.
import { today } from "./clock.js";

/** Days from one day to another: 0 for the day itself, negative for what has passed. */
export function away(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
}

function said(days) {
  if (days === 0) return "今天";
  return days > 0 ? `${days} 天后` : `${-days} 天前`;
}

function holds(list, days) {
  const { least, most } = list.dataset;
  return days >= Number(least || -Infinity) && days <= Number(most || Infinity);
}

// What is to come is read forwards, what has passed from the latest back.
function inOrder(rows, list) {
  const sign = Number(list.dataset.most || 1) < 0 ? -1 : 1;
  return rows.sort((a, b) => sign * a.dataset.last.localeCompare(b.dataset.last));
}

function arranged(page, day) {
  const lists = [...page.querySelectorAll("tbody[data-least]")];
  const rows = [...page.querySelectorAll("tr[data-last]")].map((row) => ({ row, days: away(day, row.dataset.last) }));
  for (const list of lists) {
    const mine = rows.filter(({ days }) => lists.find((each) => holds(each, days)) === list).map(({ row }) => row);
    list.append(...inOrder(mine, list));
    list.closest("table, details").hidden = !list.rows.length;
  }
  for (const { row, days } of rows) row.querySelector("[data-away]")?.replaceChildren(said(days));
  for (const sum of page.querySelectorAll("[data-sum]")) {
    const [least, most] = sum.dataset.sum.split(" ").map(Number);
    sum.textContent = String(rows.filter(({ days }) => least <= days && days <= most).length);
  }
}

const results = document.querySelector(".reg-arranged");
const built = results.querySelector("time") && document.querySelector("time[data-today]").dateTime;
