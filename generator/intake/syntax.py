"""语法问题 Faults of encoding and of YAML itself, said so that a clerk can mend them."""

import re
from typing import Any

from generator.findings import Finding, Place
from generator.intake import rules
from generator.records.base import Path

SAYINGS = (
    ("another document", "文件里有两份以上的内容（出现了多余的 --- 行）", "一个文件只写一条记录"),
    ("mapping values are not allowed", "这里多了一个冒号，或上一行缩进不对", "含冒号的文字用引号括起来；检查缩进"),
    ("could not find expected ':'", "这一行不是“字段: 值”，找不到半角冒号", "冒号用半角，后面空一格"),
    ("unexpected end of stream", "引号或括号没有配对，直到文件末尾也没有合上", "补上成对的引号或括号"),
    ("',' or ", "方括号或花括号没有配对，或漏了逗号", "补上成对的括号，各项之间用半角逗号分开"),
    ("node content", "方括号或花括号没有配对", "补上成对的括号，各项之间用半角逗号分开"),
    ("alphabetic or numeric", "值不能以 *、& 或 ! 开头", "用引号把整个值括起来"),
    ("cannot start any token", "值不能以这个字符开头", "用引号把整个值括起来"),
    ("undefined alias", "引用了不存在的别名（*）", "把内容原样写在这里"),
    ("did not find expected", "缩进或列表符号与上文不一致", "同一层的行左边对齐，列表每项以“- ”开头"),
    ("control characters", "含有不可见的控制字符", "删去该字符后重新键入"),
)  # fmt: skip
DEEPEST = 50
NESTED_BLOCKS = re.compile(rf"^[ ?-]{{{4 * DEEPEST},}}", re.M)
BRACKETS = re.compile(r"[\[\]{}]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Zero-width marks, marks that turn the direction of writing round, fillers, variation
# selectors and tags: all that shows nothing or asks not to be shown.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
WIDE_COLON = re.compile(r"^[\s-]*\w+(：)", re.ASCII)


def spoken(path: Path) -> str:
    """位置说法 A path as people say it: rows 第 1 项的 platform."""
    said = ""
    for part in path:
        if isinstance(part, int):
            said += f" 第 {part + 1} 项"
        else:
            said += f"的 {part}" if said.endswith("项") else (f".{part}" if said else part)
    return said


def hidden_character(text: str) -> str | None:
    """看不见的字符 The code point of the first one, or none."""
    found = HIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def too_deep(file: str, text: str) -> Finding | None:
    """嵌套过深 Found before the parser sees it: its own stack would give way."""
    block = NESTED_BLOCKS.search(text)
    at = block.start() if block else _deep_bracket(text)
    if at is None:
        return None
    place = Place(file, text.count("\n", 0, at) + 1)
    message = f"括号或列表嵌套超过 {DEEPEST} 层，无法读取本文件"
    return rules.NOT_YAML.found(place, message, "登记记录不需要这样的嵌套，按样例重写")


def _deep_bracket(text: str) -> int | None:
    depth = 0
    for bracket in BRACKETS.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            return bracket.start()
    return None


def not_utf8(file: str, content: bytes, fault: UnicodeDecodeError) -> Finding:
    """编码 Where the first byte stands that is not UTF-8, and the likely encoding."""
    before = content[: fault.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return rules.NOT_UTF8.found(
        Place(file, line, column),
        f"第 {fault.start + 1} 个字节 0x{content[fault.start]:02X} 不是 UTF-8 编码{_guess(content)}",
        "用编辑器打开后“另存为”，编码选 UTF-8",
    )


def _guess(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "，看来是 UTF-16（记事本的“Unicode”）"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "，看来是 GBK"


def not_yaml(file: str, text: str, fault: Any) -> Finding:
    """语法 Where the mistake most likely stands, and what usually is the matter there."""
    problem, context = str(getattr(fault, "problem", fault)), str(getattr(fault, "context", ""))
    # Where a bracket or a quote was never closed, the parser stops long after it.
    unclosed = "flow" in context or "quoted" in context
    mark = getattr(fault, "context_mark" if unclosed else "problem_mark", None)
    place = (mark.line + 1, mark.column + 1) if mark else _control_character(text)
    likely = _likely(text.splitlines(), place[0], problem)
    line, column, message, fix = likely or (*place, *_saying(problem))
    return rules.NOT_YAML.found(Place(file, line, column), f"{message}，无法读取本文件", fix)


def _likely(lines: list[str], stopped: int, problem: str) -> tuple[int, int, str, str] | None:
    """The everyday mistakes, sought from where the parser stopped backwards."""
    for number in range(min(stopped, len(lines)), max(0, stopped - 2), -1):
        line = lines[number - 1]
        if wide := WIDE_COLON.match(line):
            fix = "字段名后改用半角冒号“:”，再空一格"
            return number, wide.start(1) + 1, "用了全角冒号“：”", fix
        if re.match(r" *\t", line):
            return number, line.index("\t") + 1, "用了制表符（Tab）", "缩进改用空格，每层两个"
    if "did not find expected" in problem:
        return _open_quote(lines[:stopped])
    return None


def _open_quote(lines: list[str]) -> tuple[int, int, str, str] | None:
    for number, line in enumerate(lines, 1):
        if line.count('"') % 2:
            return number, line.index('"') + 1, "引号没有配对", "补上成对的引号"
    return None


def _saying(problem: str) -> tuple[str, str]:
    for part, message, fix in SAYINGS:
        if part in problem:
            return message, fix
    return "此处不合 YAML 语法", "对照上下行检查引号、冒号、缩进和列表符号"


def _control_character(text: str) -> tuple[int, int]:
    found = CONTROL.search(text)
    before = text[: found.start()] if found else ""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
