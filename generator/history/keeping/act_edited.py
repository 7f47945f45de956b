"""公布过的文件不得改动 An act is edited only to add what was unknown, or with a correction."""

from collections.abc import Iterator

from generator.findings import Finding, Rule
from generator.history.alteration import Alteration
from generator.history.keeping.completing import completes
from generator.history.keeping.saying import RULEBOOK, altered
from generator.history.sameness import nothing_left
from generator.records.act import Act
from generator.records.differences import differences, unredacted
from generator.terms import Severity

RULE = Rule(
    "C102",
    "act-edited",
    Severity.ERROR,
    "公布过的文件不得改动",
    RULEBOOK,
    "公众已经据它办过事；悄悄改了，谁也说不清当时看到的是什么。改错要有更正，让人看得到原来错在哪里。",
)


def check(alteration: Alteration) -> Iterator[Finding]:
    """An act is edited only to add what was unknown, to redact, or with a correction."""
    corrected = {each.corrects for each in alteration.new_corrections}
    for (kind, name), old, new in alteration.kept:
        if kind != "acts" or name in corrected or nothing_left(old.record, new.record):
            continue
        for each in unredacted(differences(old.record, new.record)):
            if not completes(each, old.record):
                yield RULE.found(new.place(*each.path), altered(each), _fix(old.record))


def _fix(act: Act) -> str:
    return (
        f"改回原样；确有错误的，同时新写一份更正（corrects: {act.id}），"
        "写法见登记人员手册第九节；须隐去的，原处写“（已隐去）”"
    )
