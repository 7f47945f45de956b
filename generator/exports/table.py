"""总表 One row per platform: the same columns in CSV, XLSX, SQLite and Parquet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.exports.csv import SEPARATOR
from generator.exports.envelope import Publication
from generator.exports.lists import functions
from generator.exports.models.platform import Contact, Platform, Validity
from generator.exports.platform import platform
from generator.standing.division import division_name
from generator.standing.snapshot import Listing
from generator.terms import UnitKind

Value = str | date | None


@dataclass(frozen=True)
class Source:
    """来处 What a cell is taken from."""

    publication: Publication
    listing: Listing
    platform: Platform

    @property
    def validity(self) -> Validity:
        """有效期 Of the period that decides the standing; empty where there is none."""
        return self.platform.validity or Validity(starts=None, ends=None)

    @property
    def contact(self) -> Contact:
        """联系方式 Empty where none is recorded."""
        return self.platform.contact or Contact(phone=None, website=None, address=None)

    @property
    def document_number(self) -> str | None:
        """依据的文号 Of the act that decides the standing."""
        entry = self.listing.standing.decided_by
        return entry.act.document_number if entry else None

    @property
    def function_labels(self) -> str:
        """服务功能的名称 In the order of the list."""
        labels = functions(self.publication.snapshot)
        return SEPARATOR.join(labels.get(term, term) for term in self.platform.functions)


class Line(NamedTuple):
    """一行 The cells of one platform, and what they were taken from."""

    source: Source
    cells: tuple[Value, ...]


class Sheet(Protocol):
    """一种表 A file that is given line after line, so that the whole table is never held."""

    path: Path

    def add(self, line: Line) -> None:
        """记一行 In the order of the register."""

    def finish(self) -> None:
        """合上 After the last line."""


@dataclass(frozen=True)
class Column:
    """一列 `name` is for programs, `label` for people."""

    name: str
    label: str
    take: Callable[[Source], Value]
    is_day: bool = False


COLUMNS = (
    Column("id", "编号", lambda s: s.platform.id),
    Column("name", "平台名称", lambda s: s.platform.name),
    Column("operating_unit", "运营单位", lambda s: s.platform.operating_unit),
    Column("credit_code", "统一社会信用代码", lambda s: s.platform.credit_code),
    Column("unit_kind", "单位性质代码", lambda s: s.platform.unit_kind),
    Column("unit_kind_label", "单位性质", lambda s: _kind(s.platform.unit_kind)),
    Column("division", "区划代码", lambda s: s.platform.division),
    Column("city", "市代码", lambda s: s.platform.city),
    Column("city_name", "市", lambda s: division_name(s.platform.city) if s.platform.city else None),
    Column("functions", "服务功能代码", lambda s: SEPARATOR.join(s.platform.functions) or None),
    Column("function_labels", "服务功能", lambda s: s.function_labels or None),
    Column("status", "资格状态代码", lambda s: s.platform.status),
    Column("status_label", "资格状态", lambda s: s.platform.status_label),
    Column("status_since", "状态起日", lambda s: s.platform.status_since, is_day=True),
    Column("validity_starts", "有效期起日", lambda s: s.validity.starts, is_day=True),
    Column("validity_ends", "有效期止日", lambda s: s.validity.ends, is_day=True),
    Column("barred_until", "不得申报至", lambda s: s.platform.barred_until, is_day=True),
    Column("decided_by", "依据文件编号", lambda s: s.platform.decided_by),
    Column("document_number", "依据文号", lambda s: s.document_number),
    Column("services", "服务简介", lambda s: s.platform.services),
    Column("phone", "办公电话", lambda s: s.contact.phone),
    Column("website", "网站", lambda s: s.contact.website),
    Column("address", "办公地址", lambda s: s.contact.address),
    Column("page", "网页", lambda s: s.publication.address(f"platforms/{s.platform.id}/")),
    Column("as_of", "数据截至", lambda s: s.listing.as_of, is_day=True),
    Column("licence", "许可", lambda s: s.publication.snapshot.register.site.licence),
    Column("disclaimer", "声明", lambda s: s.publication.head()["disclaimer"]),
)  # fmt: skip


def lines(publication: Publication) -> Iterator[Line]:
    """各行 Every platform ever recorded, one after the other."""
    for listing in publication.snapshot.listings.values():
        source = Source(publication, listing, platform(listing))
        yield Line(source, tuple(column.take(source) for column in COLUMNS))


def _kind(code: str | None) -> str | None:
    return UnitKind.labels()[code] if code else None
