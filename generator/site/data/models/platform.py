"""Platforms as published: the forms that `generator.site.data.platform` fills."""

from datetime import date
from typing import Any, get_origin

from pydantic import Field

from generator.records import registry as records
from generator.site.data.act import HistoryEntry, PublishedErratum
from generator.site.data.derivation import derived, list_of, model, union_model
from generator.site.data.models.base import Derived, Head, Opening, Output


class PublishedValidity(Output):
    """Both days included; null where not known or not set."""

    starts: date | None
    ends: date | None


class Note(Output):
    """Caveat beside the status: a reader of the status must know it."""

    code: str
    text: str


class PublishedBar(Output):
    """Days on which the unit may not apply, both included, and the revocation that says so."""

    starts: date
    ends: date
    by: str


class State(Output):
    """Who a platform is, and how it stands on a day."""

    id: str
    name: str | None
    operating_unit: str
    credit_code: str | None
    division: str | None
    city: Derived[str | None]
    functions: tuple[str, ...]
    status: Derived[str]
    status_label: Derived[str]
    caveats: Derived[tuple[Note, ...]] = Field(description="附注：引用资格状态时须一并引用。")
    explanation: Derived[str | None] = Field(description="结论为否定时的缘由。")
    validity: PublishedValidity | None
    decided_by: Derived[tuple[str, ...]] = Field(
        description="没有它们，状态或有效期就会不同的各份文件。"
    )
    designation: Derived[str | None] = Field(description="所依据的认定文件。")
    bar: Derived[PublishedBar | None]
    barred_until: Derived[date | None]


class Name(Output):
    """Names of a platform and its unit from one day to another."""

    name: str | None
    operating_unit: str
    credit_code: str | None
    starts: date | None
    ends: date | None


class Summary(State):
    """State with the beginning of its status, and the day that its derived values are of."""

    status_since: Derived[date | None] = Field(description="同一次认定之下，本状态不间断的第一日。")
    event: Derived[str | None] = Field(description="那一日发生的事。")
    sentence: Derived[str] = Field(description="一句话的结论，不含附注。")
    as_of: date
    former_names: Derived[tuple[Name, ...]] = Field(description="此前用过的平台名称和单位名称。")
    certificate_numbers: Derived[tuple[str, ...]] = Field(
        description="历次认定的证书编号，新的在前。"
    )


class PublishedPlace(Output):
    """Place of a platform from one day to another; null where not known or not over."""

    division: str
    city: str | None
    starts: date | None
    ends: date | None


class MergedRecord(Output):
    """Further record of the same platform: its id leads to the platform, whose files it says."""

    id: str
    name: str | None
    operating_unit: str
    credit_code: str | None


class PublishedDesignation(Output):
    """Act that granted the title, and its validity as it stands now."""

    decided_by: str
    validity: PublishedValidity | None
    validity_changed_by: str | None


class Past(Output):
    """Stretch of days with one standing, both included; `ends` is null for the last."""

    starts: date
    ends: date | None
    status: str
    status_since: date | None
    event: str | None
    caveats: tuple[Note, ...]
    explanation: str | None
    decided_by: tuple[str, ...]
    designation: str | None


class StretchAnswer(Past):
    """Stretch of days with one answer."""

    label: str
    sentence: str
    validity: PublishedValidity | None
    under_publicity_by: str | None
    bar: PublishedBar | None


class PublishedChange(Output):
    """One change of a platform, as the register's changes number it."""

    number: int = Field(description="编号，从 1 起，不变。")
    on: date
    commit: str | None
    action: str = Field(
        description="added 新增、status_changed 状态变化、amended 依文件变化、corrected 更正、redacted 隐去、removed 移除。"
    )
    status_before: str | None
    caveats_before: tuple[str, ...]
    status_after: str | None
    caveats_after: tuple[str, ...] = Field(description="附注代码。")


Platform = union_model(
    "Platform",
    [records.Platform],
    Output,
    division=derived(str | None),
    city=derived(str | None),
    functions=list_of(str),
    former_names=derived(list_of(Name)),
    merged_records=derived(list_of(MergedRecord)),
    designations=derived(list_of(PublishedDesignation)),
    timeline=derived(list_of(StretchAnswer)),
    history=list_of(HistoryEntry),
    errata=list_of(PublishedErratum),
    changes=list_of(PublishedChange),
    changes_unavailable=str | None,
)
BLANK: dict[str, Any] = dict.fromkeys(Platform.model_fields)
# Everything the register says of one platform.
PlatformFile = model("PlatformFile", Opening, platform=Platform)


class PlatformsFile(Head):
    """Platforms in force, or all."""

    platforms: tuple[Summary, ...]


class CityFile(PlatformsFile):
    """Every platform ever recorded in a part of the territory."""

    city: str


class FunctionFile(PlatformsFile):
    """Every platform that ever bore a service function."""

    function: str


class StatusFile(Head):
    """Status of every id, for who only needs a yes or a no, and the caveats of those that have any."""

    status: dict[str, str]
    caveats: dict[str, tuple[Note, ...]]
    same_as: dict[str, str] = Field(description="并入另一编号的：原编号和留用的编号。")


# A spell of `history.json`, the longest file of all: what it does not have is left out.
BriefPast = model(
    "BriefPast",
    Output,
    starts=date,
    status=str,
    **{
        name: (field.annotation, () if get_origin(field.annotation) is tuple else None)
        for name, field in Past.model_fields.items()
        if name not in ("starts", "status")
    },
)


class PlatformHistory(Output):
    """One platform, enough to answer for any day."""

    id: str
    names: tuple[Name, ...]
    places: tuple[PublishedPlace, ...]
    spells: tuple[BriefPast, ...]  # type: ignore[valid-type]
    designations: tuple[PublishedDesignation, ...]
    bars: tuple[PublishedValidity, ...]


class HistoryFile(Head):
    """Every platform: on a day, take the spell and the name that hold it."""

    platforms: tuple[PlatformHistory, ...]
