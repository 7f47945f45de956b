"""Models of the published files, content and schema in one: platforms, the log, what the records rest on."""

from datetime import date
from typing import Any, get_origin

from pydantic import Field

from generator.records import registry as records
from generator.records.registry import Batch, Erratum
from generator.records.regulation import Regulation
from generator.site.data.act import HistoryEntry, PublishedErratum
from generator.site.data.derivation import (
    Derived,
    Head,
    Opening,
    Output,
    derived,
    list_of,
    model,
    union_model,
)


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


class LogHead(Output):
    """The whole log in one number: whoever has kept it can tell whether the log was changed."""

    size: int = Field(description="条数。")
    head: str | None = Field(
        description="最后一条的散列（SHA-256，十六进制），连着以前的每一条；没有日志时为 null。"
    )
    unavailable: str | None = Field(description="没有日志的原因。")


class LogEntry(Output):
    """One entry; its first seven fields are hashed, see docs/trust.md."""

    number: int = Field(description="编号，从 1 起，不变。")
    on: date = Field(description="记入登记簿的那一天（北京时间）。")
    action: str = Field(description="added 新增、edited 改动、redacted 隐去、removed 移除。")
    subject: str = Field(
        description="记录的种类：notice、platform、erratum、regulation、batch、departments、work_calendar、site 等。"
    )
    id: str
    commitment: str | None = Field(
        description="对所记内容的承诺：SHA-256(02 ‖ 盐 ‖ 内容的规范 JSON)；移除时为 null。"
    )
    previous: str | None = Field(
        description="前一条的散列，即 SHA-256(00 ‖ 前一条前七个字段的规范 JSON)；第一条为 null。"
    )
    salt: str | None = Field(description="盐；只有该记录的最后一条才有。")
    item: dict[str, Any] | None = Field(
        description="所记内容，照登记簿，值都是文字；只有该记录的最后一条才有，截至当日尚未公布的没有。"
    )


class LogFile(Head):
    """The log with every entry from the first on."""

    log: LogHead
    entries: tuple[LogEntry, ...]


class Word(Output):
    """Code, its label, and its meaning where there is one."""

    code: str
    label: str
    meaning: str | None
    article: int | None


class Terms(Output):
    """Every code that stands in these files."""

    statuses: tuple[Word, ...]
    kinds: tuple[Word, ...]
    unit_kinds: tuple[Word, ...]
    functions: tuple[Word, ...]
    cities: tuple[Word, ...]
    caveats: tuple[Word, ...]
    events: tuple[Word, ...]
    explanations: tuple[Word, ...]
    outcomes: tuple[Word, ...]


class TermsFile(Head):
    """Every code, by what it is a code of."""

    terms: Terms


class RegulationsFile(Head):
    """Every edition, each number with its article."""

    regulations: tuple[Regulation, ...]


# A department; `city` is the one that it answers for on the day of the file.
Department = union_model("Department", [records.Department], Output, city=derived(str | None))


# Departments with the names they bore and the cities they answered for, and when.
DepartmentsFile = model("DepartmentsFile", Head, departments=list_of(Department))


class BatchesFile(Head):
    """Yearly rounds."""

    batches: tuple[Batch, ...]


class ErrataFile(Head):
    """Mistakes of our own copy, each with what was put right."""

    errata: tuple[Erratum, ...]


class GapLine(Output):
    """Something not known, or that wants a look."""

    file: str
    code: str
    severity: str
    message: str


class GapsFile(Head):
    """Everything not known, or that wants a look."""

    gaps: tuple[GapLine, ...]


class Address(Output):
    """Address of a file, or of one file per id, and of the schema that describes it."""

    name: str
    path: str
    schema_path: str
    says: str


class Program(Output):
    """Program that made the site, by name, version and commit."""

    name: str = Field(description="程序的名称。")
    version: str = Field(description="程序的版本。")
    commit: str | None = Field(
        description="程序所据的 git 提交；不知道，或程序有未提交的改动时为 null。"
    )


class IndexFile(Head):
    """Every address of the API."""

    program: Program
    log: LogHead
    files: dict[str, str]
    addresses: tuple[Address, ...]


class Sealed(Output):
    """Published file, with what proves that it is whole."""

    path: str
    size: int
    sha256: str


class ManifestFile(Head):
    """Every published file but this one."""

    log: LogHead
    files: tuple[Sealed, ...]
