"""文件模型 Official acts: one form for every kind; what a kind does not have is null."""

from pydantic import ConfigDict, Field

from generator.exports.models.base import Derived, Head, Output, Printed


class PrintedSpan(Output):
    """起止 As printed, both days included."""

    starts: Printed | None
    ends: Printed | None


class NameChange(Output):
    """名称变更 From one name to another."""

    model_config = ConfigDict(populate_by_name=True)

    from_: str = Field(alias="from")
    to: str


class Figure(Output):
    """一项数据 An amount, or whether something holds; the other is null."""

    criterion: str
    amount: float | None
    holds: bool | None


class Row(Output):
    """附表一行 Of an act of any kind, as printed."""

    platform: str
    name: str | None
    operating_unit: str | None
    functions: tuple[str, ...]
    recommended_by: str | None
    reviewed: bool | None
    validity: PrintedSpan | None
    number: str | None
    assessment: tuple[Figure, ...]
    grounds: str | None
    article: int | None
    proposed_by: str | None
    bars_reapplication: bool | None
    outcome: str | None
    rectify_by: Printed | None
    name_change: NameChange | None
    operating_unit_change: NameChange | None
    credit_code: str | None
    starts: Printed | None
    ends: Printed | None
    inspected_on: Printed | None
    by: str | None
    national_document_number: str | None
    filed_on: Printed | None
    filed: str | None
    remarks: str | None


class NoticeSummary(Output):
    """文件摘要 What lists and histories carry of an act."""

    id: str
    kind: str
    kind_label: str
    title: str
    document_number: str | None
    issued_on: Printed
    effective_on: Derived[Printed]
    """生效日：文件写明的，否则为成文日。"""
    issuer: str
    regulation: str
    batch: str | None


class HistoryEntry(NoticeSummary):
    """一条履历 The act, and its row on the platform with corrections applied."""

    row: Row | None
    corrected_by: str | None


class Source(Output):
    """来源 Where the act was published, and the hash of the archived copy."""

    url: str | None
    archived_sha256: str | None


class Objections(Output):
    """异议受理 To whom and how an objection is made."""

    to: str
    how: str | None
    contact: str | None


class Notice(NoticeSummary):
    """文件 Everything recorded of an act."""

    source: Source | None
    count: int | None
    rows_complete: bool
    remarks: str | None
    applications: PrintedSpan | None
    window: PrintedSpan | None
    objections: Objections | None
    publicity: str | None
    validity: PrintedSpan | None
    validity_unknown: str | None
    takes_effect_on: Printed | None
    of_notices: tuple[str, ...]
    starts: Printed | None
    ends: Printed | None
    year: int | None
    corrects: str | None
    what: str | None
    rows: tuple[Row, ...]


class PublishedNotice(Notice):
    """公布的文件 With the corrections made to it since."""

    corrected_by: tuple[str, ...]


class NoticesFile(Head):
    """全部文件 Newest first."""

    notices: tuple[NoticeSummary, ...]


class NoticeFile(Head):
    """一份文件 Its rows as printed then."""

    notice: PublishedNotice
