"""草稿说明 What the clerk is answered, and the text of the draft pull request."""

from pathlib import Path

from tools.drafting.fields import ISSUED, NUMBER, SOURCE, TITLE
from tools.drafting.request import Request
from tools.markdown import quoted

TEMPLATES = Path(".github/PULL_REQUEST_TEMPLATE")
# The lines that every template begins with, and the box that answers each.
BLANKS = {"- 标题：": TITLE, "- 文号：": NUMBER, "- 成文日期：": ISSUED, "- 原文网址：": SOURCE}


def refusal(complaints: list[str]) -> str:
    """退回 What must be put right."""
    listed = "\n".join(f"- {each}" for each in complaints)
    return (
        f"没有起草，请改正后再来：\n\n{listed}\n\n"
        "改正的办法：编辑本申请的正文（不要动各栏的标题），再请审阅人先去掉、后加上“起草”标签。\n"
    )


def answer_for(written: list[str], findings: list[str]) -> str:
    """答复 What was drafted, and what the check says of it."""
    files = "、".join(f"`{path}`" for path in written)
    listed = "".join(f"\n- {quoted(each)}" for each in findings)
    checked = f"检查有以下提示：\n{listed}" if findings else "检查没有发现问题。"
    return f"已按申请起草 {files}。{checked}\n\n请对照原文核对草稿，再请另一位同事审阅。\n"


def title(request: Request) -> str:
    """合并请求的标题 The kind of act and its title; a forge takes 256 characters."""
    return f"登记{request.kind.label}：{request.answers[TITLE.label]}"[:200]


def description(request: Request) -> str:
    """合并请求的说明 The template of the kind of act, its first lines filled in."""
    template = TEMPLATES / f"{request.kind.replace('_', '-')}.md"
    text = template.read_text("utf-8")
    for blank, box in BLANKS.items():
        typed = request.answers[box.label]
        text = text.replace(f"{blank}\n", f"{blank}{quoted(typed) if typed else '（没有）'}\n", 1)
    return text
