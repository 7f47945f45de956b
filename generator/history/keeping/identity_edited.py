"""平台身份不得改动 Name, unit and code stay as first recorded; renamings are acts (第二条)."""

from collections.abc import Iterator

from generator.findings import Finding, Rule
from generator.history.alteration import Alteration
from generator.history.keeping.saying import RULEBOOK, altered
from generator.history.sameness import nothing_left
from generator.records.act import rows_of
from generator.records.differences import differences, unmasked
from generator.terms import Severity

RULE = Rule(
    "C103",
    "identity-edited",
    Severity.ERROR,
    "平台身份不得改动",
    RULEBOOK,
    "名称、单位和代码把一个平台的全部文件系在一起，限制期也跟着代码走；改名要有更名文件，抄错了要有更正。",
)
IDENTITY = (("name",), ("operating_unit", "name"), ("operating_unit", "credit_code"))
FIX = (
    "改回原样；改了名的另写更名文件（手册第七节）；当初抄错的，同时新写一份更正，"
    "附表列入 {id}，在 what 中写明原来错在哪里（手册第九节）"
)


def check(alteration: Alteration) -> Iterator[Finding]:
    """Name, unit and code of a platform stay as first recorded, unless a correction says why."""
    corrections = alteration.new_corrections
    explained = {row.platform for correction in corrections for row in rows_of(correction)}
    for (kind, name), old, new in alteration.kept:
        if kind != "platforms" or name in explained or nothing_left(old.record, new.record):
            continue
        # What was taken out must leave its mark: nobody may wonder whether it was ever there.
        for each in unmasked(differences(old.record, new.record)):
            if each.said in IDENTITY and each.before is not None:
                yield RULE.found(new.place(*each.path), altered(each), FIX.format(id=name))
