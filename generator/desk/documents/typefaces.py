"""字体 The types that the standard asks for, and what a machine without them may have instead."""

from dataclasses import dataclass
from enum import StrEnum

# The last resorts, with the widest choice of characters: rare ones in names must print.
SONG = (
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN",
    "SimSun", "NSimSun", "Songti SC", "STSong", "AR PL UMing CN",
)  # fmt: skip
HEI = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "SimHei",
    "Microsoft YaHei", "PingFang SC", "STHeiti", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
)  # fmt: skip


class Type(StrEnum):
    """字体 By its use in the document."""

    TITLE = "title"
    BODY = "body"
    FIRST_LEVEL = "first_level"
    SECOND_LEVEL = "second_level"
    PAGE_NUMBER = "page_number"


@dataclass(frozen=True, slots=True)
class Typeface:
    """字体 `proper` is the name that staff machines know; the others stand in, in this order."""

    proper: str
    others: tuple[str, ...]

    @property
    def family(self) -> tuple[str, ...]:
        """字体序列 The proper type first."""
        return self.proper, *self.others


TYPEFACES = {
    Type.TITLE: Typeface(
        "方正小标宋简体", ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", *SONG, *HEI)
    ),
    Type.BODY: Typeface(
        "仿宋_GB2312",
        ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R", *SONG, *HEI),
    ),
    Type.FIRST_LEVEL: Typeface("黑体", ("SimHei", "STHeiti", "FandolHei", *HEI, *SONG)),
    Type.SECOND_LEVEL: Typeface(
        "楷体_GB2312",
        ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "FandolKai", "AR PL UKai CN", *SONG, *HEI),
    ),
    Type.PAGE_NUMBER: Typeface("宋体", ("SimSun", "STSong", "FandolSong", *SONG, *HEI)),
}  # fmt: skip
