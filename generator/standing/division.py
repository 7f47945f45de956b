"""行政区划 Division codes by GB/T 2260, with those of earlier years that old lists need."""

import re
from functools import cache

from stdnum import numdb

PROVINCE_END = "0000"
CITY_END = "00"


@cache
def division_name(code: str) -> str | None:
    """区划名称 The latest name that bore the code; none where no division ever did."""
    named = numdb.get("cn/loc").info(code)[-1][1].get("county")
    return re.sub(r"\[[^\]]*\]", "", str(named).split(",")[-1]) if named else None


def is_division(code: str) -> bool:
    """是否区划代码 Whether the code is, or once was, a division's."""
    return division_name(code) is not None
