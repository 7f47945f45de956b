"""文件附表 One row per platform in an official act, as printed then."""

from typing import Annotated, Literal

from pydantic import Field

from generator.records.base import (
    Count,
    CreditCode,
    DocumentNumber,
    Flag,
    FunctionTerm,
    Record,
    Slug,
    Text,
    Validity,
)
from generator.records.day import PrintedDay
from generator.records.eligibility import Figures
from generator.terms import NationalOutcome, ObjectionOutcome, ReviewOutcome


class Row(Record):
    """一行 Which platform the row is about."""

    platform: Slug
    remarks: Text | None = None


class ListedRow(Row):
    """名单行 A row of a printed list: names and functions as printed."""

    name: Text | None = None
    operating_unit: Text | None = None
    functions: tuple[FunctionTerm, ...] = ()


class PublicityRow(ListedRow):
    """公示行 A platform proposed for designation (第二十条)."""

    recommended_by: Slug | None = None
    reviewed: Flag = False


class AnnouncementRow(ListedRow):
    """公布行 A platform designated (第二十一条); `validity` where it differs.

    `assessment` holds the figures it was judged by, by the ids of the edition's criteria.
    """

    validity: Validity | None = None
    number: Text | None = None
    assessment: Figures | None = None


class RevocationRow(Row):
    """撤销行 A title revoked (第二十四条、第二十五条), with the ground found."""

    name: Text | None = None
    operating_unit: Text | None = None
    grounds: Text | None = None
    article: Count | None = None
    proposed_by: Slug | None = None
    bars_reapplication: Flag | None = None


class ReviewRow(Row):
    """复核行 Outcome of a review; `validity` where the review fixes a new one."""

    name: Text | None = None
    operating_unit: Text | None = None
    outcome: Annotated[ReviewOutcome, Field(strict=False)]
    rectify_by: PrintedDay | None = None
    validity: Validity | None = None


class Renamed(Record):
    """名称变更 From one name to another."""

    from_: Annotated[Text, Field(alias="from")]
    to: Text


class RenamingRow(Row):
    """更名行 A platform or its unit renamed; number and validity stay."""

    name: Renamed | None = None
    operating_unit: Renamed | None = None
    credit_code: CreditCode | None = None


class ValidityChangeRow(Row):
    """有效期调整行 New days for one platform's validity."""

    starts: PrintedDay | None = None
    ends: PrintedDay | None = None


class WithdrawalRow(Row):
    """退出行 A platform that gives up its title."""

    grounds: Text | None = None


class InspectionRow(Row):
    """检查行 Outcome of an inspection (第二十四条、第二十五条)."""

    inspected_on: PrintedDay | None = None
    by: Slug | None = None
    outcome: Annotated[ReviewOutcome, Field(strict=False)]
    rectify_by: PrintedDay | None = None


class ObjectionRow(Row):
    """异议行 What became of an objection; never who objected (第二十一条)."""

    outcome: Annotated[ObjectionOutcome, Field(strict=False)]
    grounds: Text | None = None


class NationalRecommendationRow(Row):
    """推荐国家级行 A platform recommended for the national title (第五条)."""

    outcome: Annotated[NationalOutcome, Field(strict=False)]
    national_document_number: DocumentNumber | None = None


class AnnualReportRow(Row):
    """年度总结行 The day the yearly report came in, or that none did (第二十六条)."""

    filed_on: PrintedDay | None = None
    filed: Literal["none"] | None = None
