"""Titles within a list (一、新认定, （二）某市, 一、评价不合格) as values of the rows below them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.desk.annexes.cells import (
    ARTICLE_IN_WORDS,
    IS_REVIEWED,
    NOT_REVIEWED,
    OUTCOMES,
    compact,
    read_article,
    read_department,
    read_division,
    read_functions,
    read_validity,
)
from generator.desk.annexes.listing import ListTitle
from generator.desk.annexes.sections import kind_in_title
from generator.terms.words import ActKind

if TYPE_CHECKING:
    from generator.desk.annexes.rows import ReadingContext

NUMERAL = "[一二三四五六七八九十]+"
# The number before a title, and how deep it lies.
NUMBERS = (
    re.compile(rf"{NUMERAL}(?:[、.．]| (?=.))"),
    re.compile(rf"[(]{NUMERAL}[)][、.]?"),
    re.compile(r"\d+[、.]"),
    re.compile(r"[(]\d+[)]"),
)
UNNUMBERED = len(NUMBERS)
COUNT = re.compile(r"[(]?共?计?\d+[个家][)]?$|[:。]$")
WHAT_IT_IS = re.compile("名单|如下|附件")
WHAT_IT_LISTS = re.compile(r"(?:的)?(?:公共服务)?(?:示范)?(?:平台|单位|机构|企业)?(?:名单)?$")


@dataclass(frozen=True, slots=True)
class TitleValue:
    """A value that a title gives to the rows below it; `title` as printed."""

    depth: int
    field: str
    text: str
    title: str


def title_values(
    titles: Sequence[ListTitle], context: "ReadingContext"
) -> tuple[dict[str, TitleValue], tuple[str, ...]]:
    """The values that count for a row, by field, and the titles that say something of it which nobody understands.

    A title ends the values of those as deep or deeper, and those of its kind.
    """
    counting, unclear, known = list[TitleValue](), list[tuple[int, str]](), set[int]()
    for title in titles:
        depth, text, meant = _read_title(title, context)
        fields = {each.field for each in meant}
        ends = [
            at
            for at, each in enumerate(counting)
            if each.field in fields or (depth < UNNUMBERED and each.depth >= depth)
        ]
        counting = [*counting[: min(ends, default=len(counting))], *meant]
        if meant or depth < UNNUMBERED:
            unclear = [each for each in unclear if each[0] < depth]
        if meant:
            known.add(depth)
        elif not title.is_above and (depth in known or _is_of_another_kind(text, context)):
            unclear.append((depth, title.text))
    return {each.field: each for each in counting}, tuple(text for _, text in unclear)


# Lists that give the title, before it is given and after.
GRANTING = (ActKind.PUBLICITY, ActKind.ANNOUNCEMENT)


def _is_of_another_kind(text: str, context: "ReadingContext") -> bool:
    kind = kind_in_title(text)
    is_granted = kind in GRANTING and context.kind in GRANTING
    return kind is not None and kind != context.kind and not is_granted


def _read_title(title: ListTitle, context: "ReadingContext") -> tuple[int, str, list[TitleValue]]:
    """How deep a title lies, what it says and means; read once however many rows stand below it."""
    if title not in context.titles:
        depth, text = _parted(title.text)
        context.titles[title] = depth, text, list(_meanings(text, depth, title, context))
    return context.titles[title]


def _parted(title: str) -> tuple[int, str]:
    """How deep a title lies, and what it says without its number and count."""
    text = " ".join(unicodedata.normalize("NFKC", title).split())
    depth = next((at for at, number in enumerate(NUMBERS) if number.match(text)), UNNUMBERED)
    if depth < UNNUMBERED:
        text = NUMBERS[depth].sub("", text, count=1)
    text = "".join(text.split())
    while COUNT.search(text):
        text = COUNT.sub("", text)
    return depth, text


def _meanings(
    text: str, depth: int, title: ListTitle, context: "ReadingContext"
) -> Iterator[TitleValue]:
    # Above its head a list says what it is, and seldom why.
    has_grounds = not title.is_above or (depth < UNNUMBERED and not WHAT_IT_IS.search(text))
    for field, value in _fields(text, depth, context, has_grounds):
        yield TitleValue(depth, field, value, title.text)


def _fields(
    text: str, depth: int, context: "ReadingContext", has_grounds: bool
) -> Iterator[tuple[str, str]]:
    core = WHAT_IT_LISTS.sub("", text)
    if not core:
        return
    named = text.removesuffix("推荐")
    meant = (
        ("reviewed", core, core in IS_REVIEWED | NOT_REVIEWED),
        ("city", text, _is_place(text, context)),
        ("city", core, _is_place(core, context)),
        ("functions", core, _is_functions(core, context)),
        ("outcome", core, core in OUTCOMES and "outcome" in context.fields),
        ("validity", text, not read_validity(text).doubt),
        ("recommended_by", named, _is_department(named, context)),
    )
    known = next(((field, value) for field, value, is_meant in meant if is_meant), None)
    yield from [known] if known else _grounds(text, depth, context) if has_grounds else ()


def _is_place(text: str, context: "ReadingContext") -> bool:
    place = read_division(text, context.register.territory)
    return bool(place.value and not place.doubt)


def _is_functions(text: str, context: "ReadingContext") -> bool:
    functions = read_functions(text, context.edition, context.register.regulations.values())
    return bool(functions.value and not functions.doubt)


def _is_department(text: str, context: "ReadingContext") -> bool:
    register = context.register
    known = register.departments.values()
    return bool(read_department(text, known, context.day, register.territory).value)


def _grounds(text: str, depth: int, context: "ReadingContext") -> Iterator[tuple[str, str]]:
    """Why the rows below are on the list, where such a list says why; not what list it is."""
    is_bracketed = depth == UNNUMBERED and text.startswith("(")
    if "grounds" not in context.fields or kind_in_title(text) == context.kind or is_bracketed:
        return
    yield "grounds", text
    if "article" in context.fields and (ARTICLE_IN_WORDS.search(text) or "条" in compact(text)):
        article = read_article(text)
        if article.value:
            yield "article", text
