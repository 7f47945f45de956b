"""One reader for each value: what a clerk types is read as a list that is imported, whatever the way in."""

from datetime import date
from typing import Any

import pytest

from generator.desk.meanings import terminal_words
from generator.desk.new import DraftForm, row_questions
from generator.desk.proposals import Desk
from tests.conftest import DEMONSTRATION
from tests.registries import recorded

READINGS = [
    ("revocation", "issued_on", "二〇二四年三月二日", "2024-03-02"),
    ("revocation", "issued_on", "2024年3月", "2024-03"),
    ("revocation", "issued_on", "20240302", "2024-03-02"),
    ("revocation", "issued_on", "2024/3/2", "2024-03-02"),
    ("revocation", "document_number", "示例信发（2024）4号", "示例信发〔2024〕4号"),
    ("revocation", "document_number", "示例信发[2024] 4 号", "示例信发〔2024〕4号"),
    ("revocation", "document_number", "示例信发【２０２４】４号", "示例信发〔2024〕4号"),
    ("revocation", "title", "2024-1", "2024-1"),
    ("revocation", "rows.article", "第二十四条", "24"),
    ("revocation", "rows.article", "第25条", "25"),
    ("revocation", "rows.article", "25", "25"),
    ("revocation", "rows.bars_reapplication", "不限制", "false"),
    ("revocation", "rows.designation", "示例·2021年度公布名单", "示例·2021年度公布名单"),
    ("publicity", "rows.reviewed", "否", "false"),
    ("publicity", "rows.reviewed", "复核通过", "true"),
    ("publicity", "rows.functions", "信息、技术服务 legal", ["information", "technology", "legal"]),
    ("publicity", "rows.recommended_by", "济南市工信局", "jinan-gxj"),
    ("publicity", "rows.recommended_by", "直接申报", ""),
    ("publicity", "rows.recommended_by", "jinan-gxj", "jinan-gxj"),
    ("review", "rows.outcome", "复核通过", "passed"),
    ("review", "rows.outcome", "限期整改", "rectification"),
    ("succession", "rows.keeps_title", "保留", "true"),
    ("platform", "operating_unit.credit_code", "9137 9900-dem000014j", "91379900DEM000014J"),
]


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The demonstration register, on a day of 2024."""
    return Desk(recorded(DEMONSTRATION), date(2024, 6, 1))


def read(desk: Desk, kind: str, path: str, text: str) -> tuple[Any, dict[str, str]]:
    """What an answer becomes, and what is doubted of it."""
    form = DraftForm(desk, kind, {"issued_on": "2024-05-20", "regulation": "demo-2023"})
    name = path.removeprefix("rows.")
    asked = row_questions(form.model) if path.startswith("rows.") else form.questions()
    question = next(each for each in asked if each.path == name)
    value, words = form.read_answer(question, text), terminal_words(desk.register)
    return value, {part: words(doubt) for part, doubt in form.doubts.items()}


@pytest.mark.parametrize(("kind", "path", "text", "value"), READINGS)
def test_every_usual_writing_is_read(
    desk: Desk, kind: str, path: str, text: str, value: Any
) -> None:
    """Days, numbers, articles, functions, departments, words: by label, code or as lists print them."""
    assert read(desk, kind, path, text)[0] == value


def test_documents_are_named_by_number_or_title(desk: Desk) -> None:
    """As the paper that is recorded now cites them."""
    act = next(a for a in desk.register.acts.values() if a.document_number and a.id == a.document)
    number = str(act.document_number).replace("〔", "(").replace("〕", ")")
    for text in (act.id, number, f"《{act.title}》"):
        assert read(desk, "announcement", "publicity", text) == (act.id, {})


DOUBTS = [
    ("publicity", "rows.recommended_by", "济南市工业局", "departments.yaml 中没有名为“济南市工业局”的部门；相近的有“"),
    ("publicity", "rows.functions", "歌舞", "服务功能“歌舞”不在办法版本“demo-2023”之内，其中有："),
    ("succession", "rows.successor", "示例·菏泽生物医疗公共服务平台", "平台“示例·菏泽生物医疗公共"),
    ("announcement", "publicity", "示例·没有的文件", "文件“示例·没有的文件”不在登记簿中"),
    ("revocation", "issued_on", "上周三", "“上周三”不是日期"),
    ("revocation", "rows.article", "第二十四条、第二十五条", "依据条款“第二十四条、第二十五条”引了 2 条，这里只能记一条"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "path", "text", "doubt"), DOUBTS)
def test_what_is_not_understood_stays_and_says_what_comes_near(
    desk: Desk, kind: str, path: str, text: str, doubt: str
) -> None:
    """The check refuses it then, in these words."""
    value, doubts = read(desk, kind, path, text)
    assert value in (text, [text])
    assert doubts[text].startswith(doubt)


def test_a_refused_answer_is_told_in_the_readers_words(desk: Desk) -> None:
    """Of a row too: no pattern of an id, but the department that does not exist."""
    values = {"id": "2024-publicity-9", "issued_on": "2024-05-20", "regulation": "demo-2023"}
    form = DraftForm(desk, "publicity", values)
    form.add_row({"platform": "sd-0001", "recommended_by": "济南市工业局", "functions": "歌舞"})
    told = [finding.message for finding in form.draft().findings if "“" in finding.message]
    assert any(
        each.startswith(
            "“rows 第 1 项的 recommended_by”：departments.yaml 中没有名为“济南市工业局”"
        )
        for each in told
    )
    assert any("functions" in each and "服务功能“歌舞”不在办法版本" in each for each in told)
