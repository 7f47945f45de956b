"""One reader for each value on every way in: the terminal, a list that is imported, the form of a forge, the desk."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from generator.desk.annexes.lists import listing_of
from generator.desk.annexes.opening import opened_annex, read_annex
from generator.desk.meanings import terminal_words
from generator.desk.new import DraftForm, row_questions
from generator.desk.papers import PaperAct, begun_act, read_lists
from generator.history.versions import Version
from generator.terms.heads import HEADS
from generator.web.draft import TYPED, DeskDraft, DraftAct
from generator.web.edition import Edition
from generator.web.forge_draft import tabled_request
from generator.web.forge_form import form_request
from generator.web.table import tabled
from tests.conftest import DEMONSTRATION, ROOT
from tests.histories import read as read_cases
from tests.test_drafting import filled

CASES = read_cases(ROOT / "tests/cases/readings.yaml")["cases"]
NEW = {"name": "示例·读值平台", "operating_unit": "示例·读值有限公司"}
KNOWN = {"name": "示例·济南工业设计公共服务平台"}
# The kind of document that is asked for a field, and the other columns of its row.
FIELDS: dict[str, tuple[str, dict[str, str]]] = {
    "issued_on": ("publicity", NEW),
    "document_number": ("publicity", NEW),
    "place": ("publicity", NEW),
    "functions": ("publicity", NEW),
    "recommended_by": ("publicity", NEW),
    "rectify_by": ("review", {**KNOWN, "outcome": "限期整改"}),
    "article": ("revocation", {**KNOWN, "grounds": "示例：理由"}),
    "validity": ("announcement", NEW),
    "designation": ("revocation", {**KNOWN, "grounds": "示例：理由"}),
}
OF_PAPER = ("issued_on", "document_number")
BOXES = {"issued_on": "成文日期", "document_number": "发文字号"}
PAPER = {
    "title": "示例·读值",
    "issued_on": "2024-06-20",
    "issuer": "sd-gxt",
    "regulation": "demo-2023",
}
Outcome = tuple[Any, tuple[str, ...]]


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The demonstration, on a day of 2024."""
    return Edition(Version.present(DEMONSTRATION), "", date(2024, 7, 1))


def written(field: str, text: str) -> tuple[str, dict[str, str], dict[str, str]]:
    """The kind, the answers of the paper and the texts of its row, with the text where it belongs."""
    kind, row = FIELDS[field]
    if field in OF_PAPER:
        return kind, {**PAPER, field: text}, row
    return kind, PAPER, {**row, "city" if field == "place" else field: text}


def worded_doubts(form: DraftForm) -> tuple[str, ...]:
    """What the form did not understand, as a terminal says it."""
    return tuple(map(terminal_words(form.desk.register), form.doubts.values()))


def by_terminal(field: str, text: str, edition: Edition) -> Outcome:
    """`registry new`."""
    kind = "platform" if field == "place" else FIELDS[field][0]
    form = DraftForm(edition.desk, kind, {} if kind == "platform" else dict(PAPER))
    asked = form.questions() if field in (*OF_PAPER, "place") else row_questions(form.model)
    name = "division" if field == "place" else field
    question = next(each for each in asked if each.path == name)
    return form.read_answer(question, text), worded_doubts(form)


def by_import(field: str, text: str, edition: Edition) -> Outcome:
    """`registry import`, of a file."""
    kind, answers, row = written(field, text)
    held = io.StringIO()
    csv.writer(held).writerows([[HEADS[name][0] for name in row], [*row.values()]])
    listing = listing_of(opened_annex("名单.csv", held.getvalue().encode()), {}, ())
    act = begun_act(DraftForm(edition.desk, kind), answers, listing, {})
    if field not in OF_PAPER:
        read_lists([act], {}, ())
    return of_act(act, field, edition)


def by_form(field: str, text: str, edition: Edition) -> Outcome:
    """The form of a forge."""
    kind, answers, row = written(field, text)
    pairs = "；".join(f"{HEADS[name][0]}：{each}" for name, each in row.items())
    own = {"原文网址": "", "正文写明的数目": "1", "本类文件自己的字段": "", "附表": pairs}
    boxes = {"标题": "title", "发文字号": "document_number", "成文日期": "issued_on",
             "发文机关": "issuer", "依据的办法": "regulation"}  # fmt: skip
    told = {label: answers.get(name, "") for label, name in boxes.items()}
    request, complaints = form_request(filled(文件种类=kind, **told, **own), edition.register)
    assert complaints == []
    assert request
    return of_act(tabled_request(request, edition, None).acts[0].act, field, edition)


def by_desk(field: str, text: str, edition: Edition) -> Outcome:
    """The desk, where a row is typed."""
    kind, answers, row = written(field, text)
    act = DraftAct(kind=kind, answers=answers, listing=TYPED, rows=(row,))
    draft = DeskDraft(id="", owner="", name="", begun_on=edition.as_of, acts=(act,))
    return of_act(tabled(edition, draft, None, read_annex).acts[0].act, field, edition)


def of_act(act: PaperAct, field: str, edition: Edition) -> Outcome:
    """The value in an act or in its only row, and what is doubted of it."""
    if field in OF_PAPER:
        return act.form.values[field], worded_doubts(act.form)
    assert act.taken
    (match,) = act.taken.matches
    words = terminal_words(edition.register)
    doubts = tuple(words(each.reason) for each in match.row.doubts if each.field == field)
    return match.row.division if field == "place" else match.row.values.get(field), doubts


WAYS: dict[str, Callable[[str, str, Edition], Outcome]] = {
    "terminal": by_terminal, "import": by_import, "form": by_form, "desk": by_desk,
}  # fmt: skip


# The terminal asks for a period day by day.
READ = [
    pytest.param(case, way, id=f"{way} {case['field']} {case['writes']}")
    for case in CASES
    for way in WAYS
    if (way, case["field"]) != ("terminal", "validity")
]


@pytest.mark.parametrize(("case", "way"), READ)
def test_a_value_is_read_alike_on_every_way_in(
    case: dict[str, Any], way: str, edition: Edition
) -> None:
    """The same value, or the same sentence on what is not understood."""
    value, doubts = WAYS[way](case["field"], case["writes"], edition)
    if "doubt" in case:
        assert len(doubts) == 1
        assert doubts[0].startswith(case["doubt"])
        return
    means = case.get("means", "")
    assert doubts == ()
    assert (tuple(value) if isinstance(means, tuple) else value or "") == means
