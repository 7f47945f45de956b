"""What a finding cites: an article of the edition that its act rests on, or the recording rule."""

from pathlib import Path

import pytest

from generator.checks.casebook import Case, Edit
from generator.checks.walk import FORM
from tests.casebook import laid_out
from tests.conftest import findings_of

PLAIN = "示例信发〔2020〕1号"
EDITION = "regulations/demo-2020.yaml"
ANNOUNCEMENT = "notices/2021/2021-announcement.yaml"
PUBLICITY = "notices/2021/2021-publicity.yaml"
REVOCATION = "notices/2022/2022-revocation.yaml"
PLATFORM = "platforms/sd-0001.yaml"


def edit(file: str, old: str, new: str = "") -> Edit:
    """A change of one file of the casebook's registry."""
    return Edit(file=file, old=old, new=new)


TOO_FEW = edit(PUBLICITY, "ends: 2021-11-05", "ends: 2021-11-04")
TOO_EARLY = edit(PUBLICITY, "window: {starts: 2021-11-01", "window: {starts: 2021-10-29")
NO_ARTICLE = edit(EDITION, ", first_day_counts: true, article: 20", ", first_day_counts: true")
UNKNOWN_FIGURE = edit(
    ANNOUNCEMENT, "functions: [information]}", "functions: [information], assessment: {asets: 300}}"
)
LOW_FIGURE = edit(
    ANNOUNCEMENT, "functions: [information]}", "functions: [information], assessment: {assets: 20}}"
)
NO_PLACE = edit(PLATFORM, '"370102"', '"370199"')
ELSEWHERE = edit(REVOCATION, "regulation: demo-2020", "regulation: demo-2019")


def articles(*numbers: int) -> Edit:
    """The edition with the gist of these articles on record."""
    gists = "".join(f"\n  - {{number: {number}, gist: 示例}}" for number in numbers)
    return edit(EDITION, "eligibility:", f"articles:{gists}\neligibility:")


UNREAD = edit(EDITION, "eligibility:", "terms_unknown: 示例·全文没有取得\neligibility:")
NAMELESS = edit(EDITION, f"document_number: {PLAIN}\n")

CASES = [
    # The term itself names its article: that is cited, whatever articles are on record.
    ("P302", [TOO_FEW], f"{PLAIN} 第二十条"),
    ("P302", [TOO_FEW, NAMELESS], "示例·认定管理办法 第二十条"),
    # So is that of the term which the table joins to the rule; no other edition's number is lent.
    ("P301", [TOO_EARLY], f"{PLAIN} 第二十条"),
    ("P301", [TOO_EARLY, articles(19, 21)], f"{PLAIN} 第二十条"),
    ("P301", [TOO_EARLY, NO_ARTICLE], FORM),
    ("P301", [TOO_EARLY, articles(19, 20)], f"{PLAIN} 第二十条"),
    ("P301", [TOO_EARLY, articles(19, 20), NAMELESS], "示例·认定管理办法 第二十条"),
    ("P301", [TOO_EARLY, articles(19, 20), UNREAD], FORM),
    ("P302", [TOO_FEW, NO_ARTICLE], FORM),
    ("P302", [TOO_FEW, NO_ARTICLE, articles(20)], FORM),
    # An act that rests on no edition on record, and a fault of no act.
    ("X105", [ELSEWHERE], FORM),
    ("X113", [NO_PLACE, articles(20)], FORM),
    # A criterion is cited by its item; a figure that no criterion asks for is a matter of form.
    ("E604", [LOW_FIGURE], f"{PLAIN} 第十四条第（一）项"),
    ("E604", [UNKNOWN_FIGURE, articles(14, 15, 16)], FORM),
]


@pytest.mark.parametrize(
    ("code", "edits", "article"), CASES, ids=[f"{c[0]}-{at}" for at, c in enumerate(CASES, 1)]
)
def test_a_finding_cites_the_edition_of_its_act(
    code: str, edits: list[Edit], article: str, tmp_path: Path
) -> None:
    """The number and the article of that edition; where it has no such article, the form."""
    case = Case(says="示例", edits=tuple(edits), findings=())
    found = findings_of(laid_out(case, tmp_path / "registry"))
    assert {finding.article for finding in found if finding.rule.code == code} == {article}


def test_an_act_of_an_edition_that_is_not_on_record_cites_none(tmp_path: Path) -> None:
    """R403 would cite 第二十四条, but nobody knows what that edition's article says."""
    edits = (
        edit(REVOCATION, "regulation: demo-2020", "regulation: demo-2019"),
        edit(REVOCATION, "count: 1", "takes_effect_on: 2022-06-01\ncount: 1"),
        articles(24),
    )
    case = Case(says="示例", edits=edits, findings=())
    found = findings_of(laid_out(case, tmp_path / "registry"))
    assert [f.article for f in found if f.rule.code == "R403"] == [FORM]
