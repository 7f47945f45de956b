"""One notion of sameness: what makes no difference, and what is taken for another."""

from collections import Counter
from collections.abc import Callable

import pytest
from opencc_purepy import OpenCC

from generator.checks.names import not_taken_for_another
from generator.records.registry import Platform, Receipt
from generator.records.values import Filed
from generator.register.register import Register
from generator.terms.sameness import GROUPS, HAN, likeness, sameness, simplified, sound
from tests.conftest import DAY
from tests.histories import read
from tests.registries import DATA

PAIRS = read(DATA / "impostors.yaml")
SAYS = {"written": "只是写法不同", "looks": "看来相同", "sounds": "读音相同"}
IMPOSTORS = [(how, *pair) for how, pairs in PAIRS["impostors"].items() for pair in pairs]
CODES = ("91379900DEM000014J", "91379900DEM000022D")


def platform(number: int, name: str, unit: str, code: str | None) -> Filed[Platform]:
    """A platform of a register of two."""
    run_by = (
        {"name": unit, "credit_code": code}
        if code
        else {"name": unit, "credit_code_unknown": "示例"}
    )
    whole = {"id": f"sd-000{number}", "name": name, "operating_unit": run_by}
    return Filed(Platform.model_validate(whole), f"platforms/sd-000{number}.yaml", {})


def told(
    one: str, other: str, codes: tuple[str | None, str | None] = CODES, of: str = "name"
) -> list[str]:
    """What the check says of a register of two platforms whose names, or units, are these."""
    apart = (("示例·壹甲平台", "示例·肆乙单位"), ("示例·玖戊中心", "示例·陆辛机构"))
    names = [(text, unit) if of == "name" else (name, text)
             for text, (name, unit) in zip((one, other), apart, strict=True)]  # fmt: skip
    platforms = tuple(
        platform(number, *each, code)
        for number, (each, code) in enumerate(zip(names, codes, strict=True), 1)
    )
    register = Register.bind(Receipt(platforms=platforms))
    return [breach[1] for breach in not_taken_for_another.breaches(register, DAY)]


def test_the_corpus_is_large_enough() -> None:
    """Sixty of each, and none twice."""
    assert len(IMPOSTORS) >= 60
    assert len(PAIRS["honest"]) >= 60
    assert max(Counter(tuple(pair) for _, *pair in IMPOSTORS).values()) == 1


@pytest.mark.parametrize("of", ["name", "operating_unit"])
@pytest.mark.parametrize(("how", "one", "other"), IMPOSTORS)
def test_impostors_are_found(how: str, one: str, other: str, of: str) -> None:
    """Under the name of a platform or of its unit, whichever of the two comes first."""
    assert told(one, other, of=of) == [f"“{other}”与 sd-0001 的“{one}”{SAYS[how]}"]
    assert told(other, one, of=of) == [f"“{one}”与 sd-0001 的“{other}”{SAYS[how]}"]


@pytest.mark.parametrize(("one", "other"), PAIRS["honest"])
def test_honest_pairs_are_not(one: str, other: str) -> None:
    """Names of one kind of platform differ by a word, a place, a number."""
    assert told(one, other) == told(one, other, of="operating_unit") == []


@pytest.mark.parametrize(
    ("one", "other", "codes", "is_told"),
    [
        ("示例·甲（山东）有限公司", "示例·甲(山东)有限公司", (None, None), False),
        ("示例·甲（山东）有限公司", "示例·甲(山东)有限公司", (CODES[0], CODES[0]), False),
        ("示例·甲（山东）有限公司", "示例·甲(山东)有限公司", CODES, True),
        ("示例·未来有限公司", "示例·末来有限公司", (CODES[0], CODES[0]), False),
        ("示例·未来有限公司", "示例·末来有限公司", (None, None), True),
        ("示例·未来有限公司", "示例·末来有限公司", (CODES[0], None), True),
        ("示例·未来有限公司", "示例·未来有限公司", (None, None), False),
    ],
)
def test_a_unit_may_run_two_platforms(
    one: str, other: str, codes: tuple[str | None, str | None], is_told: bool
) -> None:
    """Under one name, however it is written; another legal person may not look like it."""
    assert bool(told(one, other, codes, of="operating_unit")) is is_told


def test_simplified_characters_are_those_of_the_library() -> None:
    """Its data read by ourselves says what its converter says of every character alone."""
    signs = [chr(code) for each in HAN for code in each]
    converted = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    assert [chr(simplified().get(ord(sign), ord(sign))) for sign in signs] == converted


def test_each_look_alike_is_in_one_group() -> None:
    """Else what it looks like would hang on the order of the list."""
    assert max(Counter("".join(GROUPS)).values()) == 1


@pytest.mark.parametrize("key", [sameness, likeness, sound])
def test_what_says_the_same_has_one_key(key: Callable[[str], str]) -> None:
    """Whatever makes no difference makes none to look and sound either."""
    for how, one, other in IMPOSTORS:
        if how == "written" and "—" not in one:
            assert key(one) == key(other)
