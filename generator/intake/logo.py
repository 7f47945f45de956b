"""The logo that site.yaml names: read, and judged by its kind, its size and what a picture may hold."""

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from generator.intake import rules
from generator.records.registry import Logo, SiteRecord
from generator.records.values import Filed
from generator.terms.findings import Finding, Place

# Every page of the site loads it.
MOST_BYTES = 100_000
FEWEST_PIXELS, MOST_PIXELS = 48, 2_000
PNG_START = b"\x89PNG\r\n\x1a\n"
# Elements that run, or that bring in what is no picture.
RUNNING = {"script", "foreignobject", "iframe", "handler", "listener", "set", "animate"}
REFERENCES = ("href", "src")
INNER = re.compile(r"\s*(?:#|data:image/)")
# A style reaches out by an import, or by an address that is none of this picture.
OUTWARD = re.compile(r"@import|url\((?!\s*['\"]?\s*(?:#|data:image/))", re.IGNORECASE)
REDRAW = "请制作标志的人另存一份不带脚本和外部内容的图片"


class LogoFault(NamedTuple):
    """Fault of a logo, how to mend it, and its place in the file; line and column count from 1."""

    message: str
    fix: str
    line: int = 1
    column: int = 1


def read_logo(folder: Path, site: Filed[SiteRecord]) -> tuple[Logo | None, list[Finding]]:
    """Logo of a site from the folder of its record, or the findings that say why there is none."""
    name = site.record.logo
    if name is None:
        return None, []
    path = folder / name
    try:
        if path.is_symlink() or not path.is_file():
            message = f"标志“{name}”不在 site.yaml 旁边（链接不算）"
            fix = "把图片文件放在 site.yaml 旁边，或删去 logo 一行"
            return None, [rules.LOGO.found(site.place("logo"), message, fix)]
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as fault:
        message = f"无法读取（{fault.strerror}）"
        unread = rules.UNREADABLE.found(Place(path.as_posix()), message, "检查该文件的读取权限")
        return None, [unread]
    faults, logo = judged(name, content)
    findings = [
        rules.LOGO.found(Place(path.as_posix(), each.line, each.column), each.message, each.fix)
        for each in faults
    ]
    return logo, findings


def judged(name: str, content: bytes) -> tuple[list[LogoFault], Logo | None]:
    """Faults of a picture of this name; the logo where it has none."""
    if len(content) > MOST_BYTES:
        message = f"标志大于 {MOST_BYTES // 1000} KB，每个网页都要装载它"
        return [LogoFault(message, "另存一份小的")], None
    measured = _png if name.endswith(".png") else _svg
    faults: list[LogoFault] = []
    size = measured(content, faults.append)
    return faults, None if faults or size is None else Logo(name, content, size[0] / size[1])


def _png(content: bytes, tell: Callable[[LogoFault], None]) -> tuple[float, float] | None:
    """Width and height in pixels, from the header of a PNG."""
    if not content.startswith(PNG_START) or content[12:16] != b"IHDR" or len(content) < 24:
        tell(LogoFault("扩展名是 .png，内容却不是 PNG 图片", "另存为 PNG，不要只改扩展名"))
        return None
    width, height = struct.unpack(">II", content[16:24])
    if not all(FEWEST_PIXELS <= side <= MOST_PIXELS for side in (width, height)):
        message = f"标志是 {width}×{height} 像素，每边应为 {FEWEST_PIXELS} 至 {MOST_PIXELS} 像素"
        tell(LogoFault(message, "另存一份合适的尺寸"))
    return width, height


def _svg(content: bytes, tell: Callable[[LogoFault], None]) -> tuple[float, float] | None:
    """Width and height of the box of an SVG; every element is judged on the way."""
    reader = _DrawingReader(tell)
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as fault:
        message = f"扩展名是 .svg，内容却不是写得完整的 SVG（第 {fault.lineno} 行起读不下去）"
        tell(LogoFault(message, "另存为 SVG，不要手改", fault.lineno, fault.offset + 1))
        return None
    if reader.box is None:
        tell(LogoFault("最外层不是写有 viewBox 的 <svg>，不知道图有多大", "另存时保留 viewBox"))
    return reader.box


class _DrawingReader:
    """Reads an SVG element by element; a type of its own is refused before it can unfold."""

    def __init__(self, tell: Callable[[LogoFault], None]) -> None:
        self.box: tuple[float, float] | None = None
        self._tell, self._depth = tell, 0
        self._style: tuple[int, int] | None = None
        self.parser = expat.ParserCreate(namespace_separator="|")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = lambda *_: self._say("带有 <!DOCTYPE>")
        self.parser.EntityDeclHandler = lambda *_: self._say("带有 <!ENTITY>")
        self.parser.ProcessingInstructionHandler = lambda *_: self._say("带有处理指令 <?…?>")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition("|")[2]
        if self._depth == 0 and element == "http://www.w3.org/2000/svg|svg":
            self.box = _box(attributes.get("viewBox", ""))
        self._depth += 1
        self._style = self._here if name == "style" else None
        if name.lower() in RUNNING:
            self._say(f"带有 <{name}>")
        for full, value in attributes.items():
            for what in _wrong(full.rpartition("|")[2], value):
                self._say(f"<{name}> {what}")

    def _end(self, _: str) -> None:
        self._style = None

    def _text(self, text: str) -> None:
        if self._style and OUTWARD.search(text):
            self._say("<style> 取用外部的内容", self._style)

    @property
    def _here(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _say(self, what: str, place: tuple[int, int] | None = None) -> None:
        message = f"标志{what}：图片不得运行程序，也不得取用别处的内容"
        self._tell(LogoFault(message, REDRAW, *(place or self._here)))


def _wrong(name: str, value: str) -> Iterator[str]:
    """Words for what an attribute may not hold: a program, or something that lies elsewhere."""
    if name.lower().startswith("on"):
        yield f"带有程序 {name}"
    if name in REFERENCES and not INNER.match(value):
        yield f"的 {name} 指向“{value[:60]}”"
    if OUTWARD.search(value):
        yield f"的 {name} 取用外部的内容"


def _box(text: str) -> tuple[float, float] | None:
    numbers = re.fullmatch(r"\s*[-\d.]+[ ,]+[-\d.]+[ ,]+(\d*\.?\d+)[ ,]+(\d*\.?\d+)\s*", text)
    size = (float(numbers[1]), float(numbers[2])) if numbers else (0.0, 0.0)
    return size if all(side > 0 for side in size) else None
