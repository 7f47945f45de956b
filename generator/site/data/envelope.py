"""Head of every published file, and how a file is written.

No clock time: the same records and day give the same bytes. JSON is compact, with each thing
of a list on a line, so that two copies can be compared by line.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from pydantic_core import to_json

from generator.history.log import Log, log_of
from generator.history.versions import Chronicle
from generator.register.snapshot import Snapshot
from generator.site.data.changes import NOTICE, PLATFORM, RegisterChange, changes
from generator.site.data.derivation import SCHEMA_VERSION, Opening, plain
from generator.terms.findings import Finding

DEMO_NOTICE = "本站全部数据均为演示数据，不是真实的认定结果，不得作为任何依据。"
# Makes the bytes of one file, whole or in pieces to be written one after the other.
Maker = Callable[[], bytes | Iterable[bytes]]
Outputs = Iterator[tuple[str, Maker]]


@dataclass(frozen=True)
class Publication:
    """Register as of a day, how it came about, and what is wanting in it."""

    snapshot: Snapshot
    chronicle: Chronicle
    findings: tuple[Finding, ...] = ()

    def prepare(self) -> None:
        """Work out what many files ask for, so that no process has to do it by itself."""
        for listing in self.snapshot.listings.values():
            _ = listing.timeline
        _ = self.changes

    def judged(self, findings: Iterable[Finding]) -> "Publication":
        """The publication with these findings; what was worked out already is kept."""
        publication = replace(self, findings=tuple(findings))
        if "changes" in vars(self):
            vars(publication)["changes"] = self.changes
        return publication

    def head(self, total: int = 1) -> dict[str, Any]:
        """Head of a list of so many things; files that name no build have a part of it."""
        snapshot, site = self.snapshot, self.snapshot.register.site
        return {
            "schema_version": SCHEMA_VERSION,
            "title": site.title,
            "as_of": snapshot.as_of,
            "sequence": len(snapshot.documents),
            "next_update": snapshot.next_update,
            "commit": self.chronicle.commit,
            "demonstration": site.demo,
            "disclaimer": DEMO_NOTICE if site.demo else None,
            "licence": site.licence,
            "total": total,
        }

    @cached_property
    def cells(self) -> dict[str, tuple[str | None, ...]]:
        """Cells of the tables by platform: three files print them, and the last of them lets them go."""
        return {}

    @cached_property
    def log(self) -> Log:
        """Log of the register, from the commits that made it."""
        return log_of(self.chronicle)

    @cached_property
    def changes(self) -> list[RegisterChange]:
        """Changes of the register, worked out when first asked for: pages do without."""
        return changes(self.snapshot, self.chronicle)

    def changes_of(self, platform: str) -> list[RegisterChange]:
        """Changes of one platform, in order."""
        return self._changes_by_platform.get(platform, [])

    @cached_property
    def recorded_on(self) -> Mapping[str, date]:
        """Days on which documents came into the register after its beginning, by id; none outside git."""
        added = [each for each in self.changes if each.subject == NOTICE and each.action == "added"]
        return {each.id: each.on for each in added if each.commit != self.changes[0].commit}

    @cached_property
    def _changes_by_platform(self) -> dict[str, list[RegisterChange]]:
        grouped: dict[str, list[RegisterChange]] = {}
        for change in self.changes:
            if change.subject == PLATFORM:
                grouped.setdefault(change.id, []).append(change)
        return grouped

    def file(self, model: type[Opening], total: int = 1, **content: Any) -> bytes:
        """JSON file of the form `model`: so much of the head as it has, then its content."""
        values = self.head(total) | content
        return encoded({name: values[name] for name in model.model_fields})

    def listed(self, model: type[Opening], name: str, items: Iterable[Any], **of: Any) -> bytes:
        """JSON file that is a list of things, and how many there are."""
        lines = [*map(written, items)]
        return b"".join(self.pieces(model, name, len(lines), lines, **of))

    def pieces(
        self, model: type[Opening], name: str, total: int, items: Iterable[bytes], **of: Any
    ) -> Iterator[bytes]:
        """Pieces of such a file, of things already written, which need not all be held."""
        empty = self.file(model, total, **{name: ()}, **of)
        before, _, after = empty.rpartition(f'"{name}":[]'.encode())
        yield before + f'"{name}":['.encode()
        separator = b"\n  "
        for each in items:
            yield separator + each
            separator = b",\n  "
        yield (b"\n ]" if separator.startswith(b",") else b"]") + after

    def recorded(self, model: type[Opening], name: str, records: Iterable[Any]) -> bytes:
        """JSON list of records as they were filed, each day and number as printed."""
        return self.listed(model, name, map(plain, records))

    def address(self, path: str) -> str:
        """Full address of a page or a file of this site."""
        return self.snapshot.register.site.base_url + path

    @property
    def mark(self) -> str:
        """Demonstration mark, in the title of everything that travels alone."""
        return "（演示数据）" if self.snapshot.register.site.demo else ""

    @property
    def says(self) -> str:
        """Day, licence and demonstration mark in one sentence."""
        return f"{self.told}{self.terms}"

    @property
    def told(self) -> str:
        """Day up to which the register tells."""
        return f"截至{self.snapshot.as_of}。"

    @property
    def terms(self) -> str:
        """Licence and demonstration mark, the same on every day."""
        site = self.snapshot.register.site
        licence = f"许可：{site.licence}。" if site.licence else ""
        return licence + (DEMO_NOTICE if site.demo else "")


def encoded(content: dict[str, Any]) -> bytes:
    """JSON object: its plain values together on a line, each thing of a list on one of its own."""
    return b"".join(_lines(content, b"\n ")) + b"\n"


def written(item: Any) -> bytes:
    """JSON of one thing, on one line."""
    return to_json(item, by_alias=True)


def _lines(content: dict[str, Any], margin: bytes) -> Iterator[bytes]:
    yield b"{"
    separator = margin
    for is_open, items in groupby(content.items(), _is_open):
        if not is_open:
            yield separator + written(dict(items))[1:-1]
            separator = b"," + margin
            continue
        for name, value in items:
            yield separator + written(name) + b":"
            yield from _opened(value, margin)
            separator = b"," + margin
    yield margin[:-1] + b"}"


def _opened(value: Any, margin: bytes) -> Iterator[bytes]:
    if isinstance(value, dict):
        yield from _lines(value, margin + b" ")
    else:
        inner = margin + b" "
        yield b"[" + inner + (b"," + inner).join(map(written, value)) + margin + b"]"


def _is_open(item: tuple[str, Any]) -> bool:
    """Whether a value has lines of its own: a list, or an object that has a list."""
    value = item[1]
    if isinstance(value, dict):
        return any(isinstance(inner, list | tuple) and inner for inner in value.values())
    return isinstance(value, list | tuple) and bool(value)
