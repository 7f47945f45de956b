"""办法 One edition of the regulation: its own days, and every number with its article.

Numbers of the law stand here and nowhere in Python. An absent term is unknown:
a gap, never a guess. Editions end; the titles they granted outlive them.
"""

from typing import Annotated

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

    starts: PrintedDay | None = None
    ends: PrintedDay | None = None
    article: Count | None = None


class ServiceFunction(Record):
    """服务功能 One function of the edition (第七条至第十三条)."""

    term: FunctionTerm
    label: Text
    article: Count | None = None
    gist: Text | None = None


class ValidityTerm(Record):
    """有效期规定 Years of a title (第二十三条), or until a review every so many years."""

    years: Count | None = None
    until_review_every_years: Count | None = None
    article: Count | None = None


class PublicityTerm(Record):
    """公示规定 Working days of publicity and whether the first day counts (第二十条)."""

    working_days: Count
    first_day_counts: Flag
    article: Count | None = None


class BarTerm(Record):
    """不得申报规定 Years during which a revoked unit may not apply (第二十四条)."""

    years: Count
    article: Count | None = None


class ReapplicationTerm(Record):
    """再次申报规定 In which year a title may be applied for again (第二十三条)."""

    years_before_expiry: Count
    article: Count | None = None


class BatchTerm(Record):
    """批次规定 Rounds a year (第二十二条)."""

    per_year: Count
    article: Count | None = None


class AnnualReportTerm(Record):
    """年度总结规定 The day by which a year's report is due (第二十六条)."""

    due: MonthDay
    article: Count | None = None


class Article(Record):
    """条文 The gist of one article in our own words."""

    number: Count
    gist: Text


class Replaced(Record):
    """被替代的办法 The edition that this one replaces."""

    document_number: DocumentNumber | None = None
    title: Text | None = None


class Regulation(Record):
    """办法版本 `terms_unknown` says why our copy of an edition lacks its terms."""

    id: Slug
    title: Text
    document_number: DocumentNumber | None = None
    issued_on: PrintedDay | None = None
    issuer: Slug
    level: Annotated[Level, Field(strict=False)]
    designation_title: Text
    in_force: InForce
    replaces: Replaced | None = None
    source: Source | None = None
    terms_unknown: Text | None = None
    service_functions: tuple[ServiceFunction, ...] = ()
    validity: ValidityTerm | None = None
    reapplication: ReapplicationTerm | None = None
    publicity: PublicityTerm | None = None
    bar: BarTerm | None = None
    batches: BatchTerm | None = None
    annual_report: AnnualReportTerm | None = None
    eligibility: Eligibility | None = None
    articles: tuple[Article, ...] = ()
    remarks: Text | None = None
