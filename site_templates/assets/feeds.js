// 订阅: the feed that the address names (?of=), as text that links to its pages; for who has no reader.
import { copied, element } from "./register.js";

const NAME = /^(?:notices|publicity|revocations|changes|(?:cities|platforms)\/[\w-]+)$/;
const results = document.querySelector("[data-results=feed]");

const here = new URL("../", import.meta.url).href;

// Feeds name pages by the address of the site; a copy of the site leads to its own.
function led(address) {
  const site = new URL("../", document.querySelector("link[rel=canonical]").href).href;
  return address.startsWith(site) ? here + address.slice(site.length) : address;
}

const textOf = (holder, name) => holder.getElementsByTagName(name)[0]?.textContent ?? "";

function entryOf(entry) {
  const [day, dated] = [textOf(entry, "updated").slice(0, 10), textOf(entry, "published").slice(0, 10)];
  const link = element("a", { href: led(entry.getElementsByTagName("link")[0].getAttribute("href")) }, textOf(entry, "title"));
  return element("li", { className: "reg-hit" }, element("time", { dateTime: day }, day), " ", link,
    element("small", {}, textOf(entry, "summary"), ...(dated ? [`（文件日期 ${dated}，登记簿于 ${day} 收录）`] : [])));
}

function drawn(feed, address) {
  const entries = [...feed.getElementsByTagName("entry")];
  const copy = element("button", { type: "button", className: "reg-button" }, "复制订阅地址");
  copy.addEventListener("click", () => copied(address).then(() => { copy.textContent = "已复制"; }));
  const list = entries.length ? element("ul", { className: "reg-hits" }, ...entries.map(entryOf)) : element("p", { className: "reg-none" }, "还没有条目。");
  return [element("h2", {}, textOf(feed, "title")), element("p", { className: "reg-hint" }, textOf(feed, "subtitle")), list, element("p", { className: "reg-links" }, copy, " ", element("code", {}, address))];
}

async function read(name) {
  const address = `${here}feeds/${name}.atom`;
  const answer = NAME.test(name) ? await fetch(address) : { ok: false };
  const feed = answer.ok ? new DOMParser().parseFromString(await answer.text(), "application/xml") : null;
  const isRead = feed && !feed.querySelector("parsererror");
  results.replaceChildren(...(isRead ? drawn(feed, address) : [element("p", { className: "reg-caveat" }, "没有取到这一份订阅；请从下表另选，或检查网络后再试。")]));
}

read(new URLSearchParams(location.search).get("of") ?? results.dataset.feed).catch(() => {
  results.replaceChildren(element("p", { className: "reg-caveat" }, "没有取到订阅的内容，请检查网络后再试。"));
}).finally(() => { results.dataset.ready = "true"; });
