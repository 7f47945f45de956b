"""Edition of the regulation: its own days, and every number with its article."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.records.values import (
    Count,
    DocumentNumber,
    Flag,
    Form,
    FunctionTerm,
    MonthDay,
    PrintedDay,
    Record,
    Slug,
    Source,
    Text,
    WebAddress,
    published,
    written,
)
from generator.terms.words import Level, Office, UnitKind

# At most 13 digits: a browser's numbers hold them exactly, so both judges agree.
AMOUNT = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
HIGHEST = 999_999_999.9999
SAYS_AMOUNT = "不带单位的数字，如 156.5"
SAYS_FIGURE = "不带单位的数字（如 156.5），或 true（是）、false（否）"


def _is_amount(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(AMOUNT, value))


def _amount(value: Any) -> Decimal:
    if _is_amount(value):
        return Decimal(value)
    raise PydanticCustomError("type", SAYS_AMOUNT)


def _figure(value: Any) -> Decimal | bool:
    """Figures are judged more than once: one that was read already stays as it is."""
    if _is_amount(value):
        return Decimal(value)
    if value in ("true", "false"):
        return bool(value == "true")
    if isinstance(value, Decimal | bool):
        return value
    raise PydanticCustomError("type", SAYS_FIGURE)


Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    published(type="number", minimum=0),
    written(
        SAYS_AMOUNT, type=["number", "string"],
        minimum=0, maximum=HIGHEST, pattern=f"^{AMOUNT}$",
    ),
]  # fmt: skip
Figure = Annotated[
    Decimal | bool,
    BeforeValidator(_figure),
    published(type=["number", "boolean"]),
    written(
        SAYS_FIGURE, type=["number", "boolean", "string"],
        minimum=0, maximum=HIGHEST, pattern=f"^(?:{AMOUNT}|true|false)$",
    ),
]  # fmt: skip
CriterionId = Annotated[str, Form(r"[a-z]+(?:_[a-z]+)*", "小写字母和下划线组成的编号")]
Figures = dict[str, Figure]
Host = Annotated[
    str, Form(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", "小写的域名，如 www.example.gov.cn，不带 https://")
]


class Criterion(Record, title="条件"):
    """Criterion of an edition: a threshold if `at_least` is given, else a yes or no.

    `relaxed` is the threshold of the relaxed set; `highest` is what the figure cannot exceed;
    `whole` is true of what is counted one by one, such as people and firms.
    """

    id: CriterionId = Field(description="条件编号，同一版本中不重复；申报情况和评审数字用它")
    label: Text = Field(description="名称")
    article: Count = Field(description="条文编号")
    item: Count | None = Field(None, description="该条中的项，写作（一）（二）的即 1、2")
    at_least: Amount | None = Field(None, description="不低于多少；不写的，是一道是非题")
    relaxed: Amount | None = Field(None, description="放宽后不低于多少")
    highest: Amount | None = Field(None, description="不可能超过多少，如百分比写 100")
    whole: Flag = Field(False, description="只能是整数的（如人数、家数、次数）写 `true`")
    unit: str = Field("", description="单位")
    gist: Text | None = Field(None, description="说明")


class Way(Record, title="途径"):
    """One of several ways in which a function may be met."""

    label: Text = Field(description="名称")
    criteria: tuple[Criterion, ...] = Field(description="这一途径的条件，须全部符合")


class FunctionCriteria(Record, title="功能要求"):
    """Criteria of a function: all of `criteria`, and one of `any_of` if it has ways (第十五条)."""

    function: FunctionTerm = Field(description="服务功能")
    article: Count = Field(description="条文编号")
    item: Count | None = Field(None, description="该条中的项，写作（一）（二）的即 1、2")
    criteria: tuple[Criterion, ...] = Field((), description="这项功能的条件，须全部符合")
    any_of: tuple[Way, ...] = Field(
        (), description="任选其一的几种途径；同时写了 `criteria` 的，那些也须符合"
    )


class Relaxation(Record, title="放宽"):
    """Kinds of unit to which the relaxed thresholds apply (第十四条)."""

    unit_kinds: tuple[Annotated[UnitKind, Field(strict=False)], ...] = Field(
        description="适用放宽标准的单位性质"
    )
    article: Count = Field(description="条文编号")
    gist: Text | None = Field(None, description="自拟的要点")


class Material(Record, title="申报材料"):
    """One of the papers to hand in, in our own words."""

    item: Count = Field(description="该条中的项，写作（一）（二）的即 1、2")
    gist: Text = Field(description="自拟的要点")


class BlankForm(Record, title="表样"):
    """Form that an edition prints as an annex, to be filled in (第十八条、第十九条)."""

    name: Text = Field(description="名称，如 附件1 推荐表")
    article: Count = Field(description="条文编号")
    gist: Text | None = Field(None, description="由谁填、怎样用，自拟")
    url: WebAddress | None = Field(None, description="空白表样的网址")


class Materials(Record, title="申报材料清单"):
    """Papers to hand in with an application (第十九条), and the forms for them."""

    article: Count = Field(description="条文编号")
    items: tuple[Material, ...] = Field(description="逐项的材料")
    forms: tuple[BlankForm, ...] = Field((), description="办法所附的表样")


class Eligibility(Record, title="认定条件"):
    """Criteria of an edition: every one of `general`, and those of at least one function."""

    relaxed_for: Relaxation | None = Field(None, description="放宽标准适用于谁")
    general: tuple[Criterion, ...] = Field((), description="基本条件，须全部符合")
    functions: tuple[FunctionCriteria, ...] = Field(
        (), description="各项服务功能的要求，至少符合一项功能"
    )
    materials: Materials | None = Field(None, description="申报材料")

    @property
    def criteria(self) -> Iterator[Criterion]:
        """Every criterion, in the order of the edition."""
        functions = (chain(f.criteria, *(way.criteria for way in f.any_of)) for f in self.functions)
        return chain(self.general, *functions)


class InForce(Record, title="施行期"):
    """Days on which an edition is in force; an absent day is unknown or not yet set."""

    starts: PrintedDay | None = Field(None, description="施行的起日")
    ends: PrintedDay | None = Field(None, description="施行的止日")
    article: Count | None = Field(None, description="条文编号")


class ServiceFunction(Record, title="服务功能"):
    """Service function of the edition (第七条至第十三条)."""

    term: FunctionTerm = Field(description="功能代码")
    label: Text = Field(description="名称")
    article: Count | None = Field(None, description="条文编号")
    gist: Text | None = Field(None, description="自拟的要点")


class ValidityTerm(Record, title="有效期规定"):
    """Term of a title in years (第二十三条), or until a review every so many years."""

    years: Count | None = Field(None, description="有效期的年数")
    until_review_every_years: Count | None = Field(
        None, description="每几年复核一次，称号保持到下次复核"
    )
    article: Count | None = Field(None, description="条文编号")


class PublicityTerm(Record, title="公示规定"):
    """Working days of publicity and whether the first day counts (第二十条)."""

    working_days: Count = Field(description="公示的工作日数")
    first_day_counts: Flag = Field(description="首日是否计入")
    article: Count | None = Field(None, description="条文编号")
    first_day_article: Count | None = Field(
        None, description="写明首日是否计入的条文；办法没有写明的不写，网页照此说明"
    )


class BarTerm(Record, title="不得申报规定"):
    """Years during which a revoked unit may not apply (第二十四条)."""

    years: Count = Field(description="撤销后不得申报的年数")
    article: Count | None = Field(None, description="条文编号")


class ReapplicationTerm(Record, title="再次申报规定"):
    """Years before the end of a title from which it may be applied for again (第二十三条)."""

    years_before_expiry: Count = Field(description="期满前几年起可以再次申报，0 为期满当年")
    article: Count | None = Field(None, description="条文编号")


class BatchTerm(Record, title="批次规定"):
    """Number of rounds a year (第二十二条)."""

    per_year: Count = Field(description="每年几个批次")
    article: Count | None = Field(None, description="条文编号")


class AnnualReportTerm(Record, title="年度总结规定"):
    """Day by which a year's report is due (第二十六条)."""

    due: MonthDay = Field(description="年度总结的截止日")
    article: Count | None = Field(None, description="条文编号")


class Power(Record, title="职权"):
    """Who may take a step of the procedure, by which article."""

    by: tuple[Annotated[Office, Field(strict=False)], ...] = Field(
        description="由谁办理：`territory` 为本级主管部门，`place` 为平台所在地的主管部门"
    )
    article: Count | None = Field(None, description="条文编号")


class Authority(Record, title="各项职权"):
    """Who may take each step (第十七条、第二十条至第二十二条、第二十四条至第二十六条).

    A step that is absent is one on which the edition is silent: it is not judged.
    """

    call: Power | None = Field(None, description="发申报通知")
    recommendation: Power | None = Field(None, description="推荐")
    publicity: Power | None = Field(None, description="公示")
    announcement: Power | None = Field(None, description="公布认定结果")
    inspection: Power | None = Field(None, description="检查")
    revocation_request: Power | None = Field(None, description="提请撤销")
    revocation: Power | None = Field(None, description="撤销")
    annual_report: Power | None = Field(None, description="汇总年度总结")


class SupervisionTerm(Record, title="监督规定"):
    """Supervision of the procedure by the public (第二十七条); who inspects platforms hears complaints of them."""

    article: Count | None = Field(None, description="条文编号")


class PublishedAt(Record, title="公布的网站"):
    """Websites on which the edition wants its acts published (第二十条、第二十一条、第二十五条)."""

    sites: tuple[Host, ...] = Field(
        (), description="网站的域名，如 www.example.gov.cn；其子域名也算；办法没有规定的不写"
    )
    article: Count | None = Field(None, description="条文编号")


class Article(Record, title="条文"):
    """Gist of one article in our own words."""

    number: Count = Field(description="条文编号")
    gist: Text = Field(description="自拟的要点，不抄原文")


class Replaced(Record, title="被替代的办法"):
    """Edition that this one replaces."""

    document_number: DocumentNumber | None = Field(None, description="发文字号")
    title: Text | None = Field(None, description="标题")


class Regulation(Record, title="办法版本"):
    """Edition of the regulation; `terms_unknown` says why our copy lacks its terms."""

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
    authority: Authority | None = Field(
        None, description="各项事情由谁办理；不写的列为缺口，不作核对"
    )
    supervision: SupervisionTerm | None = Field(
        None, description="接受社会监督；写了的，网页写明向谁反映"
    )
    published_at: PublishedAt | None = Field(
        None, description="文件须在哪里公布；不写的列为缺口，不作核对"
    )
    eligibility: Eligibility | None = Field(
        None, description="认定条件；录入了才能自查，也才能核对评审数字"
    )
    articles: tuple[Article, ...] = Field((), description="各条的要点，自拟，不抄原文")
    remarks: Text | None = Field(None, description="备注")

    @property
    def begins(self) -> date:
        """First day in force; one that is unknown is thought to be long ago."""
        return self.in_force.starts.first if self.in_force.starts else date.min

    def is_over(self, day: date) -> bool:
        """Whether the edition is surely no longer in force on a day."""
        return self.in_force.ends is not None and self.in_force.ends.last < day


def function_labels(editions: Iterable[Regulation]) -> dict[str, str]:
    """Label of each service function that one of these editions lists, by its term."""
    return {each.term: each.label for edition in editions for each in edition.service_functions}
