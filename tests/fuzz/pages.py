"""网页 A lawful registry with a hostile text, as pages: the markup is that of the same pages with a plain text."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import mkdtemp

from generator.checks import examine
from generator.intake.receiving import Archive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.pages import compose
from generator.site.shells import print_shells
from tests.fuzz.targets import DAYS
from tests.fuzz.targets import FILES as BASE
from tests.hostile.registry import PAYLOADS

# Texts that people read, in records of every kind. A website leads elsewhere, and is looked at below.
TEXTS = (
    "name", "title", "services", "grounds", "remarks", "address", "phone", "to", "how", "contact",
    "document_number", "publisher", "designation_title", "title_en", "number", "label",
)  # fmt: skip
PLAIN = "文字"
LEADING = ("href", "src", "action", "formaction", "data", "srcset", "poster", "cite")
MORE = {
    "platforms/sd-0001.yaml": (
        "services: 一\nremarks: 二\ncontact:\n  phone: 0531-00000000\n  address: 三\n"
        "  website: https://example.org/a\n"
    ),
    "notices/2022/2022-revocation.yaml": "    remarks: 四\nremarks: 五\n",
}
ROWS = {
    b"  - {platform: sd-0002, grounds": b"  - platform: sd-0002\n    grounds",
    "示例理由, article: 24}".encode(): "示例理由\n    article: 24".encode(),
    "  - {platform: sd-0001, name: 示例·济南信息平台, functions: [information]}".encode(): (
        "  - platform: sd-0001\n    functions: [information]\n    number: 六\n"
        "    name: 示例·济南信息平台".encode()
    ),
}
LAWFUL = ("http://", "https://", "mailto:", "tel:", "data:image/", "/", ".", "#", "?")
Markup = Counter[tuple[str, ...]]


def _fuller() -> dict[str, bytes]:
    """The small lawful registry with a text in every field of a platform and a revocation."""
    files = dict(BASE)
    for name, more in MORE.items():
        files[name] += more.encode()
    for name, content in files.items():
        for old, new in ROWS.items():
            content = content.replace(old, new)
        files[name] = content
    return files


def _spots(content: bytes) -> Iterator[int]:
    for at, line in enumerate(content.decode().split("\n")):
        key, colon, _ = line.strip().partition(": ")
        if colon and key.lstrip("- ") in TEXTS:
            yield at


FILES = _fuller()
SPOTS = [(name, at) for name, content in sorted(FILES.items()) for at in _spots(content)]
# To begin with: without a tag to vary, the fuzzer hardly ever makes one.
SEEDS = [bytes([at]) + text.encode() for at in range(len(SPOTS)) for text in PAYLOADS]


class _Reader(HTMLParser):
    """Every tag with the names of its attributes, how often; and whatever leads elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.markup: Markup = Counter()
        self.leads: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.markup[tag, *(name for name, _ in attrs)] += 1
        self.leads |= {value or "" for name, value in attrs if name in LEADING}

    def handle_endtag(self, tag: str) -> None:
        self.markup[f"/{tag}",] += 1

    def handle_comment(self, *_: object) -> None:
        self.markup["!--",] += 1

    def handle_decl(self, *_: object) -> None:
        self.markup["!",] += 1

    def unknown_decl(self, *_: object) -> None:
        self.markup["![",] += 1

    def handle_pi(self, *_: object) -> None:
        self.markup["?",] += 1


def rendering(data: bytes) -> None:
    """网页 The first byte chooses the text that is replaced; the rest is what it says instead."""
    if len(data) < 2:
        return
    spot = SPOTS[data[0] % len(SPOTS)]
    if read := _read(*spot, data[1:].decode("utf-8", "replace")):
        plain = _plain(*spot)
        assert read.markup == plain.markup, (read.markup - plain.markup, plain.markup - read.markup)
        astray = [each for each in read.leads if each and not _is_lawful(each)]
        assert not astray, astray


def _is_lawful(address: str) -> bool:
    return address.startswith(LAWFUL) or ":" not in address.partition("/")[0]


@cache
def _plain(name: str, line: int) -> _Reader:
    read = _read(name, line, PLAIN)
    assert read
    return read


def _read(name: str, line: int, text: str) -> _Reader | None:
    """The pages with this text in this place; none where the registry would not be built."""
    files = FILES | {name: _told(FILES[name], line, text)}
    register = Register.bind(Archive(files).receipt({each: each for each in files}))
    if register.receipt.findings or any(f.is_error for f in examine(register, DAYS[-1])):
        return None
    read = _Reader()
    for page in _pages(Snapshot.of(register, DAYS[-1])):
        read.feed(page)
    read.close()
    assert sum(read.markup.values()) > 1000
    return read


def _told(content: bytes, line: int, text: str) -> bytes:
    """One of the texts of a record becomes another."""
    lines = content.decode().split("\n")
    key = lines[line].partition(": ")[0]
    lines[line] = f"{key}: '{text.replace(chr(39), chr(39) * 2)}'"
    return "\n".join(lines).encode()


def _pages(snapshot: Snapshot) -> Iterator[str]:
    shells = compose.Shells(_printed())
    for path, make in compose.page_outputs(snapshot, shells, ()):
        if path.startswith("notices/") and path.endswith(".html"):
            yield make().decode()
    for make_page in compose.platform_makers(snapshot, shells).values():
        for listing in snapshot.listings.values():
            yield make_page(listing).decode()


@cache
def _printed() -> Path:
    folder = Path(mkdtemp(prefix="registry-fuzz-"))
    register = Register.bind(Archive(FILES).receipt({each: each for each in FILES}))
    return print_shells(Snapshot.of(register, DAYS[-1]), folder)
