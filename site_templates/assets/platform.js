// 平台页的动作: copy what the page says, and put the last day of the running validity into a calendar.
import { copied, daysTo, element, today } from "./register.js";

// Texts of the verdict in sight, and where they stand.
function told() {
  const said = [...document.querySelectorAll(".reg-verdict p:not(.reg-hint)")].map((each) => each.textContent.trim());
  return [document.querySelector("h1").textContent, ...said, `截至 ${today()}（本页所据数据的日期见页脚）`, location.href].join("\n");
}

// Text of a calendar: commas, semicolons and back slashes are marked, lines folded by their bytes.
const marked = (text) => text.replace(/[\\;,]/g, "\\$&");
function folded(line) {
  const lines = [""];
  let bytes = 0;
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    if (bytes + size > 74) bytes = lines.push(" ") && 1;
    lines[lines.length - 1] += sign;
    bytes += size;
  }
  return lines.join("\r\n");
}

/** One event on the last day of a validity. Taken again on a later day it takes the place of the older copy: same name, higher number. */
export function calendar(id, name, last, address) {
  const day = last.replaceAll("-", "");
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//registry//platform//ZH", "BEGIN:VEVENT", `UID:last-day-${id}@${new URL(address).hostname}`,
    `DTSTAMP:${stamp}`, `SEQUENCE:${Math.floor(Date.now() / 86400000)}`, `DTSTART;VALUE=DATE:${day}`, `SUMMARY:${marked(`有效期最后一日：${name}`)}`, `DESCRIPTION:${marked(`以届时的平台页为准：${address}`)}`,
    `URL:${address}`, "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", ""].map(folded).join("\r\n");
}

function button(label, action) {
  const made = element("button", { type: "button", className: "reg-button" }, label);
  made.addEventListener("click", () => action(made));
  return made;
}

function saved(page, last) {
  const address = document.querySelector("link[rel=canonical]").href;
  const content = calendar(page.dataset.platformId, document.querySelector("h1").textContent, last, address);
  const link = element("a", { href: URL.createObjectURL(new Blob([content], { type: "text/calendar" })), download: `${page.dataset.platformId}.ics` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

const page = document.querySelector(".reg-platform");
const ends = document.querySelector(".reg-track--running")?.dataset.ends;
const isHeld = ends && page.querySelector(".reg-verdict").dataset.status === "in_force" && daysTo(today(), ends) > 0;
document.querySelector(".reg-links").append("　", button("复制结论", (made) => copied(told()).then(() => { made.textContent = "已复制"; })),
  ...(isHeld ? [" ", button("把最后一日加入日历", () => saved(page, ends))] : []));
