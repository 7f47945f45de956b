"""列名 The heads that lists print, each with the field it stands for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from generator.desk.annexes.complaint import Complaint

# The first of each is what we call the column when we speak of it.
HEADS: dict[str, tuple[str, ...]] = {
    "ordinal": ("序号", "序", "行号"),
    "name": (
        "平台名称", "示范平台名称", "服务平台名称", "公共服务平台名称", "公共服务示范平台名称",
        "中小企业公共服务示范平台名称", "平台", "示范平台",
    ),
    "operating_unit": (
        "运营单位", "运营单位名称", "单位名称", "申报单位", "申报单位名称", "平台运营单位",
        "平台运营单位名称", "运营机构", "运营机构名称", "运营主体", "运营主体名称", "建设运营单位",
        "依托单位", "依托单位名称", "企业名称", "机构名称", "单位",
    ),
    "credit_code": (
        "统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "运营单位统一社会信用代码",
        "运营单位代码",
    ),
    "city": (
        "所在市", "市", "地市", "市地", "所在地市", "所属市", "所属地市", "设区市", "所在设区市",
        "所在城市", "城市", "所在地", "所属地", "所在地区", "所属地区", "地区", "省份",
    ),
    "county": (
        "所在县", "县", "区", "县区", "区县", "县市区", "市县区", "所在县市区", "所在区县", "所在县区",
        "所属县市区", "所属区县", "所在地县", "所在地县市区",
    ),
    "functions": (
        "服务功能", "主要功能", "主要服务功能", "平台功能", "功能", "平台类型", "平台类别",
        "服务类型", "服务类别", "功能类别", "功能类型", "示范平台类型",
    ),
    "recommended_by": (
        "推荐单位", "推荐部门", "推荐单位名称", "推荐部门名称", "推荐主管部门", "推荐机构",
    ),
    "number": ("证书编号", "证书号", "证书号码", "认定证书编号"),
    "reviewed": (
        "复核", "是否复核", "复核情况", "复核结果", "认定类型", "认定类别", "认定方式", "新认定复核",
        "新认定或复核",
    ),
    "validity": ("有效期", "有效期限", "有效期起止", "有效期起止日期", "称号有效期"),
    "starts": ("有效期起", "有效期起始", "有效期自", "有效期起日", "有效期起始日期", "有效期开始日期"),
    "ends": ("有效期止", "有效期至", "有效期截止", "有效期止日", "有效期截止日期", "有效期结束日期"),
    "grounds": ("撤销理由", "撤销原因", "撤销事由", "理由", "原因", "不合格原因"),
    "article": ("依据条款", "撤销依据", "依据", "条款", "依据条文", "条文"),
    "proposed_by": ("提请单位", "提请部门", "提请撤销单位", "提出单位", "提出部门"),
    "bars_reapplication": ("再次申报", "限制再次申报", "是否限制再次申报", "是否限制申报"),
    "remarks": ("备注", "说明"),
}  # fmt: skip
IGNORED = "忽略"
BRACKETED = re.compile(r"\([^()]*\)")
NOT_LETTERS = re.compile(r"[\W_]+")
MEANINGS = {head: field for field, heads in HEADS.items() for head in heads}


def label(field: str) -> str:
    """列的叫法 What we call the column of a field."""
    return HEADS[field][0]


def folded_head(text: str) -> str:
    """归一 Width, case, spaces, line ends, brackets and stops make no difference to a head."""
    return NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def field_of(head: str, named: Mapping[str, str]) -> str | None:
    """列名所指 The field that a head stands for; what the clerk named comes first."""
    whole = folded_head(head)
    if whole in named:
        return named[whole]
    bare = folded_head(BRACKETED.sub("", unicodedata.normalize("NFKC", head)))
    return MEANINGS.get(whole) or MEANINGS.get(bare)


def named_heads(said: Iterable[str]) -> dict[str, str]:
    """指定的列名 What `--head 印的列名=字段` says, by the folded head."""
    found = {}
    for each in said:
        head, equals, field = each.rpartition("=")
        meant = MEANINGS.get(folded_head(field), field.strip())
        if not equals or not folded_head(head) or meant not in (*HEADS, IGNORED):
            known = "、".join(f"{label(field)}（{field}）" for field in HEADS)
            raise Complaint(
                f"--head 应写作“印的列名=字段”，而写的是“{each}”；字段可以是 {known}，"
                f"或者“{IGNORED}”。"
            )
        found[folded_head(head)] = meant
    return found
