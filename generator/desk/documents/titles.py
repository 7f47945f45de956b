"""标题回行 Where a title breaks: no word is cut, and the lines come out nearly equal."""

import re
from collections.abc import Iterator

from generator.desk.documents.layout import POINTS_PER_MM, TITLE, TYPE_WIDTH, ems

# Words that titles of these acts are made of, longest first; a break never falls within one.
WORDS = (
    "中小企业", "公共服务", "示范平台", "运营单位", "示范基地", "小型微型", "统一社会信用代码",
    "拟认定", "有效期", "截止日", "山东省", "国家级", "异议处理", "名单", "公示", "公布", "通知",
    "公告", "通告", "复核", "结果", "更正", "撤销", "称号", "变更", "调整", "退出", "名称", "补充",
    "认定", "年度", "关于", "情况",
)  # fmt: skip
WHOLE = re.compile(
    "|".join(sorted(WORDS, key=len, reverse=True)) + r"|[0-9A-Za-z]+年?|（[^）]{1,8}）"
)
NOT_FIRST = "·、，。：；！？）》”’的了"
NOT_LAST = "·（《“‘"
MOST_LINES = 4
WIDEST = TYPE_WIDTH * POINTS_PER_MM / TITLE


def title_lines(title: str) -> tuple[str, ...]:
    """标题各行 As few lines as hold it; a title beyond all measure is left to break by itself."""
    places = tuple(_places(title))
    for lines in range(1, MOST_LINES + 1):
        ways = list(_ways(title, places, lines))
        if ways:
            return min(ways, key=_raggedness)
    return (title,)


def _ways(text: str, places: tuple[int, ...], lines: int) -> Iterator[tuple[str, ...]]:
    """Every way to lay a text out on so many lines, none wider than the type area."""
    if ems(text) > WIDEST * lines:
        return
    if lines == 1:
        yield (text,)
    for at in places if lines > 1 else ():
        if ems(text[:at]) > WIDEST:
            return
        rest = tuple(place - at for place in places if place > at)
        yield from ((text[:at], *others) for others in _ways(text[at:], rest, lines - 1))


def _places(title: str) -> Iterator[int]:
    """Where a line may end: between words, and not beside punctuation that belongs elsewhere."""
    within = {at for word in WHOLE.finditer(title) for at in range(word.start() + 1, word.end())}
    for at in range(1, len(title)):
        if at not in within and title[at] not in NOT_FIRST and title[at - 1] not in NOT_LAST:
            yield at


def _raggedness(lines: tuple[str, ...]) -> float:
    widths = [ems(line) for line in lines]
    return max(widths) - min(widths)
