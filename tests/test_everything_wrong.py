"""One registry with everything wrong, and the exact list of what is found in it.

The list is tests/cases/everything-wrong.txt, one finding a line:
`file:line:column code message`. After a change, read the difference line by line, then
rewrite the list with `ACCEPT=1 .venv/bin/pytest tests/test_everything_wrong.py`; where CI
is set, the list is never rewritten.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.checks.casebook import ALL_RULES
from generator.history import immutability
from generator.terms.findings import Finding
from tests.conftest import findings_of

FOLDER = Path(__file__).parent / "cases" / "everything-wrong"
EXPECTED = FOLDER.with_suffix(".txt")

# Codes that cannot stand beside the others, and why.
ELSEWHERE = {
    **{rule.code: "needs an earlier version to compare with" for rule in immutability.RULES},
    "S004": "could not be checked out on Windows, nor could this registry then",
    **dict.fromkeys(
        ("S005", "X121", "X123", "X124", "G107"), "needs a site.yaml, which is missing here"
    ),
    "P310": "is silent as G104 is",
    "G104": "is silent as long as any file is refused for its form, and here many are",
}
# The place of a thing that is not there lies in no file.
NOT_THERE = {"S001"}


def found() -> list[Finding]:
    """Every finding on the registry with everything wrong, in order."""
    return findings_of(FOLDER)


def listed(findings: list[Finding]) -> list[str]:
    """The findings as lines, with files named from the registry's own folder."""
    prefix = f"{FOLDER.as_posix()}/"
    lines = [f"{f.place} {f.rule.code} {f.message}" for f in findings]
    return [line.replace(prefix, "") for line in lines]


def accept(lines: list[str], target: Path, environment: Mapping[str, str]) -> None:
    """Rewrites the list where a person asks for it; a machine may not ask."""
    if environment.get("ACCEPT") != "1":
        return
    assert not environment.get("CI"), "ACCEPT=1 is refused where CI is set"
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_exactly_these_findings() -> None:
    """Every finding of the list, no other, in the order in which they are shown."""
    lines = listed(found())
    accept(lines, EXPECTED, os.environ)
    expected = EXPECTED.read_text("utf-8").splitlines()
    assert len(expected) > len(ALL_RULES) - len(ELSEWHERE)
    assert lines == expected


def test_every_code_is_among_them() -> None:
    """At least one finding of every code, but for those that cannot stand beside the others."""
    codes = {f.rule.code for f in found()}
    assert set(ELSEWHERE) <= set(ALL_RULES)
    assert codes == set(ALL_RULES) - set(ELSEWHERE)


def test_every_finding_points_into_its_file() -> None:
    """File, line and column are there to be clicked, and each finding says how to mend it."""
    looked = 0
    for finding in found():
        assert finding.message
        assert finding.fix
        assert finding.article
        if finding.rule.code in NOT_THERE:
            continue
        text = Path(finding.place.file).read_text("utf-8", errors="replace")
        lines = text.splitlines() or [""]
        assert 1 <= finding.place.line <= len(lines), finding
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1, finding
        looked += 1
    assert looked > len(ALL_RULES) - len(ELSEWHERE)


def test_everything_in_it_is_made_up() -> None:
    """No record carries a name that is not marked as an example."""
    names = [
        (path.name, line.strip())
        for path in sorted(FOLDER.rglob("*.y*ml"))
        for line in path.read_text("utf-8", errors="replace").splitlines()
        if line.strip().startswith(("name:", "- {name:", "title:", "name："))
    ]
    assert len(names) > 60
    # One file is not UTF-8, one repeats its own example name by an alias: both on purpose.
    unmarked = [file for file, line in names if "示例·" not in line]
    assert unmarked == ["sd-0011.yaml", "sd-0011.yaml", "sd-0014.yaml"]


def test_the_list_is_rewritten_only_when_asked(tmp_path: Path) -> None:
    """Not without ACCEPT=1, and not by a machine."""
    target = tmp_path / "list.txt"
    accept(["甲"], target, {})
    accept(["甲"], target, {"ACCEPT": "0"})
    assert not target.exists()
    with pytest.raises(AssertionError, match="refused where CI is set"):
        accept(["甲"], target, {"ACCEPT": "1", "CI": "true"})
    assert not target.exists()
    accept(["甲", "乙"], target, {"ACCEPT": "1", "CI": ""})
    assert target.read_text("utf-8") == "甲\n乙\n"
