"""The site: its territory, the parts and zones of it, and what its pages are drawn with."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import ERROR, FORM, GAP, WARNING, Breach, check
from generator.records.registry import NO_TILE, SiteRecord
from generator.records.values import Filed
from generator.register.divisions import CITY_END, COUNTRY, full_name, is_division
from generator.register.register import Register
from generator.register.territory import Territory
from generator.terms.findings import EXCUSE, YES, put

# The widest and the highest grid that a page can show.
MOST_TILES = 12
# WCAG 2, level AA, for text: white letters stand on the colour.
LEAST_CONTRAST = 4.5


@check(
    "X121", "territory-fits", ERROR, "辖区须是全国、一省或一市，功能区和方格须在辖区内", FORM,
    "辖区决定哪些地方各有一页、地名怎样认；辖区、功能区、方格图彼此不合，平台就会归到错处。",
)  # fmt: skip
def territory_fits(register: Register, as_of: date) -> Iterator[Breach]:
    """The territory is one that a register may have; zones and tiles lie in it."""
    for filed in register.receipt.site:
        code = filed.record.territory
        if code is not None and not _may_be(code):
            message = f"“{code}”不是省、市的代码，也不是全国（{COUNTRY}）"
            yield filed.place("territory"), message, "查对 GB/T 2260，写省、市的代码"
            continue
        yield from _zones(filed, register.territory)
        yield from _tiles(filed, register.territory)


def _may_be(code: str) -> bool:
    return code == COUNTRY or (is_division(code) and code.endswith(CITY_END))


def _zones(filed: Filed[SiteRecord], territory: Territory) -> Iterator[Breach]:
    for at, zone in enumerate(filed.record.zones):
        place = filed.place("zones", at, "code")
        fix = f"写“{zone.name}”所在区县或市的代码"
        if not is_division(zone.code):
            message = f"“{zone.name}”的代码“{zone.code}”不是 GB/T 2260 的行政区划代码"
            yield place, message, fix
        elif not territory.holds(zone.code):
            message = f"“{zone.name}”的代码“{zone.code}”不在辖区{territory.name}内"
            yield place, message, fix
        elif zone.code == territory.code and territory.parts:
            message = f"“{zone.name}”写了辖区自己的代码，其中的平台会被当作{territory.own}单位"
            yield place, message, fix


def _tiles(filed: Filed[SiteRecord], territory: Territory) -> Iterator[Breach]:
    rows = filed.record.tiles
    if len(rows) > MOST_TILES:
        message = f"方格图有 {len(rows)} 行，至多 {MOST_TILES} 行"
        yield filed.place("tiles"), message, "并行，只排大致方位"
    times = Counter(code for row in rows for code in row.split())
    for at, row in enumerate(rows):
        codes = row.split()
        if len(codes) > MOST_TILES:
            message = f"方格图这一行有 {len(codes)} 格，至多 {MOST_TILES} 格"
            yield filed.place("tiles", at), message, "并列，只排大致方位"
        for code in dict.fromkeys(codes):
            if code != NO_TILE and code not in territory.parts:
                message = f"方格“{code}”不是辖区{territory.name}现有的下一级"
                yield filed.place("tiles", at), message, f"查对代码；空格子写 {NO_TILE}"
            elif code != NO_TILE and times[code] > 1:
                message = f"方格“{code}”写了 {times[code]} 次"
                yield filed.place("tiles", at), message, "各只留一处"
    yield from _missing(filed, territory, times)


def _missing(
    filed: Filed[SiteRecord], territory: Territory, drawn: Counter[str]
) -> Iterator[Breach]:
    left_out = [code for code in territory.parts if code not in drawn]
    if filed.record.tiles and left_out:
        names = "、".join(f"{territory.part_name(code)} {code}" for code in left_out)
        yield filed.place("tiles"), f"方格图缺少{names}", "补上缺少的方格"


@check(
    "X122", "platform-outside-territory", WARNING, "平台应在本名录的辖区内", FORM,
    "辖区以外的平台不列入任何一地的名单，多为代码录错；确已迁出的，可以列为特许。",
)  # fmt: skip
def platform_in_territory(register: Register, as_of: date) -> Iterator[Breach]:
    """Every platform lies in the territory, by the last place on record."""
    territory = register.territory
    if not _may_be(territory.code):
        return
    for filed in register.receipt.platforms:
        last = len(filed.record.division) - 1
        code = filed.record.division[last].code if last >= 0 else territory.code
        if is_division(code) and not territory.holds(code):
            message = f"平台“{filed.record.id}”在{full_name(code)}，不在辖区{territory.name}内"
            fix = ("核对所在地的代码；确在外地的，", EXCUSE)
            yield filed.place("division", last, "code"), message, fix


@check(
    "X123", "colour-legible", ERROR, "页眉的颜色须衬得出白字", FORM,
    "页眉的字是白的；底色太浅，字就看不清，不合无障碍的要求（对比度 4.5 比 1）。",
)  # fmt: skip
def colour_legible(register: Register, as_of: date) -> Iterator[Breach]:
    """White letters can be read on the colour of the site."""
    for filed in register.receipt.site:
        colour = filed.record.colour
        if colour is not None and (contrast := _contrast_with_white(colour)) < LEAST_CONTRAST:
            message = f"颜色 {colour} 与白字的对比度只有 {contrast:.1f}，须达到 {LEAST_CONTRAST}"
            yield filed.place("colour"), message, "换一种更深的颜色"


def _contrast_with_white(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    lights = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    light = sum(
        weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), lights, strict=True)
    )
    return 1.05 / (light + 0.05)


# Addresses set aside for examples (RFC 2606), and the mailbox of nobody.
PLACEHOLDER = re.compile(
    r"\bdemo@|(?:[@/.]|^)(?:example\.(?:com|net|org)|[\w.-]+\.example)(?![\w.-])"
)


@check(
    "X124", "placeholder-left", ERROR, "真实的名录不得留有示例的网址和邮箱", FORM,
    "网站的地址写进每个网页、数据文件和订阅；留着示例的，别人就找不到网站，也联系不上发布单位。",
)  # fmt: skip
def no_placeholder(register: Register, as_of: date) -> Iterator[Breach]:
    """A site that is no demonstration names its own address and mailbox."""
    for filed in register.receipt.site:
        site = filed.record
        for field in () if site.demo else ("publisher_contact", "base_url", "repository"):
            text = getattr(site, field) or ""
            if PLACEHOLDER.search(text):
                message = f"“{text}”是示例，不是真实的地址"
                yield (
                    filed.place(field),
                    message,
                    ("改成实际的；确是演示数据的，", put("demo", YES)),
                )


@check(
    "G107", "territory-unsaid", GAP, "没有写明辖区", FORM,
    "没有写明辖区的，由平台和部门的所在地推断；推断可能有误，各地的网页就会不全。",
)  # fmt: skip
def territory_said(register: Register, as_of: date) -> Iterator[Breach]:
    """The site says whose register this is."""
    territory = register.territory
    for filed in register.receipt.site:
        if not territory.is_said:
            message = f"没有写 territory，按所在地推断为 {territory.code}（{territory.name}）"
            yield filed.place("title"), message, ("核对后", put("territory", f'"{territory.code}"'))
