"""付印 The only writer of a build: lays files in a new folder, then swaps it in at once.

The old site stays whole until the new one is complete and on the disk; a build that
fails or is stopped half way, even by a power cut, leaves the old site where it was.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import swapping

File = tuple[str, bytes]
MARK = "api/v1/index.json"


class NotASite(RuntimeError):
    """目标不是网站 The target holds something that no build of ours has made."""


def write(files: Iterable[File], target: Path) -> int:
    """付印 Write every file and swap the folder in; gives the number of files."""
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    swapping.clear(target)
    with swapping.claimed(target) as fresh:
        fresh.chmod(0o755)
        count = lay(files, fresh)
        swapping.swap(fresh, target)
    return count


def lay(files: Iterable[File], folder: Path) -> int:
    """铺放 Write files under a folder; two files of one path are a fault of ours."""
    written: set[str] = set()
    made: set[Path] = set()
    for name, content in files:
        if name in written:
            raise ValueError(f"two files of one path: {name}")
        written.add(name)
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
    return len(written)


@contextmanager
def workshop() -> Iterator[Path]:
    """工作间 A folder for the printer that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="registry-") as folder:
        yield Path(folder)


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotASite(f"“{target}”不是文件夹，不能写入网站。")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).exists():
        raise NotASite(f"“{target}”里有别的文件，不是本程序生成的网站，未予覆盖。请换一个 --out。")
