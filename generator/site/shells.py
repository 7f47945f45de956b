"""The printer's work: it prints the prose and one empty page per layout."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

from generator.records.registry import Receipt
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site import printing
from generator.site.write import temporary_folder, write_file


def print_shells(snapshot: Snapshot, folder: Path) -> Path:
    """Printed folder below `folder`: the prose, the theme's files and one shell per layout."""
    return printing.print_folder(_staged(snapshot, folder), snapshot.register.site.printer)


@contextmanager
def shells_ahead(receipt: Receipt, as_of: date) -> Iterator[Callable[[], Path]]:
    """Start the printer while the records are still being judged; what is given waits for its folder.

    Without a site record there is nothing to print, and an error that stops the build.
    """
    if not receipt.site:
        yield Path
        return
    snapshot = Snapshot.of(Register.bind(receipt), as_of)
    with temporary_folder() as folder:
        printer = snapshot.register.site.printer
        with printing.printing(_staged(snapshot, folder), printer) as printed:
            yield printed


class PrintedShells:
    """The printed folder, printed again only when what is handed to the printer changes."""

    def __init__(self, held: ExitStack) -> None:
        self._held = held
        self._staged: list[tuple[str, bytes]] = []
        self._printed = Path()

    def of(self, snapshot: Snapshot) -> Path:
        """Printed folder of a snapshot; it lasts as long as the stack that was given."""
        staged = [*printing.stage(snapshot)]
        if staged != self._staged:
            folder = self._held.enter_context(temporary_folder())
            self._staged, self._printed = staged, print_shells(snapshot, folder)
        return self._printed


def _staged(snapshot: Snapshot, folder: Path) -> Path:
    staged = folder / "staged"
    for path, content in printing.stage(snapshot):
        write_file(staged, path, content)
    return staged
