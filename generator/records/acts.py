"""官方文件 Official acts: one model per kind, each with exactly its own fields."""

from typing import Annotated, Any, Generic

from pydantic import BeforeValidator, ConfigDict, Field

from generator.records.act import Act, ListedAct, RowT
from generator.records.base import ActId, Record, Span, Text, Validity, Year
from generator.records.day import PrintedDay
from generator.records.rows import (
    AnnouncementRow,
    AnnualReportRow,
    InspectionRow,
    NationalRecommendationRow,
    ObjectionRow,
    PublicityRow,
    ReconsiderationRow,
    RenamingRow,
    ReviewRow,
    RevocationRow,
    Row,
    SuccessionRow,
    ValidityChangeRow,
    WithdrawalRow,
)
from generator.terms import ActKind

# One or several lists; a single one may be written without brackets.
Listings = Annotated[
    tuple[ActId, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)
]
EXCEPT = "除外：列在这些文件（公示、公布、没有不合格的复核）中的平台不受影响，可以写本文件"


class Call(Act):
    """申报通知 Opens a yearly round (第二十二条); no rows."""

    kind_of_act = ActKind.CALL
    applications: Span | None = Field(None, description="申报时间")


class Objections(Record):
    """异议受理 To whom and how an objection is made; an office's contact only."""

    to: Text = Field(description="受理处室")
    how: Text | None = Field(None, description="提出的方式")
    contact: Text | None = Field(None, description="办公电话或单位邮箱，不写个人的")


class Publicity(ListedAct[PublicityRow]):
    """公示 The list put before the public (第二十条); an absent window is unknown, a gap."""

    kind_of_act = ActKind.PUBLICITY
    window: Span | None = Field(None, description="公示期，照原文；来源没有载明的不写，列为缺口")
    objections: Objections | None = Field(None, description="异议受理")


class Announcement(ListedAct[AnnouncementRow]):
    """公布 The list of platforms designated (第二十一条)."""

    kind_of_act = ActKind.ANNOUNCEMENT
    publicity: ActId | None = Field(None, description="此前的公示")
    validity: Validity | None = Field(None, description="全部行共同的有效期")
    validity_unknown: Text | None = Field(
        None, description="公布文件没有写明有效期起止日的，写明原因，列为缺口"
    )


class Revocation(ListedAct[RevocationRow]):
    """撤销 Titles revoked (第二十四条、第二十五条)."""

    kind_of_act = ActKind.REVOCATION
    takes_effect_on: PrintedDay | None = Field(None, description="生效日；不写即为成文日期")


class Review(ListedAct[ReviewRow]):
    """复核 A review of titles already granted."""

    kind_of_act = ActKind.REVIEW
    publicity: ActId | None = Field(None, description="此前的公示；没有公示的不写")


class Renaming(ListedAct[RenamingRow]):
    """更名 Names changed; may take effect before the notice."""

    kind_of_act = ActKind.RENAMING
    takes_effect_on: PrintedDay | None = Field(
        None, description="生效日，可以早于成文日期；不写即为成文日期"
    )


class ValidityChange(Act):
    """有效期调整 New days for whole announcements (`of_notices`) or single rows."""

    kind_of_act = ActKind.VALIDITY_CHANGE
    of_notices: tuple[ActId, ...] = Field((), description="整份调整的公布或复核文件")
    except_listed_in: Listings = Field((), description=EXCEPT)
    starts: PrintedDay | None = Field(None, description="调整后的起日；不改的不写")
    ends: PrintedDay | None = Field(None, description="调整后的止日；不改的不写")
    rows: tuple[ValidityChangeRow, ...] = Field((), description="个别调整的平台")


class Withdrawal(ListedAct[WithdrawalRow]):
    """退出 Platforms that give up the title."""

    kind_of_act = ActKind.WITHDRAWAL
    takes_effect_on: PrintedDay | None = Field(None, description="生效日；不写即为成文日期")


class Abolition(Act):
    """废止 Whole announcements abolished; no rows."""

    kind_of_act = ActKind.ABOLITION
    of_notices: tuple[ActId, ...] = Field((), description="被废止的公布或复核文件")
    granted_before: PrintedDay | None = Field(
        None, description="在这一天以前认定的一律废止；与 `of_notices` 只写其一"
    )
    except_listed_in: Listings = Field((), description=EXCEPT)
    takes_effect_on: PrintedDay | None = Field(None, description="生效日；不写即为成文日期")


class Inspection(ListedAct[InspectionRow]):
    """检查 Inspections and what they found (第二十四条、第二十五条)."""

    kind_of_act = ActKind.INSPECTION


class Objection(ListedAct[ObjectionRow]):
    """异议处理 What became of objections to a publicity (第二十一条)."""

    kind_of_act = ActKind.OBJECTION
    publicity: ActId = Field(description="所针对的公示")


class NationalRecommendation(ListedAct[NationalRecommendationRow]):
    """推荐国家级 Platforms recommended for the national title (第五条)."""

    kind_of_act = ActKind.NATIONAL_RECOMMENDATION


class AnnualReport(ListedAct[AnnualReportRow]):
    """年度总结 Yearly reports received by year end (第二十六条)."""

    kind_of_act = ActKind.ANNUAL_REPORT
    year: Year = Field(description="总结的是哪一年")


class Reconsideration(ListedAct[ReconsiderationRow]):
    """Decision upon an act: annulled, stayed, the stay lifted, or upheld."""

    kind_of_act = ActKind.RECONSIDERATION
    about: ActId = Field(description="被复议、起诉或自行纠正的文件")
    by: Text = Field(description="作出决定的机关，照原文；自行纠正的写本机关")
    takes_effect_on: PrintedDay | None = Field(
        None, description="停止或恢复执行的起日；不写即为成文日期"
    )


class Succession(ListedAct[SuccessionRow]):
    """Platforms merged into others, which hand their title on or lose it."""

    kind_of_act = ActKind.SUCCESSION
    takes_effect_on: PrintedDay | None = Field(None, description="生效日；不写即为成文日期")


class Other(Act):
    """An official paper without effect on any title; rows may name the platforms concerned."""

    kind_of_act = ActKind.OTHER
    rows: tuple[Row, ...] = Field((), description="涉及的平台；没有的不写")


class Correction(ListedAct[RowT], Generic[RowT]):
    """更正 Puts right what another act said wrongly, from that act's start.

    Its rows have the form of the rows of the act it corrects.
    """

    kind_of_act = ActKind.CORRECTION
    corrects: ActId = Field(description="被更正的文件；也可以是一份更正")
    what: Text = Field(description="原来错在哪里，应当是什么")


class AnyRow(Row):
    """任意行 A row whose form is unknown, because what it corrects is not on record."""

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
    """更正的形式 The model of a correction of an act of this kind."""
    return CORRECTIONS[kind]
