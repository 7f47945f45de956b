"""网页 A lawful registry with hostile texts, as pages: no text becomes markup."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit

from generator import pages, printing
from generator.checks import examine
from generator.intake.versions import Archive
from generator.parts import Parts
from generator.register.register import Register
from generator.standing.keys import Keys
from generator.standing.snapshot import Snapshot
from tests.fuzz.targets import DAYS, FILES

SHOWN = ("page platforms/", "page notices/")
SCHEMES = ("", "http", "https", "mailto", "data")
ADDRESSES = ("href", "src", "action", "content")
# Texts that people read, in records of every kind.
TEXTS = ("name", "title", "services", "grounds", "remarks", "address", "phone", "website")


class _Markup(HTMLParser):
    """Every tag with the names of its attributes, and whatever leads elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.leads: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {(tag,), *((tag, name) for name, _ in attrs)}
        self.leads |= {
            urlsplit(value or "").scheme for name, value in attrs if name in ADDRESSES[:3]
        }


def rendering(data: bytes) -> None:
    """网页 The markup of the pages is that of the templates, whatever the records say."""
    if len(data) < 3:
        return
    files = dict(FILES)
    name = sorted(FILES)[data[0] % len(FILES)]
    files[name] = _told(files[name], data[1], data[2:].decode("utf-8", "replace"))
    register = Register.bind(Archive(files).receipt({each: each for each in files}))
    if register.receipt.findings or any(f.is_error for f in examine(register, DAYS[-1])):
        return
    markup = _markup(_parts(Snapshot.of(register, DAYS[-1])))
    known = _known()
    assert markup.found <= known.found, markup.found - known.found
    assert markup.leads <= set(SCHEMES), markup.leads


def _told(content: bytes, which: int, text: str) -> bytes:
    """One of the texts of a record becomes another."""
    lines = content.decode().split("\n")
    places = [
        at for at, line in enumerate(lines) if line.strip().partition(":")[0].lstrip("- ") in TEXTS
    ]
    if places:
        at = places[which % len(places)]
        key = lines[at].partition(":")[0]
        lines[at] = f"{key}: '{text.replace(chr(39), chr(39) * 2)}'"
    return "\n".join(lines).encode()


def _parts(snapshot: Snapshot) -> Parts:
    return pages.compose(snapshot, _printed(), (), Keys(snapshot, ""))


@cache
def _printed() -> Path:
    staged = list(printing.stage(_lawful()))
    return printing.print_folder(_laid(staged), printing.PRINTERS["mkdocs"])


def _laid(staged: list[tuple[str, bytes]]) -> Path:
    folder = Path(mkdtemp(prefix="registry-fuzz-"))
    for name, content in staged:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


@cache
def _lawful() -> Snapshot:
    receipt = Archive(FILES).receipt({name: name for name in FILES})
    return Snapshot.of(Register.bind(receipt), DAYS[-1])


def _markup(parts: Parts) -> _Markup:
    found = _Markup()
    for part in parts:
        if part.name.startswith(SHOWN):
            for _, content in part.make():
                found.feed(content.decode() if isinstance(content, bytes) else "")
    assert found.found
    return found


@cache
def _known() -> _Markup:
    """What all templates write of the whole demonstration: every tag that a page may have."""
    from generator.intake import receive
    from tests.conftest import ROOT

    register = Register.bind(receive(ROOT / "registry"))
    known = _markup(_parts(Snapshot.of(register, DAYS[-1])))
    known.found |= _markup(_parts(_lawful())).found
    return known
