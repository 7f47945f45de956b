"""Tables of a web page, which many systems save under the name of a workbook."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from generator.desk.annexes.grid import (
    WHOLE_LINE,
    AnnexFile,
    CellDoubt,
    CellDoubts,
    Grid,
    MergedCells,
    cleaned_text,
    doubts_by_cell,
    shape,
)
from generator.terms.said import Said, said

STRUCK = {"s", "strike", "del"}
UNSEEN = {"script", "style", "head", "title", "rt", "rp", "template"}
BREAKS = {"br", "p", "div", "li"}
PICTURES = {
    "img", "svg", "object", "input", "iframe", "canvas", "embed", "video", "math", "select",
    "textarea", "button",
}  # fmt: skip
STYLE_SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# The element that a selector ends with, and what follows it: a state, or text before or behind.
SELECTOR = re.compile(r"([\w-]*)((?:[.#][\w-]+)*)((?::[\w:()+-]+)?)$")
STATES = (":hover", ":focus", ":active", ":visited", ":link")
COLOUR = re.compile(r"(?<![\w-])color:([^;]+)")
BEHIND = re.compile(r"background(?:-color)?:([^;]+)")
SMALL = re.compile(r"font-size:0?(?:\.\d+|[012])?(?:\.\d+)?(?:pt|px|em|;|$)")
UNSEEN_TEXT = said("hidden_text", text="")
# How else a text may be kept from being seen.
HIDDEN = ("display:none", "visibility:hidden", "visibility:collapse", "opacity:0;", "mso-hide:all")
# A line or column without height or width.
SQUASHED = re.compile(r"(?<![\w-])(?:height|width):0(?:pt|px|em|%)?;")
MOVED = ("position:absolute", "position:fixed", "text-indent:-", "left:-", "clip:", "transform:")
WHITES = ("#fff", "#ffffff", "white")
VOID = {"br", "img", "input", "hr", "meta", "link", "col", "wbr", "area", "base", "embed", "source"}
WIDEST = 400
LAID_OUT = ("col", "tr", "td", "th")
# So many texts above a table are its title.
ABOVE = 4
TALLEST = 100_000


@dataclass(frozen=True)
class _Opened:
    """An element that is open, with its classes and id."""

    tag: str
    names: frozenset[str]
    look: Said | None = None


@dataclass(frozen=True)
class StyleRule:
    """Style of the elements that a selector of a style sheet names; `beside` is a pseudo-element or a state."""

    elements: tuple[_Opened, ...]
    beside: str
    style: str

    def fits(self, element: _Opened, within: Sequence[_Opened]) -> bool:
        """Whether it speaks of an element that stands within these."""
        *around, last = self.elements
        return _is_like(last, element) and all(
            any(_is_like(wanted, each) for each in within) for wanted in around
        )

    @property
    def adds_text(self) -> bool:
        """Whether it prints a text of its own before or behind the element."""
        added = re.search(r"(?<![\w-])content:([^;]+)", self.style)
        return bool(self.beside and added and added[1].strip("'\"") not in ("", "none", "normal"))


def _is_like(wanted: _Opened, element: _Opened) -> bool:
    return wanted.tag in ("", element.tag) and wanted.names <= element.names


class _Table:
    """One table as it comes together; a cell lies in the first place that is free."""

    def __init__(self, above: tuple[str, ...]) -> None:
        self.above = above
        self.texts: dict[tuple[int, int], str] = {}
        self.taken: set[tuple[int, int]] = set()
        self.merged: list[MergedCells] = []
        self.doubts: list[tuple[int, int, CellDoubt]] = []
        self.line, self.at = -1, (0, 0)
        self.columns, self.hidden = 0, set[int]()

    def column(self, span: int, is_hidden: bool) -> None:
        if is_hidden:
            self.hidden |= {*range(self.columns, self.columns + span)}
        self.columns += span

    def row(self, is_hidden: bool) -> None:
        self.line += 1
        if is_hidden:
            self.doubts.append((self.line, WHOLE_LINE, CellDoubt(said("line_hidden"))))

    def cell(self, across: int, down: int) -> None:
        self.line, column = max(self.line, 0), 0
        while (self.line, column) in self.taken:
            column += 1
        self.at = (self.line, column)
        bottom, right = self.line + down - 1, column + across - 1
        self.taken |= {
            (y, x) for y in range(self.line, bottom + 1) for x in range(column, right + 1)
        }
        if (across, down) != (1, 1):
            self.merged.append(MergedCells(self.line, column, bottom, right))

    def lines(self) -> tuple[tuple[str, ...], ...]:
        width = max((column for _, column in self.texts), default=-1) + 1
        height = max((line for line, _ in self.texts), default=-1) + 1
        cells = {place: cleaned_text(text) for place, text in self.texts.items()}
        return tuple(tuple(cells.get((y, x), "") for x in range(width)) for y in range(height))


class _Page(HTMLParser):
    """The tables of a page in their order; one within another is a table of its own."""

    def __init__(self, rules: list[StyleRule]) -> None:
        super().__init__(convert_charrefs=True)
        self.rules = rules
        self.outside: list[str] = []
        self.left: list[str] = []
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.within: list[_Opened] = []
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        look = _look(tag, named, self.rules, self.within)
        if tag not in VOID:
            self.within.append(_Opened(tag, _names(named), look))
        if tag == "table":
            self._begin()
        elif tag in LAID_OUT:
            self._lay_out(tag, named, look == UNSEEN_TEXT)
        elif tag in BREAKS:
            self._add("\n")
        elif tag in PICTURES:
            self._doubt(said("lies_within", shape=shape("")))
        elif tag in ("sup", "sub"):
            self._doubt(said("raised_text", text=""))

    def _begin(self) -> None:
        self._doubt(said("table_within"))
        self.open.append(_Table(tuple(self.outside[-ABOVE:])))
        self.left += self.outside[:-ABOVE]
        self.outside = []
        self.tables.append(self.open[-1])

    def _lay_out(self, tag: str, named: dict[str, str], is_hidden: bool) -> None:
        """A column, a line or a cell of the table that is open."""
        table = self.open[-1] if self.open else None
        if table and tag == "col":
            table.column(_count(named, "span"), is_hidden)
        elif table and tag == "tr":
            table.row(is_hidden)
        elif table:
            down = WIDEST if named.get("rowspan") == "0" else _count(named, "rowspan")
            table.cell(_count(named, "colspan"), down)
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.within) - 1, -1, -1):
            if self.within[at].tag == tag:
                del self.within[at:]
                break
        if tag == "table" and self.open:
            self.open.pop()
            self.in_cell = bool(self.open)
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        if any(each.tag in UNSEEN for each in self.within):
            return
        self._add(data)
        for look in dict.fromkeys(e.look for e in self.within if e.look and data.strip()):
            self._doubt(look)

    def _add(self, text: str) -> None:
        if not self.in_cell and text.strip():
            shown = " ".join(text.split())
            if self.open and any(each.tag == "caption" for each in self.within):
                self.open[-1].above += (shown,)
            else:
                self.outside.append(shown)
        if self.open and self.in_cell:
            table = self.open[-1]
            shown = text if text == "\n" else " ".join(text.replace("\n", " ").split(" "))
            table.texts[table.at] = table.texts.get(table.at, "") + shown

    def _doubt(self, what: Said) -> None:
        if self.open and self.in_cell:
            self.open[-1].doubts.append((*self.open[-1].at, CellDoubt(what)))


def _count(named: dict[str, str], name: str) -> int:
    value = named.get(name, "1")
    return min(max(int(value) if value.isdecimal() else 1, 1), WIDEST)


def _names(named: dict[str, str]) -> frozenset[str]:
    classes = (f".{each}" for each in named.get("class", "").split())
    return frozenset((*classes, f"#{named.get('id', '')}"))


def _style_rules(page: str) -> Iterator[StyleRule]:
    """The rules of a page's own style sheets, one for each selector; those for states apart."""
    for sheet in STYLE_SHEET.findall(page):
        for selectors, style in STYLE_RULE.findall(COMMENT.sub("", sheet)):
            for selector in selectors.split(","):
                parts = [SELECTOR.search(each) for each in re.split(r"[\s>+~]+", selector.strip())]
                known = [each for each in parts if each and each[0]]
                if known and len(known) == len(parts) and known[-1][3] not in STATES:
                    elements = (
                        _Opened(each[1].casefold(), frozenset(re.findall(r"[.#][\w-]+", each[2])))
                        for each in known
                    )
                    yield StyleRule(tuple(elements), known[-1][3], _plain_style(style))


def _look(
    tag: str, named: dict[str, str], rules: list[StyleRule], within: Sequence[_Opened]
) -> Said | None:
    """The effect of an element on the texts within it, said as a doubt; None where they are as written."""
    element = _Opened(tag, _names(named))
    fitting = [rule for rule in rules if rule.fits(element, within)]
    if any(rule.adds_text for rule in fitting):
        return said("text_beside")
    styles = (rule.style for rule in fitting if not rule.beside)
    sizes = (f"{name}:{named.get(name, '')}" for name in ("height", "width"))
    style = ";".join((*styles, *sizes, _plain_style(named.get("style", "")))) + ";"
    is_closed = tag in ("details", "dialog") and "open" not in named
    if (
        "hidden" in named
        or is_closed
        or any(each in style for each in HIDDEN)
        or SQUASHED.search(style)
    ):
        return UNSEEN_TEXT
    if "line-through" in style or tag in STRUCK:
        return said("struck_out")
    colour = COLOUR.search(style)
    shown, behind = colour[1] if colour else named.get("color", "").casefold(), BEHIND.search(style)
    if shown and (shown == behind[1] if behind else shown in WHITES and "bgcolor" not in named):
        return said("text_like_ground")
    if SMALL.search(style):
        return said("tiny_text", text="")
    return said("moved_text") if any(each in style for each in MOVED) else None


def _plain_style(style: str) -> str:
    return "".join(style.split()).casefold()


def read_html(text: str, name: str) -> AnnexFile:
    """The grids of a page, one for each table that has text."""
    page = _Page([*_style_rules(text)])
    page.feed(text)
    page.close()
    grids: list[Grid] = []
    for table in page.tables:
        if table.texts and table.line < TALLEST:
            doubts: CellDoubts = doubts_by_cell(table.doubts)
            at = len(grids) + 1
            grids.append(
                Grid(
                    str(at), f"第 {at} 个表格", table.lines(), tuple(table.merged),
                    hidden_columns=frozenset(table.hidden), above=table.above, doubts=doubts,
                )
            )  # fmt: skip
    return AnnexFile(name, tuple(grids), beside=(*page.left, *page.outside))
