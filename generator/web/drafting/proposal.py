"""The answer to the clerk, and the text of the draft pull request."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.desk.drafts import Draft
from generator.desk.forge.markdown import quoted
from generator.intake.yaml import load
from generator.web.drafting.fields import ISSUED, NUMBER, SOURCE, TITLE
from generator.web.drafting.request import DraftRequest
from generator.web.words import IN_BROWSER, column_name

TEMPLATES = Path(".github/PULL_REQUEST_TEMPLATE")
# The lines that every template begins with, and the box that answers each.
BLANKS = {"- 标题：": TITLE, "- 文号：": NUMBER, "- 成文日期：": ISSUED, "- 原文网址：": SOURCE}


# What the desk has a control for, and a form has not.
IN_A_FORM = IN_BROWSER | {
    "record_renaming": "先登记更名（另填一份表单，种类选“更名”）",
    "twin_rows": "与第 {rows} 行像是同一平台，一份名单只列一次；请删去重复的一行",
    "field_missing": "没有印“{label}”；请在名单里补上",
    "review_in_title": "标题“{title}”说是复核，{kind}的名单记不下这一项；请各填一份表单",
    "lists_several": "有 {count} 处像是名单：{lists}。请只附要登记的那一份名单。",
    "no_list": (
        "没有找到名单的表头：应有一行印着“平台名称”或“运营单位”等列名。{seen}"
        "请把列名写在名单的第一行。"
    ),
    "columns_alike": "{list}有几列都像是{label}：{columns}。请只留一列{label}，删去另一列。",
}  # fmt: skip


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
