// 词: what was typed, as the words that are sought and the forms that each may take.

const COMPANY = /(?:集团)?(?:股份有限|有限责任|有限|股份)?公司/;
const COMPANIES = ["公司", "有限公司", "有限责任公司", "股份有限公司", "集团公司", "集团有限公司", "集团有限责任公司", "集团股份有限公司"];
const DAY = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/;

/** What may follow a name that is whole but for its company suffix. */
export const REST = new RegExp(`${COMPANY.source}(?=[\\n\\t\\v])`, "y");

// The number of a line in a list, copied along with it.
const NUMBERING = /^\s*[（(]?\d{1,3}[、.．)）](?!\d)/u;

/** A line without its number. */
export const withoutNumber = (line) => line.replace(NUMBERING, "");

// What forms and tables print before a name: 平台名称：…
const LABEL = /^\s*(?:平台|运营)?(?:名称|单位|单位名称|统一社会信用代码|信用代码|代码|证书编号|编号)[：:]/u;
// A unit with its platform in brackets behind it, as lists print them.
const WITH_BRACKETS = /^(.{4,})[（(](.{4,})[）)]\s*$/u;
const BETWEEN_NAMES = /[\n、，,；;]+/u;
const NAME = 4;
const LETTERS = 6;

/** The words of a query; none where it holds only signs that a search passes over. */
export function wordsOf(query, normalised) {
  const plain = withoutNumber(query).replace(LABEL, "");
  return plain.replace(WITH_BRACKETS, "$1 $2").split(/\s+/u).filter(normalised);
}

/** Several names typed or pasted at once; none where it is one. */
export function severalNames(query) {
  const names = query.split(BETWEEN_NAMES).map((each) => each.trim()).filter(Boolean);
  return names.length > 1 && names.every((each) => each.length >= (/^[\x20-\x7f]+$/.test(each) ? LETTERS : NAME)) ? names : [];
}

/** A text of several lines as a field of one line can hold it. */
export const onOneLine = (text) => text.split(/[\r\n]+/u).map((each) => each.trim()).filter(Boolean).join("、");

/** A word as typed, with every company suffix, and as a day. */
export function forms(word, normalised) {
  const plain = normalised(word);
  const bare = plain.replace(COMPANY, "");
  const company = bare && bare !== plain ? COMPANIES.map((each) => plain.replace(COMPANY, each)) : [];
  const [, year, month, day] = DAY.exec(word.normalize("NFKC")) ?? [];
  const dated = year ? [year + month.padStart(2, "0") + (day ?? "").padStart(day ? 2 : 0, "0")] : [];
  return { plain, bare: company.length && bare.length > 1 ? bare : "", every: [...new Set([plain, ...company, ...dated])] };
}
