"""表单 A filled-in form, as the forge writes it, to its answers; what is wrong, a sentence each.

A forge writes a form as `### 栏目`, a blank line and what was typed. What was typed is
hostile: it may hold such headings itself. So each heading must be there exactly once,
in the order of the form, and nothing else may be a heading.
"""

import re

from generator.intake.syntax import hidden_character
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
    boxes = dict(zip(headings, (each.strip() for each in parts[2::2]), strict=True))
    complaints = [*_misplaced(headings, parts[0])]
    typed = {label: "" if value == UNANSWERED else value for label, value in boxes.items()}
    return typed, complaints or _unfit(typed)


def _misplaced(headings: list[str], before: str) -> list[str]:
    expected = [box.label for box in BOXES]
    if headings == expected and not before.strip():
        return []
    complaints = [f"缺少“{label}”一栏。" for label in expected if label not in headings]
    complaints += [
        f"{quoted(h)} 不是本表单的栏目。" for h in dict.fromkeys(headings) if h not in expected
    ]
    complaints += [
        f"“{label}”一栏出现了不止一次。" for label in expected if headings.count(label) > 1
    ]
    return complaints or [
        "各栏的次序变了，或者第一栏前面多了文字。请不要改动栏目的标题，重新填一份表单。"
    ]


def _unfit(typed: Answers) -> list[str]:
    complaints = []
    for box in BOXES:
        value = typed[box.label]
        hidden = hidden_character(value.replace("\n", ""))
        if box.required and not value:
            complaints.append(f"“{box.label}”没有填写。")
        if box.manner in (Manner.ONE_LINE, Manner.CHOICE) and "\n" in value:
            complaints.append(f"“{box.label}”只能写一行。")
        if hidden:
            complaints.append(f"“{box.label}”含有看不见的字符 {hidden}，请删去后重新键入。")
        if box.manner is Manner.TICKS and not all(map(TICKED.match, value.splitlines())):
            complaints.append(f"“{box.label}”中还有没有勾选的项。")
    return complaints
