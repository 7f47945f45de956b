"""记录种类 The kinds of file in a registry, each with its schema, and how a file names it."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.intake.receiving import DRAWERS, drawer
from generator.records.base import Record

FOLDER = ".schema"


@dataclass(frozen=True)
class Kind:
    """记录种类 Named in the singular; lies in one drawer of the registry."""

    name: str
    drawer: str

    @property
    def model(self) -> type[Record]:
        """模型 What a file of this kind holds; of a notice, what every notice holds."""
        return DRAWERS[self.drawer][1]

    @property
    def files(self) -> str:
        """位置 Where the files of this kind lie in a registry."""
        return DRAWERS[self.drawer][0]


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("platform", "platforms"), Kind("notice", "acts"), Kind("batch", "batches"),
        Kind("regulation", "regulations"), Kind("departments", "departments"),
        Kind("site", "site"), Kind("work_calendar", "work_calendars"), Kind("excused", "excused"),
    )
}  # fmt: skip


def schema_line(file: str) -> str:
    """首行 The comment that tells an editor the schema of a file, by its path in a registry."""
    name = next(kind.name for kind in KINDS.values() if kind.drawer == drawer(file))
    up = "../" * (len(PurePosixPath(file).parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.json"
