"""Files of a site while the rooms are being moved."""

from pathlib import Path

Held = tuple[str, bytes]
File = tuple[str, bytes | Path]
