"""附表栏目 The columns of annexes, by the heads that departments print and `registry import` reads.

A cell holds what the row says as printed; a name is looked up only where the row prints
neither the platform nor its unit, since then the row would name nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.citations import article_label
from generator.desk.documents.matter import Matter
from generator.pages.wording import PROVINCIAL, long_day, place
from generator.records.base import Validity
from generator.records.rows import Row

SEPARATOR = "、"
REVIEWED = "复核"
NUMBERING = "序号"


@dataclass(frozen=True, slots=True)
class Column:
    """栏目 `ems` is its width in characters; one that grows shares what the others leave."""

    head: str
    ems: float
    of: Callable[[Matter, Any], str]
    grows: bool = False


def _said(field: str) -> Callable[[Matter, Row], str]:
    return lambda _, row: str(getattr(row, field, None) or "")


def _named(field: str) -> Callable[[Matter, Row], str]:
    def of(matter: Matter, row: Row) -> str:
        printed = {name: getattr(row, name, None) for name in ("name", "operating_unit")}
        if any(printed.values()):
            return str(printed[field] or "")
        return str(getattr(matter.identity(row), field, None) or "")

    return of


def _before(field: str) -> Callable[[Matter, Row], str]:
    def of(matter: Matter, row: Row) -> str:
        change = getattr(row, field)
        before = getattr(matter.identity_before(row), field, None)
        return change.from_ if change else str(before or "")

    return of


def _after(field: str) -> Callable[[Matter, Row], str]:
    return lambda _, row: getattr(row, field).to if getattr(row, field) else ""


def _code(matter: Matter, row: Row) -> str:
    identity = matter.identity(row)
    return identity.credit_code or "" if identity else ""


def _city(matter: Matter, row: Row) -> str:
    platform = matter.register.platforms.get(row.platform)
    division = platform.division if platform else None
    return place(division if division == PROVINCIAL else division[:4] + "00") if division else ""


def _functions(matter: Matter, row: Any) -> str:
    edition = matter.edition
    labels = {f.term: f.label for f in edition.service_functions} if edition else {}
    return SEPARATOR.join(
        labels.get(term) or matter.wording.function(term) for term in row.functions
    )


def _department(field: str) -> Callable[[Matter, Row], str]:
    return lambda matter, row: matter.department(getattr(row, field))


def _article(_: Matter, row: Any) -> str:
    return article_label(row.article) if row.article else ""


def _bar(_: Matter, row: Any) -> str:
    return {None: "", True: "限制", False: "不限制"}[row.bars_reapplication]


def _reviewed(_: Matter, row: Any) -> str:
    """Beside remarks of the row's own, the mark of review has a column to itself."""
    return "是" if row.reviewed and row.remarks else ""


def _remarks(_: Matter, row: Row) -> str:
    return row.remarks or (REVIEWED if getattr(row, "reviewed", False) else "")


def _outcome(_: Matter, row: Any) -> str:
    return str(row.outcome.label)


def _day(field: str) -> Callable[[Matter, Row], str]:
    return lambda _, row: long_day(getattr(row, field)) if getattr(row, field) else ""


def _validity(_: Matter, row: Any) -> str:
    validity: Validity | None = row.validity
    if validity is None:
        return ""
    ends = f"至{long_day(validity.ends)}" if validity.ends else "起至下一次复核"
    return long_day(validity.starts) + ends


NAME = Column("平台名称", 10, _named("name"), grows=True)
UNIT = Column("运营单位", 10, _named("operating_unit"), grows=True)
CREDIT_CODE = Column("统一社会信用代码", 5.4, _code)
CITY = Column("所在市", 3.2, _city)
FUNCTIONS = Column("服务功能", 5.2, _functions)
RECOMMENDER = Column("推荐单位", 6.2, _department("recommended_by"))
NUMBER = Column("证书编号", 7, _said("number"))
VALIDITY = Column("有效期", 6, _validity)
GROUNDS = Column("撤销理由", 8, _said("grounds"), grows=True)
ARTICLE = Column("依据条款", 5.2, _article)
PROPOSER = Column("提请单位", 6.2, _department("proposed_by"))
BAR = Column("再次申报", 4.2, _bar)
MARK_OF_REVIEW = Column(REVIEWED, 2.2, _reviewed)
REMARKS = Column("备注", 4.2, _remarks)
OUTCOME = Column("复核结论", 4.2, _outcome)
RECTIFY_BY = Column("整改期限", 6, _day("rectify_by"))
NAME_BEFORE = Column("平台名称", 10, _before("name"), grows=True)
NAME_AFTER = Column("变更后平台名称", 10, _after("name"), grows=True)
UNIT_BEFORE = Column("运营单位", 10, _before("operating_unit"), grows=True)
UNIT_AFTER = Column("变更后运营单位", 10, _after("operating_unit"), grows=True)
CODE_AFTER = Column("变更后统一社会信用代码", 5.4, _said("credit_code"))
STARTS = Column("有效期起日", 6, _day("starts"))
ENDS = Column("有效期止日", 6, _day("ends"))
WITHDRAWN_FOR = Column("退出理由", 10, _said("grounds"), grows=True)
