"""An annex taken over: rows matched, every line accounted for, drafts made of all or none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.desk.annexes.columns import IGNORED, AnnexColumn, folded_head
from generator.desk.annexes.grid import Complaint, quoted
from generator.desk.annexes.listing import AnnexLine, AnnexListing, PassedLine
from generator.desk.annexes.matching import (
    NOT_A_ROW,
    PlatformHandles,
    RowMatch,
    RowOutcome,
    decided_matches,
    row_match,
)
from generator.desk.annexes.rows import JOINT, WHO, ReadingContext, row_of
from generator.register.identity import identity
from generator.terms.said import Said, said
from generator.terms.words import ActKind

# A platform may first come up in one of these; the others speak of platforms that are known.
TAKES_NEW = (ActKind.PUBLICITY, ActKind.ANNOUNCEMENT, ActKind.REVIEW)
NOT_ASKED_FOR = said("not_asked_for")


@dataclass(frozen=True)
class TakenAnnex:
    """A list with the outcome of each row, and the lines that are no rows of it."""

    listing: AnnexListing
    context: ReadingContext
    matches: tuple[RowMatch, ...]
    passed: tuple[PassedLine, ...]

    @property
    def totals(self) -> dict[str, int]:
        """Number of lines, rows and outcomes; asserts that every line read is counted once."""
        counted = Counter(match.outcome for match in self.matches)
        totals = {outcome.value: counted[outcome] for outcome in RowOutcome}
        lines = len(self.listing.lines) + len(self.listing.passed)
        assert lines == sum(totals.values()) + len(self.passed), "a line of the list was lost"
        return {"lines": lines, "rows": len(self.matches), **totals, "passed": len(self.passed)}

    @property
    def doubtful(self) -> tuple[RowMatch, ...]:
        """Rows in doubt; as long as there is one, nothing is written."""
        return tuple(match for match in self.matches if match.outcome is RowOutcome.DOUBTFUL)

    @property
    def unused(self) -> tuple[tuple[AnnexColumn, Said], ...]:
        """Columns that are not taken, each with the reason."""
        known = self.context.columns
        label = ActKind.labels()[self.context.kind]
        reasons = {None: said("column_unknown"), IGNORED: said("column_dropped")}
        return tuple(
            (column, reasons.get(column.field, said("column_of_others", kind=label)))
            for column in self.listing.columns
            if (column.field or "").partition(".")[0] not in known and column.field not in JOINT
        )


def taken_annex(
    listing: AnnexListing,
    context: ReadingContext,
    only: Sequence[str],
    decisions: Mapping[str, str],
) -> TakenAnnex:
    """The rows asked for, read and matched; `decisions` are the clerk's, by the label of the row."""
    ruled = {label for label, ruling in decisions.items() if ruling == NOT_A_ROW}
    kept, dropped = _ruled_lines(listing, ruled)
    lines, left = _selected_lines(kept, only)
    if not lines:
        raise Complaint(said("no_rows"))
    handles = PlatformHandles(context.register, context.day, context.introduced)
    takes_new = context.kind in TAKES_NEW
    if not any("name" in line.texts for line in lines):
        # The column is that of another list of the file, or stands empty: such a list prints units.
        lines = tuple(replace(line, blank=()) for line in lines)
    undecided = [row_match(row_of(line, context), handles, takes_new) for line in lines]
    others = {label: ruling for label, ruling in decisions.items() if label not in dropped}
    matches = decided_matches(undecided, others, context.register, takes_new)
    return TakenAnnex(kept, context, matches, (*kept.passed, *left))


NO_ROW = said("ruled_no_row")


def _ruled_lines(listing: AnnexListing, ruled: set[str]) -> tuple[AnnexListing, set[str]]:
    """The list without the lines that the clerk says are no rows, and their labels."""
    lines = tuple(line for line in listing.lines if line.label not in ruled)
    left = [line for line in listing.lines if line.label in ruled]
    passed = (PassedLine(line.label, " ".join(line.texts.values()), NO_ROW) for line in left)
    dropped = replace(listing, lines=lines, passed=(*listing.passed, *passed))
    return dropped, {line.label for line in left}


def _selected_lines(
    listing: AnnexListing, only: Iterable[str]
) -> tuple[tuple[AnnexLine, ...], tuple[PassedLine, ...]]:
    wanted = [_condition(listing, each) for each in only]
    kept = [
        line for line in listing.lines if all(line.heads.get(head) == text for head, text in wanted)
    ]
    labels = {line.label for line in kept}
    left = (line for line in listing.lines if line.label not in labels)
    return tuple(kept), tuple(
        PassedLine(line.label, " ".join(line.texts.values()), NOT_ASKED_FOR) for line in left
    )


def _condition(listing: AnnexListing, option: str) -> tuple[str, str]:
    """`--only 印的列名=值`, the head as printed but for width and spaces."""
    head, _, text = option.partition("=")
    for column in listing.columns:
        if folded_head(column.head) == folded_head(head):
            return column.head, text.strip()
    heads = tuple(quoted(column.head) for column in listing.columns)
    raise Complaint(said("only_form", head=head, heads=heads))


NO_NAME = "名单只印单位名称"
NO_CODE = "没有印统一社会信用代码"
WRONG_CODE = "所印统一社会信用代码有误"
SPOILT_CODE = "文件中的统一社会信用代码已被表格软件损坏"


def newcomers(taken: TakenAnnex) -> list[RowMatch]:
    """Matches that are new platforms, in the order of the list."""
    return [match for match in taken.matches if match.outcome is RowOutcome.NEW]


def platform_record(match: RowMatch, id: str, title: str) -> dict[str, Any]:
    """The record of a platform that the register did not know, as the list tells it."""
    row = match.row
    name = {"name": row.name} if row.name else {"name_unknown": NO_NAME}
    place = {"division": row.division} if row.division else {}
    return {"id": id, **name, "operating_unit": _unit_record(match, title), **place}


def _unit_record(match: RowMatch, title: str) -> dict[str, str]:
    name = {"name": match.row.unit or ""}
    if match.row.code:
        return {**name, "credit_code": match.row.code}
    wrong = next((each for each in match.row.doubts if each.field == "credit_code"), None)
    why = NO_CODE if wrong is None else WRONG_CODE if wrong.kept else SPOILT_CODE
    return {**name, "credit_code_unknown": f"“{title}”的名单{why}"}


def act_rows(taken: TakenAnnex, ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of the act in printed order.

    `ids` are those of new platforms, by the label of their rows, and by what they were called
    while their number was not known.
    """
    return [
        {
            "platform": ids.get(match.platform or match.row.line.label, match.platform),
            **_with_former_names(match, row_values(match), taken.context),
        }
        for match in taken.matches
        if match.outcome in (RowOutcome.MATCHED, RowOutcome.NEW)
    ]


def row_values(match: RowMatch) -> dict[str, Any]:
    """The row as printed; what was not understood is kept in its own words."""
    kept = [doubt.kept for doubt in match.row.doubts if doubt.kept]
    if not kept:
        return dict(match.row.values)
    remarks = [*filter(None, [match.row.values.get("remarks")]), *kept]
    return {**match.row.values, "remarks": "；".join(remarks)}


def _with_former_names(
    match: RowMatch, values: dict[str, Any], context: ReadingContext
) -> dict[str, Any]:
    """The name before a renaming, where the list prints only the new one."""
    history = context.register.histories.get(match.platform or "")
    if context.kind != ActKind.RENAMING or history is None:
        return values
    before = identity(history, context.day.first)
    for name in WHO:
        change = values.get(name)
        if change and not change["from"]:
            values[name] = {"from": getattr(before, name), "to": change["to"]}
    return values


def names_introduced(taken: TakenAnnex) -> Iterator[tuple[str, str, str]]:
    """The names that a list of renamings gives: kind of name, platform, name."""
    for match in taken.matches if taken.context.kind == ActKind.RENAMING else ():
        changes = ((name, match.row.values.get(name)) for name in WHO)
        yield from (
            (n, match.platform, each["to"]) for n, each in changes if each and match.platform
        )
