// 日子: what the reader's own day, in Shanghai, makes of a page that was built earlier.

/** Today in Asia/Shanghai, as 2026-11-23. */
export function today() {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
}

/** Days from one day to another, both included. */
export function daysTo(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400000) + 1;
}

// An element marked data-dated holds what was true when the page was built, and in
// templates what will be true from later days, as far as the record tells.
function dated(element, day) {
  const due = [...element.querySelectorAll(":scope > template[data-from]")].filter((t) => t.dataset.from <= day);
  if (!due.length) return;
  const last = due.reduce((a, b) => (a.dataset.from >= b.dataset.from ? a : b));
  element.replaceChildren(last.content.cloneNode(true));
  const status = element.querySelector("[data-status]")?.dataset.status;
  const holder = element.closest("[data-platform-id]");
  if (status && holder) holder.dataset.status = status;
}

/** Brings the whole page to a day; a clock that runs before the page's own day changes nothing. */
export function brought(root, day) {
  for (const element of root.querySelectorAll("[data-dated]")) dated(element, day);
  for (const left of root.querySelectorAll("[data-days-to]")) {
    left.textContent = String(Math.max(0, daysTo(day, left.dataset.daysTo)));
  }
  for (const shown of root.querySelectorAll("time[data-today]")) {
    if (day <= shown.dateTime) continue;
    const [year, month, date] = day.split("-").map(Number);
    shown.textContent = `${year}年${month}月${date}日`;
    shown.dateTime = day;
  }
}
