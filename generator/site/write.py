"""The only writer of a site: every file into a staging folder, the manifest last, one exchange.

The old site stays whole until the new one is complete and on the disk; a build that
fails or is stopped half way, even by a power cut, leaves the old site where it was.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from generator.site import exchange, workers

MARK = "api/v1/index.json"
# Enough files to be worth a message, few enough to keep every process busy to the end.
BATCH = 20

Content = bytes | Iterable[bytes]
Maker = Callable[[], Content]


class FileEntry(NamedTuple):
    """One line of the manifest: path, size in bytes, SHA-256 as hex."""

    path: str
    size: int
    sha256: str


Manifest = Callable[[list[FileEntry]], tuple[str, Content]]


class NotASite(RuntimeError):
    """The target holds something that no build of ours has made."""


def write(
    files: Mapping[str, Maker],
    manifest: Manifest,
    target: Path,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Write every file and exchange the folder for the old one; gives the number of files.

    Raises `NotASite` where the target is not ours to replace, `OSError` where the disk refuses.
    """
    refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    exchange.clear(target)
    with exchange.staging(target) as folder:
        fresh = folder / target.name
        fresh.mkdir(mode=0o755)
        entries = _written(files, fresh, progress)
        path, content = manifest(entries)
        write_file(fresh, path, content)
        exchange.exchange(fresh, target)
    return len(entries) + 1


def _written(
    files: Mapping[str, Maker], folder: Path, progress: Callable[[int], None]
) -> list[FileEntry]:
    paths, entries = iter(files), list[FileEntry]()
    batches = [*iter(lambda: [*islice(paths, BATCH)], [])]
    task = partial(_write_batch, files, folder)
    for batch in workers.as_done(task, batches, workers.worker_count()):
        entries += batch
        progress(len(batch))
    return sorted(entries)


def _write_batch(files: Mapping[str, Maker], folder: Path, paths: Sequence[str]) -> list[FileEntry]:
    return [write_file(folder, path, files[path]()) for path in paths]


def write_file(folder: Path, path: str, content: Content) -> FileEntry:
    """Write one new file below a folder, piece by piece; raises `FileExistsError` if it is there."""
    digest, size = hashlib.sha256(), 0
    with _new_file(f"{folder}/{path}") as file:
        for piece in (content,) if isinstance(content, bytes) else content:
            size += file.write(piece)
            digest.update(piece)
    return FileEntry(path, size, digest.hexdigest())


def _new_file(place: str) -> BinaryIO:
    """New file, with the folders above it where they are wanting; most files find theirs."""
    try:
        return open(place, "xb")  # noqa: PTH123
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        return open(place, "xb")  # noqa: PTH123


def whole(content: Content) -> bytes:
    """Content as one piece, for who asks for a single file."""
    return content if isinstance(content, bytes) else b"".join(content)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for the printer that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="registry-") as folder:
        yield Path(folder)


def refuse_foreign(target: Path) -> None:
    """Raise `NotASite` where the target is not a folder of ours, and not an empty one."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotASite(f"“{target}”不是文件夹，不能写入网站。")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).exists():
        raise NotASite(f"“{target}”里有别的文件，不是本程序生成的网站，未予覆盖。请换一个 --out。")
