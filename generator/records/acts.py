"""Official acts: one model per kind with exactly its own fields, and the rows of its list."""

from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from generator.records.regulation import Figures
from generator.records.values import (
    ACT_ID,
    ActId,
    CodeBearer,
    Count,
    CreditCode,
    Day,
    DocumentNumber,
    Flag,
    FunctionTerm,
    Name,
    PlatformId,
    PrintedDay,
    Record,
    Slug,
    Source,
    Span,
    Text,
    Validity,
    Year,
    published,
    shared,
    written,
)
from generator.terms.citations import PART
from generator.terms.words import (
    ActKind,
    DecisionOutcome,
    NationalOutcome,
    ObjectionOutcome,
    ReviewOutcome,
)


class Row(Record, title="一行"):
    """Row of an act's list: the platform that it is about."""

    platform: PlatformId = Field(description="示范平台；同一文件中只列一次")
    remarks: Text | None = Field(None, description="备注，照原文")


class ListedRow(Row, title="名单行"):
    """Row of a printed list: names and functions as printed.

    `assessment` holds the figures it was judged by, by the ids of the edition's criteria.
    """

    name: Name | None = Field(None, description="平台名称，照原文")
    operating_unit: Name | None = Field(None, description="运营单位（申报单位），照原文")
    functions: Annotated[tuple[FunctionTerm, ...], AfterValidator(shared)] = Field(
        (), description="服务功能，照原文"
    )
    assessment: Figures | None = Field(
        None,
        description="评审数字，编号见所依据办法版本的认定条件；写了就与条件核对，没有写的不作猜测",
    )


class PublicityRow(ListedRow, title="公示行"):
    """Row of a publicity: a platform proposed for designation (第二十条)."""

    recommended_by: Slug | None = Field(None, description="推荐的主管部门；直接申报的不写")
    reviewed: Flag = Field(False, description="列为复核的写 `true`；不写即为 `false`")


class AnnouncementRow(ListedRow, title="公布行"):
    """Row of an announcement: a platform designated (第二十一条); `validity` where it differs."""

    validity: Validity | None = Field(None, description="与共同的有效期不同时写")
    number: Text | None = Field(None, description="证书编号")


class RevocationRow(Row, title="撤销行"):
    """Row of a revocation: a title revoked, with the ground found (第二十四条、第二十五条)."""

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


class ReviewRow(Row, title="复核行"):
    """Row of a review: its outcome; `validity` where the review fixes a new one."""

    name: Name | None = Field(None, description="平台名称，照原文")
    operating_unit: Text | None = Field(None, description="运营单位，照原文")
    outcome: ReviewOutcome = Field(strict=False, description="结论")
    rectify_by: PrintedDay | None = Field(None, description="整改期限")
    grade: Text | None = Field(None, description="等次，照原文")
    validity: Validity | None = Field(None, description="复核给了新的有效期时写")
    validity_unknown: Text | None = Field(
        None, description="复核延续了称号而没有写明到哪一天的，写明原因，列为缺口"
    )


class Renamed(Record, title="名称变更"):
    """Change of a name: the former one and the new one."""

    from_: Text = Field(alias="from", description="变更前的名称")
    to: Text = Field(description="变更后的名称")


class RenamingRow(Row, CodeBearer, title="更名行"):
    """Row of a renaming: a platform or its unit renamed; number and validity stay."""

    name: Renamed | None = Field(None, description="平台名称的变更")
    operating_unit: Renamed | None = Field(None, description="运营单位名称的变更")
    takes_effect_on: PrintedDay | None = Field(
        None, description="这一行自己的生效日；不写即用文件的"
    )
    credit_code: CreditCode | None = Field(None, description="变更后的代码；没有变的不写")
    same_legal_person: Flag | None = Field(
        None, description="代码变了的：仍是同一法人写 `true`，换了法人写 `false`，不知道的不写"
    )


class ValidityChangeRow(Row, title="有效期调整行"):
    """Row of a validity change: new days for one platform."""

    designation: ActId | None = Field(
        None, description="成文那天同时有几次认定的，写调整的是哪一份公布的"
    )
    starts: PrintedDay | None = Field(None, description="这个平台调整后的起日；不写即用文件的")
    ends: PrintedDay | None = Field(None, description="这个平台调整后的止日；不写即用文件的")


class WithdrawalRow(Row, title="退出行"):
    """Row of a withdrawal: a platform that gives up its title."""

    grounds: Text | None = Field(None, description="退出的理由")
    designation: ActId | None = Field(None, description="同时有几次认定而只退出其一的，写那份公布")


class InspectionRow(Row, title="检查行"):
    """Row of an inspection: its outcome (第二十四条、第二十五条)."""

    inspected_on: PrintedDay | None = Field(None, description="检查日期")
    by: Slug | None = Field(None, description="检查的主管部门")
    grade: Text | None = Field(None, description="等次，照原文")
    outcome: ReviewOutcome = Field(strict=False, description="结论")
    rectify_by: PrintedDay | None = Field(None, description="整改期限")


class ObjectionRow(Row, title="异议行"):
    """Row of an objection: how it was settled, never who objected (第二十一条)."""

    outcome: ObjectionOutcome = Field(strict=False, description="结论")
    grounds: Text | None = Field(None, description="理由；不写异议人是谁")


class NationalRecommendationRow(Row, title="推荐国家级行"):
    """Row of a national recommendation: a platform recommended for that title (第五条)."""

    outcome: NationalOutcome = Field(strict=False, description="进展")
    national_document_number: DocumentNumber | None = Field(
        None, description="国家级认定文件的发文字号"
    )


class AnnualReportRow(Row, title="年度总结行"):
    """Row of a list of yearly reports: the day one came in, or that none did (第二十六条)."""

    filed_on: PrintedDay | None = Field(None, description="报送日期")
    filed: Literal["none"] | None = Field(None, description="没有报送的写 `none`")
    plan_filed_on: PrintedDay | None = Field(None, description="报送下一年计划的日期")


class ReconsiderationRow(Row, title="复议诉讼行"):
    """Outcome of a decision upon an act, for one platform that the act names."""

    outcome: DecisionOutcome = Field(strict=False, description="结论")
    grounds: Text | None = Field(None, description="理由")


class SuccessionRow(Row, title="承继行"):
    """One platform merged into another, with or without its title."""

    successor: PlatformId = Field(description="承继的示范平台")
    keeps_title: Flag = Field(description="称号由承继者保持到期满的写 `true`，就此终止的写 `false`")


RowT = TypeVar("RowT", bound=Row)


class DocumentOfActs(Record, title="公文"):
    """Fields that a document of several acts has once; each act has them too, but for count and remarks."""

    id: Slug = Field(description="与文件名相同，永不更改，永不再用")
    title: Text = Field(description="标题，照原文")
    document_number: DocumentNumber | None = Field(None, description="发文字号；没有印的不写")
    issued_on: PrintedDay = Field(description="成文日期")
    issuer: Slug = Field(description="发文机关，须在 `departments.yaml` 中")
    regulation: Slug | None = Field(
        None, description="所依据的办法版本；各项另有依据的，写在各项里"
    )
    batch: Slug | None = Field(None, description="所属批次；各项不同的，写在各项里")
    source: Source | None = Field(None, description="原文网址和存档；没有网址的列为缺口")
    count: Count | None = Field(None, description="各项数目之和")
    remarks: Text | None = Field(None, description="备注")


class Act(Record, title="官方文件"):
    """Fields that every act has; `rows_complete: false` says that our copy is partial."""

    kind_of_act: ClassVar[ActKind]

    id: Slug = Field(description="与文件名相同，永不更改，永不再用")
    kind: ActKind = Field(strict=False, description="文件种类")
    heading: Text | None = Field(None, description="文件中这一项的小标题，照原文；没有的不写")
    title: Text = Field(description="标题，照原文")
    document_number: DocumentNumber | None = Field(None, description="发文字号；没有印的不写")
    issued_on: PrintedDay = Field(description="成文日期")
    issuer: Slug = Field(description="发文机关，须在 `departments.yaml` 中")
    regulation: Slug = Field(description="所依据的办法版本")
    batch: Slug | None = Field(None, description="所属批次")
    source: Source | None = Field(None, description="原文网址和存档；没有网址的列为缺口")
    count: Count | None = Field(None, description="正文中写的数目，应与行数相等")
    rows_complete: Flag = Field(
        True, description="名单只录到一部分时写 `false`，列为缺口；不写即为 `true`"
    )
    remarks: Text | None = Field(None, description="备注")

    @field_validator("kind")
    @classmethod
    def _of_its_own_kind(cls, kind: ActKind) -> ActKind:
        if kind is cls.kind_of_act:
            return kind
        message = "“{kind}”应为“{own}”"
        raise PydanticCustomError("form", message, {"kind": kind, "own": cls.kind_of_act})

    @property
    def document(self) -> str:
        """Id of the document that the act stands in: its own, where it is the only one there."""
        return self.id.partition(PART)[0]

    @property
    def number(self) -> int:
        """Number of the act within its document, from 1."""
        return int(self.id.partition(PART)[2] or 1)

    def is_named(self, name: str | None) -> bool:
        """Whether a reference may mean this act: by its own id, or by that of its document."""
        return name in (self.id, self.document)

    @property
    def effective_on(self) -> Day:
        """Day on which the act takes effect: its own, or the day of issue."""
        # Asked of the fields: a model that lacks one looks for it in many places.
        own: Day | None = self.__dict__.get("takes_effect_on")
        return own or self.issued_on


class ListedAct(Act, Generic[RowT], title="附名单的文件"):
    """Act with a row per platform."""

    rows: tuple[RowT, ...] = Field(description="附表")


def rows_of(act: Act) -> tuple[Row, ...]:
    """Rows of any act; empty where its kind has none."""
    rows: tuple[Row, ...] = getattr(act, "rows", ())
    return rows


# One or several lists; a single one may be written without brackets.
Listings = Annotated[
    tuple[ActId, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    published(type="array", items={"type": "string"}),
    written(
        "文件编号，有几份的写成列表",
        type=["string", "array"], pattern=ACT_ID, items={"type": "string", "pattern": ACT_ID},
    ),
]  # fmt: skip
EXCEPT = "除外的文件；列在这些文件（公示、公布、没有不合格的复核）中的平台不受影响，可以写本文件"


class Call(Act, title="申报通知"):
    """Call for applications: opens a yearly round (第二十二条); no rows."""

    kind_of_act = ActKind.CALL
    applications: Span | None = Field(None, description="申报时间")


class Objections(Record, title="异议受理"):
    """Office to which an objection is made, and how; an office's contact only."""

    to: Text = Field(description="受理处室")
    how: Text | None = Field(None, description="提出的方式")
    contact: Text | None = Field(None, description="办公电话或单位邮箱，不写个人的")


class Window(Record, title="公示期"):
    """Days of a publicity, both included; `working_days` where the last day is not printed.

    In a register the last day of such a window is worked out by the calendar, or the window is
    unknown as a whole.
    """

    starts: PrintedDay = Field(description="起日")
    ends: PrintedDay | None = Field(None, description="止日")
    working_days: Count | None = Field(
        None, description="工作日数；原文没有印止日、只印几个工作日的写，止日由程序按日历推算"
    )

    @property
    def last(self) -> Day:
        """Last day, printed or worked out; known of every window in a register."""
        assert self.ends
        return self.ends


class Publicity(ListedAct[PublicityRow], title="公示"):
    """List put before the public (第二十条); an absent window is unknown, a gap."""

    kind_of_act = ActKind.PUBLICITY
    window: Window | None = Field(None, description="公示期，照原文；来源没有载明的不写，列为缺口")
    objections: Objections | None = Field(None, description="异议受理")


class Announcement(ListedAct[AnnouncementRow], title="公布"):
    """List of platforms designated (第二十一条)."""

    kind_of_act = ActKind.ANNOUNCEMENT
    publicity: ActId | None = Field(None, description="此前的公示")
    publicity_unknown: Text | None = Field(
        None, description="查不到公示的原因；查不到经过哪次公示的写，列为缺口"
    )
    validity: Validity | None = Field(None, description="全部行共同的有效期")
    validity_unknown: Text | None = Field(
        None, description="没有写明有效期的原因；公布文件没有写明起止日的写，列为缺口"
    )


class Revocation(ListedAct[RevocationRow], title="撤销"):
    """Titles revoked (第二十四条、第二十五条)."""

    kind_of_act = ActKind.REVOCATION
    takes_effect_on: PrintedDay | None = Field(None, description="生效日；不写即为成文日期")


class Review(ListedAct[ReviewRow], title="复核"):
    """Review of titles already granted."""

    kind_of_act = ActKind.REVIEW
    publicity: ActId | None = Field(None, description="此前的公示；没有公示的不写")


class Renaming(ListedAct[RenamingRow], title="更名"):
    """Names changed; may take effect before the notice."""

    kind_of_act = ActKind.RENAMING
    takes_effect_on: PrintedDay | None = Field(
        None, description="生效日，可以早于成文日期；不写即为成文日期"
    )


class ValidityChange(Act, title="有效期调整"):
    """New days for whole announcements (`of_notices`) or for single rows."""

    kind_of_act = ActKind.VALIDITY_CHANGE
    of_notices: tuple[ActId, ...] = Field((), description="整份调整的公布或复核文件")
    except_listed_in: Listings = Field((), description=EXCEPT)
    starts: PrintedDay | None = Field(None, description="调整后的起日；不改的不写")
    ends: PrintedDay | None = Field(None, description="调整后的止日；不改的不写")
    rows: tuple[ValidityChangeRow, ...] = Field((), description="个别调整的平台")


class Withdrawal(ListedAct[WithdrawalRow], title="退出"):
    """Platforms that give up the title."""

    kind_of_act = ActKind.WITHDRAWAL
    takes_effect_on: PrintedDay | None = Field(None, description="生效日；不写即为成文日期")


class Abolition(Act, title="废止"):
    """Whole lists abolished, by their ids or by their day; no rows."""

    kind_of_act = ActKind.ABOLITION
    of_notices: tuple[ActId, ...] = Field((), description="被废止的公布或复核文件")
    granted_before: PrintedDay | None = Field(
        None, description="在这一天以前认定的一律废止；与 `of_notices` 只写其一"
    )
    except_listed_in: Listings = Field((), description=EXCEPT)
    takes_effect_on: PrintedDay | None = Field(None, description="生效日；不写即为成文日期")


class Inspection(ListedAct[InspectionRow], title="检查"):
    """Inspections and their outcomes (第二十四条、第二十五条)."""

    kind_of_act = ActKind.INSPECTION


class Objection(ListedAct[ObjectionRow], title="异议处理"):
    """Objections to a publicity and how they were settled (第二十一条)."""

    kind_of_act = ActKind.OBJECTION
    publicity: ActId = Field(description="所针对的公示")


class NationalRecommendation(ListedAct[NationalRecommendationRow], title="推荐国家级"):
    """Platforms recommended for the national title (第五条)."""

    kind_of_act = ActKind.NATIONAL_RECOMMENDATION


class AnnualReport(ListedAct[AnnualReportRow], title="年度总结"):
    """Yearly reports received by year end (第二十六条)."""

    kind_of_act = ActKind.ANNUAL_REPORT
    year: Year = Field(description="总结的是哪一年")


class Reconsideration(ListedAct[ReconsiderationRow], title="复议诉讼"):
    """Decision upon an act: annulled, stayed, the stay lifted, or upheld."""

    kind_of_act = ActKind.RECONSIDERATION
    about: ActId = Field(description="被复议、起诉或自行纠正的文件")
    by: Text = Field(description="作出决定的机关，照原文；自行纠正的写本机关")
    takes_effect_on: PrintedDay | None = Field(
        None, description="停止或恢复执行的起日；不写即为成文日期"
    )


class Succession(ListedAct[SuccessionRow], title="承继"):
    """Platforms merged into others, which hand their title on or lose it."""

    kind_of_act = ActKind.SUCCESSION
    takes_effect_on: PrintedDay | None = Field(None, description="生效日；不写即为成文日期")


class Other(Act, title="其他"):
    """An official paper without effect on any title; rows may name the platforms concerned."""

    kind_of_act = ActKind.OTHER
    rows: tuple[Row, ...] = Field((), description="涉及的平台；没有的不写")


class Correction(ListedAct[RowT], Generic[RowT], title="更正"):
    """Official paper that puts right a mistake in another act, from that act's start.

    Its rows have the form of the rows of the act it corrects.
    """

    kind_of_act = ActKind.CORRECTION
    corrects: ActId = Field(description="被更正的文件；也可以是一份更正")
    what: Text = Field(description="原来错在哪里，应当是什么")


class AnyRow(Row, title="任意行"):
    """Row whose form is unknown, because the act that it corrects is not on record."""

    model_config = ConfigDict(extra="ignore")


CorrectionOfUnknown = Correction[AnyRow]

ACTS: dict[str, type[Act]] = {
    model.kind_of_act: model
    for model in (
        Call, Publicity, Announcement, Revocation, Review, Renaming, ValidityChange,
        Withdrawal, Abolition, Inspection, Objection, NationalRecommendation,
        AnnualReport, Reconsideration, Succession, Other, Correction,
    )
}  # fmt: skip


def _rows_of(form: type[Act]) -> Any:
    field = form.model_fields.get("rows")
    return Row if field is None else field.annotation.__args__[0]  # type: ignore[union-attr]


CORRECTIONS: dict[str, type[Act]] = {}
# Made here, where each gets a name of its own in this module: by it a record travels elsewhere.
for _kind, _form in ACTS.items():
    _rows: Any = _rows_of(_form)
    CORRECTIONS[_kind] = Correction[_rows]


def correction_of(kind: str) -> type[Act]:
    """Model of a correction of an act of this kind."""
    return CORRECTIONS[kind]
