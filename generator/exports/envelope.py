"""封套 What every published file says of itself: version, day, demonstration mark.

No clock time: the same records and day give the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic_core import to_json

from generator.exports.act import plain
from generator.exports.models.base import SCHEMA_VERSION, Head
from generator.findings import Finding
from generator.history import Chronicle, Log, log_of
from generator.standing.snapshot import Snapshot

DEMO_NOTICE = "本站全部数据均为演示数据，不是真实的认定结果，不得作为任何依据。"
File = tuple[str, bytes]
FORM: Any = {"indent": 1, "by_alias": True}
# Under a list that stands in the head of a file.
DEEPER = b"\n  "


@dataclass(frozen=True)
class Publication:
    """一次发布 The register as of a day, how it came about, and what is wanting in it."""

    snapshot: Snapshot
    chronicle: Chronicle
    findings: tuple[Finding, ...] = ()

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

    def file(self, model: type[Head], total: int = 1, **content: Any) -> bytes:
        """封装 One file: its content under the common head, as UTF-8 JSON."""
        return encoded(model(**self.head(total), **content))

    def listed(self, model: type[Head], name: str, items: Iterable[Any], **of: Any) -> bytes:
        """名单 A file that is a list of things, and how many there are."""
        return self.joined(model, name, [*map(written, items)], **of)

    def joined(self, model: type[Head], name: str, said: list[bytes], **of: Any) -> bytes:
        """合成 The same of things already written; each is let go as it is taken in."""
        empty = self.file(model, len(said), **{name: ()}, **of)
        if not said:
            return empty
        before, _, after = empty.rpartition(f'"{name}": []'.encode())
        whole = bytearray(before + f'"{name}": ['.encode())
        said.reverse()
        while said:
            whole += DEEPER + said.pop() + (b"," if said else b"\n ]")
        return bytes(whole + after)

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
