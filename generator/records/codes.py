"""Unified credit codes of units (GB 32100-2015), and the numbers of residents, which are never recorded."""

import re
from datetime import date

from pydantic_core import PydanticCustomError
from stdnum import exceptions as stdnum_errors
from stdnum.cn import ric, uscc

SIGN = "[0-9A-HJ-NPQRTUWXY]"
# Registering department, class of the organisation, division, the organisation, check digit.
CREDIT_CODE = f"^{SIGN}{{2}}[0-9]{{6}}{SIGN}{{10}}$"

RESIDENT = re.compile(r"[1-8]\d{5}(?:18|19|20)\d{9}[\dXx]", re.ASCII)
# Until 1999 the numbers had no century and no check digit.
FORMER_RESIDENT = re.compile(r"\d{15}", re.ASCII)


def is_resident_number(text: str) -> bool:
    """Whether a text is a resident's identity number: eighteen signs with a day of birth and a check digit."""
    # stdnum's own is_valid can raise on places it does not know.
    try:
        return bool(
            RESIDENT.fullmatch(text)
            and ric.calc_check_digit(text) == text[-1].upper()
            and ric.get_birth_date(text)
        )
    except stdnum_errors.ValidationError:
        return False


def _is_former_resident_number(text: str) -> bool:
    """Whether a text may be a number of fifteen digits, with a day of birth in the last century."""
    if not FORMER_RESIDENT.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"19{text[6:8]}-{text[8:10]}-{text[10:12]}")
    except ValueError:
        return False
    return True


def credit_code(value: str) -> str:
    """Eighteen signs of a unified credit code (GB 32100-2015); whether the last is right, a bearer says.

    What may be a resident's identity number is refused, and not repeated.
    """
    plain = uscc.compact(value)
    if is_resident_number(plain) or _is_former_resident_number(plain):
        message = "这是居民身份证号码的写法，不是统一社会信用代码，不得登记"
        raise PydanticCustomError("credit_code", message)
    if not re.match(CREDIT_CODE, plain, re.ASCII):
        message = "“{value}”不是 18 位统一社会信用代码（第 3 至 8 位为数字，全部不含 I O S V Z）"
        raise PydanticCustomError("credit_code", message, {"value": value})
    if plain != value:
        message = "统一社会信用代码应写作“{proper}”，不带空格、连字符和小写字母"
        raise PydanticCustomError("credit_code", message, {"proper": plain})
    return value


def check_digit(code: str) -> str:
    """Check digit that the first seventeen signs of a credit code ask for (GB 32100-2015)."""
    return str(uscc.calc_check_digit(code[:-1]))


def regular(code: str) -> str:
    """Credit code whose check digit is right; any other raises PydanticCustomError."""
    if code[-1] == check_digit(code):
        return code
    message = "统一社会信用代码“{value}”的校验位不对，按前 17 位应为 {digit}"
    raise PydanticCustomError("credit_code", message, {"value": code, "digit": check_digit(code)})
