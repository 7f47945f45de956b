"""Cells as values of the register; what is not understood is a doubt, never a guess."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, TypeAdapter, ValidationError

from generator.desk.sentences import DEPARTMENT, EDITION
from generator.records.codes import regular
from generator.records.registry import Department, DepartmentName
from generator.records.regulation import AMOUNT, Criterion, Regulation
from generator.records.values import CreditCode, Day, Validity
from generator.register.divisions import codes_by_name, short_name
from generator.register.places import names_on
from generator.register.territory import Territory
from generator.terms.citations import numeral
from generator.terms.said import Ids, Said, said
from generator.terms.sameness import sameness
from generator.terms.words import Term

BLANKS = {"", "/", "\\", "-", "--", "—", "——", "―", "–", "无", "空", "*"}
# Errors as Excel and LibreOffice write them, and the strokes of a column that was too narrow.
ERROR_VALUE = re.compile(r"#(?:N/A|GETTING_DATA|[A-Z0-9/]+[!?])|Err:\d{3}|#{3,}")
# A line that ends within Chinese words was broken for want of room.
BROKEN_WORD = re.compile(r"(?<=[^\x00-\x7f]) *\n *| *\n *(?=[^\x00-\x7f])")
DITTO = re.compile(r"[(]?(?:同[上前](?:行|栏|格)?|(?:〃|[\"“”]|′′|'')+)[)]?[.。]?")


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value as the register writes it, or none; `doubt` says what is not understood.

    `is_spoilt` where the file no longer holds what the list printed.
    """

    value: Any = None
    doubt: Said | None = None
    is_spoilt: bool = False


def compact(text: str) -> str:
    """The text in half width and without spaces, for numbers, codes and days."""
    return "".join(unicodedata.normalize("NFKC", text).split())


YEAR_IN_BRACKETS = re.compile(r"[\[(〔【{<〈《〖「](\d{4})[\])〕】}>〉》〗」]")


def bracketed(text: str) -> str:
    """A document number with the brackets of the standard (〔〕) around its year and no spaces, whatever was typed."""
    return YEAR_IN_BRACKETS.sub(r"〔\1〕", compact(text))


def near_names(text: str, names: Iterable[str]) -> Said | str:
    """Names on record that come near one that is not, to follow the sentence that says so."""
    near = get_close_matches(text, dict.fromkeys(names), 3, 0.5)
    return said("near_names", names="”“".join(near)) if near else ""


def joined_lines(text: str) -> str:
    """The text as printed, but for lines broken within a cell."""
    return " ".join(BROKEN_WORD.sub("", text).split())


# A unit in brackets behind the platform; the unit may have brackets of its own.
IN_BRACKETS = re.compile(
    r"(.+)[(（【[]([^()（）]+(?:[(（][^()（）]*[)）][^()（）]*)?)[)）】\]]", re.DOTALL
)
APART = re.compile(r"[/／;；\n]|——")
SAYING = re.compile(r"(?:平台(?:名称)?|((?:运营|申报|依托)?(?:单位|机构|主体)(?:名称)?))[:：]")


def parted_names(text: str) -> list[str]:
    """The names that one text holds: one behind the other in brackets, or parted by a stroke or a line."""
    return [name for _, name in _said_names(text)]


def says_unit_first(text: str) -> bool | None:
    """Whether a text that says which of its two names is which puts the unit first; None where it does not say."""
    units = [saying[1] is not None for saying, _ in _said_names(text) if saying]
    return units[0] if len(units) == 2 and units[0] != units[1] else None


def _said_names(text: str) -> list[tuple[re.Match[str] | None, str]]:
    whole = IN_BRACKETS.fullmatch(joined_lines(text))
    pieces = whole.groups() if whole else APART.split(text)
    return [
        (SAYING.search(each), name)
        for each in pieces
        if (name := SAYING.sub("", each).strip(" ，,。"))
    ]


def is_nothing(text: str) -> bool:
    """Whether a cell is blank, or holds a stroke that stands for blank."""
    return compact(text) in BLANKS


def is_ditto(text: str) -> bool:
    """Whether a cell holds a mark that sends the reader to another row."""
    return bool(DITTO.fullmatch(compact(text)))


ELSEWHERE = re.compile(
    r"[(]?(?:同[左右下]|(?:没有|无|不|未)(?:变更?|变化)|(?:详?见|参见).{1,8})[)]?[.。]?"
)


def points_elsewhere(text: str) -> bool:
    """Whether a cell only sends the reader to another, in this row or elsewhere."""
    return is_ditto(text) or bool(ELSEWHERE.fullmatch(compact(text)))


def error_in(text: str) -> str | None:
    """The error value that a spreadsheet left in a cell, such as #N/A; None without one."""
    return text if ERROR_VALUE.fullmatch(text) else None


ARTICLE_NUMBERS = {numeral(number): number for number in range(1, 100)}
ARTICLE_NUMBER = "([0-9]{1,2}|[一二三四五六七八九十]+)"
ARTICLE_ALONE = re.compile(f"第?{ARTICLE_NUMBER}条?")
# A further article may leave out its 第.
ARTICLE_CITED = re.compile(f"(?:第|(?<=条)[、,和及与至]第?){ARTICLE_NUMBER}条")


def read_article(text: str) -> ReadValue:
    """The article of a revocation (第二十四条、第二十五条), in digits or in words; several are a doubt."""
    plain = compact(text)
    alone = ARTICLE_ALONE.fullmatch(plain)
    numbers = [alone[1]] if alone else ARTICLE_CITED.findall(plain)
    articles = {
        int(each) if each.isdecimal() else ARTICLE_NUMBERS.get(each, 0) for each in numbers
    } - {0}
    if len(articles) == 1:
        return ReadValue(str(articles.pop()))
    code = "articles_several" if articles else "article_none"
    return ReadValue(doubt=said(code, text=text, count=len(articles)))


BARRED = {"限制", "是", "不得申报", "不得再次申报"}
NOT_BARRED = {"不限制", "否", "不受限制"}


def read_bar(text: str) -> ReadValue:
    """Whether a revocation bars its unit from applying again (第二十四条), answer in so many words, or a doubt."""
    answer = compact(text)
    if answer in BARRED | NOT_BARRED:
        return ReadValue("true" if answer in BARRED else "false")
    return ReadValue(doubt=said("bar_unclear", text=text))


THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def read_figure(text: str, criterion: Criterion) -> ReadValue:
    """A figure of the assessment, with or without its unit, or a yes or no where the criterion is one."""
    if criterion.at_least is None:
        return read_yes_no(text)
    number = compact(text).removesuffix(criterion.unit)
    number = number.replace(",", "") if THOUSANDS.fullmatch(number) else number
    if re.fullmatch(AMOUNT, number):
        return ReadValue(number)
    return ReadValue(doubt=said("figure_unclear", label=criterion.label, text=joined_lines(text)))


PROPER_CODE = TypeAdapter(Annotated[CreditCode, AfterValidator(regular)])
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E[+]?\d+")
# A spreadsheet keeps fifteen digits of a number and puts zeros for the rest.
ROUNDED = re.compile(r"\d{15}000")


def read_credit_code(text: str) -> ReadValue:
    """A credit code (GB 32100-2015), whatever its spaces, width and case; a spoilt code is not mended."""
    code = compact(text).replace("-", "").lstrip("'").upper()
    if SCIENTIFIC.fullmatch(code):
        return ReadValue(doubt=said("code_spoilt", text=text), is_spoilt=True)
    try:
        return ReadValue(PROPER_CODE.validate_python(code))
    except ValidationError as reason:
        is_rounded = ROUNDED.fullmatch(code) is not None
        doubt = said(
            "code_rounded" if is_rounded else "code_wrong", fault=reason.errors()[0]["msg"]
        )
        return ReadValue(doubt=doubt, is_spoilt=is_rounded)


# The hour that a spreadsheet puts behind a day.
MIDNIGHT = re.compile(r"(?<=\d)[ T]+0?0:00(?::00(?:\.0+)?)?")
# Who has no 〇 on the keyboard types a letter or a nought.
DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
IN_NUMERALS = re.compile(
    r"[〇○零Oo0一二三四五六七八九]{4}年|[一二三四五六七八九十廿卅]+(?=[月日号])"
)
EIGHT_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")


# A blank or the end of a line before the year of a second day.
TWO_DAYS = re.compile(r"(?<=\d)\s+(?=\d{4})")


def _plain_days(text: str) -> str:
    """A text with its days in digits: 二〇二七年十一月三十日, 20271130 and 2027-11-30 00:00 alike; no weekday."""
    plain = unicodedata.normalize("NFKC", MIDNIGHT.sub("", text))
    plain = WEEKDAY.sub("", compact(TWO_DAYS.sub("至", plain)))
    plain = IN_NUMERALS.sub(lambda match: _in_digits(match[0]), plain)
    return EIGHT_DIGITS.sub(r"\1-\2-\3", plain)


def _in_digits(numerals: str) -> str:
    if numerals.endswith("年"):
        return numerals.translate(DIGITS)
    whole = numerals.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = whole.rpartition("十")
    if not ten:
        return whole.translate(DIGITS)
    return (tens or "一").translate(DIGITS) + (ones or "〇").translate(DIGITS)


# Year, month and day stand between 年, 月, 日 or between strokes of one kind: 2026.3-12 are months.
PRINTED_DAY = re.compile(
    r"(\d{4})(?:(?P<stroke>[./-])|年)(\d{1,2})(?!\d)"
    r"(?:(?:(?(stroke)(?P=stroke)|月))(\d{1,2})(?!\d)[日号]?|月)?"
)
# What may stand beside the days of a period.
BESIDE_DAYS = re.compile(
    r"自|从|起|止|至|到|[-—–~,/()]|有效期|为|:|共|[一二三四五六七八九十\d]+年期?|下一?次复核"
)
# The second day of a period within one year, printed without it.
OF_THE_SAME_YEAR = re.compile(r"((\d{4})年\d{1,2}月\d{1,2}日?[-—–―~至到]+)(?=\d{1,2}月)")
WEEKDAY = re.compile(r"[(（]?(?:星期|周)[一二三四五六日天][)）]?(?!\w)")
UNTIL_REVIEW = re.compile(r"下一?次复核")


def read_validity(text: str) -> ReadValue:
    """Two days or months as one period, or one day until the next review; a term without days is a doubt."""
    plain = OF_THE_SAME_YEAR.sub(r"\1\2年", _plain_days(text))
    days = [_iso_day(day) for day in PRINTED_DAY.finditer(plain)]
    is_else = BESIDE_DAYS.sub("", PRINTED_DAY.sub("", plain))
    if len(days) == 1 and UNTIL_REVIEW.search(plain) and not is_else:
        return ReadValue({"starts": days[0]})
    if len(days) != 2 or is_else:
        return ReadValue(doubt=said("validity_unclear", text=text))
    return read_span(*days)


def read_span(starts: str | None, ends: str | None) -> ReadValue:
    """The period from one printed day to another, each in a column of its own; a list may have one column alone."""
    value = {
        name: each if each.endswith("前") else read_day(each).value or each
        for name, each in (("starts", starts), ("ends", ends))
        if each is not None
    }
    try:
        Validity.model_validate(value)
    except ValidationError:
        return ReadValue(doubt=said("span_unclear", starts=starts or "", ends=ends or ""))
    return ReadValue(value)


YEAR_ALONE = re.compile(r"(\d{4})年?")
AROUND_DAY = re.compile(r"^(?:自|从|至|截至|截止)|[起止前]*[.。]?$")
# The days that a spreadsheet counts from 1900: those of 1995 to 2064.
DAY_AS_NUMBER = re.compile(r"(?:3[5-9]|[45]\d)\d{3}")
YEAR_IN_TWO = re.compile(r"\d{2}([年./-])\d{1,2}[月./-]")


def read_day(text: str) -> ReadValue:
    """A day, a month or a year in any usual form; anything else is a doubt."""
    plain = AROUND_DAY.sub("", _plain_days(text))
    if day := PRINTED_DAY.fullmatch(plain):
        return ReadValue(_iso_day(day))
    if year := YEAR_ALONE.fullmatch(plain):
        return ReadValue(year[1])
    code = "day_as_number" if DAY_AS_NUMBER.fullmatch(plain) else "not_a_day"
    code = "year_in_two_digits" if YEAR_IN_TWO.match(plain) else code
    return ReadValue(doubt=said(code, text=text))


# Nothing but a tick or a cross; in a column of its own it says whether its head is so.
TICKS = {"√", "✓", "✔", "☑", "✅", "\U0001f5f8", "TRUE"}
CROSSES = {"×", "✗", "✘", "☐", "□", "FALSE"}
YES = TICKS | {"是", "保持", "保留", "相同"}
NO = CROSSES | {"否", "不保持", "终止", "不同", "不保留"}


def read_yes_no(text: str) -> ReadValue:
    """Yes or no, said in so many words; else a doubt."""
    answer = compact(text)
    if answer in YES | NO:
        return ReadValue("true" if answer in YES else "false")
    return ReadValue(doubt=said("yes_no_unclear", text=text))


# What lists print beside the labels of our own words.
OUTCOMES = {
    "通过": "passed", "整改": "rectification", "未通过": "failed", "不通过": "failed",
    "成立": "upheld", "不成立": "dismissed", "推荐": "recommended",
}  # fmt: skip
OF_WHAT = re.compile(r"^(?:复核|检查|评价)(?:结论|结果)?(?:为)?(?=.)")


def read_outcome(text: str, words: type[Term]) -> ReadValue:
    """One of the outcomes of this kind of act by its label or as lists print it; else a doubt."""
    answer = OF_WHAT.sub("", compact(text))
    labels = {label: code for code, label in words.labels().items()}
    code = labels.get(answer) or OUTCOMES.get(answer, answer)
    if code in words.labels():
        return ReadValue(code)
    return ReadValue(doubt=said("outcome_unknown", text=text, labels=(*labels,)))


def _iso_day(printed: re.Match[str]) -> str:
    year, _, month, day = printed.groups("")
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")


# The one short form that every office uses for these bureaus.
FULL_BUREAU, SHORT_BUREAU = "工业和信息化", "工信"
APPLIED_DIRECTLY = ("直接申报", "自行申报")


def read_department(
    text: str, known: Iterable[Department], day: Day, territory: Territory
) -> ReadValue:
    """The id of a department named on `day` (第三条、第十七条); None for a unit that applied directly."""
    key, printed, departments = _department_key(text), joined_lines(text), [*known]
    if key in (*APPLIED_DIRECTLY, territory.own, f"{territory.own}单位"):
        return ReadValue()
    if printed in (each.id for each in departments):
        return ReadValue(printed)
    above = territory.name[:-1]
    named = _named(key, above, ((each.id, each.names) for each in departments))
    in_use = _named(key, above, ((each.id, names_on(each, day)) for each in departments))
    if len(in_use) == 1:
        return ReadValue(in_use.pop())
    if in_use:
        ids = Ids(DEPARTMENT, tuple(sorted(in_use)))
        return ReadValue(doubt=said("department_several", text=printed, departments=ids))
    if named:
        return ReadValue(doubt=said("department_of_old", text=printed, day=day))
    near = near_names(printed, (name.name for each in departments for name in each.names))
    return ReadValue(doubt=said("department_unknown", text=printed, near=near))


def _department_key(text: str) -> str:
    return sameness(text).replace(FULL_BUREAU, SHORT_BUREAU)


def _in_short(name: str) -> str:
    """The name of a bureau with its place in short: 长沙工信局."""
    ends = (end for end in range(len(name), 1, -1) if name[:end] in codes_by_name())
    end = next(ends, 0)
    return short_name(name[:end]) + name[end:]


def _named(key: str, above: str, names: Iterable[tuple[str, Iterable[DepartmentName]]]) -> set[str]:
    """Ids of the departments that bear a name, with or without that of the territory above them."""
    keys = ((id, _department_key(each.name)) for id, several in names for each in several)
    return {id for id, name in keys if key in (name, name.removeprefix(above), _in_short(name))}


# Marks between functions, and numbers before them.
FUNCTION_SEPARATORS = re.compile(r"(?:[、，,;；。/|+＋\s①-⑳]|[(（]?\d+[.．)）、])+")
FUNCTION_CONJUNCTIONS = re.compile("以及|[和及与&]")
FUNCTION_ENDINGS = ("服务类", "服务", "类", "功能")


def read_functions(
    text: str, edition: Regulation | None, editions: Iterable[Regulation]
) -> ReadValue:
    """Service functions (第七条至第十三条) by label, short label or term; an unknown word makes a doubt.

    An edition whose terms are not on record says nothing against a function of another.
    """
    own = edition.service_functions if edition else ()
    listed = own or tuple(f for each in editions for f in each.service_functions)
    known = {_short_function(each.label): each.term for each in listed}
    known |= {each.term: each.term for each in listed}
    # A line or a blank may part two functions, or stand within the name of one.
    parts, terms = _function_terms(text, known)
    if None in terms:
        whole = _function_terms("".join(text.split()), known)
        parts, terms = min((parts, terms), whole, key=lambda each: each[1].count(None))
    unique = tuple(dict.fromkeys(term for term in terms if term))
    strange = [part for part, term in zip(parts, terms, strict=True) if term is None]
    if not strange:
        return ReadValue(unique)
    where = said("of_editions")
    if edition and own:
        where = said("of_edition", edition=Ids(EDITION, (edition.id,)))
    labels = tuple(dict.fromkeys(function.label for function in listed)) or "无"
    unknown = joined_lines("、".join(strange))
    doubt = said("function_unknown", text=unknown, where=where, labels=labels)
    return ReadValue(unique or None, doubt)


def _function_terms(text: str, known: Mapping[str, str]) -> tuple[list[str], list[str | None]]:
    parts: list[str] = []
    for part in filter(None, FUNCTION_SEPARATORS.split(text)):
        joined = FUNCTION_CONJUNCTIONS.split(part)
        # The name of a function may hold such a word itself.
        parts += joined if all(_short_function(each) in known for each in joined) else [part]
    return parts, [known.get(_short_function(part)) for part in parts]


def _short_function(text: str) -> str:
    short = compact(text).casefold()
    while ending := next((each for each in FUNCTION_ENDINGS if short.endswith(each)), ""):
        short = short.removesuffix(ending)
    return short


def read_division(text: str, territory: Territory) -> ReadValue:
    """A place as a code of GB/T 2260, at the finest level printed; what is not sure is a doubt."""
    read = territory.read(text)
    return ReadValue(read.code, said("place_unclear", why=read.doubt) if read.doubt else None)


REVIEWED = {"复核", "复核通过", "通过复核", "复核拟通过", "拟通过复核", "复核合格", "复核认定"}
IS_REVIEWED = REVIEWED | TICKS | {"是", "通过", "合格"}
NOT_REVIEWED = CROSSES | {"否", "新认定", "新申报", "新增", "首次", "首次认定", "认定"}
REMARK_PARTS = re.compile(r"[;；，,、。()（）\[\]【】]+")


def read_reviewed(text: str) -> ReadValue:
    """Whether a cell of the column 复核 says yes; what is neither yes nor no is a doubt."""
    answer = compact(text)
    if answer in IS_REVIEWED | NOT_REVIEWED:
        return ReadValue("true" if answer in IS_REVIEWED else None)
    return ReadValue(doubt=said("review_unclear", text=text))


def says_reviewed(remarks: str) -> bool:
    """Whether one part of the remarks says that the title passed its review, and nothing else."""
    return any(part in REVIEWED for part in REMARK_PARTS.split(compact(remarks)))


def says_only_reviewed(remarks: str) -> bool:
    """Whether the remarks say nothing beyond the review, so that the mark says it all."""
    return {part for part in REMARK_PARTS.split(compact(remarks)) if part} <= REVIEWED
