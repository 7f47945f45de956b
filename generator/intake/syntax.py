"""语法问题 Faults of encoding and of YAML itself, said so that a clerk can mend them."""

import re
from typing import Any

from generator.findings import Finding, Place
from generator.intake import rules

SAYINGS = (
    (
        "expected a single document",
        "文件里有两份以上的内容（出现了多余的 --- 行）",
        "一个文件只写一条记录",
    ),
    (
        "mapping values are not allowed",
        "这里多了一个冒号，或上一行缩进不对",
        "含冒号的文字用引号括起来；检查缩进",
    ),
    (
        "could not find expected ':'",
        "这一行不是“字段: 值”，找不到半角冒号",
        "冒号用半角，后面空一格",
    ),
    (
        "found unexpected end of stream",
        "引号或括号没有配对，直到文件末尾也没有合上",
        "补上成对的引号或括号",
    ),
    ("',' or ", "方括号或花括号没有配对，或漏了逗号", "补上成对的括号，各项之间用半角逗号分开"),
    (
        "did not find expected",
        "缩进或列表符号与上文不一致",
        "同一层的行左边对齐，列表每项以“- ”开头",
    ),
    ("cannot start any token", "值不能以这个字符开头", "用引号把整个值括起来"),
    ("undefined alias", "引用了不存在的别名（*）", "把内容原样写在这里"),
    ("control characters", "含有不可见的控制字符", "删去该字符后重新键入"),
)


def not_utf8(file: str, content: bytes, fault: UnicodeDecodeError) -> Finding:
    """编码 Where the first byte stands that is not UTF-8, and the likely encoding."""
    before = content[: fault.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    guess = "，看来是 GBK" if _reads_as_gbk(content) else ""
    return rules.NOT_UTF8.found(
        Place(file, line, column),
        f"第 {fault.start + 1} 个字节 0x{content[fault.start]:02X} 不是 UTF-8 编码{guess}",
        "用编辑器打开后“另存为”，编码选 UTF-8",
    )


def _reads_as_gbk(content: bytes) -> bool:
    try:
        content.decode("gbk")
    except UnicodeDecodeError:
        return False
    return True


def not_yaml(file: str, text: str, fault: Any) -> Finding:
    """语法 Where the parser stopped, and what usually is the matter there."""
    problem = str(getattr(fault, "problem", fault))
    # Where a bracket or a quote was never closed, the parser stops long after it.
    context = str(getattr(fault, "context", ""))
    unclosed = "flow" in context or "quoted" in context
    mark = getattr(fault, "context_mark" if unclosed else "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else _control_character(text)
    lines = text.splitlines()
    message, fix = _saying(problem, lines[max(0, line - 2) : line])
    return rules.NOT_YAML.found(Place(file, line, column), f"{message}，无法读取本文件", fix)


def _saying(problem: str, near: list[str]) -> tuple[str, str]:
    if any("\t" in line for line in near):
        return "用了制表符（Tab）", "缩进改用空格，每层两个"
    if any(re.match(r"\s*(- )?\w+：", line) for line in near):
        return "用了全角冒号“：”", "字段名后改用半角冒号“:”，再空一格"
    for part, message, fix in SAYINGS:
        if part in problem:
            return message, fix
    return "此处不合 YAML 语法", "对照上下行检查引号、冒号、缩进和列表符号"


def _control_character(text: str) -> tuple[int, int]:
    found = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    before = text[: found.start()] if found else ""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
