"""逗号分隔 The table as CSV."""

from collections.abc import Sequence
from pathlib import Path

from generator.exports.csv import BOM, as_csv, lines_of
from generator.exports.table import Line


class CommaSeparated:
    """逗号分隔 Texts and days alike as text; what is not known is empty."""

    def __init__(self, path: Path, columns: Sequence[tuple[str, bool]]) -> None:
        self.path = path
        self._file = path.open("wb")
        self._file.write((BOM + as_csv([name for name, _ in columns], ())).encode())

    def add(self, line: Line) -> None:
        """记一行 A cell that would run as a formula is made plain text."""
        cells = [None if value is None else str(value) for value in line.cells]
        self._file.write(lines_of([cells]).encode())

    def finish(self) -> None:
        """合上 As UTF-8."""
        self._file.close()
