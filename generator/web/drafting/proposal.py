"""The answer to the clerk, and the text of the draft pull request."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.desk.drafts import Draft
from generator.desk.forge.markdown import quoted
from generator.intake.yaml import load
from generator.web.drafting.fields import ISSUED, NUMBER, SOURCE, TITLE
from generator.web.drafting.request import DraftRequest
from generator.web.words import column_name

TEMPLATES = Path(".github/PULL_REQUEST_TEMPLATE")
# The lines that every template begins with, and the box that answers each.
BLANKS = {"- 标题：": TITLE, "- 文号：": NUMBER, "- 成文日期：": ISSUED, "- 原文网址：": SOURCE}


# What the desk has a control for, and a form has not.
ON_THE_DESK = {
    "请在下面指明各列是什么。": "请把列名写在名单的第一行。",
    "请在下面选出要录入的名单。": "请只附要登记的那一份名单。",
    "请在下面指明哪一列是": "请只留一列",
    "，另一列选“不收”": "，删去另一列",
    "请在下面逐份选种类。": "一份表单登记一件事，请各填一份。",
    "请在“名单”里选“按标题分成几项”": "请各填一份表单",
    "；请点“改这一行”补上": "；请在名单里补上",
    "重复的一行选“不是名单的行”": "请删去重复的一行",
    "（“今天办什么”里“登记一份文件”选“更名”）": "（另填一份表单，种类选“更名”）",
}


def in_a_form(sentence: str) -> str:
    """A sentence of the desk, for somebody who fills in a form."""
    for control, instead in ON_THE_DESK.items():
        sentence = sentence.replace(control, instead)
    return sentence


def refusal(complaints: list[str]) -> str:
    """The answer to a form that must be put right."""
    listed = "\n".join(f"- {each}" for each in complaints)
    return (
        f"没有起草，请改正后再来：\n\n{listed}\n\n"
        "改正的办法：编辑本申请的正文（不要动各栏的标题），再请审阅人先去掉、后加上“起草”标签。\n"
    )


def answer_for(written: list[str], findings: list[str], supplied: list[str]) -> str:
    """The answer to the clerk: what was drafted, what the check says, what the clerk did not say."""
    files = "、".join(f"`{path}`" for path in written)
    checked = f"检查有以下提示：\n\n{_listed(findings)}" if findings else "检查没有发现问题。"
    return (
        f"已按申请起草 {files}。{checked}\n\n{_to_verify(supplied)}核对以后，再请另一位同事审阅。\n"
    )


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {quoted(line)}" for line in lines)


def _to_verify(supplied: list[str]) -> str:
    if not supplied:
        return "请对照原文核对草稿，附表中程序补上的名称、单位也要核对。"
    return (
        f"申请中没有写、由程序按登记簿填写的各项，**务必对照原文**：\n\n{_listed(supplied)}\n\n"
        "附表中程序补上的名称、单位也要核对。"
    )


def title(request: DraftRequest) -> str:
    """Title of the pull request: the kind of act and its title, at most 200 characters."""
    return f"登记{request.kind.label}：{request.answers[TITLE.label]}"[:200]


def description(request: DraftRequest, supplied: list[str]) -> str:
    """Text of the pull request: the template of the kind of act, filled in, and what to look at twice.

    Where the repository has no template, the lines that every template begins with.
    """
    template = TEMPLATES / f"{request.kind.replace('_', '-')}.md"
    blanks = "\n".join(BLANKS)
    plain = f"## 登记{request.kind.label}\n\n{blanks}\n"
    text = template.read_text("utf-8") if template.is_file() else plain
    for blank, box in BLANKS.items():
        typed = request.answers[box.label]
        text = text.replace(f"{blank}\n", f"{blank}{quoted(typed) if typed else '（没有）'}\n", 1)
    return f"{text}\n{_to_verify(supplied)}\n"


# The kind is chosen; the list is looked at as a whole.
NOT_TOLD = ("kind", "rows")
ID, CALLED = "id", "记录的编号"


def supplied_in(draft: Draft, request: DraftRequest) -> list[str]:
    """Lines “field: value” for each field that is in the draft and not in the form; new platforms by name."""
    written = load(draft.path, draft.text.encode()).value or {}
    if "kind" not in written:
        unit = written.get("operating_unit") or {}
        return [f"新平台 {written['id']}：{written.get('name') or unit.get('name')}"]
    return [
        f"{CALLED if field == ID else column_name(field)}：{value}"
        for field, value in _fields(written)
        if field not in (*request.fields, *NOT_TOLD)
    ]


def _fields(value: dict[str, Any], under: str = "") -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        if isinstance(each, dict):
            yield from _fields(each, f"{under}{name}.")
        else:
            yield f"{under}{name}", each
