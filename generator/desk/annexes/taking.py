"""收录 An annex from file to rows that are matched, new or doubtful, with every line accounted for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.desk.annexes.columns import Column
from generator.desk.annexes.complaint import Complaint
from generator.desk.annexes.decisions import decided
from generator.desk.annexes.handles import Handles
from generator.desk.annexes.heads import IGNORED, folded_head
from generator.desk.annexes.lines import Line, Passed
from generator.desk.annexes.listing import Listing
from generator.desk.annexes.matching import Match, Outcome, match_of
from generator.desk.annexes.rows import IDENTITY, Ground, row_of
from generator.records.acts import Revocation
from generator.terms import ActKind

NOT_ASKED_FOR = "不在 --only 所选之内"


@dataclass(frozen=True)
class Taken:
    """收录 The rows with their outcomes, and the lines that are no rows of this list."""

    listing: Listing
    ground: Ground
    matches: tuple[Match, ...]
    passed: tuple[Passed, ...]

    @property
    def totals(self) -> dict[str, int]:
        """总数 By outcome; lines read are rows and lines passed over, and nothing else."""
        counted = Counter(match.outcome for match in self.matches)
        totals = {outcome.value: counted[outcome] for outcome in Outcome}
        lines = len(self.listing.lines) + len(self.listing.passed)
        assert lines == sum(totals.values()) + len(self.passed), "a line of the list was lost"
        return {"lines": lines, "rows": len(self.matches), **totals, "passed": len(self.passed)}

    @property
    def doubtful(self) -> tuple[Match, ...]:
        """存疑的行 As long as there is one, nothing is written."""
        return tuple(match for match in self.matches if match.outcome is Outcome.DOUBTFUL)

    @property
    def unused(self) -> tuple[tuple[Column, str], ...]:
        """不收的列 Each with the reason."""
        known = (*IDENTITY, *self.ground.fields)
        days = ("starts", "ends") if "validity" in known else ()
        label = ActKind.labels()[self.ground.kind]
        reasons = {None: "不认识的列名", IGNORED: "--head 写明不收"}
        return tuple(
            (column, reasons.get(column.field, f"{label}的名单没有这一项"))
            for column in self.listing.columns
            if column.field not in (*known, *days)
        )


def taken(listing: Listing, ground: Ground, only: Sequence[str], said: Mapping[str, str]) -> Taken:
    """收录 Reads and matches every row asked for; `said` is what the clerk decided of single rows."""
    lines, left = _selected(listing, only)
    if not lines:
        raise Complaint("表头之下没有名单的行；请核对是否选错了文件或条件。")
    handles, takes_new = Handles(ground.register), ground.kind != Revocation.kind_of_act
    found = [match_of(row_of(line, ground), handles, takes_new) for line in lines]
    matches = decided(found, said, ground.register, takes_new)
    return Taken(listing, ground, matches, (*listing.passed, *left))


def _selected(listing: Listing, only: Iterable[str]) -> tuple[tuple[Line, ...], tuple[Passed, ...]]:
    wanted = [_condition(listing, each) for each in only]
    kept = [
        line for line in listing.lines if all(line.heads.get(head) == text for head, text in wanted)
    ]
    labels = {line.label for line in kept}
    left = (line for line in listing.lines if line.label not in labels)
    return tuple(kept), tuple(
        Passed(line.label, " ".join(line.texts.values()), NOT_ASKED_FOR) for line in left
    )


def _condition(listing: Listing, said: str) -> tuple[str, str]:
    """`--only 印的列名=值`, the head as printed but for width and spaces."""
    head, _, text = said.partition("=")
    for column in listing.columns:
        if folded_head(column.head) == folded_head(head):
            return column.head, text.strip()
    heads = "、".join(f"“{column.head}”" for column in listing.columns)
    raise Complaint(f"--only 应写作“印的列名=值”，名单没有“{head}”列；印的列名有 {heads}。")
