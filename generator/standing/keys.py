"""键 What the files of a site are made of, as hashes: the same key, the same bytes.

`common` is what every page rests on: the program, the day, the site, the editions, the
departments, the printed shells. A platform's own key adds its history: of each act what
stands outside its rows, and the one row on this platform.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pydantic_core import to_json

from generator.records.act import Act
from generator.register.history import Entry, History
from generator.shelf import key_of
from generator.standing.reapplication import unit_keys
from generator.standing.snapshot import Snapshot


@dataclass(frozen=True)
class Keys:
    """键 `whole` is of everything that was read; `shells` of what the printer printed."""

    snapshot: Snapshot
    whole: str
    shells: bytes = b""
    _acts: dict[int, bytes] = field(default_factory=dict)
    _own: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def common(self) -> str:
        """共有 What every page rests on."""
        register = self.snapshot.register
        records = (
            register.site,
            *register.regulations.values(),
            *register.departments.values(),
        )
        said = [to_json(record) for record in records]
        return key_of(str(self.snapshot.as_of).encode(), self.shells, *said).hex()

    def of(self, history: History, *more: bytes) -> str:
        """一个平台 Its record, the acts on it, the bars on its unit, and what else is told."""
        name = history.platform.id
        if name not in self._own:
            self._own[name] = self._of(history)
        return key_of(self._own[name], *more).hex() if more else self._own[name].hex()

    def _of(self, history: History) -> bytes:
        said = [self.common.encode(), to_json(history.platform)]
        for entry in history.entries:
            said += self._entry(entry)
        for unit in sorted(unit_keys(history)):
            for bar in self.snapshot.bars.get(unit, ()):
                said += [
                    f"{bar.platform} {bar.starts} {bar.ends}".encode(),
                    *self._entry(bar.entry),
                ]
        return key_of(*said)

    def _entry(self, entry: Entry) -> Iterable[bytes]:
        edition = entry.regulation.id if entry.regulation else ""
        row = to_json(entry.row) if entry.row else b""
        mended = self._act(entry.corrected_by) if entry.corrected_by else b""
        return self._act(entry.act), row, edition.encode(), mended

    def _act(self, act: Act) -> bytes:
        """An act without its rows, written out once for all the platforms it speaks of."""
        if id(act) not in self._acts:
            said = act.model_dump(mode="json", exclude={"rows"})
            self._acts[id(act)] = to_json([type(act).__name__, said])
        return self._acts[id(act)]
