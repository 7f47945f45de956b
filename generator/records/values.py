"""值 How counts, years, yes-or-no, days of the year and credit codes are read from text."""

import re
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError
from stdnum import exceptions as stdnum_errors
from stdnum.cn import uscc

from generator.records.day import EARLIEST, LATEST

COUNT = "不带单位的整数，如 12"
FLAG = "true（是）或 false（否）"


def count(value: Any) -> int:
    """整数 Digits only, at most nine."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise PydanticCustomError("type", COUNT)


def year(value: int) -> int:
    """年份 Within the reach of the register."""
    if EARLIEST <= value <= LATEST:
        return value
    message = "年份“{value}”应在 {first} 至 {last} 之间"
    raise PydanticCustomError("form", message, {"value": value, "first": EARLIEST, "last": LATEST})


def month_day(value: str) -> str:
    """月-日 A day of every year."""
    try:
        # A year without a leap day: a yearly term falls on a day of every year.
        date.fromisoformat(f"2023-{value}")
    except ValueError:
        message = "不是每年都有“{value}”这一天"
        raise PydanticCustomError("form", message, {"value": value}) from None
    return value


def flag(value: Any) -> bool:
    """是非 `true` or `false`, in these letters."""
    if value in ("true", "false"):
        return bool(value == "true")
    raise PydanticCustomError("type", FLAG)


def credit_code(value: str) -> str:
    """统一社会信用代码 Eighteen characters with the right check digit (GB 32100-2015)."""
    try:
        proper = uscc.validate(value)
    except stdnum_errors.InvalidChecksum:
        message = "统一社会信用代码“{value}”的校验位不对，按前 17 位应为 {digit}"
        digit = uscc.calc_check_digit(value)
        raise PydanticCustomError(
            "credit_code", message, {"value": value, "digit": digit}
        ) from None
    except stdnum_errors.ValidationError:
        message = "“{value}”不是 18 位统一社会信用代码（前 8 位为数字，其余不含 I O S V Z）"
        raise PydanticCustomError("credit_code", message, {"value": value}) from None
    if proper != value:
        message = "统一社会信用代码应写作“{proper}”，不带空格、连字符和小写字母"
        raise PydanticCustomError("credit_code", message, {"proper": proper})
    return value
