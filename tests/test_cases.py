"""Every code has its cases, and every case brings exactly the findings it names."""

from pathlib import Path

import pytest

from generator.checks.casebook import ALL_RULES, BASE, Case, Edit, cases_of, mending
from generator.checks.governing import articles
from tests.casebook import found_in, laid_out
from tests.conftest import findings_of

CASES = [(code, at) for code in ALL_RULES for at in range(len(cases_of(code)))]


@pytest.mark.parametrize(("code", "at"), CASES, ids=[f"{code}-{at + 1}" for code, at in CASES])
def test_case_brings_exactly_its_findings(code: str, at: int, tmp_path: Path) -> None:
    """The findings of the code are those named, and no other error comes with them.

    `mending` repeats what the first case that fails says to do: the help shows it and runs no case.
    """
    case = cases_of(code)[at]
    found = found_in(code, case, tmp_path)
    prefix = f"{tmp_path.as_posix()}/registry/"
    said = [f"{f.place} {f.message}".replace(prefix, "") for f in found if f.rule.code == code]
    assert said == list(case.findings)
    assert {f.rule.code for f in found if f.rule.code != code} == set(case.also)
    if case is next(each for each in cases_of(code) if each.findings):
        fixes = [f.fix.replace(prefix, "") for f in found if f.rule.code == code]
        assert mending(code) == tuple(dict.fromkeys(fixes))


@pytest.mark.parametrize("code", ALL_RULES)
def test_every_code_has_a_case_that_fails(code: str) -> None:
    """A rule nobody has seen broken is not known to work."""
    assert any(case.findings for case in cases_of(code))


def test_base_registry_is_lawful() -> None:
    """The registry that every case edits has nothing wrong with it."""
    assert findings_of(BASE) == []


def test_a_term_from_29_february_is_mended_to_a_day_that_exists(tmp_path: Path) -> None:
    """Three years on there is no 29 February: the month's last day ends the term."""
    (case,) = (c for c in cases_of("V203") if "多了一个月" in c.says and "2 月 29 日" in c.says)
    found = findings_of(laid_out(case, tmp_path / "registry"))
    assert [finding.fix for finding in found] == ["核对原文；3 年应至 2027-02-28"]


@pytest.mark.parametrize("old", ["不在文件中的文字", "platform: "])
def test_an_edit_that_fits_nowhere_or_twice_is_a_fault(old: str, tmp_path: Path) -> None:
    """A case that edits nothing, or who knows what, shows nothing."""
    file = "notices/2021/2021-announcement.yaml"
    case = Case(says="改动", edits=(Edit(file=file, old=old, new="x"),), findings=())
    with pytest.raises(ValueError, match=f"{file}: “{old}” must stand exactly once"):
        laid_out(case, tmp_path / "registry")


def test_table_of_articles_is_asked_by_number() -> None:
    """The row of an article, or none."""
    row = articles().row(28)
    assert row
    assert row.checks == ("E603",)
    assert articles().row(99) is None
