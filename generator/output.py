"""付印 The only writer of a build: lays every part in a new folder, then swaps it in at once.

The old site stays whole until the new one is complete and on the disk; a build that
fails or is stopped half way, even by a power cut, leaves the old site where it was.

Two folders take turns: the site that was swapped out waits beside the new one, and the
next build only replaces in it what has changed since.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator import ledger, stocktaking, swapping, workers
from generator.laying import Ground, remove
from generator.ledger import Ledger
from generator.parts import File, Held, Part
from generator.shelf import NO_SHELF, Shelf

MARK = "api/v1/index.json"
Closing = Callable[[Ledger], Iterable[File]]
NOTHING: Closing = lambda _: ()  # noqa: E731


class NotASite(RuntimeError):
    """目标不是网站 The target holds something that no build of ours has made."""


@dataclass(frozen=True)
class Order:
    """印单 The parts of a site, the key of the whole, and the files that list all the others."""

    parts: Sequence[Part]
    key: str = ""
    closing: Closing = NOTHING


def is_current(target: Path, key: str, shelf: Shelf) -> bool:
    """是否已是最新 Whether the site was made of just this, and stands as it was written."""
    known = ledger.opened(shelf, target)
    return bool(known.entries) and known.key == key and stocktaking.stands(known, target)


def write(
    order: Order,
    target: Path,
    shelf: Shelf = NO_SHELF,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """付印 Lay every part and swap the folder in; gives the number of files."""
    refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    swapping.clear(target)
    with swapping.claimed(target) as claimed:
        known = ledger.opened(shelf, target)
        ground = _ground(claimed / target.name, target, known, shelf)
        made = _laid(ground, order, progress)
        had_site = target.exists()
        swapping.swap(ground.fresh, target)
        ledger.keep(shelf, target, made)
        if had_site and known.entries:
            with suppress(OSError):  # another build left its own
                ground.fresh.rename(spare(target))
                ledger.keep(shelf, spare(target), known)
    return made.count


def spare(target: Path) -> Path:
    """备用文件夹 Where the site before waits for its turn."""
    return target.parent / f".{target.name}.spare"


def lay(files: Iterable[Held], folder: Path) -> None:
    """铺放 Plain files under a folder."""
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def workshop() -> Iterator[Path]:
    """工作间 A folder for the printer that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="registry-") as folder:
        yield Path(folder)


def _ground(fresh: Path, target: Path, known: Ledger, shelf: Shelf) -> Ground:
    """The spare folder, if it is the one we left; else a new one."""
    waiting = spare(target)
    lies = ledger.opened(shelf, waiting)
    if lies.entries:
        with suppress(OSError):  # another build was here first
            waiting.rename(fresh)
            # Else, after a power cut, it may wait again, as a whole site and written over.
            swapping.settle(fresh.parent, target.parent)
            return Ground(fresh, target, lies, known)
    for unused in (waiting, fresh):
        shutil.rmtree(unused, ignore_errors=True)
    fresh.mkdir()
    fresh.chmod(0o755)
    return Ground(fresh, target, known=known)


def _laid(ground: Ground, order: Order, progress: Callable[[int], None]) -> Ledger:
    made = Ledger(order.key)
    for batch in workers.laid(ground, order.parts, workers.hands()):
        made.entries.update(batch)
        progress(len(batch))
    closing = Part("closing", lambda: order.key, lambda: order.closing(made))
    made.entries[closing.name] = ground.lay(closing)
    _clear_strays(ground, made)
    return made


def _clear_strays(ground: Ground, made: Ledger) -> None:
    """What the spare folder holds besides goes: files of records that are gone, and litter."""
    due = made.count
    if not ground.lies.entries or stocktaking.count(ground.fresh, due) == due:
        return
    listed = {row.path for row in made.rows}
    found = {path for path, _ in stocktaking.walked(ground.fresh)}
    for path in found - listed:
        remove(ground.fresh, path)


def refuse_foreign(target: Path) -> None:
    """拒绝覆盖 What no build of ours has made."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotASite(f"“{target}”不是文件夹，不能写入网站。")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).exists():
        raise NotASite(f"“{target}”里有别的文件，不是本程序生成的网站，未予覆盖。请换一个 --out。")
