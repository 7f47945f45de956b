"""What is bound into the register: whom an act reaches, what changed by day, and finding a platform."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import BASE, Case, Edit
from generator.intake import receive
from generator.register.identity import lookup, similar
from generator.register.register import Register
from generator.register.snapshot import Snapshot, changes, in_order
from tests.casebook import CASE_DAY, laid_out

Bound = Callable[..., Register]


@pytest.fixture
def bound(tmp_path: Path) -> Bound:
    """Binds the small registry with one more act of 2023, its own fields written as YAML."""

    def bind(kind: str, fields: str) -> Register:
        content = (
            f"id: 2023-act\nkind: {kind}\ntitle: 示例·文件\nissued_on: 2023-05-01\n"
            f"issuer: sd-gxt\nregulation: demo-2020\n{fields}"
        )
        edit = Edit(file="notices/2023/2023-act.yaml", content=content)
        folder = laid_out(Case(says="示例", edits=(edit,), findings=()), tmp_path / "registry")
        return Register.bind(receive(folder))

    return bind


def reached(register: Register) -> list[str]:
    """Platforms in whose history the act of 2023 stands."""
    return [
        name
        for name, history in register.histories.items()
        if "2023-act" in [entry.act.id for entry in history.entries]
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "platforms"),
    [
        ("abolition", "of_notices: [2021-announcement]", ["sd-0001", "sd-0002"]),
        ("abolition", "of_notices: [2021-call]", []),
        ("abolition", "of_notices: [none-such]", []),
        ("abolition", "granted_before: 2021-11-16", ["sd-0001", "sd-0002"]),
        ("abolition", "granted_before: 2021-11-15", []),
        ("abolition", "granted_before: 2022-01-01\nexcept_listed_in: 2021-publicity", []),
        # A revocation lists nobody again.
        (
            "abolition",
            "granted_before: 2022-01-01\nexcept_listed_in: 2022-revocation",
            ["sd-0001", "sd-0002"],
        ),
        ("validity_change", "rows: [{platform: sd-0001, ends: 2025-11-30}]", ["sd-0001"]),
        (
            "succession",
            "rows: [{platform: sd-0001, successor: sd-0002, keeps_title: true}]",
            ["sd-0001", "sd-0002"],
        ),
        # Two platforms that this one does not belong to hand on to each other.
        (
            "succession",
            "rows: [{platform: sd-0001, successor: sd-0002, keeps_title: true},"
            " {platform: sd-0002, successor: sd-0003, keeps_title: true},"
            " {platform: sd-0003, successor: sd-0002, keeps_title: true}]",
            ["sd-0001", "sd-0002"],
        ),
        ("other", "rows: [{platform: sd-0002}]", ["sd-0002"]),
        ("other", "remarks: 示例", []),
    ],
)
def test_an_act_stands_in_the_history_of_those_it_reaches(
    bound: Bound, kind: str, fields: str, platforms: list[str]
) -> None:
    """By its rows, as a successor, or through the lists that it names, but for those excepted."""
    assert reached(bound(kind, fields)) == platforms


def test_a_failed_review_lists_nobody_again(bound: Bound) -> None:
    """An abolition that spares those listed in the review still reaches who failed in it."""
    register = bound(
        "review",
        "rows: [{platform: sd-0001, outcome: passed}, {platform: sd-0002, outcome: failed}]",
    )
    assert [*register._listed_again("2023-act")] == ["sd-0001"]


def test_a_later_list_that_leaves_a_platform_out_is_known(bound: Bound) -> None:
    """An announcement names the publicity and lists one of its two platforms."""
    register = bound(
        "announcement",
        "publicity: 2021-publicity\nrows: [{platform: sd-0001, functions: [information]}]",
    )
    assert {
        name: [act.id for act in history.passed_over]
        for name, history in register.histories.items()
    } == {"sd-0001": [], "sd-0002": ["2023-act"]}


def test_changes_are_told_newest_first_and_together() -> None:
    """By act and kind; a day alone ends a validity, an act of that day revokes."""
    snapshot = Snapshot.of(Register.bind(receive(BASE)), CASE_DAY)
    told = [
        (str(group[0].on), group[0].act and group[0].act.id, str(group[0].after),
         group[0].is_decided, [each.listing.id for each in group])
        for group in changes(snapshot)
    ]  # fmt: skip
    both = ["sd-0001", "sd-0002"]
    assert told == [
        ("2024-12-01", "2021-announcement", "expired", False, ["sd-0001"]),
        ("2022-06-15", "2022-revocation", "revoked", True, ["sd-0002"]),
        ("2021-12-01", "2021-announcement", "in_force", False, both),
        ("2021-11-15", "2021-announcement", "announced", True, both),
        ("2021-11-06", "2021-publicity", "awaiting_announcement", False, both),
        ("2021-11-01", "2021-publicity", "under_publicity", True, both),
    ]
    assert in_order(snapshot) == both


@pytest.mark.parametrize(
    ("kind", "fields", "platforms"),
    [
        (
            "renaming",
            "rows: [{platform: sd-0001, name: {from: 示例·济南信息平台, to: 示例·新平台}}]",
            ["sd-0001"],
        ),
        (
            "correction",
            "corrects: 2021-announcement\nwhat: 示例\n"
            "rows: [{platform: sd-0002, functions: [information]}]",
            ["sd-0002"],
        ),
    ],
)
def test_an_act_without_a_new_status_is_a_change_too(
    bound: Bound, kind: str, fields: str, platforms: list[str]
) -> None:
    """It is told on its own day, with no status before or after."""
    snapshot = Snapshot.of(bound(kind, fields), CASE_DAY)
    (group,) = (g for g in changes(snapshot) if g[0].act and g[0].act.id == "2023-act")
    assert [each.listing.id for each in group] == platforms
    assert [(str(each.on), each.before, each.after) for each in group] == [
        ("2023-05-01", None, None)
    ]


def test_a_name_that_is_not_on_record_brings_up_those_near_it() -> None:
    """Names that hold the words, else those that are spelt alike; none where nothing is near."""
    register = Register.bind(receive(BASE))
    assert similar(register, "济南") == ["示例·济南信息平台", "示例·济南信息有限公司"]
    assert similar(register, "示例·青岛技术平合") == ["示例·青岛技术平台", "示例·青岛技术有限公司"]
    assert similar(register, "从来没有过") == []


def test_a_platform_is_found_by_all_it_was_ever_called(bound: Bound) -> None:
    """By id, name, unit, code and the number of a certificate, in any width; by nothing less."""
    register = bound(
        "announcement", "rows: [{platform: sd-0002, name: 示例·青岛平台, number: SD-2023-7}]"
    )
    asked = [
        "sd-0002",
        "示例·青岛平台",
        "示例 · 青岛技术有限公司",
        "91379900dem000022d",
        "ＳＤ-2023-7",
    ]
    assert [[h.platform.id for h in lookup(register, each)] for each in asked] == [["sd-0002"]] * 5
    assert lookup(register, "示例·青岛") == []


def test_documents_known_by_a_day_are_bound_once(bound: Bound) -> None:
    """Only what was surely issued by then counts; asked again, it is the same register."""
    register = bound("other", "remarks: 示例")
    known = register.known_on(date(2023, 4, 30))
    assert [*known.acts] == ["2021-call", "2021-publicity", "2021-announcement", "2022-revocation"]
    assert register.known_on(date(2023, 4, 30)) is known
    assert [*register.known_on(date(2023, 5, 1)).acts][-1] == "2023-act"
