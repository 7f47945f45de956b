"""文件附表 One row per platform in an official act, as printed then."""

from typing import Literal

from pydantic import Field

from generator.records.base import (
    ActId,
    Count,
    CreditCode,
    DocumentNumber,
    Flag,
    FunctionTerm,
    Name,
    PlatformId,
    Record,
    Slug,
    Text,
    Validity,
)
from generator.records.day import PrintedDay
from generator.records.eligibility import Figures
from generator.terms import DecisionOutcome, NationalOutcome, ObjectionOutcome, ReviewOutcome


class Row(Record):
    """一行 Which platform the row is about."""

    platform: PlatformId = Field(description="示范平台；同一文件中只列一次")
    remarks: Text | None = Field(None, description="备注，照原文")


class ListedRow(Row):
    """名单行 A row of a printed list: names and functions as printed."""

    name: Name | None = Field(None, description="平台名称，照原文")
    operating_unit: Name | None = Field(None, description="运营单位（申报单位），照原文")
    functions: tuple[FunctionTerm, ...] = Field((), description="服务功能，照原文")


class PublicityRow(ListedRow):
    """公示行 A platform proposed for designation (第二十条)."""

    recommended_by: Slug | None = Field(None, description="推荐的主管部门；直接申报的不写")
    reviewed: Flag = Field(False, description="列为复核的写 `true`；不写即为 `false`")


class AnnouncementRow(ListedRow):
    """公布行 A platform designated (第二十一条); `validity` where it differs.

    `assessment` holds the figures it was judged by, by the ids of the edition's criteria.
    """

    validity: Validity | None = Field(None, description="与共同的有效期不同时写")
    number: Text | None = Field(None, description="证书编号")
    assessment: Figures | None = Field(
        None,
        description="评审数字，编号见所依据办法版本的认定条件；写了就与条件核对，没有写的不作猜测",
    )


class RevocationRow(Row):
    """撤销行 A title revoked (第二十四条、第二十五条), with the ground found."""

    name: Name | None = Field(None, description="平台名称，照原文")
    operating_unit: Text | None = Field(None, description="运营单位，照原文")
    grounds: Text | None = Field(None, description="撤销的理由")
    article: Count | None = Field(None, description="所依据的条文编号")
    proposed_by: Slug | None = Field(None, description="提请撤销的主管部门")
    designation: ActId | None = Field(None, description="同时有几次认定而只撤销其一的，写那份公布")
    bars_reapplication: Flag | None = Field(
        None,
        description="文件写明限制再次申报的写 `true`，写明不限制的写 `false`；"
        "不写的，依据办法中规定限制的条文或没有写条文的，按办法的规定",
    )


class ReviewRow(Row):
    """复核行 Outcome of a review; `validity` where the review fixes a new one."""

    name: Name | None = Field(None, description="平台名称，照原文")
    operating_unit: Text | None = Field(None, description="运营单位，照原文")
    outcome: ReviewOutcome = Field(strict=False, description="结论")
    rectify_by: PrintedDay | None = Field(None, description="整改期限")
    grade: Text | None = Field(None, description="等次，照原文")
    validity: Validity | None = Field(None, description="复核给了新的有效期时写")
    validity_unknown: Text | None = Field(
        None, description="复核延续了称号而没有写明到哪一天的，写明原因，列为缺口"
    )


class Renamed(Record):
    """名称变更 From one name to another."""

    from_: Text = Field(alias="from", description="变更前的名称")
    to: Text = Field(description="变更后的名称")


class RenamingRow(Row):
    """更名行 A platform or its unit renamed; number and validity stay."""

    name: Renamed | None = Field(None, description="平台名称的变更")
    operating_unit: Renamed | None = Field(None, description="运营单位名称的变更")
    takes_effect_on: PrintedDay | None = Field(
        None, description="这一行自己的生效日；不写即用文件的"
    )
    credit_code: CreditCode | None = Field(None, description="变更后的代码；没有变的不写")
    same_legal_person: Flag | None = Field(
        None, description="代码变了的：仍是同一法人写 `true`，换了法人写 `false`，不知道的不写"
    )


class ValidityChangeRow(Row):
    """有效期调整行 New days for one platform's validity."""

    designation: ActId | None = Field(
        None, description="成文那天同时有几次认定的，写调整的是哪一份公布的"
    )
    starts: PrintedDay | None = Field(None, description="这个平台调整后的起日；不写即用文件的")
    ends: PrintedDay | None = Field(None, description="这个平台调整后的止日；不写即用文件的")


class WithdrawalRow(Row):
    """退出行 A platform that gives up its title."""

    grounds: Text | None = Field(None, description="退出的理由")
    designation: ActId | None = Field(None, description="同时有几次认定而只退出其一的，写那份公布")


class InspectionRow(Row):
    """检查行 Outcome of an inspection (第二十四条、第二十五条)."""

    inspected_on: PrintedDay | None = Field(None, description="检查日期")
    by: Slug | None = Field(None, description="检查的主管部门")
    grade: Text | None = Field(None, description="等次，照原文")
    outcome: ReviewOutcome = Field(strict=False, description="结论")
    rectify_by: PrintedDay | None = Field(None, description="整改期限")


class ObjectionRow(Row):
    """异议行 What became of an objection; never who objected (第二十一条)."""

    outcome: ObjectionOutcome = Field(strict=False, description="结论")
    grounds: Text | None = Field(None, description="理由；不写异议人是谁")


class NationalRecommendationRow(Row):
    """推荐国家级行 A platform recommended for the national title (第五条)."""

    outcome: NationalOutcome = Field(strict=False, description="进展")
    national_document_number: DocumentNumber | None = Field(
        None, description="国家级认定文件的发文字号"
    )


class AnnualReportRow(Row):
    """年度总结行 The day the yearly report came in, or that none did (第二十六条)."""

    filed_on: PrintedDay | None = Field(None, description="报送日期")
    filed: Literal["none"] | None = Field(None, description="没有报送的写 `none`")
    plan_filed_on: PrintedDay | None = Field(None, description="报送下一年计划的日期")


class ReconsiderationRow(Row):
    """Outcome of a decision upon an act, for one platform that the act names."""

    outcome: DecisionOutcome = Field(strict=False, description="结论")
    grounds: Text | None = Field(None, description="理由")


class SuccessionRow(Row):
    """One platform merged into another, with or without its title."""

    successor: PlatformId = Field(description="承继的示范平台")
    keeps_title: Flag = Field(description="称号由承继者保持到期满的写 `true`，就此终止的写 `false`")
