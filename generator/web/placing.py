"""Findings where the clerk can see them: at the row of the list, at the field of the form, or beside."""

from collections import defaultdict
from dataclasses import dataclass, field

from generator.desk.annexes.matching import RowOutcome
from generator.intake.yaml import load
from generator.records.values import Path
from generator.terms.findings import Finding
from generator.web.draft import COMPLETION
from generator.web.future import Future, file_of
from generator.web.table import DraftTable

RECORDED = (RowOutcome.MATCHED, RowOutcome.NEW)


@dataclass
class PlacedFindings:
    """Findings by act and row, by act and field, and those that speak of nothing in the draft."""

    rows: dict[tuple[int, str], list[Finding]] = field(default_factory=lambda: defaultdict(list))
    fields: dict[tuple[int, str], list[Finding]] = field(default_factory=lambda: defaultdict(list))
    others: list[Finding] = field(default_factory=list)


def placed(table: DraftTable, future: Future) -> PlacedFindings:
    """The findings of a future, each at what the clerk said."""
    places = PlacedFindings()
    paper = table.drafts[-1] if table.drafts and table.acts and not _is_by_paper(table) else None
    marks = load(paper.path, paper.text.encode()).marks if paper else {}
    paths = {mark: path for path, mark in sorted(marks.items(), key=lambda each: len(each[0]))}
    for finding in future.findings:
        file = file_of(finding, future.base)
        if file in table.rows_of_platforms:
            places.rows[table.rows_of_platforms[file]].append(finding)
        elif paper and file == paper.path:
            path = paths.get((finding.place.line, finding.place.column), ())
            _place(places, table, path, finding)
        else:
            places.others.append(finding)
    return places


def _is_by_paper(table: DraftTable) -> bool:
    """Whether a correction or an erratum puts right what another file says."""
    return table.draft.amends is not None and table.draft.amends.way != COMPLETION


def _place(places: PlacedFindings, table: DraftTable, path: Path, finding: Finding) -> None:
    at, inner = _act(table, path)
    if not 0 <= at < len(table.acts):
        places.others.append(finding)
    elif inner[:1] == ("rows",) and len(inner) > 1:
        places.rows[at, _label(table, at, int(inner[1]))].append(finding)
    else:
        places.fields[at, ".".join(map(str, inner))].append(finding)


def _act(table: DraftTable, path: Path) -> tuple[int, Path]:
    """Number of the act in the draft that a path of the paper leads to, and the path within it."""
    if path[:1] != ("acts",) or len(path) < 2:
        return 0, path
    return int(path[1]) - table.acts_before, path[2:]


def _label(table: DraftTable, at: int, row: int) -> str:
    """The label of the line that became a row of the act."""
    taken = table.acts[at].act.taken
    matches = [each for each in taken.matches if each.outcome in RECORDED] if taken else []
    at_row = row - table.rows_before
    return matches[at_row].row.line.label if 0 <= at_row < len(matches) else ""
