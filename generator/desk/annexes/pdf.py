"""Tables of a PDF with text, as its pages draw and show them; every page's part is a table of its own.

A PDF knows signs and lines, no cells: the lines that a page draws part it into cells, and what is
drawn over a sign, or keeps it from being seen, is a doubt.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from generator.desk.annexes.characters import WHITE, is_like
from generator.desk.annexes.grid import (
    PAGE_NUMBER,
    WHOLE_LINE,
    AnnexFile,
    CellDoubt,
    Complaint,
    Grid,
    MergedCells,
    cleaned_text,
    doubts_by_cell,
    quoted,
)
from generator.desk.annexes.native import native_answer
from generator.terms.said import Said, said
from generator.terms.sameness import ordinary_sign

# Left, top, right, bottom, in points from the top left of the page.
Box = tuple[float, float, float, float]
# Lines so near are one; so much is left open where two meet.
NEAR = 3.0
# A line shorter than this is part of a sign.
SHORTEST = 4.0


@dataclass(frozen=True)
class DrawnTable:
    """The places of the lines of a table, and the cells between them: each a block of its fields."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    blocks: tuple[MergedCells, ...]

    @property
    def box(self) -> Box:
        """The outline of the whole."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def block_at(self, x: float, y: float) -> MergedCells | None:
        """The cell in which a point lies."""
        line, column = _between(self.ys, y), _between(self.xs, x)
        return next(
            (b for b in self.blocks if b.top <= line <= b.bottom and b.left <= column <= b.right),
            None,
        )


def _between(places: Sequence[float], at: float) -> int:
    return next((n for n, (one, two) in enumerate(pairwise(places)) if one <= at <= two), -1)


def _drawn_tables(rules: Iterable[Sequence[float]]) -> list[DrawnTable]:
    """The tables of a page from top to bottom; a frame around something else is none."""
    level, upright = _joined(rules, 0), _joined(rules, 1)
    tables = (_table(*each) for each in _connected(level, upright))
    return sorted((each for each in tables if each), key=lambda each: (each.ys[0], each.xs[0]))


# A line as its own place, and from where to where it goes.
Line = tuple[float, float, float]


def _joined(rules: Iterable[Sequence[float]], along: int) -> list[Line]:
    """The lines in one direction (0: level, 1: upright), pieces of one line put together."""
    pieces = sorted(
        ((r[1 - along] + r[3 - along]) / 2, r[along], r[along + 2])
        for r in rules
        if r[along + 2] - r[along] >= SHORTEST and r[3 - along] - r[1 - along] <= NEAR
    )
    lines: list[list[Line]] = []
    for piece in pieces:
        if not lines or piece[0] - lines[-1][0][0] > NEAR:
            lines.append([])
        lines[-1].append(piece)
    return [line for same in lines for line in _pieced(same)]


def _pieced(same: list[Line]) -> Iterator[Line]:
    place = sum(at for at, _, _ in same) / len(same)
    start, end = same[0][1:]
    for _, begins, ends in sorted(same, key=lambda each: each[1:]):
        if begins > end + NEAR:
            yield place, start, end
            start, end = begins, ends
        start, end = min(start, begins), max(end, ends)
    yield place, start, end


def _connected(level: list[Line], upright: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines that hang together, by twos: the level ones and the upright ones."""
    left = {("level", each) for each in level} | {("upright", each) for each in upright}
    while left:
        waiting = [min(left)]
        left.remove(waiting[0])
        together: dict[str, list[Line]] = {"level": [], "upright": []}
        while waiting:
            kind, line = waiting.pop()
            together[kind].append(line)
            crossing = {each for each in left if each[0] != kind and _meet(line, each[1])}
            left -= crossing
            waiting += crossing
        yield sorted(together["level"]), sorted(together["upright"])


def _meet(one: Line, two: Line) -> bool:
    return one[1] - NEAR <= two[0] <= one[2] + NEAR and two[1] - NEAR <= one[0] <= two[2] + NEAR


def _table(level: list[Line], upright: list[Line]) -> DrawnTable | None:
    # A table may be open at its sides: its outline is where the other lines end.
    xs = _places([x for x, _, _ in upright] + [end for line in level for end in line[1:]])
    ys = _places([y for y, _, _ in level] + [end for line in upright for end in line[1:]])
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    return DrawnTable(xs, ys, tuple(_blocks(xs, ys, level, upright)))


def _places(values: list[float]) -> tuple[float, ...]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR:
            places.append(value)
    return tuple(places)


def _blocks(
    xs: Sequence[float], ys: Sequence[float], level: list[Line], upright: list[Line]
) -> Iterator[MergedCells]:
    """Fields that no line parts are one cell; its outline is taken where it is no rectangle."""
    fields = {(y, x) for y in range(len(ys) - 1) for x in range(len(xs) - 1)}
    while fields:
        waiting = [min(fields)]
        fields.remove(waiting[0])
        block: list[tuple[int, int]] = []
        while waiting:
            y, x = waiting.pop()
            block.append((y, x))
            beside = {
                (y, x + 1): (upright, xs[x + 1], ys[y], ys[y + 1]),
                (y, x - 1): (upright, xs[x], ys[y], ys[y + 1]),
                (y + 1, x): (level, ys[y + 1], xs[x], xs[x + 1]),
                (y - 1, x): (level, ys[y], xs[x], xs[x + 1]),
            }
            open_to = {field for field, wall in beside.items() if not _is_wall(*wall)} & fields
            fields -= open_to
            waiting += open_to
        lines, columns = [y for y, _ in block], [x for _, x in block]
        yield MergedCells(min(lines), min(columns), max(lines), max(columns))


def _is_wall(lines: list[Line], place: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(abs(at - place) <= NEAR and one <= middle <= two for at, one, two in lines)


# So high, nobody reads it; so much smaller than its neighbours, it is a mark of a note.
TINY, RAISED = 2.0, 0.75
# Part of the height of a sign within which a line strikes it out.
STRUCK = 0.3
# So many equal signs back, one painted again is looked for.
SEVERAL = 40
# Between a text and the lines of its cell, on both sides together.
ROOM = 14.0
STOPS = "，。、；：）》”！？%"
# Fewer paragraphs stand above a table as its title.
ABOVE = 4


@dataclass(frozen=True, slots=True)
class _Sign:
    """One character, its box on the page, its colour, when it was painted, and what hides it."""

    text: str
    box: Box
    colour: str
    order: int
    marks: tuple[str, ...]

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass(frozen=True)
class _PdfPage:
    """A page with its tables; `boxes` are painted areas with their order and colour, `notes` lie over it."""

    number: int
    size: tuple[float, float]
    signs: tuple[_Sign, ...]
    rules: tuple[Box, ...]
    boxes: tuple[tuple[Box, int, str], ...]
    notes: tuple[tuple[Box, str], ...]
    tables: tuple[DrawnTable, ...]


def read_pdf(data: bytes, name: str) -> AnnexFile:
    """The tables of a PDF in their order; raises `Complaint` where it holds pictures and no text."""
    pages = [_page(at, each) for at, each in enumerate(_pages(data), 1)]
    signs = [sign for page in pages for sign in page.signs if not sign.text.isspace()]
    if not signs:
        raise Complaint(said("pdf_scanned"))
    if all("unpainted" in sign.marks for sign in signs):
        raise Complaint(said("pdf_recognised"))
    grids, left = list[Grid](), list[str]()
    for page in pages:
        own, outside = _grids(page, len(grids) + 1)
        grids, left = [*grids, *own], [*left, *outside]
    if not grids:
        raise Complaint(said("pdf_without_lines"))
    beside = tuple(line for line in left if not PAGE_NUMBER.fullmatch(line))
    return AnnexFile(name, tuple(grids), tuple(_file_notes(pages)), goes_on=True, beside=beside)


def _pages(data: bytes) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = native_answer("pdf_process.py", data, "pdf", said("pdf_damaged"))
    return answer


def _page(number: int, page: dict[str, Any]) -> _PdfPage:
    signs = tuple(
        _Sign(text, (x0, y0, x1, y1), colour, order, tuple(marks))
        for text, x0, y0, x1, y1, colour, order, marks in page["signs"]
    )
    rules = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in page["rules"])
    boxes = tuple(((x0, y0, x1, y1), at, fill) for x0, y0, x1, y1, at, fill in page["boxes"])
    notes = tuple(((x0, y0, x1, y1), text) for x0, y0, x1, y1, text in page["notes"])
    width, height = page["size"]
    tables = tuple(_drawn_tables(rules))
    signs = tuple(_painted_once(signs))
    return _PdfPage(number, (width, height), signs, rules, boxes, notes, tables)


def _painted_once(signs: Iterable[_Sign]) -> Iterator[_Sign]:
    """Signs without those painted again nearly in the same place, as bold type is made at times."""
    known: dict[str, list[_Sign]] = {}
    for sign in signs:
        twins = known.setdefault(sign.text, [])
        if sign.text.isspace() or not any(_are_one(sign, each) for each in twins[-SEVERAL:]):
            twins.append(sign)
            yield sign


def _are_one(one: _Sign, two: _Sign) -> bool:
    near = one.height * STRUCK
    apart = zip(one.middle, two.middle, strict=True)
    return one.marks == two.marks and all(abs(a - b) < near for a, b in apart)


def _grids(page: _PdfPage, begins: int) -> tuple[list[Grid], list[str]]:
    """The tables of a page, numbered from `begins`, and the texts that stand above none of them."""
    by_table, outside = _sorted_out(page)
    grids, left = list[Grid](), list[str]()
    for at, table in enumerate(page.tables, begins):
        above = [line for y, line in outside if y < table.ys[0]]
        outside = [each for each in outside if each[0] > table.ys[0]]
        left += above[:-ABOVE]
        grids.append(_grid(page, table, by_table[table], at, tuple(above[-ABOVE:])))
    return grids, [*left, *(line for _, line in outside)]


def _sorted_out(
    page: _PdfPage,
) -> tuple[dict[DrawnTable, list[_Sign]], list[tuple[float, str]]]:
    """The signs of each table, the innermost first, and the lines of text outside them with their heights."""
    within: dict[DrawnTable, list[_Sign]] = {table: [] for table in page.tables}
    others: list[_Sign] = []
    inner = sorted(page.tables, key=_area)
    for sign in page.signs:
        table = next((each for each in inner if _holds(each.box, *sign.middle)), None)
        (others if table is None else within[table]).append(sign)
    lines = [(line[0].middle[1], _line_text(line)) for line in _lines(others)]
    return within, [(y, text) for y, text in lines if text]


def _area(table: DrawnTable) -> float:
    left, top, right, bottom = table.box
    return (right - left) * (bottom - top)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _grid(
    page: _PdfPage, table: DrawnTable, signs: list[_Sign], at: int, above: tuple[str, ...]
) -> Grid:
    by_block: dict[MergedCells, list[_Sign]] = {block: [] for block in table.blocks}
    for sign in signs:
        block = table.block_at(*sign.middle)
        if block:
            by_block[block].append(sign)
    lines = [[""] * (len(table.xs) - 1) for _ in range(len(table.ys) - 1)]
    doubts, crowded = list[tuple[int, int, CellDoubt]](), False
    for block, held in by_block.items():
        box = (
            table.xs[block.left],
            table.ys[block.top],
            table.xs[block.right + 1],
            table.ys[block.bottom + 1],
        )
        lines[block.top][block.left] = _text(held, box[2] - box[0])
        own = (*_doubts(page, held), *_doubts_over(page, box))
        doubts += [(block.top, block.left, doubt) for doubt in own]
        doubts += [(block.top, WHOLE_LINE, doubt) for doubt in _beyond(held, box)]
        crowded = crowded or any(map(_is_crowded, _lines(held)))
    if crowded:
        what = CellDoubt(said("crowded_text"))
        doubts += [(line, WHOLE_LINE, what) for line in range(len(lines))]
    return Grid(
        str(at),
        f"第 {page.number} 页的表格",
        tuple(map(tuple, lines)),
        tuple(b for b in table.blocks if (b.top, b.left) != (b.bottom, b.right)),
        above=above,
        doubts=doubts_by_cell(doubts),
    )


def _lines(signs: Iterable[_Sign]) -> list[list[_Sign]]:
    """Signs by the lines that they stand in, from the top, each from the left."""
    lines: list[list[_Sign]] = []
    for sign in sorted(signs, key=lambda each: each.middle[1]):
        last = lines[-1][-1] if lines else None
        if last is None or sign.middle[1] - last.middle[1] > max(sign.height, last.height) / 2:
            lines.append([])
        lines[-1].append(sign)
    return [sorted(line, key=lambda each: each.middle[0]) for line in lines]


def _line_text(line: Sequence[_Sign]) -> str:
    """The text of a line; words of letters may lie apart without a space, Chinese ones do not."""
    text = ""
    before: _Sign | None = None
    for sign in line:
        is_apart = before is not None and sign.box[0] - before.box[2] > sign.height / 4
        if is_apart and text[-1:].isascii() and sign.text.isascii():
            text += " "
        text, before = text + ordinary_sign(sign.text), sign
    return cleaned_text(text)


def _text(signs: list[_Sign], width: float) -> str:
    """The text of a cell so wide: a line that was only broken for want of room goes on in the next."""
    text = ""
    before: list[_Sign] = []
    for line in _lines(signs):
        shown = _line_text(line)
        ends = (text[-1:] + shown[:1]).isascii() and text[-1:].isalpha() and shown[:1].isalpha()
        is_broken = before and width - _length(before) < _length(_unbreakable(line)) + ROOM
        text += shown if not text else (" " if ends else "") + shown if is_broken else f"\n{shown}"
        before = line
    return cleaned_text(text)


def _words(signs: list[_Sign]) -> str:
    return "".join(map(_line_text, _lines(signs)))


def _length(line: Sequence[_Sign]) -> float:
    return line[-1].box[2] - line[0].box[0] if line else 0


def _unbreakable(line: Sequence[_Sign]) -> Sequence[_Sign]:
    """All that had to stand whole at the beginning of a line: a word, or a sign with the stops behind it."""
    first = next((at for at, sign in enumerate(line) if not sign.text.isascii()), len(line))
    stops = next((at for at, sign in enumerate(line[1:], 1) if sign.text not in STOPS), len(line))
    return line[: max(first, stops)]


def _doubts(page: _PdfPage, signs: list[_Sign]) -> Iterator[CellDoubt]:
    """Doubts on signs: all that the page says beyond their being there."""
    seen = [sign for sign in signs if not sign.text.isspace()]
    usual = median([sign.height for sign in seen]) if seen else 0
    for code, is_so in (
        ("unseen_text", lambda s: "unpainted" in s.marks or _is_unseen(page, s)),
        ("tiny_text", lambda s: s.height < TINY),
        ("layered_text", lambda s: "layer" in s.marks),
        ("signs_turned", lambda s: "turned" in s.marks),
        ("cut_text", lambda s: "cut" in s.marks),
        ("covered_text", lambda s: _is_covered(page, s)),
        ("struck_text", lambda s: _is_struck(page, s)),
    ):
        hidden = [sign for sign in seen if is_so(sign)]
        if hidden:
            yield CellDoubt(said(code, text=quoted(_words(hidden))))
    raised = [sign for sign in seen if TINY <= sign.height < usual * RAISED]
    if raised:
        yield CellDoubt(said("smaller_text", text=_words(raised)))


def _doubts_over(page: _PdfPage, box: Box) -> Iterator[CellDoubt]:
    """Doubts on all that lies over a cell: notes, fields of a form, pictures."""
    for place, text in page.notes:
        if _overlap(place, box):
            yield CellDoubt(said("has_note", kind="批注或表单域", text=quoted(cleaned_text(text))))
    pictures = (place for place, _, fill in page.boxes if fill == "picture")
    if any(_overlap(place, box) for place in pictures):
        yield CellDoubt(said("lies_within", shape=said("picture")))


def _beyond(signs: list[_Sign], cell: Box) -> Iterator[CellDoubt]:
    """Signs that the lines of their cell cut through: part of the text may be cut off, or the neighbour's."""
    cut = []
    for sign in signs:
        room = sign.height * STRUCK
        within = (cell[0] - room, cell[1] - room, cell[2] + room, cell[3] + room)
        if not (_holds(within, *sign.box[:2]) and _holds(within, *sign.box[2:])):
            cut.append(sign)
    if any(not sign.text.isspace() for sign in cut):
        yield CellDoubt(said("text_on_lines", text=_words(cut)))


def _is_crowded(line: Sequence[_Sign]) -> bool:
    """Whether signs of a line lie upon each other, as where the line above runs into it."""
    seen = [sign for sign in line if not sign.text.isspace()]
    pairs = ((one.box, two.box) for one, two in pairwise(seen))
    return any(a[2] - b[0] > min(a[2] - a[0], b[2] - b[0]) / 2 for a, b in pairs)


def _overlap(one: Box, two: Box) -> bool:
    x, y = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
    return x > 1 and y > 1


def _is_unseen(page: _PdfPage, sign: _Sign) -> bool:
    """Whether a sign has the colour behind it, or lies off the page."""
    behind = [
        fill for box, order, fill in page.boxes if order < sign.order and _holds(box, *sign.middle)
    ]
    is_off = not _holds((0, 0, *page.size), *sign.middle)
    return is_off or is_like(sign.colour, behind[-1] if behind else WHITE)


def _is_covered(page: _PdfPage, sign: _Sign) -> bool:
    return any(order > sign.order and _holds(box, *sign.middle) for box, order, _ in page.boxes)


def _is_struck(page: _PdfPage, sign: _Sign) -> bool:
    x, y = sign.middle
    return any(
        left < x < right
        and bottom - top < sign.height * STRUCK
        and abs((top + bottom) / 2 - y) < sign.height * STRUCK
        for left, top, right, bottom in page.rules
    )


def _file_notes(pages: list[_PdfPage]) -> Iterator[Said]:
    bare = [str(page.number) for page in pages if not any(s.text.strip() for s in page.signs)]
    if bare:
        yield said("pages_without_text", pages=tuple(bare))
    meant = Counter(s.text for page in pages for s in page.signs if ordinary_sign(s.text) != s.text)
    if meant:
        shown = tuple(said("sign_read_as", sign=each, plain=ordinary_sign(each)) for each in meant)
        yield said("radicals_read", signs=shown)
