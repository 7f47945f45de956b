"""List check: many platforms asked for at once, one a line; `check-list.js` answers alike, by the same words.

A line is answered where exactly one platform ever bore what it says. Part of a name only leads
to platforms that may be meant. A total, a title or a day among the names is said to be no name.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from stdnum.cn import uscc

from generator.register.sentences import long_day
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.verdict import Verdict, verdict
from generator.site.search.platforms import Handles, handles_of
from generator.terms.heads import AMOUNT, HEADS, NO_NAMES
from generator.terms.sameness import sameness
from generator.terms.words import ListAnswer, Status

# The number of a line, copied along with it, and the form of a company; `columns.js` holds the same.
NUMBERING = re.compile(r"^\s*[（(]?\d{1,3}[、.．)）](?!\d)")
COMPANY = re.compile("(?:集团)?(?:股份有限|有限责任|有限|股份)?公司")
# Signs between what one cell says, the surest first: names may hold brackets. `check-list.js` holds the same.
PARTINGS = [*map(re.compile, (r"[\s：:]+", r"[\s：:，,、；;]+", r"[\s：:，,、；;（）()]+"))]
# Letters of part of a name that are enough to think of a platform; platforms shown of many.
LEAST, MOST = 4, 10
CODE = re.compile(r"[0-9A-Z]{18}")
SPOILT = re.compile(r"\d(\.\d+)?E\+\d\d")
NO_NAME = "|".join(NO_NAMES)
COLUMNS = (
    "行",
    "名单所写",
    "结果",
    "编号",
    "当日名称",
    "当日运营单位",
    "状态",
    "结论",
    "依据",
    "说明",
)
TEXTS = {
    "renamed": "所写的不是该平台当日的名称或单位名称",
    "wrong_digit": "第18位校验不符，代码可能抄错",
    "spoilt": "代码被表格软件改成了科学计数，末几位已经失去，请按文本重新录入",
    "disagree": "各格所写的不是同一个平台",
    "other_code": "所写的代码与名录中该平台的代码不同",
    "repeated": "与第 {line} 行是同一个平台",
}
ANSWERS = {Status.IN_FORCE: ListAnswer.IN_FORCE, Status.UNDETERMINED: ListAnswer.UNCLEAR}


def list_words() -> dict[str, Any]:
    """All words of the check that the browser needs."""
    return {
        "answers": ListAnswer.labels(),
        "by_status": {status.value: answer.value for status, answer in ANSWERS.items()},
        "heads": [sameness(head) for heads in HEADS.values() for head in heads],
        "no_name": NO_NAME,
        "amount": AMOUNT,
        "columns": COLUMNS,
        "texts": TEXTS,
    }


@dataclass(frozen=True)
class CheckedLine:
    """One line of a list with its answer: its number from 1, and the platforms meant, one if it is answered."""

    number: int
    said: str
    answer: ListAnswer
    listings: tuple[Listing, ...]
    notes: tuple[str, ...]

    @cached_property
    def verdict(self) -> Verdict | None:
        """Answer on the one platform that is meant; None where none or several may be."""
        return verdict(self.listings[0]) if self.answer in _SETTLED else None

    @property
    def remarks(self) -> list[str]:
        """Notes on the line, the bar, and everything that travels with the status: whole sentences."""
        held = self.verdict
        said = [f"{note}。" for note in self.notes]
        if held:
            said += [f"{held.bar.sentence}。"] if held.bar else []
            said += held.remarks
        return said

    @property
    def cells(self) -> tuple[str, ...]:
        """One line of a table, under `COLUMNS`; several platforms stand side by side."""
        each, held = self.listings, self.verdict
        return (
            str(self.number), self.said, self.answer.label,
            *(";".join(texts) for texts in (
                [one.id for one in each], [one.identity.name or "" for one in each],
                [one.identity.operating_unit for one in each], [one.status.label for one in each],
            )),
            held.sentence if held else "", basis(held) if held else "", "".join(self.remarks),
        )  # fmt: skip


_SETTLED = (ListAnswer.IN_FORCE, ListAnswer.NOT_IN_FORCE, ListAnswer.UNCLEAR)


def basis(held: Verdict) -> str:
    """Every act that decides, with its day and number."""
    acts = (entry.act for entry in held.acts)
    return "；".join(
        f"{long_day(act.issued_on)}{' ' + act.document_number if act.document_number else ''}《{act.title}》"
        for act in acts
    )


class ListCheck:
    """Everything that platforms were ever called, for lists to be checked on the day of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._listings = [*snapshot.listings.values()]
        self._names: dict[str, set[int]] = defaultdict(set)
        self._keys: dict[str, set[int]] = defaultdict(set)
        for row, (listing, handles) in enumerate(
            zip(self._listings, handles_of(snapshot), strict=True)
        ):
            self._add(row, listing, handles)
        self._text = "".join(f"\n{name}" for name in self._names) + "\n"
        self._starts = [*accumulate((len(name) + 1 for name in self._names), initial=1)]
        self._rows = [*self._names.values()]

    def _add(self, row: int, listing: Listing, handles: Handles) -> None:
        for text in (*handles.names, *handles.units):
            self._names[sameness(text)].add(row)
            self._keys[sameness(text)].add(row)
        for text in (listing.id, *handles.numbers):
            self._keys[sameness(text)].add(row)

    def lines(self, lines: Iterable[Sequence[str]]) -> Iterator[CheckedLine]:
        """Answers to the lines of a list, each as its cells; empty lines and heads are passed over."""
        heads = {sameness(head) for heads in HEADS.values() for head in heads}
        numbers: dict[str, int] = {}
        for number, cells in enumerate(lines, 1):
            said = [cell.strip() for cell in cells if sameness(cell)]
            if said and not all(sameness(cell) in heads for cell in said):
                yield self._line(number, said, numbers)

    def _line(self, number: int, cells: list[str], numbers: dict[str, int]) -> CheckedLine:
        """One line; `numbers` has the first line of each platform that was answered, and takes this one."""
        keys = [key for cell in cells for key in self._asked(cell)]
        named = [self._keys[key] for key in keys if key in self._keys]
        if not named and _is_no_name(cells):
            return CheckedLine(number, " ".join(cells), ListAnswer.NO_NAME, (), ())
        rows = _agreed(named)
        near = not rows
        if near:
            parts = [sameness(part) for cell in cells for part in PARTINGS[-1].split(cell)]
            rows = set().union(*(self._near(key) for key in dict.fromkeys((*keys, *parts))))
        listings = tuple(self._listings[row] for row in sorted(rows)[:MOST])
        answer = _answer(listings, near)
        notes = tuple(self._notes(cells, keys, listings if answer in _SETTLED else ()))
        if named and not set.intersection(*named):
            notes = (TEXTS["disagree"], *notes)
        if answer in _SETTLED:
            before = numbers.setdefault(listings[0].id, number)
            notes += (TEXTS["repeated"].format(line=before),) if before < number else ()
        return CheckedLine(number, " ".join(cells), answer, listings, notes)

    def _asked(self, cell: str) -> list[str]:
        """Texts that a cell asks for: itself, without a number before it, or what is known of its parts."""
        whole, bare = sameness(cell), sameness(NUMBERING.sub("", cell))
        for key in (whole, bare):
            if key in self._keys:
                return [key]
        for parting in PARTINGS:
            parts = [sameness(part) for part in parting.split(cell)]
            if known := [key for key in parts if len(key) >= LEAST and key in self._keys]:
                return known
        return [bare or whole]

    def _near(self, key: str) -> set[int]:
        """Platforms with a name or unit that holds these letters, whatever the form of the company; else in their order."""
        if len(key) < LEAST or key.isdigit():
            return set()
        return (
            self._holding(key)
            or self._holding(COMPANY.sub("", key))
            or self._holding(key[:2], COMPANY.sub("", key[2:]))
        )

    def _holding(self, text: str, more: str = "") -> set[int]:
        """Rows with a name that holds a text and, anywhere behind it, more letters in their order."""
        found: set[int] = set()
        at = self._text.find(text) if len(text + more) >= LEAST else -1
        while at >= 0:
            behind = iter(self._text[at + len(text) : self._text.index("\n", at)])
            if all(letter in behind for letter in more):
                found |= self._rows[bisect_right(self._starts, at) - 1]
            at = self._text.find(text, at + 1)
        return found

    def _notes(
        self, cells: list[str], keys: list[str], settled: tuple[Listing, ...]
    ) -> Iterator[str]:
        for listing in settled:
            who = listing.identity
            today = {sameness(text) for text in (who.name, who.operating_unit) if text}
            if any(key in self._names and key not in today for key in keys):
                yield TEXTS["renamed"]
        every = (part for cell in cells for part in (cell, *PARTINGS[-1].split(cell)))
        plain = [*dict.fromkeys(part.upper().replace(" ", "") for part in every)]
        plain = [cell for cell in plain if sameness(cell) not in self._keys]
        codes = [cell for cell in plain if CODE.fullmatch(cell)]
        if settled and codes:
            yield TEXTS["other_code"]
        if not all(map(uscc.is_valid, codes)):
            yield TEXTS["wrong_digit"]
        if any(map(SPOILT.fullmatch, plain)):
            yield TEXTS["spoilt"]


def _is_no_name(cells: list[str]) -> bool:
    """Whether a line, none of whose cells anybody ever bore, is a total, a title or a day, with amounts beside it."""
    plain = ["".join(unicodedata.normalize("NFKC", cell).split()) for cell in cells]
    rest = [cell for cell in plain if not re.fullmatch(NO_NAME, cell)]
    return len(rest) < len(plain) and all(re.fullmatch(AMOUNT, cell) for cell in rest)


def _agreed(found: list[set[int]]) -> set[int]:
    """Platforms that all cells name together; all that are named where the cells disagree."""
    return set.intersection(*found) or set.union(*found) if found else set()


def _answer(listings: tuple[Listing, ...], near: bool) -> ListAnswer:
    if not listings:
        return ListAnswer.ABSENT
    if near:
        return ListAnswer.NEAR
    if len(listings) > 1:
        return ListAnswer.SEVERAL
    return ANSWERS.get(listings[0].status, ListAnswer.NOT_IN_FORCE)
