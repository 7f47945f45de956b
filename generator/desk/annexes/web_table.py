"""Tables of a web page, which many systems save under the name of a workbook."""

import re
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
CLASS_RULE = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
COLOUR = re.compile(r"(?<![\w-])color:([^;]+)")
BEHIND = re.compile(r"background(?:-color)?:([^;]+)")
SMALL = re.compile(r"font-size:0?(?:\.\d+|[012])?(?:\.\d+)?(?:pt|px|em|;|$)")
UNSEEN_TEXT = said("hidden_text", text="")
# How else a text may be kept from being seen.
HIDDEN = ("display:none", "visibility:hidden", "visibility:collapse", "opacity:0;", "mso-hide:all")
MOVED = ("position:absolute", "position:fixed", "text-indent:-", "left:-", "clip:", "transform:")
WHITES = ("#fff", "#ffffff", "white")
VOID = {"br", "img", "input", "hr", "meta", "link", "col", "wbr", "area", "base", "embed", "source"}
WIDEST = 400
# So many texts above a table are its title.
ABOVE = 4
TALLEST = 100_000


class _Table:
    """One table as it comes together; a cell lies in the first place that is free."""

    def __init__(self, above: tuple[str, ...]) -> None:
        self.above = above
        self.texts: dict[tuple[int, int], str] = {}
        self.taken: set[tuple[int, int]] = set()
        self.merged: list[MergedCells] = []
        self.doubts: list[tuple[int, int, CellDoubt]] = []
        self.line, self.at = -1, (0, 0)

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

    def __init__(self, classes: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.classes = classes
        self.outside: list[str] = []
        self.left: list[str] = []
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.within: list[tuple[str, Said | None]] = []
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        look = _look(tag, named, self.classes)
        if tag not in VOID:
            self.within.append((tag, look))
        if tag == "table":
            self._doubt(said("table_within"))
            self.open.append(_Table(tuple(self.outside[-ABOVE:])))
            self.left += self.outside[:-ABOVE]
            self.outside = []
            self.tables.append(self.open[-1])
        elif tag == "tr" and self.open:
            self.open[-1].row(look == UNSEEN_TEXT)
        elif tag in ("td", "th") and self.open:
            spans = (named.get(name, "1") for name in ("colspan", "rowspan"))
            across, down = (min(max(int(s) if s.isdecimal() else 1, 1), WIDEST) for s in spans)
            self.open[-1].cell(across, down)
            self.in_cell = True
        elif tag in BREAKS:
            self._add("\n")
        elif tag in PICTURES:
            self._doubt(said("lies_within", shape=shape("")))
        elif tag in ("sup", "sub"):
            self._doubt(said("raised_text", text=""))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.within) - 1, -1, -1):
            if self.within[at][0] == tag:
                del self.within[at:]
                break
        if tag == "table" and self.open:
            self.open.pop()
            self.in_cell = bool(self.open)
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        if any(tag in UNSEEN for tag, _ in self.within):
            return
        self._add(data)
        for look in dict.fromkeys(look for _, look in self.within if look and data.strip()):
            self._doubt(look)

    def _add(self, text: str) -> None:
        if not self.in_cell and text.strip():
            self.outside.append(" ".join(text.split()))
        if self.open and self.in_cell:
            table = self.open[-1]
            shown = text if text == "\n" else " ".join(text.replace("\n", " ").split(" "))
            table.texts[table.at] = table.texts.get(table.at, "") + shown

    def _doubt(self, what: Said) -> None:
        if self.open and self.in_cell:
            self.open[-1].doubts.append((*self.open[-1].at, CellDoubt(what)))


def _look(tag: str, named: dict[str, str], classes: dict[str, str]) -> Said | None:
    """The effect of an element on the texts within it, said as a doubt; None where they are as written."""
    styles = (classes.get(each, "") for each in named.get("class", "").split())
    style = ";".join((*styles, _plain_style(named.get("style", "")))) + ";"
    if "hidden" in named or any(each in style for each in HIDDEN):
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
    page = _Page({name: _plain_style(rule) for name, rule in CLASS_RULE.findall(text)})
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
                    above=table.above, doubts=doubts,
                )
            )  # fmt: skip
    return AnnexFile(name, tuple(grids), beside=(*page.left, *page.outside))
