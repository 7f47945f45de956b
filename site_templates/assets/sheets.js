// 表格: lists as people keep them (text, CSV, XLSX) read into lines of cells, and written again. Whatever is wrong is said in one sentence.
const DELIMITERS = [",", ";", "\t"];
/** Bytes of a file or characters of a text, unpacked parts of a workbook, and lines, that are read at once. */
export const BOUNDS = { size: 5_000_000, unpacked: 50_000_000, lines: 20_000 };

export class Complaint extends Error {}

const refused = (sentence) => { throw new Complaint(sentence); };

/** Lines of a text as pasted: cells stand between tabs. */
export function pasted(text) {
  return bounded(text.split(/\r\n|\r|\n/u).map((line) => line.split("\t")));
}

function bounded(lines) {
  while (lines.length && !lines[lines.length - 1].some((cell) => cell.trim())) lines.pop();
  if (lines.length > BOUNDS.lines) refused(`名单太长：一次最多核对 ${BOUNDS.lines} 行；请分成几份，或用命令 registry check-list。`);
  return lines;
}

function decoded(bytes) {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? ["utf-16le"] : bytes[0] === 0xfe && bytes[1] === 0xff ? ["utf-16be"] : ["utf-8", "gb18030"];
  for (const encoding of marked) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return text;
    } catch { /* The next encoding. */ }
  }
  return refused("这不是文字表格，或者编码不是 UTF-8、GBK；请另存为 CSV UTF-8 或 .xlsx。");
}

// Quotes hold delimiters, line ends and, doubled, themselves.
function parted(text, delimiter) {
  const lines = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const [sign, line] = [text[at], lines[lines.length - 1]];
    const cell = line.length - 1;
    if (quoted) {
      if (sign !== '"') line[cell] += sign;
      else if (text[at + 1] === '"') line[cell] += text[(at += 1)];
      else quoted = false;
    } else if (sign === '"' && !line[cell]) quoted = true;
    else if (sign === delimiter) line.push("");
    else if (sign === "\n") lines.push([""]);
    else if (sign !== "\r" || text[at + 1] !== "\n") line[cell] += sign;
  }
  return lines;
}

const partings = (lines) => lines.reduce((sum, line) => sum + line.length - 1, 0);

function fromText(name, bytes) {
  const text = decoded(bytes);
  if (!/\.(csv|tsv)$/i.test(name)) return pasted(text);
  return bounded(DELIMITERS.map((delimiter) => parted(text, delimiter)).reduce((best, each) => (partings(each) > partings(best) ? each : best)));
}

// A workbook

const named = (node, name) => [...node.getElementsByTagNameNS("*", name)];

function parsed(files, path) {
  if (!files[path]) return refused("工作簿不完整，可能已经损坏；请用 Excel 或 WPS 打开后另存为 .xlsx。");
  const document = new DOMParser().parseFromString(new TextDecoder().decode(files[path]), "text/xml");
  return named(document, "parsererror").length ? refused("工作簿读不出来，可能已经损坏；请用 Excel 或 WPS 打开后另存为 .xlsx。") : document;
}

// Readings of characters (rPh) are no part of the text.
const textOf = (node) => named(node, "t").filter((each) => each.parentNode.localName !== "rPh").map((each) => each.textContent).join("");

const columnOf = (reference) => [...reference.replace(/\d+$/, "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function valueOf(cell, shared) {
  if (cell.getAttribute("t") === "inlineStr") return textOf(cell);
  const [value] = named(cell, "v");
  if (!value) return "";
  return cell.getAttribute("t") === "s" ? shared[Number(value.textContent)] ?? "" : value.textContent;
}

// The first sheet in sight.
function sheetPath(files) {
  const sheets = named(parsed(files, "xl/workbook.xml"), "sheet");
  const sheet = sheets.find((each) => (each.getAttribute("state") ?? "visible") === "visible") ?? sheets[0];
  const id = [...(sheet?.attributes ?? [])].find((each) => each.localName === "id" && each.prefix)?.value;
  const link = named(parsed(files, "xl/_rels/workbook.xml.rels"), "Relationship").find((each) => each.getAttribute("Id") === id);
  const target = link?.getAttribute("Target") ?? "";
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

async function fromWorkbook(bytes) {
  const { unzipSync } = await import("./vendor/fflate.js");
  let size = 0;
  const filter = ({ name, originalSize }) => {
    if (!/^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(name)) return false;
    size += originalSize;
    return size <= BOUNDS.unpacked || refused("工作簿展开后过大；请只留下名单那一张表。");
  };
  let files;
  try {
    files = unzipSync(bytes, { filter });
  } catch (fault) {
    throw fault instanceof Complaint ? fault : new Complaint("这不是 .xlsx 工作簿，或者已经损坏、加了密码；请另存为不加密的 .xlsx。");
  }
  const shared = files["xl/sharedStrings.xml"] ? named(parsed(files, "xl/sharedStrings.xml"), "si").map(textOf) : [];
  const lines = [];
  for (const row of named(parsed(files, sheetPath(files)), "row")) {
    const at = Number(row.getAttribute("r") ?? lines.length + 1) - 1;
    const cells = [];
    for (const cell of named(row, "c")) cells[columnOf(cell.getAttribute("r") ?? "") < 0 ? cells.length : columnOf(cell.getAttribute("r"))] = valueOf(cell, shared);
    if (cells.some((cell) => cell?.trim())) lines[at < BOUNDS.lines ? at : BOUNDS.lines] = Array.from(cells, (cell) => cell ?? "");
  }
  return bounded(Array.from(lines, (line) => line ?? []));
}

/** Lines of a file that was opened: a workbook by its content, else a text. */
export async function opened(file) {
  if (file.size > BOUNDS.size) refused(`文件有 ${Math.ceil(file.size / 1e6)} MB，最多 ${BOUNDS.size / 1e6} MB；请只留下名单。`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return fromWorkbook(bytes);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) refused("这是旧版 .xls 或加了密码的工作簿；请另存为不加密的 .xlsx。");
  return fromText(file.name, bytes);
}

// What a spreadsheet would run as a formula is made plain text, as in the published tables.
const guarded = (text) => (/^\s*[=+\-@＝＋－＠']|^[\t\r\n]/u.test(text) ? `'${text}` : text);
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV that a spreadsheet opens rightly. */
function csv(rows) {
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(guarded(cell))).join(",")).join("\r\n")}\r\n`;
}

/** Where a table comes from, for its second sheet: the day of the data, the day asked for, the address, what the banner of the page says. */
export function origin(asOf, day) {
  const banner = document.querySelector(".md-banner")?.textContent.trim();
  return [["数据截至", asOf], ["所问的日子", day], ["来源", location.href.replace(/#.*$/, "")], ["声明", banner || "以主管部门公布的文件为准。"]];
}

const TYPES = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

/** Saves a table, with where it comes from, as a file of this kind. */
export async function saved(name, kind, rows, about) {
  const content = kind === "xlsx" ? await workbook({ 名单: rows, 说明: about }) : csv(rows);
  const made = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([content], { type: TYPES[kind] })), download: `${name}.${kind}` });
  made.click();
  setTimeout(() => URL.revokeObjectURL(made.href));
}

const SPACE = "http://schemas.openxmlformats.org";
const PACKAGE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const escaped = (text) => text.replace(/[^\P{Cc}\t\n\r]/gu, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const numbered = (names, made) => names.map((name, at) => made(at + 1, name)).join("");

// The papers of a workbook around its sheets.
const parts = (names) => ({
  "[Content_Types].xml": `<Types xmlns="${SPACE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${PACKAGE}.sheet.main+xml"/>${numbered(names, (at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${PACKAGE}.worksheet+xml"/>`)}</Types>`,
  "_rels/.rels": `<Relationships xmlns="${SPACE}/package/2006/relationships"><Relationship Id="r1" Type="${SPACE}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${SPACE}/spreadsheetml/2006/main" xmlns:r="${SPACE}/officeDocument/2006/relationships"><sheets>${numbered(names, (at, name) => `<sheet name="${name}" sheetId="${at}" r:id="r${at}"/>`)}</sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${SPACE}/package/2006/relationships">${numbered(names, (at) => `<Relationship Id="r${at}" Type="${SPACE}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${at}.xml"/>`)}</Relationships>`,
});

function sheet(rows) {
  const lines = rows.map((row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`).join("")}</row>`);
  return `<worksheet xmlns="${SPACE}/spreadsheetml/2006/main"><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

// Sheets by their names; every cell is text, so that no code loses its digits.
async function workbook(sheets) {
  const { strToU8, zipSync } = await import("./vendor/fflate.js");
  const made = Object.values(sheets).map((rows, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheet(rows)]);
  const files = [...Object.entries(parts(Object.keys(sheets))), ...made];
  return zipSync(Object.fromEntries(files.map(([path, text]) => [path, strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`)])));
}
