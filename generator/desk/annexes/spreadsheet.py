"""Sheets of an XLSX as they are printed: values under their number formats, and what the looks of a cell say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.desk.annexes.characters import WHITE, is_like, symbols_shown
from generator.desk.annexes.grid import (
    WHOLE_LINE,
    AnnexFile,
    CellDoubt,
    Complaint,
    Grid,
    MergedCells,
    cleaned_text,
    doubts_by_cell,
    margin_notes,
    quoted,
    shape,
)
from generator.desk.annexes.number_formats import DAY_FIELDS, printed_number, text_frame
from generator.desk.annexes.package import (
    attribute,
    child,
    linked_part,
    linked_parts,
    local,
    main_part,
    xml_part,
)
from generator.terms.said import said

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
# What a header or footer holds beside its texts: where, in which font, page numbers and days.
MARGIN_CODE = re.compile(r'&(?:[LCRPNDTFAZGUEXYSBIOH]|"[^"]*"|K[0-9A-F+.-]{6}|\d+|[+-]\d+)')
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# A list of ten thousand rows of twenty columns is well below.
MOST_CELLS = 1_000_000
WIDEST = 16_384
# So high or wide, in points or signs, nobody reads it.
TINY, SLIGHT = 2, 0.5
# Of the indexed colours, those that are white; of the theme, the paper.
WHITE_INDEXES, PAPER = ("1", "9"), "0"


@dataclass(frozen=True)
class _Look:
    """How the text of a cell or of a part of it looks."""

    font: str = ""
    is_struck: bool = False
    is_raised: bool = False
    is_tiny: bool = False
    colour: str = "000000"


@dataclass(frozen=True)
class _Style:
    """The format of a cell: its number format, its look, the colour behind."""

    format_id: int = 0
    code: str | None = None
    look: _Look = field(default_factory=_Look)
    behind: str = WHITE


@dataclass(frozen=True)
class _Text:
    """A text in parts, each with its look; None is that of its cell."""

    parts: tuple[tuple[str, _Look | None], ...] = ()


@dataclass(frozen=True)
class _SheetCell:
    line: int
    column: int
    text: str
    doubts: tuple[CellDoubt, ...]


def read_xlsx(members: dict[str, bytes], name: str) -> AnnexFile:
    """The grids of an XLSX; raises ValueError, LookupError or OverflowError where a part is broken."""
    workbook = _Workbook(members)
    grids = tuple(workbook.grids())
    return AnnexFile(name, grids, tuple(margin_notes(workbook.margins)))


class _Workbook:
    """The parts of a workbook that its sheets share."""

    def __init__(self, members: dict[str, bytes]) -> None:
        self.members, self.part = members, main_part(members, "xl/workbook.xml")
        self.root = xml_part(members, self.part)
        styles = linked_part(members, self.part, "styles")
        self.styles, self.altering = _styles(styles), _altering(styles)
        shared = linked_part(members, self.part, "sharedStrings")
        self.texts = [_text(each) for each in ([] if shared is None else shared.iterfind("{*}si"))]
        self.begins_1904 = attribute(child(self.root, "workbookPr"), "date1904") in ("1", "true")
        self.margins: list[str] = []
        # Of the sheet that is being read.
        self.hides_zeros = False

    def grids(self) -> Iterator[Grid]:
        links = linked_parts(self.members, self.part)
        for sheet in self.root.iterfind("{*}sheets/{*}sheet"):
            kind, target = links.get(attribute(sheet, "id"), ("", ""))
            if kind == "worksheet" and target in self.members:
                yield self._grid(sheet, target)

    def _grid(self, sheet: Element, part: str) -> Grid:
        root, name = xml_part(self.members, part), cleaned_text(sheet.get("name", ""))
        called = f"工作表“{name}”"
        rows = list(_placed_rows(root))
        views = root.iterfind("{*}sheetViews/{*}sheetView")
        self.hides_zeros = any(each.get("showZeros") in ("0", "false") for each in views)
        self.margins += (
            MARGIN_CODE.sub("", e.text or "") for e in child(root, "headerFooter") or ()
        )
        cells = [each for at, row in rows for each in self._cells(at, row)]
        written = [each for each in cells if each.text or each.doubts]
        height = max((each.line for each in written), default=-1) + 1
        hidden = frozenset(
            at for at, row in rows if _is_set(row, "hidden") or float(row.get("ht") or 15) <= TINY
        )
        doubts = [(each.line, each.column, doubt) for each in written for doubt in each.doubts]
        return Grid(
            sheet.get("name", ""),
            called,
            _lines(written, called),
            tuple(_merged(root)),
            hidden,
            frozenset(
                at for each in root.iterfind("{*}cols/{*}col") for at in _hidden_columns(each)
            ),
            shown=sheet.get("state", "visible") == "visible",
            doubts=doubts_by_cell(
                (*doubts, *self._beside(part, height), *self._conditional(root, written))
            ),
        )

    def _cells(self, line: int, row: Element) -> Iterator[_SheetCell]:
        column = -1
        for each in row.iterfind("{*}c"):
            column = _place(each.get("r", ""))[1] if each.get("r") else column + 1
            style = self._style(each)
            text, doubts = self._printed(each, style)
            yield _SheetCell(line, column, cleaned_text(text), doubts)

    def _style(self, cell: Element) -> _Style:
        at = int(cell.get("s", "0"))
        return self.styles[at] if at < len(self.styles) else _Style()

    def _printed(self, cell: Element, style: _Style) -> tuple[str, tuple[CellDoubt, ...]]:
        kind, value = cell.get("t", "n"), cell.findtext("{*}v") or ""
        formula = cell.find("{*}f")
        if formula is not None and not value and kind != "inlineStr":
            shown = quoted(f"={formula.text}" if formula.text else "")
            return "", (CellDoubt(said("formula_unsolved", text=shown)),)
        doubts: tuple[CellDoubt, ...] = ()
        if self.hides_zeros and kind in ("n", "") and value and not float(value):
            return "", (CellDoubt(said("zero_hidden")),)
        if kind in ("n", "") and value:
            printed = printed_number(float(value), style.format_id, style.code, self.begins_1904)
            parts, doubts = _Text(((printed.text, None),)), printed.doubts
        else:
            parts = self._words(cell, kind, value)
            parts, doubts = _formatted(parts, style.code) if kind not in ("b", "e") else (parts, ())
        if kind == "d":
            doubts = (CellDoubt(said("stored_day", day=value), DAY_FIELDS),)
        shown = "".join(
            symbols_shown(text, (look or style.look).font) for text, look in parts.parts
        )
        return shown, (*doubts, *_looks_doubtful(parts, style))

    def _words(self, cell: Element, kind: str, value: str) -> _Text:
        if kind == "s" and value:
            return self.texts[int(value)]
        if kind == "inlineStr":
            return _text(child(cell, "is"))
        known = {"0": "FALSE", "1": "TRUE"} if kind == "b" else {}
        return _Text(((known.get(value, _unescaped(value)), None),) if value else ())

    def _conditional(
        self, root: Element, cells: list[_SheetCell]
    ) -> Iterator[tuple[int, int, CellDoubt]]:
        """Doubts on cells that a condition may strike out, hide or print otherwise."""
        what = CellDoubt(said("conditional_format"))
        # Newer conditions lie in an extension of the sheet.
        for each in (e for e in root.iter() if local(e) == "conditionalFormatting"):
            if any(self._alters(rule) for rule in each.iterfind("{*}cfRule")):
                where = each.get("sqref") or each.findtext("{*}sqref") or ""
                blocks = [_block(ref) for ref in where.split()]
                for cell in cells:
                    if any(_is_within(cell, block) for block in blocks):
                        yield cell.line, cell.column, what

    def _alters(self, rule: Element) -> bool:
        shown = [attribute(e, "showValue") for e in rule.iter()]
        at, own = rule.get("dxfId", ""), child(rule, "dxf")
        is_altered = at.isdecimal() and int(at) in self.altering
        return "0" in shown or is_altered or (own is not None and _alters_text(own))

    def _beside(self, part: str, height: int) -> Iterator[tuple[int, int, CellDoubt]]:
        """Doubts about what lies over the cells: notes, text boxes and pictures."""
        comments = linked_part(self.members, part, "comments")
        for each in [] if comments is None else comments.iterfind("{*}commentList/{*}comment"):
            note = said("has_note", kind="批注", text=quoted(_plain(each)))
            yield *_place(each.get("ref", "")), CellDoubt(note)
        drawing = linked_part(self.members, part, "drawing")
        for each in [] if drawing is None else drawing:
            lines = [int(e.text or 0) for e in each.iter() if local(e) == "row"] or [0]
            begins, ends = min(lines), max(lines)
            what = CellDoubt(said("lies_over_line", shape=shape(_plain(each))))
            yield from (
                (line, WHOLE_LINE, what)
                for line in (begins, *range(begins + 1, min(ends + 1, height)))
            )
        yield from _controls(linked_part(self.members, part, "vmlDrawing"))


def _controls(shapes: Element | None) -> Iterator[tuple[int, int, CellDoubt]]:
    """Boxes to tick and other controls of a form over the cells; notes are read elsewhere."""
    for each in [] if shapes is None else shapes.iter():
        kind = attribute(each, "ObjectType") if local(each) == "ClientData" else "Note"
        if kind != "Note":
            anchor = (each.findtext("{*}Anchor") or "").split(",")
            line = int(anchor[2]) if len(anchor) > 2 else 0
            yield line, WHOLE_LINE, CellDoubt(said("control_over_line", kind=kind))


def _formatted(text: _Text, code: str | None) -> tuple[_Text, tuple[CellDoubt, ...]]:
    """A text under its format, which may print signs around it, or nothing."""
    before, after, is_shown = text_frame(code)
    if not any(part.strip() for part, _ in text.parts):
        return text, ()
    if not is_shown:
        return text, (CellDoubt(said("format_hides_text", format=code)),)
    framed = ((before, None), *text.parts, (after, None)) if before or after else text.parts
    return _Text(framed), ()


def _placed_rows(root: Element) -> Iterator[tuple[int, Element]]:
    at = -1
    for row in root.iterfind("{*}sheetData/{*}row"):
        at = int(row.get("r", "")) - 1 if row.get("r") else at + 1
        yield at, row


def _lines(cells: list[_SheetCell], called: str) -> tuple[tuple[str, ...], ...]:
    """Texts by line and column; raises `Complaint` where they lie too far apart."""
    lines, columns = (
        max((getattr(c, n) for c in cells), default=-1) + 1 for n in ("line", "column")
    )
    if lines * columns > MOST_CELLS or columns > WIDEST:
        raise Complaint(said("far_cells", list=called, line=lines, column=columns))
    table = [[""] * columns for _ in range(lines)]
    for cell in cells:
        if table[cell.line][cell.column] not in ("", cell.text):
            raise ValueError("two cells in one place")
        table[cell.line][cell.column] = cell.text
    return tuple(map(tuple, table))


def _looks_doubtful(text: _Text, style: _Style) -> Iterator[CellDoubt]:
    for part, look in text.parts:
        look = look or style.look
        if part.strip() and look.is_struck:
            yield CellDoubt(said("struck_out"))
        if part.strip() and look.is_tiny:
            yield CellDoubt(said("tiny_text", text=quoted(part)))
        if part.strip() and is_like(look.colour, style.behind):
            yield CellDoubt(said("text_like_ground"))
        if part.strip() and look.is_raised:
            yield CellDoubt(said("raised_text", text=quoted(part)))


def _text(element: Element | None) -> _Text:
    """The parts of a text; phonetic readings above it are not the text."""
    parts: list[tuple[str, _Look | None]] = []
    for each in [] if element is None else element:
        if local(each) == "t":
            parts.append((_unescaped(each.text or ""), None))
        elif local(each) == "r":
            properties = child(each, "rPr")
            look = None if properties is None else _look(properties)
            parts.append((_unescaped(each.findtext("{*}t") or ""), look))
    return _Text(tuple(parts))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _plain(element: Element) -> str:
    return cleaned_text("".join(e.text or "" for e in element.iter() if local(e) == "t"))


def _look(properties: Element) -> _Look:
    named = child(properties, "rFont")
    named = child(properties, "name") if named is None else named
    struck = child(properties, "strike")
    raised = attribute(child(properties, "vertAlign"), "val") in ("superscript", "subscript")
    colour = _colour(child(properties, "color"), "000000")
    is_struck = struck is not None and attribute(struck, "val") not in ("0", "false")
    is_tiny = float(attribute(child(properties, "sz"), "val") or 11) <= TINY
    return _Look(attribute(named, "val"), is_struck, raised, is_tiny, colour)


def _colour(element: Element | None, usual: str) -> str:
    """A colour as six digits, or as the file names it; that of the paper is white."""
    if element is None:
        return usual
    if rgb := element.get("rgb", ""):
        return rgb[-6:].upper()
    tint = element.get("tint", "")
    if element.get("indexed") in WHITE_INDEXES or (element.get("theme") == PAPER and not tint):
        return WHITE
    named = f"{element.get('theme', '')}/{element.get('indexed', '')}/{tint}"
    return usual if element.get("indexed") == "64" or named == "//" else named


def _styles(root: Element | None) -> list[_Style]:
    if root is None:
        return []
    codes = {
        int(e.get("numFmtId", "0")): e.get("formatCode", "")
        for e in root.iterfind("{*}numFmts/{*}numFmt")
    }
    looks = [_look(each) for each in root.iterfind("{*}fonts/{*}font")]
    fills = [_fill(each) for each in root.iterfind("{*}fills/{*}fill")]
    return [_style(each, codes, looks, fills) for each in root.iterfind("{*}cellXfs/{*}xf")]


def _altering(root: Element | None) -> set[int]:
    """The formats of conditions, by their numbers, that do more than colour a cell."""
    formats = [] if root is None else root.findall("{*}dxfs/{*}dxf")
    return {at for at, each in enumerate(formats) if _alters_text(each)}


def _alters_text(format: Element) -> bool:
    font = child(format, "font")
    look = _Look() if font is None else _look(font)
    fill = child(format, "fill")
    behind = WHITE if fill is None else _colour(child(fill, "patternFill", "bgColor"), WHITE)
    is_unseen = font is not None and is_like(look.colour, behind)
    return look.is_struck or is_unseen or child(format, "numFmt") is not None


def _style(xf: Element, codes: dict[int, str], looks: list[_Look], fills: list[str]) -> _Style:
    number, font, fill = (int(xf.get(n, "0")) for n in ("numFmtId", "fontId", "fillId"))
    look = looks[font] if font < len(looks) else _Look()
    return _Style(number, codes.get(number), look, fills[fill] if fill < len(fills) else WHITE)


def _fill(fill: Element) -> str:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return "gradient" if len(fill) else WHITE
    return (
        _colour(child(pattern, "fgColor"), WHITE)
        if pattern.get("patternType") == "solid"
        else WHITE
    )


def _merged(root: Element) -> Iterator[MergedCells]:
    for each in root.iterfind("{*}mergeCells/{*}mergeCell"):
        yield _block(each.get("ref", ""))


def _block(reference: str) -> MergedCells:
    first, _, last = reference.partition(":")
    return MergedCells(*_place(first), *_place(last or first))


def _is_within(cell: _SheetCell, block: MergedCells) -> bool:
    return block.top <= cell.line <= block.bottom and block.left <= cell.column <= block.right


def _place(reference: str) -> tuple[int, int]:
    matched = REFERENCE.fullmatch(reference)
    if not matched:
        raise ValueError("a cell without a place")
    column = 0
    for letter in matched[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(matched[2]) - 1, column - 1


def _is_set(element: Element, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _hidden_columns(column: Element) -> Iterable[int]:
    if not _is_set(column, "hidden") and float(column.get("width") or 8) > SLIGHT:
        return ()
    return range(int(column.get("min", "1")) - 1, min(int(column.get("max", "1")), WIDEST))
