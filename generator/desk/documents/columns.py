"""The columns of annexes, by the heads that departments print and `registry import` reads.

A cell holds what the row says as printed; a name is looked up only where the row prints
neither the platform nor its unit, since then the row would name nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.desk.documents.matter import Matter
from generator.records.acts import Row
from generator.records.regulation import function_labels
from generator.records.values import Validity
from generator.register.identity import identity
from generator.register.places import division_on
from generator.site.pages.wording import long_day
from generator.terms.citations import article_label

REVIEWED = "复核"
NUMBERING = "序号"
BARS = {None: "", True: "限制", False: "不限制"}
YES_NO = {None: "", True: "是", False: "否"}
NOT_FILED = "未报送"


@dataclass(frozen=True, slots=True)
class DocumentColumn:
    """A column: `ems` is its width in characters; one that grows shares what the others leave."""

    head: str
    ems: float
    of: Callable[[Matter, Any], str]
    grows: bool = False


def _own_text(field: str) -> Callable[[Matter, Row], str]:
    return lambda _, row: str(getattr(row, field, None) or "")


def _printed_name(field: str) -> Callable[[Matter, Row], str]:
    def of(matter: Matter, row: Row) -> str:
        printed = {name: getattr(row, name, None) for name in ("name", "operating_unit")}
        if any(printed.values()):
            return str(printed[field] or "")
        return str(getattr(matter.identity(row), field, None) or "")

    return of


def _text_before(field: str) -> Callable[[Matter, Row], str]:
    def of(matter: Matter, row: Row) -> str:
        change = getattr(row, field)
        before = getattr(matter.identity(row, is_before=True), field, None)
        return change.from_ if change else str(before or "")

    return of


def _text_after(field: str) -> Callable[[Matter, Row], str]:
    return lambda _, row: getattr(row, field).to if getattr(row, field) else ""


def _code(matter: Matter, row: Row) -> str:
    identity = matter.identity(row)
    return identity.credit_code or "" if identity else ""


def _city(matter: Matter, row: Row) -> str:
    platform = matter.register.platforms.get(row.platform)
    division, territory = (
        division_on(platform, matter.day) if platform else None,
        matter.register.territory,
    )
    return territory.place(territory.part_of(division) or division) if division else ""


def _functions(matter: Matter, row: Any) -> str:
    edition = matter.edition
    labels = function_labels([edition]) if edition else {}
    return "、".join(labels.get(term) or matter.wording.function(term) for term in row.functions)


def _department(field: str) -> Callable[[Matter, Row], str]:
    return lambda matter, row: matter.department(getattr(row, field))


def _reviewed(_: Matter, row: Any) -> str:
    """Beside remarks of the row's own, the mark of review has a column to itself."""
    return "是" if row.reviewed and row.remarks else ""


def _remarks(_: Matter, row: Row) -> str:
    return row.remarks or (REVIEWED if getattr(row, "reviewed", False) else "")


def _day(field: str) -> Callable[[Matter, Row], str]:
    return lambda _, row: long_day(getattr(row, field)) if getattr(row, field) else ""


def _filed(matter: Matter, row: Any) -> str:
    return NOT_FILED if row.filed else _day("filed_on")(matter, row)


def _yes_no(field: str) -> Callable[[Matter, Row], str]:
    return lambda _, row: YES_NO[getattr(row, field)]


def _designation(matter: Matter, row: Any) -> str:
    acts = matter.register.named(row.designation)
    return (acts[0].document_number or acts[0].title) if acts else row.designation or ""


def _successor(matter: Matter, row: Any) -> str:
    history = matter.register.histories.get(row.successor)
    return identity(history, matter.day).shown if history else row.successor


def _validity(matter: Matter, row: Any) -> str:
    validity: Validity | None = row.validity
    if validity is None:
        return ""
    starts = long_day(validity.starts) if validity.starts else ""
    if validity.ends:
        return f"{starts}至{long_day(validity.ends)}"
    return f"{starts}起至下一次复核" if matter.is_until_review else f"{starts}起"


NAME = DocumentColumn("平台名称", 10, _printed_name("name"), grows=True)
UNIT = DocumentColumn("运营单位", 10, _printed_name("operating_unit"), grows=True)
# Eighteen letters and digits on one line.
CODE_EMS = 9.2
CREDIT_CODE = DocumentColumn("统一社会信用代码", CODE_EMS, _code)
# Its head is that of the territory's parts.
CITY = DocumentColumn("所在市", 3.2, _city)
WHO = (NAME, UNIT, CREDIT_CODE, CITY)
FUNCTIONS = DocumentColumn("服务功能", 5.2, _functions)
RECOMMENDER = DocumentColumn("推荐单位", 6.2, _department("recommended_by"))
NUMBER = DocumentColumn("证书编号", 7, _own_text("number"))
VALIDITY = DocumentColumn("有效期", 6, _validity)
GROUNDS = DocumentColumn("撤销理由", 8, _own_text("grounds"), grows=True)
ARTICLE = DocumentColumn(
    "依据条款", 5.2, lambda _, row: article_label(row.article) if row.article else ""
)
PROPOSER = DocumentColumn("提请单位", 6.2, _department("proposed_by"))
BAR = DocumentColumn("再次申报", 4.2, lambda _, row: BARS[row.bars_reapplication])
MARK_OF_REVIEW = DocumentColumn(REVIEWED, 2.2, _reviewed)
REMARKS = DocumentColumn("备注", 4.2, _remarks)
GRADE = DocumentColumn("等次", 3.2, _own_text("grade"))
RECTIFY_BY = DocumentColumn("整改期限", 6, _day("rectify_by"))
NAME_BEFORE = DocumentColumn("平台名称", 10, _text_before("name"), grows=True)
NAME_AFTER = DocumentColumn("变更后平台名称", 10, _text_after("name"), grows=True)
UNIT_BEFORE = DocumentColumn("运营单位", 10, _text_before("operating_unit"), grows=True)
UNIT_AFTER = DocumentColumn("变更后运营单位", 10, _text_after("operating_unit"), grows=True)
CODE_AFTER = DocumentColumn("变更后统一社会信用代码", CODE_EMS, _own_text("credit_code"))
STARTS = DocumentColumn("有效期起日", 6, _day("starts"))
ENDS = DocumentColumn("有效期止日", 6, _day("ends"))
WITHDRAWN_FOR = DocumentColumn("退出理由", 10, _own_text("grounds"), grows=True)
REASON = DocumentColumn("理由", 10, _own_text("grounds"), grows=True)
DESIGNATION = DocumentColumn("原认定文件", 7, _designation)
SAME_PERSON = DocumentColumn("同一法人", 3.2, _yes_no("same_legal_person"))
EFFECTIVE = DocumentColumn("生效日期", 6, _day("takes_effect_on"))
REVIEW_OUTCOME, INSPECTION_OUTCOME, OBJECTION_OUTCOME, NATIONAL_OUTCOME, DECISION_OUTCOME = (
    DocumentColumn(head, 4.2, lambda _, row: str(row.outcome.label))
    for head in ("复核结论", "检查结论", "处理结论", "进展", "决定结论")
)
INSPECTED_ON = DocumentColumn("检查日期", 6, _day("inspected_on"))
INSPECTOR = DocumentColumn("检查单位", 6.2, _department("by"))
NATIONAL_NUMBER = DocumentColumn("国家级认定文号", 7, _own_text("national_document_number"))
FILED_ON = DocumentColumn("报送日期", 6, _filed)
PLAN_FILED_ON = DocumentColumn("下一年计划报送日期", 6, _day("plan_filed_on"))
SUCCESSOR = DocumentColumn("承继平台", 10, _successor, grows=True)
KEEPS_TITLE = DocumentColumn("称号是否保持", 4.2, _yes_no("keeps_title"))
