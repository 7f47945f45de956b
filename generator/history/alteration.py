"""Alterations of a registry since it was last published, record by record.

It also tells one record from another, says which edit merely completes an act, and puts edits
into words: the rules of history and the comparison for the public both rest on these.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from generator.history import git
from generator.history.versions import Key, Version, beside_present, within
from generator.intake.documents import SHARED
from generator.intake.receiving import Archive, drawer
from generator.records.acts import (
    Abolition,
    Act,
    Announcement,
    AnnouncementRow,
    AnnualReportRow,
    Correction,
    DocumentOfActs,
    PublicityRow,
    Renaming,
    RenamingRow,
    ReviewRow,
    Revocation,
    RevocationRow,
    ValidityChange,
    ValidityChangeRow,
    Withdrawal,
)
from generator.records.differences import Difference, differences, is_marked
from generator.records.registry import (
    Batch,
    Coded,
    Department,
    Endorsement,
    Erratum,
    Placement,
    Platform,
    Receipt,
)
from generator.records.regulation import Regulation
from generator.records.values import Day, Filed, Record, Validity
from generator.register.divisions import PROVINCE_END, lies_in
from generator.terms.citations import PART
from generator.terms.findings import Place

WITH_IDS = ("platforms", "acts", "documents", "batches", "regulations", "errata")
DEPARTMENTS = "departments"
DEPARTMENTS_FILE = "departments.yaml"
# Written by the program beside the records: the last ids given out, the schemas for editors.
OWN_NOTES = (".last-ids", ".schema/")

Trait = Callable[[Any], Any]
OF_DOCUMENT: Mapping[str, Trait] = {
    "title": lambda document: document.title,
    "document_number": lambda document: document.document_number,
    "issued_on": lambda document: document.issued_on,
}
# What tells one record of a kind from another.
TRAITS: Mapping[type[Record], Mapping[str, Trait]] = {
    Platform: {
        "name": lambda platform: platform.name,
        "operating_unit": lambda platform: platform.operating_unit.name,
        "credit_code": lambda platform: platform.operating_unit.credit_code,
    },
    Act: OF_DOCUMENT,
    DocumentOfActs: OF_DOCUMENT,
    Regulation: {
        "title": lambda edition: edition.title,
        "document_number": lambda edition: edition.document_number,
    },
    Batch: {"year": lambda batch: batch.year},
    Erratum: {"of": lambda erratum: erratum.of, "what": lambda erratum: erratum.what},
    Department: {"name": lambda department: next((n.name for n in department.names), None)},
}
# A record is known by these alone; otherwise by all its traits but these.
ALONE = ("credit_code", "document_number")

EFFECT = frozenset({"takes_effect_on"})
# Most optional fields are left out because nobody knew; these say something by not being
# there (生效日不写即为成文日), so that giving them later unsays it.
SILENCE_SPEAKS: Mapping[type[Record], frozenset[str]] = {
    Revocation: EFFECT,
    Renaming: EFFECT,
    Withdrawal: EFFECT,
    Abolition: EFFECT,
    ValidityChange: frozenset({"of_notices", "starts", "ends"}),
    ValidityChangeRow: frozenset({"starts", "ends"}),
    Validity: frozenset({"ends"}),
    PublicityRow: frozenset({"reviewed"}),
    AnnouncementRow: frozenset({"validity"}),
    RevocationRow: frozenset({"bars_reapplication"}),
    ReviewRow: frozenset({"validity"}),
    RenamingRow: frozenset({"name", "operating_unit", "credit_code"}),
    AnnualReportRow: frozenset({"filed"}),
}
# Values in messages: the longest, and how much stands before the place where two part.
LONGEST, LEAD = 40, 10


@dataclass(frozen=True)
class Alteration:
    """The registry before and now; `former` is what ids new here named in earlier times.

    `endorsement` is who proposed and who approved it, where that is known; `outside` are files
    altered that are no records: the pipelines, the program, the sealed log. `earlier` are older
    published versions of the records that are given what was not there, or not any longer.
    """

    before: Version
    after: Version
    former: Mapping[Key, Filed[Any]] = field(default_factory=dict)
    endorsement: Endorsement | None = None
    outside: tuple[str, ...] = ()
    earlier: Mapping[Key, tuple[Filed[Any], ...]] = field(default_factory=dict)

    @cached_property
    def old(self) -> Mapping[Key, Filed[Any]]:
        """Records before, by kind and id."""
        return by_id(self.before.receipt)

    @cached_property
    def new(self) -> Mapping[Key, Filed[Any]]:
        """Records now, by kind and id."""
        return by_id(self.after.receipt)

    @property
    def added(self) -> Iterator[tuple[Key, Filed[Any]]]:
        """Records under ids that were not there before."""
        return ((key, filed) for key, filed in self.new.items() if key not in self.old)

    @property
    def kept(self) -> Iterator[tuple[Key, Filed[Any], Filed[Any]]]:
        """Records that are there before and now: key, before, now."""
        return ((k, f, self.new[k]) for k, f in self.old.items() if k in self.new)

    @cached_property
    def gone(self) -> Mapping[Key, Filed[Any]]:
        """Records whose ids name nothing now; a file that cannot be read is not gone."""
        return {
            key: filed
            for key, filed in self.old.items()
            if key not in self.new and not self._is_refused(filed)
        }

    @cached_property
    def renamed(self) -> Mapping[Key, Key]:
        """Records that stand under another id now: what it was, and what it is."""
        fresh = dict(self.added)
        pairs = {
            was: next((k for k, f in fresh.items() if _is_renamed(was, filed, k, f)), None)
            for was, filed in self.gone.items()
        }
        return {was: now for was, now in pairs.items() if now}

    @cached_property
    def new_corrections(self) -> tuple[Correction[Any], ...]:
        """Corrections that came with this alteration."""
        records = (filed.record for _, filed in self.added)
        return tuple(record for record in records if isinstance(record, Correction))

    @cached_property
    def new_errata(self) -> tuple[Filed[Erratum], ...]:
        """Errata that came with this alteration; earlier ones excuse nothing more."""
        return tuple(filed for (kind, _), filed in self.added if kind == "errata")

    def erratum_of(self, name: str, difference: Difference) -> Filed[Erratum] | None:
        """New erratum that names an edited field of a record; else any new one of that record."""
        of_record = [each for each in self.new_errata if each.record.of == name]
        naming = (each for each in of_record if difference.address in each.record.fields)
        return next(naming, of_record[0] if of_record else None)

    def subject_of(self, key: Key, difference: Difference) -> str:
        """Id of the record that an edited field belongs to: what acts share is their document's."""
        name, field_name = document_id(key[1]), difference.names[0]
        documents = (book.get(("documents", name)) for book in (self.old, self.new))
        values = {repr(getattr(d.record, field_name, None)) for d in documents if d}
        return name if field_name in SHARED and len(values) > 1 else key[1]

    def edits_of(self, name: str) -> tuple[Difference, ...] | None:
        """Differences of the record that an erratum names; None where it was not there before."""
        for kind in ("acts", "documents", "platforms"):
            key = (kind, name)
            if key in self.old and key in self.new:
                edits = differences(self.old[key].record, self.new[key].record)
                return tuple(each for each in edits if self.subject_of(key, each) == name)
        return None

    def old_file(self, filed: Filed[Any]) -> str:
        """File of a former record, by its path within the registry."""
        return within(self.before.receipt.folder, filed.file)

    def place_of_old(self, filed: Filed[Any]) -> Place:
        """Place of a former record's file, under the name that the folder has now."""
        return Place((PurePath(self.after.receipt.folder) / self.old_file(filed)).as_posix())

    def _is_refused(self, filed: Filed[Any]) -> bool:
        file = self.old_file(filed)
        return file in self.after.files and file not in self.after.filed


def alteration(folder: Path, name: str, present: Receipt) -> Alteration:
    """Alteration by what lies in the folder now, since its line of work parted from a revision.

    Raises NoHistory outside git and in a shallow clone, NoRevision for a name of no one commit.
    """
    head, commit = git.head(folder), git.commit_of(folder, name)
    if git.is_shallow(folder):
        raise git.NoHistory("这是浅克隆，缺少较早的提交；请先运行 git fetch --unshallow")
    parted = git.common_ancestor(folder, commit, head)
    before, after = beside_present(folder, name, parted, present)
    bare = Alteration(before, after)
    fresh = {key for key, _ in bare.added}
    former = _former(folder, commit, fresh) if fresh else {}
    outside = tuple(_outside(*git.altered(folder, parted)))
    return Alteration(before, after, former, None, outside, _earlier(folder, parted, bare))


def _earlier(folder: Path, commit: str, bare: Alteration) -> dict[Key, tuple[Filed[Any], ...]]:
    """Older versions on the main line of every record that is given something, newest first."""
    filled = {
        key: bare.old_file(old)
        for key, old, new in bare.kept
        if old.record != new.record
        and any(
            e.before is None or is_marked(e.before) for e in differences(old.record, new.record)
        )
    }
    if not filled:
        return {}
    past = git.left_behind(folder, commit, "M", mainline=True)
    blobs = [(file, blob) for file, blob in past if file in filled.values()]
    archive = Archive(dict(git.contents(folder, {blob for _, blob in blobs})))
    versions = [by_id(archive.receipt({file: blob})) for file, blob in blobs]
    return {key: tuple(each[key] for each in versions if key in each) for key in filled}


def _outside(prefix: str, files: Iterable[str]) -> Iterator[str]:
    """Files that are neither records nor prose nor the program's own notes among the records."""
    for file in files:
        within_it = file.removeprefix(prefix) if file.startswith(prefix) else None
        is_record = within_it is not None and drawer(within_it) is not None
        is_note = within_it is not None and within_it.startswith(OWN_NOTES)
        if not (is_record or is_note or file.endswith(".md")):
            yield file


def by_id(receipt: Receipt) -> dict[Key, Filed[Any]]:
    """Every record that bears an id, by its kind and id; each department is one."""
    records = {(d, f.record.id): f for d in WITH_IDS for f in getattr(receipt, d)}
    departments = (each for filed in receipt.departments for each in _departments(filed))
    return records | {(DEPARTMENTS, each.record.id): each for each in departments}


def _departments(filed: Filed[Any]) -> Iterator[Filed[Any]]:
    """Each department as a record of its own, which it is for whoever refers to it."""
    for at, department in enumerate(filed.record.departments):
        here = ("departments", at)
        marks = {path[2:]: mark for path, mark in filed.marks.items() if path[:2] == here}
        yield Filed(department, filed.file, marks)


def document_id(name: str) -> str:
    """Id of a record's file: for one of several acts, that of the document."""
    return name.partition(PART)[0]


def _is_renamed(was: Key, old: Filed[Any], now: Key, new: Filed[Any]) -> bool:
    return was[0] == now[0] and is_same(old.record, new.record)


def _former(folder: Path, commit: str, fresh: set[Key]) -> dict[Key, Filed[Any]]:
    """Ids new here that the revision or an earlier one named, the latest of each."""
    standing = list(git.files(folder, commit).items())
    past = [*standing, *git.left_behind(folder, commit, "D")]
    if any(name == DEPARTMENTS for name, _ in fresh):
        past += git.left_behind(folder, commit, "DM", DEPARTMENTS_FILE)
    wanted = [(file, blob) for file, blob in past if _may_hold(file, fresh)]
    archive = Archive(dict(git.contents(folder, {blob for _, blob in wanted})))
    former: dict[Key, Filed[Any]] = {}
    for file, blob in wanted:
        former = by_id(archive.receipt({file: blob})) | former
    return {key: filed for key, filed in former.items() if key in fresh}


def _may_hold(file: str, fresh: Iterable[Key]) -> bool:
    here = str(drawer(file))
    named = {(kind, document_id(name)) for kind, name in fresh}
    return here == DEPARTMENTS or (here, PurePath(file).stem) in named


# Whether two records speak of one thing, whatever their ids.


def is_same(one: Record, other: Record) -> bool:
    """Whether two records are one: by the code or number that is theirs alone, else by all else."""
    if getattr(one, "kind", None) != getattr(other, "kind", None):
        return False
    common = dict(_common(one, other))
    alone = [is_equal for name, is_equal in common.items() if name in ALONE]
    others = [name for name in _traits(one) if name not in ALONE]
    return all(alone) if alone else all(common.get(name, False) for name in others)


def nothing_left(one: Record, other: Record) -> bool:
    """Whether two traits or more are known of both records, and none is the same."""
    equal = [is_equal for _, is_equal in _common(one, other)]
    return len(equal) > 1 and not any(equal)


def _common(one: Record, other: Record) -> Iterator[tuple[str, bool]]:
    """The traits known of both, and whether they are equal; what was taken out is not known."""
    for name, trait in _traits(one).items():
        here, there = trait(one), trait(other)
        if not (_is_unknown(here) or _is_unknown(there)):
            yield name, here == there


def _traits(record: Record) -> Mapping[str, Trait]:
    return next(traits for form, traits in TRAITS.items() if isinstance(record, form))


def _is_unknown(value: Any) -> bool:
    return value is None or is_marked(value)


# What was unknown and is now given, as against what changes the meaning of an act.


def mends_source(difference: Difference) -> bool:
    """Whether a difference puts right where an act was published: its own words stay as they are."""
    return difference.names[0] == "source" and difference.after is not None


def _is_precise_now(difference: Difference) -> bool:
    """Whether a day (never a first or last one of a span) was known to the month or year, and is now known."""
    before, after = difference.before, difference.after
    is_day = isinstance(before, Day) and isinstance(after, Day) and difference.name.endswith("_on")
    return is_day and before.first <= after.first and after.last <= before.last


def completes(difference: Difference, act: Act | DocumentOfActs) -> bool:
    """Whether a difference only adds to an act, as it was, what it left unknown."""
    if _is_precise_now(difference):
        return True
    if isinstance(act, DocumentOfActs):
        return difference.before is None
    if difference.names == ("window", "working_days"):
        # The last day was found; a window has one or the other.
        return difference.after is None
    if difference.names == ("rows_complete",):
        return difference.after is True
    if difference.before is not None:
        return False
    if difference.names[0] == "rows" and len(difference.names) == 2:
        return not act.rows_complete
    return not _was_meant(difference, act)


def _was_meant(difference: Difference, act: Act) -> bool:
    if isinstance(act, Correction) and difference.names[0] == "rows":
        # A correction says only what it puts right; the rest it leaves as printed.
        return True
    is_row = difference.owner is AnnouncementRow
    if isinstance(act, Announcement) and is_row and act.validity is None:
        # Then the row's own validity was not known either.
        return False
    return difference.name in SILENCE_SPEAKS.get(difference.owner, ())


def continues(before: tuple[Placement, ...] | None, after: tuple[Placement, ...] | None) -> bool:
    """Whether places go on as they were recorded: one made finer, the first dated, later ones added.

    A lone code says nothing of days: another in its place unsays nothing.
    """
    old, new = before or (), after or ()
    if len(old) == 1 and old[0].is_alone:
        return True
    pairs = zip(old, new, strict=False)
    return len(old) <= len(new) and all(_is_finer(at, *pair) for at, pair in enumerate(pairs))


def _is_finer(at: int, old: Placement, new: Placement) -> bool:
    """Whether the same place is told: by the code of a county within the city, or from a day now known."""
    # A unit directly under a province is no finer known by one of its cities.
    is_own = old.code.endswith(PROVINCE_END)
    is_within = new.code == old.code or (not is_own and lies_in(new.code, old.code))
    return is_within and (new.from_ == old.from_ or (at == 0 and old.from_ is None))


# Messages: a field, its value before and its value now.


def edit_message(difference: Difference, longest: int = LONGEST) -> str:
    """Clause on what was edited: the field, its value before and now, cut where they are longer."""
    where = _field_name(difference.names)
    before, after = as_written(difference.before), as_written(difference.after)
    start = _start(before, after, longest)
    was, now = (_quoted(text, start, longest) for text in (before, after))
    if where.endswith("一行"):
        is_new = difference.before is None
        return f"{where}原来没有，现已加上" if is_new else f"{where}原来有，现已删去"
    if difference.before is None:
        return f"{where}原来没有，现为{now}"
    if difference.after is None:
        return f"{where}原为{was}，现已删去"
    if isinstance(difference.before, tuple) and isinstance(difference.after, tuple):
        where += "的内容或次序"
    return f"{where}原为{was}，现为{now}"


def as_written(value: Any) -> str:
    """Text of a value as it would be written in a file, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Record):
        fields = type(value).model_fields.items()
        pairs = [
            (f.alias or n, getattr(value, n)) for n, f in fields if n in value.model_fields_set
        ]
        return "{" + ", ".join(f"{name}: {as_written(each)}" for name, each in pairs) + "}"
    if isinstance(value, tuple):
        if len(value) == 1 and isinstance(value[0], Coded) and value[0].is_alone:
            return value[0].code
        return "[" + ", ".join(map(as_written, value)) + "]"
    if isinstance(value, dict):
        pairs = list(value.items())
        return "{" + ", ".join(f"{name}: {as_written(each)}" for name, each in pairs) + "}"
    return " ".join(str(value).split())


def _field_name(path: tuple[str, ...]) -> str:
    """A field by its path; within a list of rows, by the platform of the row."""
    if path[0] == "rows" and len(path) > 1:
        field_path = ".".join(path[2:])
        return f"“{path[1]}”一行" + (f"的“{field_path}”" if field_path else "")
    return f"“{'.'.join(path)}”"


def _start(before: str, after: str, longest: int) -> int:
    """Long texts that begin alike are shown from shortly before where they part."""
    if max(len(before), len(after)) <= longest:
        return 0
    pairs = enumerate(zip(before, after, strict=False))
    parted = next((at for at, (one, other) in pairs if one != other), 0)
    return max(0, parted - LEAD)


def _quoted(text: str, start: int, longest: int) -> str:
    end = start + longest
    return f"“{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}”"
