"""复核 Whether a row is listed as having passed its review."""

import re

from generator.desk.annexes.values.reading import Read, plain

REVIEWED = {"复核", "复核通过", "通过复核", "复核拟通过", "拟通过复核", "复核合格", "复核认定"}
YES = REVIEWED | {"是", "√", "✓", "✔", "通过", "合格"}
NO = {"否", "新认定", "新申报", "新增", "首次", "首次认定", "认定", "×"}
PARTS = re.compile(r"[;；，,、。()（）\[\]【】]+")


def reviewed(text: str) -> Read:
    """读复核栏 Its own column says yes or no."""
    said = plain(text)
    if said in YES | NO:
        return Read("true" if said in YES else None)
    return Read(doubt=f"复核一栏“{text}”看不出是不是复核")


def says_reviewed(remarks: str) -> bool:
    """备注是否写明复核 One part of the remarks says so, in words that mean nothing else."""
    return any(part in REVIEWED for part in PARTS.split(plain(remarks)))


def says_no_more(remarks: str) -> bool:
    """备注是否只写复核 Then the mark says it all."""
    return {part for part in PARTS.split(plain(remarks)) if part} <= REVIEWED
