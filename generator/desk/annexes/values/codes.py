"""信用代码 A printed credit code (GB 32100-2015), or how a spreadsheet has spoilt it."""

import re

from pydantic import TypeAdapter, ValidationError

from generator.desk.annexes.values.reading import Read, plain
from generator.records.base import CreditCode

PROPER = TypeAdapter(CreditCode)
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E[+]?\d+")
# A spreadsheet keeps fifteen digits of a number and puts zeros for the rest.
ROUNDED = re.compile(r"\d{15}000")
REMEDY = "请把该列设为“文本”格式，照原件重填"


def credit_code(text: str) -> Read:
    """读信用代码 Spaces, width and case make no difference; a spoilt code is not mended."""
    said = plain(text).replace("-", "").lstrip("'").upper()
    if SCIENTIFIC.fullmatch(said):
        spoilt = f"信用代码被表格软件当作数存成了“{text}”，原代码已经丢失；{REMEDY}"
        return Read(doubt=spoilt, is_spoilt=True)
    try:
        return Read(PROPER.validate_python(said))
    except ValidationError as reason:
        is_rounded = ROUNDED.fullmatch(said) is not None
        rounded = f"；末三位是 000，多半是被表格软件舍入的，{REMEDY}" if is_rounded else ""
        return Read(doubt=f"{reason.errors()[0]['msg']}{rounded}", is_spoilt=is_rounded)
