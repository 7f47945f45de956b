"""Every word has all that hangs on it, and the style sheet is made from the words."""

import re
from dataclasses import asdict
from string import Formatter

import pytest

from generator.site.printing import word_styles
from generator.terms.answers import Caveat, Explanation
from generator.terms.words import (
    ActKind,
    Fulfilment,
    Status,
    StatusEntry,
    Term,
    word,
)

FULL = asdict(Status.EXPIRED.entry)


@pytest.mark.parametrize("name", [name for name in FULL if name != "cut"])
def test_a_status_that_lacks_something_cannot_be_imported(name: str) -> None:
    """Left out or empty."""
    without = {key: value for key, value in FULL.items() if key != name}
    with pytest.raises(TypeError, match=name):
        StatusEntry(**without)
    if isinstance(FULL[name], str):
        with pytest.raises(ValueError, match=f"{name} must not be empty"):
            StatusEntry(**FULL | {name: ""})


def test_a_word_without_a_label_or_a_tone_cannot_be_imported() -> None:
    """It raises when the list is read."""
    with pytest.raises(ValueError, match="needs a code and a label"):
        word(ActKind, "call", "")
    with pytest.raises(TypeError):
        type(ActKind).__call__(Term, "Kind", {"CALL": ("call",)})


def test_statuses_stand_in_the_order_of_display() -> None:
    """What a reader came for first."""
    assert [status.value for status in Status] == [
        "in_force", "announced", "undetermined", "under_publicity", "awaiting_announcement",
        "expired", "abolished", "revoked", "withdrawn", "not_designated",
    ]  # fmt: skip


def test_statuses_that_are_over_are_folded_away_and_what_an_act_ended_is_struck() -> None:
    """Rank 0 holds the title, 2 is over or never was."""
    assert [status.entry.rank for status in Status] == [0, 1, 1, 1, 1, 2, 2, 2, 2, 2]
    struck = [status.value for status in Status if status.entry.is_struck]
    assert struck == ["abolished", "revoked", "withdrawn"]


def test_every_caveat_and_explanation_is_said_in_english_with_the_same_slots() -> None:
    """What one language names, the other names too."""
    slots = {each: (named(each.label), named(each.english)) for each in (*Caveat, *Explanation)}
    assert all(each.english for each in slots)
    assert [each for each, (one, other) in slots.items() if one != other] == []


def named(template: str) -> set[str]:
    """Slots of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_styles_hold_a_colour_and_a_mark_for_every_status_and_a_tone_for_every_kind() -> None:
    """Light and dark; a mark is a picture of its own."""
    css = word_styles().decode()
    assert "--reg-revoked:#b3261e;" in css.splitlines()[1]
    assert "--reg-revoked:#ff9c94;" in css.splitlines()[2]
    marks = re.findall(
        r'\.reg-status--(\w+),tr\[data-status="\1"\] \.reg-status'
        r'\{color:var\(--reg-\1\);--reg-mark:url\("([^"]+)"\)\}',
        css,
    )
    assert [code for code, _ in marks] == [status.value for status in Status]
    assert len({mark for _, mark in marks}) == len(Status)
    assert ".reg-verdict.reg-status--revoked{border-style:double;" in css
    for kind in ActKind:
        assert f".reg-kind--{kind.value}{{--reg-tone:var(--reg-{kind.tone});" in css


def test_results_of_a_self_check_look_like_statuses() -> None:
    """Met as in force, not met as revoked; what is not given, or not offered, as not designated."""
    looks = {result.value: result.looks.value for result in Fulfilment}
    assert looks == {
        "met": "in_force",
        "not_met": "revoked",
        "not_given": "not_designated",
        "not_offered": "not_designated",
    }
