"""编号不得再用 An id names one record for ever."""

from collections.abc import Iterator

from generator.findings import Finding, Rule
from generator.history.alteration import Alteration
from generator.history.keeping.saying import NOUNS, RULEBOOK, called
from generator.history.sameness import is_same, nothing_left
from generator.terms import Severity

RULE = Rule(
    "C104",
    "id-reused",
    Severity.ERROR,
    "编号不得再用",
    RULEBOOK,
    "编号是网址的一部分，别人已经存下；给了另一条记录，旧网址就会答非所问。",
)


def check(alteration: Alteration) -> Iterator[Finding]:
    """No id names now what it did not name before, or once."""
    for key, new in alteration.added:
        former = alteration.former.get(key)
        if former and not is_same(former.record, new.record):
            message = f"编号“{key[1]}”用过，原是{called(key, former)}"
            fix = "新记录另取没有用过的编号；恢复原记录的，照原样恢复"
            yield RULE.found(new.place("id"), message, fix)
    for key, old, new in alteration.kept:
        if nothing_left(old.record, new.record):
            message = f"{called(key, old)}的内容全都改了，已是另一{NOUNS[key[0]]}"
            fix = "恢复原记录；新记录另建文件，另取没有用过的编号"
            yield RULE.found(new.place("id"), message, fix)
