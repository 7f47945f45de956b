"""Sheets of an ODS as they are printed; equal lines and cells are written once in the file."""

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
from generator.desk.annexes.number_formats import DAY_FIELDS
from generator.desk.annexes.package import attribute, local, xml_part
from generator.desk.annexes.spreadsheet import MOST_CELLS, TINY
from generator.terms.said import said

# A repeated empty line reaches to the end of the sheet: no list is so long.
FARTHEST = 100_000
NOT_SHOWN = ("collapse", "filter")
HOLDERS = {"p", "span", "a", "ruby", "ruby-base", "meta", "h"}
# They show nothing, or are read beside the text.
IGNORED = {
    "ruby-text",
    "bookmark",
    "bookmark-start",
    "bookmark-end",
    "soft-page-break",
    "detective",
}
SHOWN_AS = {"s": " ", "tab": " ", "line-break": "\n"}


@dataclass
class _OdsCell:
    pieces: list[str] = field(default_factory=list)
    doubts: list[CellDoubt] = field(default_factory=list)

    @property
    def text(self) -> str:
        return cleaned_text("".join(self.pieces))


# Where it begins, how many times it is repeated, and the element itself.
PlacedElement = tuple[int, int, Element]


def read_ods(members: dict[str, bytes], name: str) -> AnnexFile:
    """The grids of an ODS; raises ValueError where its content is broken."""
    root = xml_part(members, "content.xml")
    shared = [xml_part(members, "styles.xml")] if "styles.xml" in members else []
    named = {
        attribute(each, "name"): each
        for part in (*shared, root)
        for each in part.iter()
        if local(each) == "style"
    }
    styles = {style: _looks(each, named) for style, each in named.items()}
    tables = (e for e in root.iterfind(".//{*}spreadsheet/{*}table"))
    noted = (note for tag, note in NOTED.items() if root.find(f".//{{*}}{tag}") is not None)
    notes = (*noted, *margin_notes(text for part in shared for text in _margins(part)))
    return AnnexFile(name, tuple(_grid(each, styles) for each in tables), notes)


# Fields of a header or footer that the program fills in by itself.
FILLED = {"sheet-name", "page-number", "page-count", "title", "file-name", "date", "time"}


def _margins(styles: Element) -> Iterator[str]:
    """The texts of the headers and footers."""
    for each in styles.iterfind(".//{*}master-page/*"):
        if attribute(each, "display") != "false":
            yield " ".join(filter(None, map(_own_text, each.iterfind(".//{*}p"))))


def _own_text(element: Element) -> str:
    parts = (
        (_own_text(each) if local(each) not in FILLED else "") + (each.tail or "")
        for each in element
    )
    return (element.text or "") + "".join(parts)


NOTED = {
    "tracked-changes": said("changes_tracked"),
    "conditional-formats": said("conditions_within"),
}


def _looks(style: Element, named: dict[str, Element]) -> dict[str, str]:
    """The properties of a style by their names, after those of the styles that it is based on."""
    chain, each = list[Element](), named.get(attribute(style, "name"))
    while each is not None and each not in chain:
        chain.insert(0, each)
        each = named.get(attribute(each, "parent-style-name"))
    return {
        key.rpartition("}")[2]: value
        for style in chain
        for part in style
        for key, value in part.items()
    }


Styles = dict[str, dict[str, str]]


def _grid(table: Element, styles: Styles) -> Grid:
    rows = list(_placed(_tagged(table, "table-row"), "rows"))
    name = attribute(table, "name")
    called = f"工作表“{cleaned_text(name)}”"
    columns = list(_placed(_tagged(table, "table-column"), "columns"))
    cells = dict(_spread(rows, styles, called, columns))
    blocks = (
        (line, at, e) for line, _, row in rows for at, _, e in _placed(_cells(row), "columns")
    )
    return Grid(
        name,
        called,
        _lines({place: cell.text for place, cell in cells.items()}, called),
        tuple(_block(*each) for each in blocks if attribute(each[2], "number-rows-spanned")),
        frozenset(_hidden(rows, _folded(table))),
        frozenset(_hidden(columns, _folded(table))),
        shown=styles.get(attribute(table, "style-name"), {}).get("display") != "false",
        doubts=doubts_by_cell(
            (
                *((*at, d) for at, cell in cells.items() for d in cell.doubts),
                *_shapes(table),
            )
        ),
    )


def _spread(
    rows: list[PlacedElement], styles: Styles, called: str, among: list[PlacedElement]
) -> Iterator[tuple[tuple[int, int], _OdsCell]]:
    """Every cell that shows something at each of its places."""
    for line, lines, row in rows:
        for at, columns, element in _placed(_cells(row), "columns"):
            usual = (attribute(row, "default-cell-style-name"), _usual_style(among, at))
            cell = _read(element, styles, next(filter(None, usual), ""))
            if not (cell.text or cell.doubts):
                continue
            if lines * columns > MOST_CELLS:
                raise Complaint(
                    said("far_cells", list=called, line=line + lines, column=at + columns)
                )
            for down in range(lines):
                yield from (((line + down, at + across), cell) for across in range(columns))


def _lines(texts: dict[tuple[int, int], str], called: str) -> tuple[tuple[str, ...], ...]:
    lines, columns = (max((place[n] for place in texts), default=-1) + 1 for n in (0, 1))
    if lines * columns > MOST_CELLS:
        raise Complaint(said("far_cells", list=called, line=lines, column=columns))
    return tuple(
        tuple(texts.get((at, column), "") for column in range(columns)) for at in range(lines)
    )


def _usual_style(columns: list[PlacedElement], at: int) -> str:
    """The style of the cells of a column that have none of their own."""
    over = (each for begins, times, each in columns if begins <= at < begins + times)
    return attribute(next(over, None), "default-cell-style-name")


def _shapes(table: Element) -> Iterator[tuple[int, int, CellDoubt]]:
    """Doubts on all that is drawn over the sheet as a whole."""
    for each in table.iterfind("{*}shapes/*"):
        text = cleaned_text("".join(each.itertext()))
        yield 0, WHOLE_LINE, CellDoubt(said("lies_over_sheet", shape=shape(text)))


STORED = ("string-value", "date-value", "time-value", "boolean-value", "value")


def _read(element: Element, styles: Styles, usual: str) -> _OdsCell:
    cell, looks = _OdsCell(), styles.get(attribute(element, "style-name") or usual, {})
    _take(element, cell, looks, styles)
    formula = attribute(element, "formula")
    stored = next(filter(None, (attribute(element, name) for name in STORED)), "")
    if stored and not cell.text:
        cell.doubts.append(CellDoubt(said("print_not_stored", text=stored)))
    if formula and not cell.text and not attribute(element, "value-type"):
        cell.doubts.append(CellDoubt(said("formula_unsolved", text=quoted(formula))))
    if attribute(element, "value-type") == "date" and cell.text:
        day = said("taken_for_day", day=attribute(element, "date-value"))
        cell.doubts.append(CellDoubt(day, DAY_FIELDS))
    return cell


def _take(parent: Element, cell: _OdsCell, looks: dict[str, str], styles: Styles) -> None:
    _take_text(parent.text, cell, looks)
    for each in parent:
        if local(each) in HOLDERS:
            if local(each) == "p" and cell.pieces:
                cell.pieces.append("\n")
            _take(each, cell, looks | styles.get(attribute(each, "style-name"), {}), styles)
        else:
            _take_other(each, cell)
        if local(parent) != "table-cell":
            _take_text(each.tail, cell, looks)


def _take_other(element: Element, cell: _OdsCell) -> None:
    tag = local(element)
    if tag in SHOWN_AS:
        cell.pieces.append(SHOWN_AS[tag])
    elif tag == "annotation":
        paragraphs = (each for each in element if local(each) == "p")
        text = cleaned_text("".join(part for each in paragraphs for part in each.itertext()))
        cell.doubts.append(CellDoubt(said("has_note", kind="批注", text=quoted(text))))
    elif tag not in IGNORED:
        text = cleaned_text("".join(element.itertext()))
        cell.doubts.append(CellDoubt(said("unread_within", tag=tag, text=quoted(text))))


def _take_text(text: str | None, cell: _OdsCell, looks: dict[str, str]) -> None:
    if not text:
        return
    cell.pieces.append(symbols_shown(text, looks.get("font-name")))
    if not text.strip():
        return
    if looks.get("text-line-through-style", "none") != "none":
        cell.doubts.append(CellDoubt(said("struck_out")))
    behind = looks.get("background-color", "").lstrip("#").upper()
    behind = WHITE if behind in ("", "TRANSPARENT") else behind
    if is_like(looks.get("color", "#000000").lstrip("#").upper(), behind):
        cell.doubts.append(CellDoubt(said("text_like_ground")))
    size = looks.get("font-size", "")
    if size.endswith("pt") and float(size.removesuffix("pt")) <= TINY:
        cell.doubts.append(CellDoubt(said("tiny_text", text=quoted(text))))
    if looks.get("display") == "none":
        cell.doubts.append(CellDoubt(said("hidden_text", text="")))
    if looks.get("text-position", "0%").startswith(("super", "sub", "33%", "-33%")):
        cell.doubts.append(CellDoubt(said("raised_text", text=quoted(text))))


def _tagged(table: Element, tag: str) -> Iterator[Element]:
    return (element for element in table.iter() if local(element) == tag)


def _cells(row: Element) -> Iterator[Element]:
    return (each for each in row if local(each) in ("table-cell", "covered-table-cell"))


def _placed(elements: Iterable[Element], direction: str) -> Iterator[PlacedElement]:
    at = 0
    for element in elements:
        times = int(attribute(element, f"number-{direction}-repeated") or 1)
        yield at, times, element
        at += times


def _folded(table: Element) -> set[Element]:
    """All elements in groups of lines or columns that are folded up."""
    groups = (e for e in table.iter() if local(e) in ("table-row-group", "table-column-group"))
    return {e for group in groups if attribute(group, "display") == "false" for e in group.iter()}


def _hidden(placed: Iterable[PlacedElement], folded: set[Element]) -> Iterator[int]:
    for at, times, element in placed:
        if attribute(element, "visibility") in NOT_SHOWN or element in folded:
            yield from range(at, min(at + times, FARTHEST))


def _block(line: int, at: int, cell: Element) -> MergedCells:
    spanned = (attribute(cell, f"number-{what}-spanned") for what in ("rows", "columns"))
    down, across = (int(number or 1) for number in spanned)
    return MergedCells(line, at, line + down - 1, at + across - 1)
