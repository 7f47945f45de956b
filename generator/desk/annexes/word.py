"""Tables of a DOCX with their merged cells, as Word shows them.

What an element of a cell means is written here once: read, passed over because it shows
nothing, or named as a doubt. What is not written here is a doubt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.desk.annexes.characters import symbols_shown
from generator.desk.annexes.grid import (
    WHOLE_LINE,
    AnnexFile,
    CellDoubt,
    Complaint,
    Grid,
    MergedCells,
    cleaned_text,
    doubts_by_cell,
    quoted,
    shape,
)
from generator.desk.annexes.package import (
    attribute,
    child,
    linked_part,
    linked_parts,
    local,
    main_part,
    xml_part,
)
from generator.desk.annexes.word_looks import Looks, font_of, is_on, look_doubts
from generator.terms.said import Said, said

WIDEST = 200
TEXT_HOLDERS = {
    "p", "r", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo",
    "ins", "moveTo", "ruby", "rubyBase",
}  # fmt: skip
# They show nothing, or only how something looks.
IGNORED = {
    "tcPr", "pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rubyPr", "fldData",
    "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "softHyphen",
    "commentRangeStart", "commentRangeEnd", "rt", "delInstrText", "annotationRef",
}  # fmt: skip
SHOWN_AS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": " ", "noBreakHyphen": "-"}
REVISED, DELETED = {"ins", "moveTo"}, {"del", "moveFrom"}
NOTES = {
    "footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"
}  # fmt: skip
NOTE_LABELS = {"footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
# Fields that mark a place and show nothing.
UNSEEN = re.compile(r"(?:XE|TC|RD|TA|SET|ASK|FORMCHECKBOX)\b", re.IGNORECASE)
PICTURES = {"drawing", "pict", "object", "AlternateContent"}


@dataclass
class _WordCell:
    """The text of a cell as it comes together, and what is doubtful in it."""

    shade: str = "auto"
    is_deleted: bool = False
    paragraph: Element | None = None
    # The codes of the fields that are open.
    codes: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    doubts: list[CellDoubt] = field(default_factory=list)

    @property
    def text(self) -> str:
        return cleaned_text("".join(self.pieces))

    def doubt(self, what: Said, *harmless_in: str) -> None:
        self.doubts.append(CellDoubt(what, harmless_in))


def read_docx(members: dict[str, bytes], name: str) -> AnnexFile:
    """The tables of a DOCX in their order; what is shown beside the texts is a doubt."""
    try:
        return _Document(members).annex(name)
    except (ValueError, LookupError, RecursionError) as reason:
        raise Complaint(said("document_damaged")) from reason


class _Document:
    """The body of a document with its styles and notes."""

    def __init__(self, members: dict[str, bytes]) -> None:
        part = main_part(members, "word/document.xml")
        body = child(xml_part(members, part), "body")
        if body is None:
            raise ValueError(part)
        self.body = body
        self.looks = Looks(linked_part(members, part, "styles"))
        self.notes = {kind: linked_part(members, part, kind) for kind in NOTE_LABELS}
        self._margins = [
            _margin_text(xml_part(members, target))
            for kind, target in linked_parts(members, part).values()
            if kind in ("header", "footer") and target in members
        ]

    def annex(self, name: str) -> AnnexFile:
        tables = [each for each in self.body.iter() if local(each) == "tbl"]
        above, outside = self._outside()
        grids = tuple(
            self._grid(each, at, above.get(each, ())) for at, each in enumerate(tables, 1)
        )
        margins = (said("margin_text", text=text) for text in dict.fromkeys(self._margins) if text)
        notes = (*self._boxes_outside(tables), *margins)
        return AnnexFile(name, grids, notes, True, self._text(), tuple(outside))

    def _outside(self) -> tuple[dict[Element, tuple[str, ...]], list[str]]:
        """The last paragraphs before each table since the one before it, and all others."""
        above, texts, left = dict[Element, tuple[str, ...]](), list[str](), list[str]()
        for each in _blocks(self.body):
            if local(each) == "tbl":
                left += texts[:-NEAR]
                above[each], texts = tuple(texts[-NEAR:]), []
            elif text := self._read_block(each).text:
                texts.append(text)
        return above, [*left, *texts]

    def _read_block(self, element: Element) -> _WordCell:
        if local(element) == "p":
            return self._read_paragraph(element)
        unread = _WordCell()
        unread.pieces.append(f"（读不了的内容 {local(element)}）")
        return unread

    def _read_paragraph(self, paragraph: Element) -> _WordCell:
        cell = _WordCell()
        self._take_paragraph(paragraph, cell)
        return cell

    def _text(self) -> Grid:
        """The paragraphs as lines, parted by tabs; what is doubtful in one is said of all of it."""
        read = [self._read_block(each) for each in _blocks(self.body) if local(each) != "tbl"]
        lines = tuple(tuple(map(cleaned_text, "".join(p.pieces).split("\t"))) for p in read)
        doubts = (
            (at, WHOLE_LINE, CellDoubt(said("in_paragraph", what=doubt.what), doubt.harmless_in))
            for at, each in enumerate(read)
            for doubt in each.doubts
        )
        return Grid("段落", "正文的段落", lines, doubts=doubts_by_cell(doubts))

    def _boxes_outside(self, tables: list[Element]) -> Iterator[Said]:
        within = {each for table in tables for each in table.iter()}
        outside = (e for e in self.body.iter() if local(e) == "txbxContent" and e not in within)
        texts = dict.fromkeys(_shown_text(each) for each in outside)
        yield from (said("box_beside", text=text[:60]) for text in texts if text)

    def _grid(self, table: Element, at: int, above: tuple[str, ...]) -> Grid:
        rows = list(_children(table, "tr"))
        placed = [list(_placed_cells(row)) for row in rows]
        gone = [child(row, "trPr", "del") is not None for row in rows]
        read = [
            [(column, cell, self._cell(cell, is_gone)) for column, cell in cells]
            for cells, is_gone in zip(placed, gone, strict=True)
        ]
        doubts = [
            (line, column, doubt)
            for line, cells in enumerate(read)
            for column, _, cell in cells
            for doubt in cell.doubts
        ]
        whole = (
            (line, WHOLE_LINE, each) for line, row in enumerate(rows) for each in _row_doubts(row)
        )
        return Grid(
            str(at),
            f"第 {at} 个表格",
            tuple(
                _cell_texts([(column, cell.text) for column, _, cell in cells]) for cells in read
            ),
            tuple(_merged_cells(placed)),
            above=above,
            doubts=doubts_by_cell((*doubts, *whole)),
        )

    def _cell(self, element: Element, is_gone: bool) -> _WordCell:
        cell = self._read(element, is_gone)
        for change in ("cellIns", "cellDel", "cellMerge"):
            if child(element, "tcPr", change) is not None:
                cell.doubt(said("cell_revised"))
        if not _continues(element) and not _continues(element, "hMerge"):
            return cell
        hidden = CellDoubt(said("covered_by_merge", text=cell.text))
        return _WordCell(doubts=[hidden] if cell.text else [])

    def _read(self, element: Element, is_deleted: bool = False) -> _WordCell:
        shade = attribute(child(element, "tcPr", "shd"), "fill") or "auto"
        cell = _WordCell(shade, is_deleted)
        self._take(element, cell)
        return cell

    def _take(self, parent: Element, cell: _WordCell) -> None:
        for each in parent:
            tag = local(each)
            if tag in ("t", "delText"):
                self._take_text(parent, each.text or "", cell)
            elif tag in SHOWN_AS:
                cell.pieces.append(SHOWN_AS[tag])
            elif tag in TEXT_HOLDERS | DELETED:
                self._take_holder(each, tag, cell)
            elif tag not in IGNORED:
                self._take_other(each, tag, cell)

    def _take_holder(self, element: Element, tag: str, cell: _WordCell) -> None:
        """An element that holds texts; one that was deleted shows them only in a row that is gone."""
        ticked = _control_tick(element) if tag == "sdt" else None
        if child(element, "sdtPr", "dataBinding") is not None:
            cell.doubt(said("kept_in_data"))
        if tag == "fldSimple" and not _shown_text(element):
            cell.doubt(said("field_unsolved", text=attribute(element, "instr").strip()))
        if ticked:
            cell.pieces.append(ticked)
            return
        if tag in DELETED and not cell.is_deleted:
            cell.doubt(said("deleted_text", text=quoted(_shown_text(element))))
            return
        if tag in REVISED and not cell.is_deleted:
            cell.doubt(said("inserted_text"))
        if tag == "bdo":
            cell.doubt(said("turned_text"))
        if tag == "p":
            self._take_paragraph(element, cell)
        else:
            self._take(element, cell)

    def _take_other(self, element: Element, tag: str, cell: _WordCell) -> None:
        if tag == "sym":
            code = int(attribute(element, "char") or "0", 16)
            cell.pieces.append(symbols_shown(chr(code), attribute(element, "font")))
        elif tag == "fldChar":
            self._take_field(element, cell)
        elif tag == "instrText":
            cell.codes[-1:] = ["".join((*cell.codes[-1:], element.text or ""))]
        else:
            cell.doubt(self._unread(element, tag))

    def _take_field(self, mark: Element, cell: _WordCell) -> None:
        """The marks of a field: it shows its result; one without shows what only Word works out."""
        if child(mark, "ffData", "checkBox") is not None:
            cell.doubt(said("old_checkbox"))
            return
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            cell.codes.append("")
        elif cell.codes and kind == "separate":
            cell.codes[-1] = ""
        elif cell.codes and (code := cell.codes.pop().strip()) and not UNSEEN.match(code):
            cell.doubt(said("field_unsolved", text=code))

    def _take_paragraph(self, paragraph: Element, cell: _WordCell) -> None:
        cell.paragraph = paragraph
        self._take(paragraph, cell)
        cell.pieces.append("\n")
        if self.looks.is_numbered(paragraph):
            cell.doubt(said("numbered"), "ordinal")

    def _take_text(self, run: Element, text: str, cell: _WordCell) -> None:
        looks = self.looks.of_run(run, cell.paragraph)
        shown = symbols_shown(text, font_of(looks))
        is_capital = is_on(looks.get("caps")) or is_on(looks.get("smallCaps"))
        cell.pieces.append(shown.upper() if is_capital else shown)
        if text.strip():
            cell.doubts += look_doubts(text, looks, cell.shade)

    def _unread(self, element: Element, tag: str) -> Said:
        if tag in NOTES:
            kind = NOTES[tag]
            text = self._note(kind, attribute(element, "id"))
            return said("has_note", kind=NOTE_LABELS[kind], text=quoted(text))
        if tag == "tbl":
            return said("table_within")
        if tag in PICTURES:
            text = next(
                (t for e in element.iter() if local(e) == "txbxContent" and (t := _shown_text(e))),
                "",
            )
            return said("lies_within", shape=shape(text))
        return said("unread_within", tag=tag, text="")

    def _note(self, kind: str, id: str) -> str:
        part = self.notes[kind]
        notes = [] if part is None else [each for each in part if attribute(each, "id") == id]
        return _shown_text(notes[0]) if notes else ""


# What holds blocks of the body, and what shows nothing among them.
BLOCK_HOLDERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables of the body in their order, and whatever else lies among them."""
    for each in parent:
        if local(each) in BLOCK_HOLDERS:
            yield from _blocks(each)
        elif local(each) != "sectPr" and local(each) not in IGNORED:
            yield each


# So far above a table its title is looked for.
NEAR = 4


def _shown_text(element: Element) -> str:
    texts = (each.text or "" for each in element.iter() if local(each) in ("t", "delText"))
    return cleaned_text("".join(texts))


def _margin_text(root: Element) -> str:
    """The text of a header or footer, and the words written across the page from there."""
    across = (attribute(each, "string") for each in root.iter() if local(each) == "textpath")
    return " ".join(filter(None, (_shown_text(root), *across)))


def _control_tick(control: Element) -> str | None:
    """The mark of a check box that is a content control; its own sign for yes is a cross."""
    box = child(control, "sdtPr", "checkbox")
    if box is None:
        return None
    return "☑" if attribute(child(box, "checked"), "val") in ("1", "true") else "☐"


def _row_doubts(row: Element) -> Iterator[CellDoubt]:
    marks = {local(each) for each in child(row, "trPr") or () if is_on(each)}
    if "del" in marks:
        yield CellDoubt(said("line_deleted"))
    if "ins" in marks:
        yield CellDoubt(said("line_inserted"))
    if "hidden" in marks:
        yield CellDoubt(said("line_hidden"))


def _placed_cells(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row, each with the column of the layout that it begins in."""
    column = _number(child(row, "trPr", "gridBefore"), 0)
    for cell in _children(row, "tc"):
        yield column, cell
        column += _span(cell)
        if column > WIDEST:
            raise Complaint(said("table_too_wide", widest=WIDEST))


def _number(element: Element | None, usual: int) -> int:
    return int(attribute(element, "val") or usual)


def _span(cell: Element) -> int:
    return max(1, _number(child(cell, "tcPr", "gridSpan"), 1))


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls with them."""
    for each in parent:
        if local(each) == tag:
            yield each
        elif local(each) in ("sdt", "sdtContent", "customXml"):
            yield from _children(each, tag)


def _cell_texts(cells: list[tuple[int, str]]) -> tuple[str, ...]:
    texts: list[str] = []
    for column, text in cells:
        texts += [""] * (column - len(texts))
        texts.append(text)
    return tuple(texts)


def _continues(cell: Element, how: str = "vMerge") -> bool:
    merge = child(cell, "tcPr", how)
    return merge is not None and attribute(merge, "val") in ("", "continue")


def _merged_cells(placed: list[list[tuple[int, Element]]]) -> Iterator[MergedCells]:
    """Blocks of more than one cell: across by `gridSpan`, down by `vMerge`."""
    for top, cells in enumerate(placed):
        for left, cell in cells:
            if _continues(cell):
                continue
            bottom = top
            while bottom + 1 < len(placed) and _goes_on(placed[bottom + 1], left):
                bottom += 1
            right = left + _span(cell) - 1
            if (bottom, right) != (top, left):
                yield MergedCells(top, left, bottom, right)


def _goes_on(cells: list[tuple[int, Element]], left: int) -> bool:
    return any(column == left and _continues(cell) for column, cell in cells)
