// 日子: what the reader's own day, in Shanghai, makes of a page that was built earlier.

const SHANGHAI = new Intl.DateTimeFormat("en", {
  timeZone: "Asia/Shanghai", calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit",
});

/** Today in Asia/Shanghai, as 2026-11-23. */
export function today() {
  const parts = SHANGHAI.formatToParts(new Date());
  return ["year", "month", "day"].map((type) => parts.find((part) => part.type === type).value).join("-");
}

/** Days from one day to another, both included. */
export function daysTo(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400000) + 1;
}

/** What index.json says of this site: its day and its next update; {} where it cannot be read. */
export async function published() {
  try {
    return await (await fetch(new URL("../api/v1/index.json", import.meta.url))).json();
  } catch {
    return {};
  }
}

// An element marked data-dated holds what was true when the page was built, and in
// templates what will be true from later days, as far as the record tells.
function dated(element, day) {
  const due = [...element.querySelectorAll(":scope > template[data-from]")]
    .filter((t) => t.dataset.from <= day);
  if (!due.length) return;
  const last = due.reduce((a, b) => (a.dataset.from >= b.dataset.from ? a : b));
  element.replaceChildren(last.content.cloneNode(true));
  const status = element.querySelector("[data-status]")?.dataset.status;
  const holder = element.closest("[data-platform-id]");
  if (status && holder) holder.dataset.status = status;
}

// A period drawn to scale, a day a unit: how much of it has passed.
function measured(track, day) {
  const { starts, ends } = track.dataset;
  const [whole, passed] = [daysTo(starts, ends), daysTo(starts, day) - 1];
  const running = passed >= 0 && passed < whole;
  track.classList.toggle("reg-track--running", running);
  track.querySelector(".reg-bar__passed").setAttribute("width", Math.min(Math.max(passed, 0), whole));
  const line = track.querySelector(".reg-bar__today");
  line.setAttribute("x", passed);
  line.setAttribute("width", running ? whole / 200 : 0);
  const note = track.querySelector(".reg-track__passed");
  note.textContent = running ? `已过 ${Math.round((1000 * passed) / whole) / 10}%` : "";
}

/** Brings the whole page to a day; a clock that runs before the page's own day changes nothing. */
export function brought(root, day) {
  for (const element of root.querySelectorAll("[data-dated]")) dated(element, day);
  for (const left of root.querySelectorAll("[data-days-to]")) {
    left.textContent = String(Math.max(0, daysTo(day, left.dataset.daysTo)));
  }
  for (const track of root.querySelectorAll("[data-starts]")) measured(track, day);
  for (const shown of root.querySelectorAll("time[data-today]")) {
    if (day <= shown.dateTime) continue;
    const [year, month, date] = day.split("-").map(Number);
    shown.textContent = `${year}年${month}月${date}日`;
    shown.dateTime = day;
    shown.parentElement.hidden = false;
  }
}

/** Fills in what a page that does not name its build leaves open. */
export function stamped(root, site) {
  for (const shown of root.querySelectorAll("time[data-site]:empty")) {
    shown.textContent = site[shown.dataset.site];
    shown.parentElement.hidden = false;
  }
  for (const place of root.querySelectorAll(".reg-stale:not([data-next-update])")) {
    place.dataset.nextUpdate = site.next_update;
  }
}

/** Past its next update a page says that it may be out of date. */
export function warned(root, day) {
  const place = root.querySelector(".reg-stale[data-next-update]:empty");
  if (!place || day <= place.dataset.nextUpdate) return;
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  const head = document.createElement("strong");
  head.textContent = "本页可能已经过时";
  message.append(head, `：本站应在 ${place.dataset.nextUpdate} 以前更新而没有更新，其后的公示、认定和撤销不在其中。请以主管部门公布的文件为准。`);
  place.append(message);
}
