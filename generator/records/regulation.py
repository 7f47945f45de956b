"""办法 One edition of the regulation: its own days, and every number with its article.

Numbers of the law stand here and nowhere in Python. An absent term is unknown:
a gap, never a guess. Editions end; the titles they granted outlive them.
"""

from pydantic import Field

from generator.records.base import (
    Count,
    DocumentNumber,
    Flag,
    FunctionTerm,
    MonthDay,
    Record,
    Slug,
    Source,
    Text,
)
from generator.records.day import PrintedDay
from generator.records.eligibility import Eligibility
from generator.terms import Level


class InForce(Record):
    """施行期 From and to; an absent day is unknown or not yet set."""

    starts: PrintedDay | None = Field(None, description="施行的起日")
    ends: PrintedDay | None = Field(None, description="施行的止日")
    article: Count | None = Field(None, description="条文编号")


class ServiceFunction(Record):
    """服务功能 One function of the edition (第七条至第十三条)."""

    term: FunctionTerm = Field(description="功能代码")
    label: Text = Field(description="名称")
    article: Count | None = Field(None, description="条文编号")
    gist: Text | None = Field(None, description="自拟的要点")


class ValidityTerm(Record):
    """有效期规定 Years of a title (第二十三条), or until a review every so many years."""

    years: Count | None = Field(None, description="有效期的年数")
    until_review_every_years: Count | None = Field(
        None, description="每几年复核一次，称号保持到下次复核"
    )
    article: Count | None = Field(None, description="条文编号")


class PublicityTerm(Record):
    """公示规定 Working days of publicity and whether the first day counts (第二十条)."""

    working_days: Count = Field(description="公示的工作日数")
    first_day_counts: Flag = Field(description="首日是否计入")
    article: Count | None = Field(None, description="条文编号")


class BarTerm(Record):
    """不得申报规定 Years during which a revoked unit may not apply (第二十四条)."""

    years: Count = Field(description="撤销后不得申报的年数")
    article: Count | None = Field(None, description="条文编号")


class ReapplicationTerm(Record):
    """再次申报规定 In which year a title may be applied for again (第二十三条)."""

    years_before_expiry: Count = Field(description="期满前几年起可以再次申报，0 为期满当年")
    article: Count | None = Field(None, description="条文编号")


class BatchTerm(Record):
    """批次规定 Rounds a year (第二十二条)."""

    per_year: Count = Field(description="每年几个批次")
    article: Count | None = Field(None, description="条文编号")


class AnnualReportTerm(Record):
    """年度总结规定 The day by which a year's report is due (第二十六条)."""

    due: MonthDay = Field(description="年度总结的截止日")
    article: Count | None = Field(None, description="条文编号")


class Article(Record):
    """条文 The gist of one article in our own words."""

    number: Count = Field(description="条文编号")
    gist: Text = Field(description="自拟的要点，不抄原文")


class Replaced(Record):
    """被替代的办法 The edition that this one replaces."""

    document_number: DocumentNumber | None = Field(None, description="发文字号")
    title: Text | None = Field(None, description="标题")


class Regulation(Record):
    """办法版本 `terms_unknown` says why our copy of an edition lacks its terms."""

    id: Slug = Field(description="与文件名相同")
    title: Text = Field(description="标题")
    document_number: DocumentNumber | None = Field(None, description="发文字号")
    issued_on: PrintedDay | None = Field(None, description="成文日期")
    issuer: Slug = Field(description="发文机关")
    level: Level = Field(strict=False, description="层级")
    designation_title: Text = Field(description="称号的全称")
    in_force: InForce = Field(description="施行期；都不知道的写 `in_force: {}`")
    replaces: Replaced | None = Field(None, description="被替代的版本")
    source: Source | None = Field(None, description="原文网址和存档")
    terms_unknown: Text | None = Field(None, description="条款没有录入的原因；列为缺口")
    service_functions: tuple[ServiceFunction, ...] = Field((), description="服务功能")
    validity: ValidityTerm | None = Field(
        None, description="有效期年数；或者每几年复核一次，称号保持到下次复核"
    )
    reapplication: ReapplicationTerm | None = Field(None, description="何时可以再次申报")
    publicity: PublicityTerm | None = Field(None, description="公示的工作日数，首日是否计入")
    bar: BarTerm | None = Field(None, description="撤销后不得申报")
    batches: BatchTerm | None = Field(None, description="每年几个批次")
    annual_report: AnnualReportTerm | None = Field(None, description="年度总结")
    eligibility: Eligibility | None = Field(
        None, description="认定条件；录入了才能自查，也才能核对评审数字"
    )
    articles: tuple[Article, ...] = Field((), description="各条的要点，自拟，不抄原文")
    remarks: Text | None = Field(None, description="备注")
