"""表单 A filled-in form, as the forge writes it, to its answers; what is wrong, a sentence each.

A forge writes a form as `### 栏目`, a blank line and what was typed. What was typed is
hostile: it may hold such headings itself. So each heading must be there exactly once,
in the order of the form, and nothing else may be a heading.
"""

import re

from generator.intake.yaml import hidden_character
from tools.drafting.fields import BOXES, Manner
from tools.markdown import quoted

HEADING = re.compile(r"^### (.*)$", re.M)
UNANSWERED = "_No response_"
LARGEST = 60_000
TICKED = re.compile(r"^- \[[xX]\] ")

Answers = dict[str, str]


def answers(body: str) -> tuple[Answers, list[str]]:
    """答案 What was typed, by heading, and every complaint about the form."""
    if len(body) > LARGEST:
        return {}, [
            f"申请有 {len(body)} 个字符，超过 {LARGEST} 个：请拆成几份，或者直接提出合并请求。"
        ]
    text = body.replace("\r\n", "\n")
    parts = HEADING.split(text)
    headings = [heading.strip() for heading in parts[1::2]]
    found = dict(zip(headings, (each.strip() for each in parts[2::2]), strict=True))
    complaints = [*_misplaced(headings, parts[0])]
    given = {label: "" if value == UNANSWERED else value for label, value in found.items()}
    return given, complaints or _unfit(given)


def _misplaced(headings: list[str], before: str) -> list[str]:
    expected = [box.label for box in BOXES]
    if headings == expected and not before.strip():
        return []
    said = [f"缺少“{label}”一栏。" for label in expected if label not in headings]
    said += [
        f"{quoted(h)} 不是本表单的栏目。" for h in dict.fromkeys(headings) if h not in expected
    ]
    said += [f"“{label}”一栏出现了不止一次。" for label in expected if headings.count(label) > 1]
    return said or [
        "各栏的次序变了，或者第一栏前面多了文字。请不要改动栏目的标题，重新填一份表单。"
    ]


def _unfit(given: Answers) -> list[str]:
    said = []
    for box in BOXES:
        value = given[box.label]
        hidden = hidden_character(value.replace("\n", ""))
        if box.required and not value:
            said.append(f"“{box.label}”没有填写。")
        if box.manner in (Manner.ONE_LINE, Manner.CHOICE) and "\n" in value:
            said.append(f"“{box.label}”只能写一行。")
        if hidden:
            said.append(f"“{box.label}”含有看不见的字符 {hidden}，请删去后重新键入。")
        if box.manner is Manner.TICKS and not all(map(TICKED.match, value.splitlines())):
            said.append(f"“{box.label}”中还有没有勾选的项。")
    return said
