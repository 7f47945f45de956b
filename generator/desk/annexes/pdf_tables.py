"""Tables from the lines that a page draws: which stretches of the page are cells, and how far they span."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.desk.annexes.grid import MergedCells

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


def drawn_tables(rules: Iterable[Sequence[float]]) -> list[DrawnTable]:
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
