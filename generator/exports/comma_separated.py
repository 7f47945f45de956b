"""逗号分隔 The table as CSV."""

import io
from collections.abc import Sequence

from generator.exports.csv import BOM, as_csv, lines_of
from generator.exports.table import Line


class CommaSeparated:
    """逗号分隔 Texts and days alike as text; what is not known is empty."""

    path = "platforms.csv"

    def __init__(self, columns: Sequence[tuple[str, bool]]) -> None:
        self._drawn = io.BytesIO((BOM + as_csv([name for name, _ in columns], ())).encode())
        self._drawn.seek(0, io.SEEK_END)

    def add(self, line: Line) -> None:
        """记一行 A cell that would run as a formula is made plain text."""
        cells = [None if value is None else str(value) for value in line.cells]
        self._drawn.write(lines_of([cells]).encode())

    def finished(self) -> bytes:
        """合上 As UTF-8."""
        return self._drawn.getvalue()
