"""页壳 A printed page read back once and split at its marks, to be filled per record."""

import re
from dataclasses import dataclass
from pathlib import Path

from generator.printing.policy import guarded

# Comments: no text of a record can make one, since every text is escaped.
MARKS = ("<!--head-->", "<!--title-->", "<!--content-->")


@dataclass(frozen=True)
class Shell:
    """页壳 The four pieces around the three marks, already encoded."""

    pieces: tuple[bytes, bytes, bytes, bytes]

    def filled(self, head: str, title: str, content: str) -> bytes:
        """填充 One page; the three texts are HTML already."""
        a, b, c, d = self.pieces
        return b"".join((a, head.encode(), b, title.encode(), c, content.encode(), d))


def read_shell(path: Path) -> Shell:
    """读壳 Each mark must stand exactly once, in order: else the theme has changed."""
    # Every page carries the shell: the theme's blank lines and indentation are left out.
    page = re.sub(r"\n\s*", "\n", path.read_text(encoding="utf-8"))
    rest, pieces = guarded(page), []
    for mark in MARKS:
        if rest.count(mark) != 1:
            raise ValueError(f"页壳 {path.name} 中应恰有一处 {mark}，实有 {rest.count(mark)} 处")
        before, rest = rest.split(mark)
        pieces.append(before.encode())
    return Shell((pieces[0], pieces[1], pieces[2], rest.encode()))
