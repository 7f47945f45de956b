"""The register as it would be with a draft: changes, findings at what the clerk said, pages to come."""

import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from concurrent.futures import Future as Promise
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock

from generator.checks import examine
from generator.desk.annexes.matching import RowOutcome
from generator.history.alteration import Alteration
from generator.history.comparison import Comparison, compare
from generator.history.immutability import keep
from generator.history.versions import Chronicle, Version, within
from generator.intake.receiving import Archive, drawer
from generator.intake.yaml import load
from generator.records.values import Path as FieldPath
from generator.register.snapshot import Snapshot
from generator.site.build import Site
from generator.site.data.envelope import Publication
from generator.terms.findings import Finding
from generator.web.draft import COMPLETION
from generator.web.edition import Edition
from generator.web.table import DraftTable

KEPT = 8
# The pages to come have no history yet.
NOT_YET = Chronicle(None, (), "这是提交前的样子，还没有变更记录")


@dataclass(frozen=True)
class Future:
    """One edition of the register with other files in it, by their paths within the registry."""

    base: Edition
    files: Mapping[str, bytes]
    _sites: dict[Path, Site] = field(default_factory=dict, compare=False, repr=False)

    def judge(self) -> None:
        """Works out all that takes long."""
        _ = self.findings, self.comparison

    @cached_property
    def version(self) -> Version:
        """The register with these files; what has not changed is not read again."""
        return laid_over(self.base.version, self.files)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings that main does not have, in the order of their places, errors first."""
        after = self.version
        findings = (*after.receipt.findings, *examine(after.register, self.base.as_of))
        forbidden = keep(Alteration(self.base.version, after))
        new = {*findings, *forbidden} - self.base.findings
        return tuple(sorted(new, key=lambda finding: (not finding.is_error, finding.order)))

    @cached_property
    def comparison(self) -> Comparison:
        """Changes for the public."""
        return compare(self.base.version, self.version, self.base.as_of)

    @property
    def has_errors(self) -> bool:
        """Whether an error forbids to hand it in."""
        return any(finding.is_error for finding in self.findings)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The register to come, on the day."""
        return Snapshot.of(self.version.register, self.base.as_of)

    def site(self, printed: Path) -> Site:
        """The site as it would be, every page made when asked for."""
        if self._sites.get(printed) is None:
            self._sites[printed] = Site(Publication(self.snapshot, NOT_YET, self.findings), printed)
        return self._sites[printed]


class Futures:
    """Futures looked at lately, each judged once, beside the pages: who asks sees how it goes."""

    def __init__(self) -> None:
        self._judged: OrderedDict[str, tuple[Future, Promise[None]]] = OrderedDict()
        self._base: tuple[Edition, Promise[None]] | None = None
        self._lock = Lock()
        self._judges = ThreadPoolExecutor(max_workers=2, thread_name_prefix="judge")

    def prepare(self, base: Edition) -> None:
        """Begins to judge main itself, which every future is compared with."""
        with self._lock:
            self._known(base)

    def _known(self, base: Edition) -> Promise[None]:
        if self._base is None or self._base[0] is not base:
            self._base = base, self._judges.submit(base.judge)
        return self._base[1]

    def of(self, base: Edition, files: Mapping[str, bytes]) -> tuple[Future, Promise[None]]:
        """The future of these files, and the promise that it is judged; of the same files, the same."""
        key = _mark(base, files)
        with self._lock:
            if key not in self._judged:
                future, known = Future(base, files), self._known(base)
                self._judged[key] = future, self._judges.submit(_judge, known, future)
                while len(self._judged) > KEPT:
                    self._judged.popitem(last=False)
            self._judged.move_to_end(key)
            return self._judged[key]


def _mark(base: Edition, files: Mapping[str, bytes]) -> str:
    marks = (hashlib.sha256(files[path]).hexdigest() + path for path in sorted(files))
    return "\n".join((base.commit, str(base.as_of), *marks))


def _judge(known: Promise[None], future: Future) -> None:
    known.result()
    future.judge()


def laid_over(base: Version, files: Mapping[str, bytes]) -> Version:
    """A version with some files in place of its own, or beside them."""
    blobs = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    records = {path: blob for path, blob in blobs.items() if drawer(path)}
    known = {path: filed for path, filed in base.filed.items() if path not in records}
    folder = Path(base.receipt.folder)
    left = {path: blob for path, blob in base.files.items() if path not in known}
    unread = {
        blob: (folder / path).read_bytes() for path, blob in left.items() if path not in records
    }
    contents = unread | {blob: files[path] for path, blob in records.items()}
    after = {**base.files, **records}
    receipt = Archive(contents, folder).receipt(after, known)
    return replace(base, name="草稿", commit=None, files=after, receipt=receipt)


def _file_of(finding: Finding, edition: Edition) -> str:
    """Path within the registry of the file that a finding speaks of; empty where it is none."""
    try:
        return within(str(edition.folder), finding.place.file)
    except ValueError:
        return ""


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
        file = _file_of(finding, future.base)
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


def _place(places: PlacedFindings, table: DraftTable, path: FieldPath, finding: Finding) -> None:
    at, inner = _act(table, path)
    if not 0 <= at < len(table.acts):
        places.others.append(finding)
    elif inner[:1] == ("rows",) and len(inner) > 1:
        places.rows[at, _label(table, at, int(inner[1]))].append(finding)
    else:
        places.fields[at, ".".join(map(str, inner))].append(finding)


def _act(table: DraftTable, path: FieldPath) -> tuple[int, FieldPath]:
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
