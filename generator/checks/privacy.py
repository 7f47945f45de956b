"""Nothing that belongs to a natural person is on record."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import ERROR, Breach, check, texts
from generator.records.codes import is_resident_number
from generator.records.values import Path
from generator.register.register import Register

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
# Most texts hold no number: they need not be searched for one.
DIGIT = re.compile(r"\d")
CONTACTS = ("phone", "contact", "publisher_contact")
NOT_TEXT = ("credit_code", "archived_sha256", "url", "website", "base_url", "repository")


@check(
    "H901", "personal-data", ERROR, "不得登记个人信息", "登记规范：个人信息",
    "名录公开，只登记单位和办公联系方式；身份证号、手机号、联系人姓名一律不登记。",
)  # fmt: skip
def no_personal_data(register: Register, as_of: date) -> Iterator[Breach]:
    """No identity number, no mobile number, no person's name in a contact."""
    for filed in register.receipt.everything:
        for path, text in texts(filed.record):
            kind = _personal(path, text)
            if kind:
                yield filed.place(*path), f"含有{kind}", "删去；只留办公电话、单位邮箱和办公地址"


def _personal(path: Path, text: str) -> str | None:
    """Kind of personal value that a text holds, in Chinese, or None.

    A credit code in its own field is a legal person's; a hash or an address of the
    web is nobody's, whatever digits it holds.
    """
    if path[-1:] and path[-1] in NOT_TEXT:
        return None
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if DIGIT.search(plain):
        numbers = (re.sub("[ -]", "", number) for number in IDENTITY.findall(plain))
        if any(map(is_resident_number, numbers)):
            return "居民身份证号码"
        if MOBILE.search(plain):
            return "手机号码"
    if path[-1] in CONTACTS and NAMED.search(plain):
        return "联系人姓名"
    return None
