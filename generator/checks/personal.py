"""个人信息 What in a text belongs to a natural person and must not be published."""

import re
import unicodedata

from stdnum.cn import ric

from generator.records.base import Path

IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[-. ]?\d){8}(?!\d|\s*余?\s*[元万亿])")
OFFICE = "处科室部局办厅所站院会区路街楼"
# The commonest family names: enough to see a person's name before a number.
FAMILIES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
NAME = rf"[{FAMILIES}][一-鿿]{{1,2}}(?<![{OFFICE}])"
EDGE = r"[\s，,；;：:（()）、]"
NAMED = re.compile(
    rf"先生|女士|同志|联系人{EDGE}*{NAME}|(?:^|{EDGE}){NAME}{EDGE}*(?=[\d+])|\d{EDGE}*{NAME}(?:{EDGE}|$)"
)
CONTACTS = ("phone", "contact", "publisher_contact")
NOT_TEXT = ("credit_code", "archived_sha256", "url", "website", "base_url", "repository")


def personal(path: Path, text: str) -> str | None:
    """个人信息 What kind of personal value a text holds, or none.

    A credit code in its own field is a legal person's; a hash or an address of the
    web is nobody's, whatever digits it holds.
    """
    if path[-1:] and path[-1] in NOT_TEXT:
        return None
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if any(_is_identity(re.sub("[ -]", "", number)) for number in IDENTITY.findall(plain)):
        return "居民身份证号码"
    if MOBILE.search(plain):
        return "手机号码"
    if path[-1] in CONTACTS and NAMED.search(plain):
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
