"""JSON files of the API, the log and the manifest aside."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from generator.checks.governing import governing, newest
from generator.history.git import program_commit
from generator.program import NAME, VERSION
from generator.records.registry import Department, Platform
from generator.records.regulation import Regulation
from generator.records.values import Record
from generator.register.places import city_on
from generator.register.register import Document
from generator.register.snapshot import Listing, Snapshot
from generator.site.data.act import NoticeFile, NoticesFile, document_summary, notice
from generator.site.data.changes import ChangesFile, ChangesPartFile
from generator.site.data.derivation import Head, Opening, plain
from generator.site.data.envelope import Outputs, Publication, written
from generator.site.data.log_files import log_head
from generator.site.data.models import (
    BatchesFile,
    CityFile,
    DepartmentsFile,
    ErrataFile,
    FunctionFile,
    GapLine,
    GapsFile,
    HistoryFile,
    IndexFile,
    PlatformFile,
    PlatformsFile,
    Program,
    RegulationsFile,
    StatusFile,
    Terms,
    TermsFile,
    Word,
)
from generator.site.data.platform import notes, platform_history, published_platform, summary
from generator.site.data.schema import API, KINDS
from generator.terms.answers import Caveat, Event, Explanation
from generator.terms.words import (
    ActKind,
    DecisionOutcome,
    NationalOutcome,
    ObjectionOutcome,
    ReviewOutcome,
    Status,
    Term,
    UnitKind,
)

# Changes in one file: an earlier file is full, so it never changes.
CHANGES_TOGETHER = 1_000
# What makes the line of a platform in a list.
Line = Callable[[Listing], bytes]


def outputs(publication: Publication) -> Outputs:
    """The index, lists of platforms, their history, acts, changes, and what they rest on."""
    snapshot = publication.snapshot
    everyone = [*snapshot.listings.values()]
    # A platform stands in several lists: in each process its line is made once.
    line = partial(_line, {})
    # The safe default is what is in force; `all` says everything.
    yield from _platforms(publication, line, "platforms", PlatformsFile, snapshot.roll)
    yield from _platforms(publication, line, "all", PlatformsFile, everyone)
    yield f"{API}/status.json", partial(_statuses, publication)
    yield f"{API}/history.json", partial(_history, publication)
    yield from _groups(publication, line)
    yield f"{API}/notices.json", partial(_notices, publication)
    for document in snapshot.documents:
        yield f"{API}/notices/{document.id}.json", partial(_notice, document, publication)
    yield from _changes(publication)
    yield from _references(publication)


def platform_file(
    listing: Listing, publication: Publication, merged: Platform | None = None
) -> bytes:
    """Everything the register says of one platform, the same until something happens to it.

    The file of a `merged` record of the platform says of which it is the same.
    """
    name = merged.id if merged else listing.id
    changes = (change.values for change in publication.changes_of(name))
    values = published_platform(listing, publication.snapshot, changes, merged)
    values["changes_unavailable"] = publication.chronicle.unavailable
    return publication.file(PlatformFile, platform=values)


def functions(snapshot: Snapshot) -> dict[str, str]:
    """Service functions of every edition: term and label."""
    editions = snapshot.register.regulations.values()
    return {f.term: f.label for edition in editions for f in edition.service_functions}


def _platforms(
    publication: Publication,
    line: Line,
    name: str,
    model: type[Opening],
    listings: Sequence[Listing],
    **of: Any,
) -> Outputs:
    def pieces() -> Iterable[bytes]:
        items = map(line, listings)
        return publication.pieces(model, "platforms", len(listings), items, **of)

    yield f"{API}/{name}.json", pieces


def _line(lines: dict[str, bytes], listing: Listing) -> bytes:
    """Line of one platform in the lists, as JSON; `lines` are those made already, by id."""
    if listing.id not in lines:
        lines[listing.id] = written(summary(listing))
    return lines[listing.id]


def _groups(publication: Publication, line: Line) -> Outputs:
    """Every part of the territory and every function has its file, with or without platforms."""
    snapshot = publication.snapshot
    for city in snapshot.parts:
        listings = snapshot.by_city.get(city, ())
        yield from _platforms(publication, line, f"cities/{city}", CityFile, listings, city=city)
    for term in sorted({*functions(snapshot), *snapshot.by_function}):
        listings = snapshot.by_function.get(term, ())
        yield from _platforms(
            publication, line, f"functions/{term}", FunctionFile, listings, function=term
        )


def _statuses(publication: Publication) -> bytes:
    listings = publication.snapshot.listings.values()
    statuses = {each.id: each.status.value for each in listings}
    caveats = {e.id: notes(e.standing.caveats) for e in listings if e.standing.caveats}
    same_as = publication.snapshot.register.merged
    return publication.file(
        StatusFile, len(statuses), status=statuses, caveats=caveats, same_as=same_as
    )


def _history(publication: Publication) -> Iterator[bytes]:
    listings = publication.snapshot.listings.values()
    items = (written(platform_history(listing)) for listing in listings)
    return publication.pieces(HistoryFile, "platforms", len(listings), items)


def _notices(publication: Publication) -> bytes:
    summaries = map(document_summary, publication.snapshot.documents)
    return publication.listed(NoticesFile, "notices", summaries)


def _notice(document: Document, publication: Publication) -> bytes:
    return publication.file(NoticeFile, notice=notice(document, publication.snapshot))


def _changes(publication: Publication) -> Outputs:
    """Full files by number, then the one that names them and holds the last changes."""
    full = max(len(publication.changes) - 1, 0) // CHANGES_TOGETHER
    for at in range(full):
        yield f"{API}/changes/{at + 1}.json", partial(_changes_part, at, publication)
    yield f"{API}/changes.json", partial(_last_changes, full, publication)


def _changes_part(at: int, publication: Publication) -> bytes:
    first = at * CHANGES_TOGETHER
    some = publication.changes[first : first + CHANGES_TOGETHER]
    return publication.listed(ChangesPartFile, "changes", (change.entry for change in some))


def _last_changes(full: int, publication: Publication) -> bytes:
    some = (change.entry for change in publication.changes[full * CHANGES_TOGETHER :])
    parts = [f"changes/{at}.json" for at in range(1, full + 1)]
    unavailable = publication.chronicle.unavailable
    return publication.listed(ChangesFile, "changes", some, unavailable=unavailable, parts=parts)


def _references(publication: Publication) -> Outputs:
    """The index, the records that platforms rest on, every word, and what is wanting."""
    register = publication.snapshot.register
    yield f"{API}/index.json", partial(_index, publication)
    for model, name, book in (
        (RegulationsFile, "regulations", register.regulations),
        (BatchesFile, "batches", register.batches),
        (ErrataFile, "errata", register.errata),
    ):
        yield f"{API}/{name}.json", partial(_recorded, model, name, book, publication)
    yield f"{API}/departments.json", partial(_departments, publication)
    yield f"{API}/terms.json", partial(_terms_file, publication)
    yield f"{API}/gaps.json", partial(_gaps_file, publication)


def _recorded(
    model: type[Head], name: str, book: Mapping[str, Record], publication: Publication
) -> bytes:
    return publication.recorded(model, name, book.values())


def _departments(publication: Publication) -> bytes:
    departments = publication.snapshot.register.departments.values()
    items = (_department(each, publication.snapshot.as_of) for each in departments)
    return publication.listed(DepartmentsFile, "departments", items)


def _department(department: Department, day: date) -> dict[str, Any]:
    """Values of `Department`: all that is recorded, and the city that it answers for on a day."""
    recorded: dict[str, Any] = plain(department)
    return recorded | {"city": city_on(department, day), "cities": recorded["city"]}


def _terms_file(publication: Publication) -> bytes:
    return publication.file(TermsFile, terms=plain(_terms(publication.snapshot)))


def _gaps_file(publication: Publication) -> bytes:
    return publication.listed(GapsFile, "gaps", _gaps(publication))


def _index(publication: Publication) -> bytes:
    addresses = tuple(
        {"name": k.name, "path": f"{API}/{k.path}", "schema_path": k.schema, "says": k.says}
        for k in KINDS
    )
    paths = {kind.name: kind.path for kind in KINDS}
    return publication.file(
        IndexFile,
        len(KINDS),
        program=Program(name=NAME, version=VERSION, commit=program_commit()),
        log=log_head(publication.log),
        files=paths,
        addresses=addresses,
    )


def _terms(snapshot: Snapshot) -> Terms:
    return Terms(
        statuses=tuple(_status(each, newest(snapshot.register)) for each in Status),
        kinds=_words(ActKind),
        unit_kinds=_words(UnitKind),
        functions=_labelled(functions(snapshot)),
        cities=_labelled({c: snapshot.part_name(c) for c in snapshot.parts}),
        caveats=_words(Caveat),
        events=_words(Event),
        explanations=_words(Explanation),
        outcomes=_words([*ReviewOutcome, *ObjectionOutcome, *DecisionOutcome, *NationalOutcome]),
    )


def _status(status: Status, edition: Regulation | None) -> Word:
    """A status with the article that speaks of it in the newest edition."""
    article = governing(edition, status.entry.ruled_with)
    return Word(code=status.value, label=status.label, meaning=status.meaning, article=article)


def _labelled(labels: Mapping[str, str]) -> tuple[Word, ...]:
    return tuple(Word(code=c, label=la, meaning=None, article=None) for c, la in labels.items())


def _words(terms: Iterable[Term]) -> tuple[Word, ...]:
    return tuple(
        Word(code=t.value, label=t.label, meaning=t.meaning or None, article=None) for t in terms
    )


def _gaps(publication: Publication) -> Iterator[GapLine]:
    folder = publication.snapshot.register.receipt.folder
    for finding in publication.findings:
        file = finding.place.file.removeprefix(folder).lstrip("/")
        yield GapLine(
            file=file,
            code=finding.rule.code,
            severity=finding.rule.severity.value,
            message=finding.message,
        )
