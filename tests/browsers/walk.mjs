// node walk.mjs BROWSER ADDRESS < {"tasks": […], "pages": […]}: walks in Firefox or WebKitGTK, and prints what went wrong as JSON.
// Firefox is driven by puppeteer-core over WebDriver BiDi, WebKitGTK by its own WebDriver over HTTP.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const [, , name, address] = process.argv;
const { tasks, pages } = JSON.parse(readFileSync(0, "utf8"));
const PHONE = { width: 390, height: 844 };
const PATIENCE = 20_000;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function firefox() {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX, headless: true, timeout: 6 * PATIENCE, protocolTimeout: 6 * PATIENCE });
  const page = await browser.newPage();
  await page.setViewport(PHONE);
  page.setDefaultNavigationTimeout(6 * PATIENCE);
  return {
    version: await browser.version(), close: () => browser.close(),
    open: (url) => page.goto(url), evaluate: (script) => page.evaluate(script),
  };
}

async function webkit() {
  const port = 20_000 + (process.pid % 20_000);
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore" });
  const ask = async (path, body, method = "POST") => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: method === "POST" ? JSON.stringify(body ?? {}) : undefined });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const options = { binary: process.env.MINIBROWSER, args: ["--automation", "--private"] };
  let session;
  for (const begun = Date.now(); !session;) {
    try {
      session = await ask("/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
    } catch (fault) {
      if (Date.now() - begun > PATIENCE) throw fault;
      await pause(250);
    }
  }
  const { sessionId, capabilities } = session;
  const at = `/session/${sessionId}`;
  await ask(`${at}/window/rect`, PHONE).catch(() => {});
  return {
    version: `${capabilities.browserName} ${capabilities.browserVersion}`,
    close: async () => { await ask(at, null, "DELETE"); driver.kill(); },
    open: (url) => ask(`${at}/url`, { url }), evaluate: (script) => ask(`${at}/execute/sync`, { script: `return (${script});`, args: [] }),
  };
}

const quoted = (value) => JSON.stringify(value);
const inPlace = (place, action) => `(() => { const it = document.querySelector(${quoted(place)}); if (!it || it.disabled) return false; ${action}; return true; })()`;
const filled = ([place, text]) => inPlace(place, `it.value = ${quoted(text)}; it.dispatchEvent(new Event("input", { bubbles: true }))`);
const STEPS = {
  click: (place) => inPlace(place, "it.click()"),
  type: filled,
  day: filled,
  choose: ([place, label]) => inPlace(place, `const option = [...it.options].find((each) => each.text.includes(${quoted(label)})); if (!option) return false; it.value = option.value; it.dispatchEvent(new Event("change", { bubbles: true }))`),
};
const seen = (place, words) => `Boolean([...document.querySelectorAll(${quoted(place)})].find((each) => each.textContent.includes(${quoted(words)})))`;

// While a page gives way to the next, a question may get no answer.
async function until(browser, script) {
  for (const begun = Date.now(); Date.now() - begun < PATIENCE; await pause(100)) {
    if (await browser.evaluate(script).catch(() => false)) return true;
  }
  return false;
}

const WHOLE = `document.querySelectorAll("h1").length === 1 && document.documentElement.scrollWidth <= innerWidth && !document.querySelector("[data-results]:not([data-results=box])[data-ready=false]")`;

async function walked(browser, { task, steps, sees }) {
  await browser.open(address);
  for (const [action, place] of steps.flatMap(Object.entries)) {
    if (!(await until(browser, STEPS[action](place)))) return [`${task}: ${action} ${place}`];
  }
  const missing = [];
  for (const [place, words] of Object.entries(sees)) if (!(await until(browser, seen(place, words)))) missing.push(`${task}: ${place} ${words}`);
  return missing;
}

// A browser that is loaded heavily, or gone, is said with the error whole; what was met before it stays told.
let [browser, at] = [null, `${name} 启动`];
const wrong = [];
try {
  browser = await { firefox, webkit }[name]();
  for (const task of tasks) {
    at = task.task;
    wrong.push(...(await walked(browser, task)));
  }
  for (const path of pages) {
    at = `/${path}`;
    await browser.open(address + path);
    if (!(await until(browser, WHOLE))) wrong.push(`${path}: ${await browser.evaluate("`${document.querySelectorAll('h1').length} h1, ${document.documentElement.scrollWidth} > ${innerWidth}`")}`);
  }
} catch (fault) {
  for (let each = fault; each; each = each.cause) wrong.push(...`${at}: ${each.stack ?? each}`.split("\n"));
}
process.stdout.write(JSON.stringify({ version: browser?.version ?? name, wrong }), () => {
  const closed = Promise.resolve(browser?.close()).catch(() => {});
  Promise.race([closed, pause(PATIENCE)]).then(() => process.exit(0));
});
