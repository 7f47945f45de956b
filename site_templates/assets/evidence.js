// 凭据: what a reader takes away from /verify/ — the question, the whole answer, where it came from and how to check it, on one sheet.
import { published, today } from "./clock.js";
import { root } from "./columns.js";
import { basisText } from "./checked.js";
import { copied, element } from "./elements.js";
import { limitsOf, worded } from "./judgement.js";
import { encode } from "./vendor/uqr.js";

const SVG = "http://www.w3.org/2000/svg";
const site = published();

// The address as a picture; a border of four is what the standard asks for.
function picture(address) {
  const { data, size } = encode(address, { ecc: "M", border: 4 });
  const dark = data.flatMap((line, y) => line.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", `0 0 ${size} ${size}`);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", "本页地址的二维码");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dark.join(""));
  made.append(path);
  return made;
}

const known = (facts) => facts.filter(([, value]) => value);

function asked({ id, name, unit, place, code, day }) {
  return known([
    ["所问", `${day}，平台 ${id} 的资格状态`], ["当日名称", name], ["当日运营单位", unit], ["当日所在地", place], ["统一社会信用代码（现用）", code],
  ]);
}

function source(build) {
  const log = build.log?.head ? `第 ${build.log.size} 条，散列 ${build.log.head}` : build.log?.unavailable;
  return known([
    ["数据截至", build.as_of], ["登记簿提交", build.commit], ["登记日志末条", log], ["本页取得日", today()], ["地址", location.href.replace(/#.*$/, "")],
  ]);
}

function told(answers, verdict) {
  const words = worded(answers, verdict);
  const basis = basisText(answers, verdict);
  return [words.label, words.sentence, words.english, ...(basis ? [`依据：${basis}。`] : []), ...(words.bar ? [`${words.bar}。`] : []), ...words.remarks];
}

function button(label, action) {
  const made = element("button", { type: "button", className: "reg-button" }, label);
  made.addEventListener("click", action);
  return made;
}

/** The sheet for one platform on one day. */
export async function evidence(answers, verdict, question) {
  const [of, from] = [asked(question), source(await site)];
  const spelt = (lines) => lines.map((line) => line.join("："));
  const text = [...spelt(of), ...told(answers, verdict), ...limitsOf(answers, question.day), ...spelt(from)].join("\n");
  const copy = button("复制", () => copied(text).then(() => { copy.textContent = "已复制"; }));
  const list = element("dl", { className: "reg-facts" }, ...[...of, ...from].map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))));
  const how = element("p", {}, "怎样核对：扫二维码或打开上面的地址，看答复是否相同；整份数据用", element("a", { href: `${root}data/verify.py` }, "data/verify.py"),
    "校验，登记日志 api/v1/log.json 中应有上面的末条散列。纸面和复制的文字可以改动，以打开的页面和公布文件为准。");
  return element("section", { className: "reg-evidence" }, element("h2", {}, "查验凭据"), element("p", { className: "reg-links" }, copy, " ", button("打印", () => print())), picture(location.href.replace(/#.*$/, "")), list, how);
}
