"""编号和文件名不得更改 A record keeps its id, and its file the name of the id."""

from collections.abc import Iterator
from pathlib import PurePath

from generator.findings import Finding, Rule
from generator.history.alteration import DEPARTMENTS, Alteration
from generator.history.keeping.saying import RULEBOOK, called
from generator.history.sides import within
from generator.terms import Severity

RULE = Rule(
    "C105",
    "file-renamed",
    Severity.ERROR,
    "编号和文件名不得更改",
    RULEBOOK,
    "编号是网址的一部分，文件名与编号相同；换一个编号，公众存下的网址就断了，别的记录也找不到它。",
)


def check(alteration: Alteration) -> Iterator[Finding]:
    """A record keeps its id, and its file the name of the id; folders mean nothing."""
    for was, now in alteration.renamed.items():
        old, new = alteration.gone[was], alteration.new[now]
        message = f"{called(was, old)}的编号改成了“{now[1]}”，原文件为 {alteration.old_file(old)}"
        yield RULE.found(new.place("id"), message, f"编号和文件名都改回“{was[1]}”")
    for key, old, new in alteration.kept:
        here, there = within(alteration.after.receipt.folder, new.file), alteration.old_file(old)
        is_renamed = PurePath(here).name != PurePath(there).name
        if key[0] != DEPARTMENTS and is_renamed and PurePath(here).stem != key[1]:
            message = f"{called(key, old)}的文件由 {there} 改名为 {here}"
            yield RULE.found(new.place("id"), message, f"文件名改回“{PurePath(there).name}”")
