"""官方文件 Official acts: one model per kind, each with exactly its own fields."""

from typing import Any, Generic, Literal

from pydantic import ConfigDict

from generator.records.act import Act, ListedAct, RowT
from generator.records.base import (
    Record,
    Slug,
    Span,
    Text,
    Validity,
    Year,
)
from generator.records.day import PrintedDay
from generator.records.rows import (
    AnnouncementRow,
    AnnualReportRow,
    InspectionRow,
    NationalRecommendationRow,
    ObjectionRow,
    PublicityRow,
    RenamingRow,
    ReviewRow,
    RevocationRow,
    Row,
    ValidityChangeRow,
    WithdrawalRow,
)
from generator.terms import ActKind


class Call(Act):
    """申报通知 Opens a yearly round (第二十二条); no rows."""

    kind_of_act = ActKind.CALL
    kind: Literal["call"]
    applications: Span | None = None


class Objections(Record):
    """异议受理 To whom and how an objection is made; an office's contact only."""

    to: Text
    how: Text | None = None
    contact: Text | None = None


class Publicity(ListedAct[PublicityRow]):
    """公示 The list put before the public (第二十条); an absent window is unknown, a gap."""

    kind_of_act = ActKind.PUBLICITY
    kind: Literal["publicity"]
    window: Span | None = None
    objections: Objections | None = None


class Announcement(ListedAct[AnnouncementRow]):
    """公布 The list of platforms designated (第二十一条)."""

    kind_of_act = ActKind.ANNOUNCEMENT
    kind: Literal["announcement"]
    publicity: Slug | None = None
    validity: Validity | None = None
    validity_unknown: Text | None = None


class Revocation(ListedAct[RevocationRow]):
    """撤销 Titles revoked (第二十四条、第二十五条)."""

    kind_of_act = ActKind.REVOCATION
    kind: Literal["revocation"]
    takes_effect_on: PrintedDay | None = None


class Review(ListedAct[ReviewRow]):
    """复核 A review of titles already granted."""

    kind_of_act = ActKind.REVIEW
    kind: Literal["review"]


class Renaming(ListedAct[RenamingRow]):
    """更名 Names changed; may take effect before the notice."""

    kind_of_act = ActKind.RENAMING
    kind: Literal["renaming"]
    takes_effect_on: PrintedDay | None = None


class ValidityChange(Act):
    """有效期调整 New days for whole announcements (`of_notices`) or single rows."""

    kind_of_act = ActKind.VALIDITY_CHANGE
    kind: Literal["validity_change"]
    of_notices: tuple[Slug, ...] = ()
    starts: PrintedDay | None = None
    ends: PrintedDay | None = None
    rows: tuple[ValidityChangeRow, ...] = ()


class Withdrawal(ListedAct[WithdrawalRow]):
    """退出 Platforms that give up the title."""

    kind_of_act = ActKind.WITHDRAWAL
    kind: Literal["withdrawal"]
    takes_effect_on: PrintedDay | None = None


class Abolition(Act):
    """废止 Whole announcements abolished; no rows."""

    kind_of_act = ActKind.ABOLITION
    kind: Literal["abolition"]
    of_notices: tuple[Slug, ...]
    takes_effect_on: PrintedDay | None = None


class Inspection(ListedAct[InspectionRow]):
    """检查 Inspections and what they found (第二十四条、第二十五条)."""

    kind_of_act = ActKind.INSPECTION
    kind: Literal["inspection"]


class Objection(ListedAct[ObjectionRow]):
    """异议处理 What became of objections to a publicity (第二十一条)."""

    kind_of_act = ActKind.OBJECTION
    kind: Literal["objection"]
    publicity: Slug


class NationalRecommendation(ListedAct[NationalRecommendationRow]):
    """推荐国家级 Platforms recommended for the national title (第五条)."""

    kind_of_act = ActKind.NATIONAL_RECOMMENDATION
    kind: Literal["national_recommendation"]


class AnnualReport(ListedAct[AnnualReportRow]):
    """年度总结 Yearly reports received by year end (第二十六条)."""

    kind_of_act = ActKind.ANNUAL_REPORT
    kind: Literal["annual_report"]
    year: Year


class Correction(ListedAct[RowT], Generic[RowT]):
    """更正 Puts right what another act said wrongly, from that act's start.

    Its rows have the form of the rows of the act it corrects.
    """

    kind_of_act = ActKind.CORRECTION
    kind: Literal["correction"]
    corrects: Slug
    what: Text


class AnyRow(Row):
    """任意行 A row whose form is unknown, because what it corrects is not on record."""

    model_config = ConfigDict(extra="ignore")


CorrectionOfUnknown = Correction[AnyRow]

ACTS: dict[str, type[Act]] = {
    model.kind_of_act: model
    for model in (
        Call, Publicity, Announcement, Revocation, Review, Renaming, ValidityChange,
        Withdrawal, Abolition, Inspection, Objection, NationalRecommendation,
        AnnualReport, Correction,
    )
}  # fmt: skip


def correction_of(kind: str) -> type[Act]:
    """更正的形式 The model of a correction of an act of this kind."""
    field = ACTS[kind].model_fields.get("rows")
    row_type: Any = Row if field is None else field.annotation.__args__[0]  # type: ignore[union-attr]
    return Correction[row_type]
