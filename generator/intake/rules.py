"""Rules of the form: what a file must be before its content can be judged.

Y: the YAML itself. F: the shape of one file. S: the folder.
"""

from generator.terms.findings import Rule
from generator.terms.words import Severity

FORM = "登记规范：记录格式"


def _rule(code: str, slug: str, title: str, why: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, slug, severity, title, FORM, why)


NOT_YAML = _rule(
    "Y001",
    "not-yaml",
    "文件不是合法的 YAML",
    "文件有语法错误时，程序无法知道其中写了什么，只能整份退回。",
)
DUPLICATE_KEY = _rule(
    "Y002",
    "duplicate-key",
    "同一层内字段重复",
    "同一字段写了两次，程序不能替登记人员选一个，否则其中一个值会无声无息地丢失。",
)
NOT_UTF8 = _rule(
    "Y003",
    "not-utf8",
    "文件不是 UTF-8 编码",
    "其他编码（如 GBK）的文件在别的机器上会变成乱码，登记簿只收 UTF-8。",
)
NOT_PLAIN = _rule(
    "Y004",
    "not-plain",
    "使用了别名或标签",
    "登记记录只用 YAML 最简单的写法：引用和标签使一行的含义取决于别处，不利于审阅。",
)
NOT_MAPPING = _rule(
    "Y005",
    "not-mapping",
    "文件为空，或最外层不是“字段: 值”",
    "每个文件是一条记录，由若干“字段: 值”组成。",
)
MISSING = _rule(
    "F001", "missing-field", "缺少必填字段", "缺了这一项，登记簿就无法回答公众会问到的问题。"
)
UNKNOWN = _rule(
    "F002",
    "unknown-field",
    "出现未规定的字段",
    "不认识的字段多半是拼写错误；若放过，写下的内容便不会生效，也没有人发觉。",
)
WRONG_TYPE = _rule(
    "F003", "wrong-type", "值的类型不对", "该写列表处写了文字，或该写整数处写了别的，含义便不确定。"
)
WRONG_FORM = _rule(
    "F004",
    "wrong-form",
    "值的写法不对",
    "日期、编号、文号、代码和网址各有固定写法，写法一致才查得到、比得上。",
)
NOT_A_TERM = _rule(
    "F005", "not-a-term", "不是规定的用语", "受控词只能从规定的几个中选，一个概念只有一个说法。"
)
EMPTY = _rule(
    "F006",
    "empty-value",
    "字段没有值",
    "写了字段却没有值，分不清是“没有”还是“忘了填”；不知道的就不写这一行。",
)
CREDIT_CODE = _rule(
    "F007",
    "credit-code-invalid",
    "统一社会信用代码不合 GB 32100-2015",
    "代码用来认定“同一个单位”，限制再次申报也跟着代码走，校验位不对即录入有误。",
)
HIDDEN = _rule(
    "F008",
    "hidden-character",
    "含有看不见的字符",
    "零宽字符、不显示的变体符、改变书写方向的字符和控制字符看不见，却会使两个看来相同的名称查不到、对不上。",
)
ACTS = _rule(
    "F009",
    "several-acts",
    "一份公文的几件事须逐项写清",
    "一份公文办几件事的，每件事各有种类、数目和名单；写错了层次，就分不清哪一行属于哪件事。",
)
UNREADABLE = _rule(
    "S003",
    "unreadable",
    "文件或文件夹无法读取",
    "读不到的文件等于没有登记；若放过，名录会无声无息地少掉一部分。"
    "链接指向的内容可以在登记簿之外，不经提交就变了，所以不读。",
)
NO_FOLDER = _rule(
    "S001",
    "nothing-there",
    "缺少登记文件夹或必备文件",
    "没有这些文件，就没有可供检查和发布的登记簿。",
)
STRAY_FILE = _rule(
    "S002",
    "stray-file",
    "登记文件夹中有不会被读取的文件",
    "放错位置或扩展名不对的文件不会进入登记簿，登记人员却可能以为已经登记。",
    Severity.WARNING,
)

NOT_PORTABLE = _rule(
    "S004",
    "name-not-portable",
    "文件夹和文件的名称须是各种电脑都能用的",
    "Windows 建不出这样的文件夹或文件，登记簿在那里检出就缺了一部分。",
)

LOGO = _rule(
    "S005",
    "logo-unfit",
    "标志须是大小合适、不带脚本的 SVG 或 PNG 图片",
    "标志在每个网页上；太大的拖慢每个网页，带脚本或者取用别处内容的图片会替别人做事。",
)

RULES: tuple[Rule, ...] = (
    NOT_YAML, DUPLICATE_KEY, NOT_UTF8, NOT_PLAIN, NOT_MAPPING,
    MISSING, UNKNOWN, WRONG_TYPE, WRONG_FORM, NOT_A_TERM, EMPTY, CREDIT_CODE, HIDDEN, ACTS,
    NO_FOLDER, STRAY_FILE, UNREADABLE, NOT_PORTABLE, LOGO,
)  # fmt: skip
