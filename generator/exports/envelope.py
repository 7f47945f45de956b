"""封套 What every published file says of itself: version, day, demonstration mark.

No clock time: the same records and day give the same bytes.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic_core import to_json

from generator.exports.act import plain
from generator.exports.changes import PLATFORM, Change, changes
from generator.exports.models.base import SCHEMA_VERSION, Head
from generator.findings import Finding
from generator.history import Chronicle, Log, log_of
from generator.sizes import SIZES, Sizes
from generator.standing.snapshot import Snapshot

File = tuple[str, bytes | Path]

__all__ = ["File", "Publication", "encoded", "laid_aside", "written"]

DEMO_NOTICE = "本站全部数据均为演示数据，不是真实的认定结果，不得作为任何依据。"
FORM: Any = {"indent": 1, "by_alias": True}
# Under a list that stands in the head of a file.
DEEPER = b"\n  "


@dataclass(frozen=True)
class Publication:
    """一次发布 The register as of a day, how it came about, and what is wanting in it."""

    snapshot: Snapshot
    chronicle: Chronicle
    findings: tuple[Finding, ...] = ()
    sizes: Sizes = SIZES

    def head(self, total: int = 1) -> dict[str, Any]:
        """文件头 The same in every file of one build, but for `total`."""
        snapshot, site = self.snapshot, self.snapshot.register.site
        return {
            "schema_version": SCHEMA_VERSION,
            "title": site.title,
            "as_of": snapshot.as_of,
            "sequence": len(snapshot.acts),
            "next_update": snapshot.next_update,
            "commit": self.chronicle.commit,
            "demonstration": site.demo,
            "disclaimer": DEMO_NOTICE if site.demo else None,
            "licence": site.licence,
            "total": total,
        }

    @cached_property
    def log(self) -> Log:
        """登记日志 From the commits that made the register."""
        return log_of(self.chronicle)

    @cached_property
    def changes(self) -> list[Change]:
        """变更 Worked out when first asked for: pages do without."""
        return changes(self.snapshot, self.chronicle)

    def changes_of(self, platform: str) -> list[Change]:
        """一个平台的变更 In order."""
        return self._changes_by_platform.get(platform, [])

    @cached_property
    def _changes_by_platform(self) -> dict[str, list[Change]]:
        grouped: dict[str, list[Change]] = {}
        for change in self.changes:
            if change.subject == PLATFORM:
                grouped.setdefault(change.id, []).append(change)
        return grouped

    def file(self, model: type[Head], total: int = 1, **content: Any) -> bytes:
        """封装 One file: its content under the common head, as UTF-8 JSON."""
        return encoded(model(**self.head(total), **content))

    def listed(self, model: type[Head], name: str, items: Iterable[Any], **of: Any) -> bytes:
        """名单 A file that is a list of things, and how many there are."""
        said = [*map(written, items)]
        return b"".join(self.pieces(model, name, len(said), said, **of))

    def pieces(
        self, model: type[Head], name: str, total: int, said: Iterable[bytes], **of: Any
    ) -> Iterator[bytes]:
        """逐段 The same piece by piece, of things already written."""
        empty = self.file(model, total, **{name: ()}, **of)
        before, _, after = empty.rpartition(f'"{name}": []'.encode())
        yield before + f'"{name}": ['.encode()
        comma = b""
        for each in said:
            yield comma + DEEPER + each
            comma = b","
        yield (b"\n ]" if comma else b"]") + after

    @contextmanager
    def streamed(
        self, model: type[Head], name: str, total: int, items: Iterable[Any], **of: Any
    ) -> Iterator[Path]:
        """长名单 The same in a file of its own, so that it need not be held."""
        with laid_aside(self.pieces(model, name, total, map(written, items), **of)) as path:
            yield path

    def recorded(self, model: type[Head], name: str, items: Iterable[Any]) -> bytes:
        """照录 A list of records as they were filed, each day and number as printed."""
        found = tuple(items)
        return encoded(plain(model(**self.head(len(found)), **{name: found})))

    def address(self, path: str) -> str:
        """完整地址 Of a page or a file of this site."""
        return self.snapshot.register.site.base_url + path

    @property
    def mark(self) -> str:
        """演示标记 Stands in the title of everything that travels alone."""
        return "（演示数据）" if self.snapshot.register.site.demo else ""

    @property
    def says(self) -> str:
        """说明 The day, the licence and the demonstration mark, in one sentence."""
        site, licence = self.snapshot.register.site, self.snapshot.register.site.licence
        demo = DEMO_NOTICE if site.demo else ""
        return f"截至{self.snapshot.as_of}。{f'许可：{licence}。' if licence else ''}{demo}"


def encoded(value: Any) -> bytes:
    """编码 Stable, readable JSON with a newline at the end."""
    return to_json(value, **FORM) + b"\n"


def written(item: Any) -> bytes:
    """写下 One thing of a list, so that the thing itself need not be held."""
    return to_json(item, **FORM).replace(b"\n", DEEPER)


@contextmanager
def laid_aside(pieces: Iterable[bytes]) -> Iterator[Path]:
    """另存 A file too large to be held, for as long as it is being taken over."""
    with TemporaryDirectory(prefix="registry-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as file:
            file.writelines(pieces)
        yield path
