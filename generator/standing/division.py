"""行政区划 Division codes by GB/T 2260, with those of earlier years that old lists need."""

import re
from functools import cache

from stdnum import numdb

PROVINCE_END = "0000"
CITY_END = "00"
PROVINCIAL = "370000"
UNKNOWN = "未载"


@cache
def division_name(code: str) -> str | None:
    """区划名称 The latest name that bore the code; none where no division ever did."""
    named = numdb.get("cn/loc").info(code)[-1][1].get("county")
    return re.sub(r"\[[^\]]*\]", "", str(named).split(",")[-1]) if named else None


def is_division(code: str) -> bool:
    """是否区划代码 Whether the code is, or once was, a division's."""
    return division_name(code) is not None


@cache
def place(code: str | None) -> str:
    """City and county of a division code, by the latest names that bore it; 省直 for the province's own."""
    if code is None:
        return UNKNOWN
    if code == PROVINCIAL:
        return "省直"
    city = division_name(code[:4] + CITY_END) or code
    return city if code.endswith(CITY_END) else city + (division_name(code) or code)
