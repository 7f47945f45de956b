"""个人信息 What in a text belongs to a natural person and must not be published."""

import re

from stdnum.cn import ric

from generator.records.base import Path

IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d|元|万)")
ADDRESSED = re.compile(r"联系人|先生|女士|同志|经理|主任|科长|处长")
# The commonest family names: enough to see a person's name before a number.
FAMILIES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
NAMED = re.compile(
    rf"(?:^|[\s，,；;：:（(])[{FAMILIES}][一-鿿]{{1,2}}\s*[:：，,、]?\s*(?=[\d(（+])"
)
CONTACTS = ("contact", "objections", "publisher_contact")


def personal(path: Path, text: str) -> str | None:
    """个人信息 What kind of personal value a text holds, or none.

    A credit code in its own field is a legal person's, whatever it looks like.
    """
    if "credit_code" in path:
        return None
    if any(_is_identity(number) for number in IDENTITY.findall(text)):
        return "居民身份证号码"
    if MOBILE.search(text):
        return "手机号码"
    if any(part in CONTACTS for part in path) and (ADDRESSED.search(text) or NAMED.search(text)):
        return "联系人姓名"
    return None


def _is_identity(number: str) -> bool:
    # stdnum's own is_valid can raise on places it does not know.
    try:
        return bool(
            ric.calc_check_digit(number) == number[-1].upper() and ric.get_birth_date(number)
        )
    except Exception:
        return False
