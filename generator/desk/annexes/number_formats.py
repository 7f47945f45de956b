"""The text that a sheet prints for a number: the value under its number format (ECMA-376, 18.8.30 and 18.8.31)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from generator.desk.annexes.grid import CellDoubt
from generator.terms.said import Said, said

# The numbered formats; those of days look different on another computer.
NUMBERED = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0",
    38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@",
}  # fmt: skip
LOCAL_DAYS = {
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
DAY_FIELDS = (
    "validity", "starts", "ends", "rectify_by", "inspected_on", "takes_effect_on", "filed_on",
    "plan_filed_on",
)  # fmt: skip
SYSTEM_DAY = re.compile(r"\[\$-F800\][^;]*", re.IGNORECASE)
TOKEN = re.compile(
    r'(?P<general>General|G/通用格式)|"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<exponent>E[+-])|(?P<day>[yYeE]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|AM/PM|上午/下午)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<fraction>(?<=[?#0])/(?=[?#0-9]))|(?P<other>.)",
    re.DOTALL,
)
SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
COLOURS = re.compile(r"(?i)(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+)")
# A spreadsheet keeps fifteen digits of a number.
WHOLE = 10**15
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Printed:
    """The text that a cell shows, and what is doubtful in it."""

    text: str
    doubts: tuple[CellDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str


def general_text(value: float) -> str:
    """A number without a format; one too long to be whole is shown as what is left of it."""
    if abs(value) >= WHOLE:
        return f"{value:.14G}"
    return str(int(value)) if value == int(value) else f"{value:.15g}"


def printed_number(value: float, format_id: int, code: str | None, begins_1904: bool) -> Printed:
    """A number as its format prints it; a format that is not understood is a doubt."""
    shown = code or LOCAL_DAYS.get(format_id) or NUMBERED.get(format_id)
    if shown is None:
        return _not_understood(value, said("numbered_format", number=format_id))
    is_local = code is None and format_id in LOCAL_DAYS
    if SYSTEM_DAY.match(shown):
        shown, is_local = LOCAL_DAYS[31], True
    section, amount = _section(shown, value)
    if section is None:
        return _not_understood(value, shown)
    text = general_text(value)
    if section.strip().casefold() in PLAIN:
        return Printed(text)
    if not section.strip():
        return Printed(text, (CellDoubt(said("format_hides", format=shown, text=text)),))
    pieces = [_Piece(m.lastgroup or "", m[m.lastgroup or 0]) for m in TOKEN.finditer(section)]
    if any(map(_is_strange, pieces)):
        return _not_understood(value, shown)
    if any(each.kind == "day" for each in pieces):
        return _printed_day(value, pieces, shown, is_local, begins_1904)
    return Printed(_digits(Decimal(repr(amount)), pieces))


PLAIN = ("general", "@", "g/通用格式")


def _is_strange(piece: _Piece) -> bool:
    """A condition, a count of hours, an exponent, or a fraction."""
    is_condition = piece.kind == "bracket" and not COLOURS.fullmatch(piece.text)
    return is_condition or piece.kind == "exponent" or (piece.kind, piece.text) == ("fraction", "/")


def text_frame(code: str | None) -> tuple[str, str, bool]:
    """The texts that a format prints before and after a text, and whether it prints the text at all (`;;;` does not)."""
    sections = SECTIONS.split(code or "General")
    shown = sections[3] if len(sections) > 3 else sections[-1]
    pieces = [_Piece(m.lastgroup or "", m[m.lastgroup or 0]) for m in TOKEN.finditer(shown)]
    texts = [at for at, each in enumerate(pieces) if (each.kind, each.text) == ("other", "@")]
    if not texts:
        return "", "", len(sections) < 4
    before, after = pieces[: texts[0]], pieces[texts[-1] + 1 :]
    return "".join(map(_literal, before)), "".join(map(_literal, after)), True


def _not_understood(value: float, code: Said | str) -> Printed:
    text = general_text(value)
    return Printed(text, (CellDoubt(said("format_unknown", format=code, text=text)),))


def _section(code: str, value: float) -> tuple[str | None, float]:
    """The part of the format for a number of this sign, and the number that it prints."""
    sections = SECTIONS.split(code)
    if any(re.search(r"\[[<>=]", each) for each in sections):
        return None, value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return sections[0], value


def _digits(value: Decimal, pieces: list[_Piece]) -> str:
    """The digits of a number laid into the places of its format, or the number as it is among signs."""
    if any(each.kind == "general" for each in pieces):
        number = general_text(float(value))
        return "".join(number if p.kind == "general" else _literal(p) for p in pieces)
    digits = [at for at, each in enumerate(pieces) if each.kind == "digit"]
    if not digits:
        return "".join(_literal(each) for each in pieces)
    point = next((at for at, each in enumerate(pieces) if each.kind == "point"), len(pieces))
    whole, decimals = [at for at in digits if at < point], [at for at in digits if at > point]
    percents = sum(each.kind == "percent" for each in pieces)
    commas = [at for at, each in enumerate(pieces) if each.kind == "comma"]
    thousands = sum(at > digits[-1] for at in commas)
    exact = abs(value) * 100**percents / 1000**thousands
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    ahead, _, behind = format(rounded, "f").partition(".")
    is_grouped = any(at < digits[-1] for at in commas)
    laid = _laid_whole(ahead, whole, pieces, is_grouped) | _laid_decimals(behind, decimals, pieces)
    shown = "".join(laid.get(at, _literal(each)) for at, each in enumerate(pieces))
    return ("-" if value < 0 and rounded else "") + shown.strip()


def _laid_whole(
    ahead: str, places: list[int], pieces: list[_Piece], is_grouped: bool
) -> dict[int, str]:
    laid = {}
    rest = "" if ahead == "0" else ahead
    for nth, at in enumerate(reversed(places)):
        is_last = nth == len(places) - 1
        taken, rest = (rest, "") if is_last else (rest[-1:], rest[:-1])
        laid[at] = taken or ("0" if pieces[at].text == "0" else "")
    if is_grouped:
        shown = "".join(laid[at] for at in places)
        whole = f"{int(shown):,}" if shown else ""
        laid |= {at: whole if at == places[0] else "" for at in places}
    return laid


def _laid_decimals(behind: str, places: list[int], pieces: list[_Piece]) -> dict[int, str]:
    kept = len(behind.rstrip("0"))
    return {
        at: behind[nth] if nth < kept or pieces[at].text == "0" else ""
        for nth, at in enumerate(places)
    }


def _literal(each: _Piece) -> str:
    if each.kind in ("quoted", "escaped", "money", "other", "percent", "point"):
        return each.text
    return " " if each.kind == "room" else ""


def _printed_day(
    value: float, pieces: list[_Piece], code: str, is_local: bool, begins_1904: bool
) -> Printed:
    begins = date(1904, 1, 1) if begins_1904 else date(1899, 12, 30)
    if not 0 <= value < 2_958_466:
        return _not_understood(value, code)
    moment = datetime.combine(begins, time()) + timedelta(seconds=round(value * 86_400))
    parts, is_known, after_hours = [], True, False
    for each in pieces:
        shown = _day_part(moment, each.text, after_hours) if each.kind == "day" else _mark(each)
        after_hours = each.text[:1] in "hH" if each.kind == "day" else after_hours
        is_known = is_known and shown is not None
        parts.append(shown or "")
    text = "".join(parts).strip()
    if not is_known:
        stored = said("shown_by_format", format=code, day=moment.date().isoformat())
        return Printed(moment.date().isoformat(), (CellDoubt(stored),))
    local = CellDoubt(said("taken_for_day", day=moment.date().isoformat()), DAY_FIELDS)
    return Printed(text, (local,) if is_local else ())


def _mark(each: _Piece) -> str:
    return each.text if each.kind in ("comma", "digit", "point") else _literal(each)


def _day_part(moment: datetime, part: str, after_hours: bool) -> str | None:
    """One part of a day as printed; None where it is in letters or without its century."""
    letter, length = part[0].lower(), len(part)
    if letter in "ye" and (letter == "e" or length > 2):
        return str(moment.year)
    if letter == "m" and after_hours and length < 3:
        return f"{moment.minute:0{length}}"
    known = {"m": moment.month, "d": moment.day, "h": moment.hour, "s": moment.second}
    if letter in known and length < 3:
        return f"{known[letter]:0{length}}"
    if part in ("aaa", "aaaa"):
        return ("星期" if length == 4 else "") + WEEKDAYS[moment.weekday()]
    return None
