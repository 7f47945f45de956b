"""Annexes as they come: every form of file, every kind of head, row and value, as cases."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.listing import AnnexLine
from generator.desk.annexes.matching import PlatformHandles, RowMatch, RowOutcome
from generator.desk.annexes.rows import row_of
from generator.desk.annexes.taking import TakenAnnex
from generator.desk.annexes.titles import sections_of
from generator.desk.meanings import terminal_words
from generator.records.values import parse_day
from generator.register.register import Register
from generator.terms.words import ActKind
from tests.annexes import DATA, annex_of, cases, ground, register_in, take

# Those that are read by way of LibreOffice.
BY_WAY = (".doc", ".wps", ".rtf")
WHOLE = [
    case
    for name in ("forms", "heads", "matching", "offices", "structure", "corpus", "odd")
    for case in cases(name)
]
TABLES = [case for case in WHOLE if not case.get("file", "").endswith(BY_WAY)]
OLD = [case for case in WHOLE if case not in TABLES]
KINDS = {
    "article": "revocation",
    "bars_reapplication": "revocation",
    "validity": "announcement",
}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """What the annexes are matched with."""
    return register_in(tmp_path_factory.mktemp("annexes") / "registry")


@pytest.mark.parametrize("case", TABLES, ids=[case["says"] for case in TABLES])
def test_annex_is_taken_as_its_case_says(case: Mapping[str, Any], register: Register) -> None:
    """Every row has the outcome of the case, every other line and column is named."""
    if "complaint" in case:
        with pytest.raises(Complaint) as refused:
            take(case, register)
        assert str(refused.value).startswith(case["complaint"])
        return
    found = take(case, register)
    assert {match.row.line.label: told(match, case, register) for match in found.matches} == case[
        "rows"
    ]
    words = terminal_words(register)
    assert {line.label: words(line.why) for line in found.passed} == case.get("passed", {})
    assert tuple(column.head for column, _ in found.unused) == case.get("unused", ())
    assert tuple(map(words, found.listing.notes)) == case.get("notes", ())
    _values_are(found, case.get("values", {}))
    for label, notes in case.get("row_notes", {}).items():
        assert "；".join(map(words, _match(found, label).notes)) == notes


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("case", OLD, ids=[case["says"] for case in OLD])
def test_old_document_is_taken_like_a_new_one(case: Mapping[str, Any], register: Register) -> None:
    """DOC, WPS and RTF by way of LibreOffice."""
    test_annex_is_taken_as_its_case_says(case, register)


def test_the_corpus_is_whole() -> None:
    """Every file of the folder has its case; there are more than sixty."""
    files = {path.name for path in DATA.iterdir() if path.suffix not in (".py", ".pyc")}
    files -= {"__pycache__"}
    assert files == {case["file"] for case in WHOLE if "file" in case}
    assert len(files) > 60


@pytest.mark.parametrize(
    ("file", "sections"),
    [
        ("13-two-lists.xlsx", [("announcement", ["1-3", "1-4"]), ("revocation", ["1-7"])]),
        ("14-two-sheets.xlsx", [("revocation", ["1-2"]), ("renaming", ["2-2"])]),
        ("50-two-tables.docx", [("revocation", ["1-2"]), ("renaming", ["2-2"])]),
        (
            "57-pages.pdf",
            [("announcement", [f"1-{n}" for n in range(2, 14)] + [f"2-{n}" for n in range(2, 15)])],
        ),
    ],
)  # fmt: skip
def test_lists_of_one_file_are_acts_of_one_paper(
    file: str, sections: list[tuple[str, list[str]]]
) -> None:
    """Below each other, in sheets, in tables: each by its title, or as it is said; a list over two pages is one."""
    kinds = [ActKind(kind) for kind, _ in sections]
    found = sections_of(annex_of({"file": file}), {}, (), kinds)
    if file != "57-pages.pdf":
        assert found == sections_of(annex_of({"file": file}), {}, (), ())
    assert [
        (kind, [line.label for line in listing.lines]) for kind, _, listing in found
    ] == sections


def told(match: RowMatch, case: Mapping[str, Any], register: Register) -> str:
    """An outcome as cases write it; a reason may be written from its beginning only."""
    if match.outcome is not RowOutcome.DOUBTFUL:
        return f"{match.outcome} {match.platform or ''}".strip()
    expected: str = case["rows"].get(match.row.line.label, "")
    whole = "；".join(map(terminal_words(register), match.reasons))
    part = expected.removeprefix("doubtful ")
    return expected if part and part in whole else f"doubtful {whole}"


def _values_are(found: TakenAnnex, expected: Mapping[str, Any]) -> None:
    for label, values in expected.items():
        row = _match(found, label).row
        have = {**row.values, "credit_code": row.code, "division": row.division}
        for name, value in values.items():
            assert have.get(name) == (None if value == "none" else value), (label, name)


def _match(found: TakenAnnex, label: str) -> RowMatch:
    return next(match for match in found.matches if match.row.line.label == label)


@pytest.mark.parametrize(
    "case", cases("values"), ids=lambda case: f"{case['reader']} {case['text']}"
)
def test_value_is_read_or_doubted(case: Mapping[str, Any], register: Register) -> None:
    """What is understood has its value; what is not has its reason, and no value is guessed."""
    reader = case["reader"]
    field = "city" if reader == "place" else reader
    line = AnnexLine("2", {field: case["text"]}, {})
    row = row_of(line, ground(register, KINDS.get(reader, "publicity")))
    have = {"credit_code": row.code, "place": row.division}.get(reader, row.values.get(reader))
    assert have == (None if case["value"] == "none" else case["value"])
    reasons = "；".join(terminal_words(register)(doubt.reason) for doubt in row.doubts)
    assert (case["doubt"] in reasons) if "doubt" in case else (reasons == "")


@pytest.mark.slow
def test_every_line_is_accounted_for(register: Register) -> None:
    """Rows and lines passed over are the lines read, in every case."""
    looked = 0
    for case in TABLES:
        if "complaint" not in case:
            totals = take(case, register).totals
            outcomes = sum(totals[outcome] for outcome in RowOutcome)
            assert totals["rows"] == outcomes == len(case["rows"])
            assert totals["lines"] == totals["rows"] + totals["passed"]
            looked += 1
    assert looked > 30


def test_a_lost_line_stops_the_tool(register: Register) -> None:
    """Where the sum were wrong, the tool would fail rather than write."""
    found = take(TABLES[0], register)
    lost = TakenAnnex(found.listing, found.context, found.matches[1:], found.passed)
    with pytest.raises(AssertionError, match="a line of the list was lost"):
        _ = lost.totals


def test_matching_is_the_same_every_time(register: Register) -> None:
    """The same annex gives the same table."""
    case = TABLES[0]
    assert take(case, register) == take(case, register)


def test_handles_know_names_as_lists_printed_them(tmp_path: Path) -> None:
    """A name that only a list printed leads to the platform, too."""
    register = register_in(tmp_path / "registry")
    handles = PlatformHandles(register, parse_day("2024-05-01"))
    assert handles.called("operating_unit", "示例·济南信息有限公司") == {"sd-0001"}
    assert handles.called("operating_unit", "示例·济南数字科技有限公司") == {"sd-0001"}
    assert handles.called("name", None) == frozenset()
