"""参照数据 What the platforms rest on: acts, editions, departments, batches, words, gaps."""

from collections.abc import Iterable, Iterator

from generator.exports.act import act_summary, published
from generator.exports.addresses import API, KINDS
from generator.exports.envelope import File, Publication
from generator.exports.lists import functions
from generator.exports.log_files import log_head
from generator.exports.models.notice import NoticeFile, NoticesFile
from generator.exports.models.reference import (
    Address,
    BatchesFile,
    DepartmentsFile,
    Gap,
    GapsFile,
    IndexFile,
    RegulationsFile,
    Terms,
    TermsFile,
    Word,
)
from generator.standing.snapshot import Snapshot
from generator.terms import (
    ActKind,
    Caveat,
    City,
    NationalOutcome,
    ObjectionOutcome,
    ReviewOutcome,
    Status,
    Term,
    UnitKind,
)


def files(publication: Publication) -> Iterator[File]:
    """参照数据 So that nothing stands on a page that is not in the data."""
    snapshot, register = publication.snapshot, publication.snapshot.register
    yield f"{API}/index.json", _index(publication)
    notices = map(act_summary, snapshot.acts)
    yield f"{API}/notices.json", publication.listed(NoticesFile, "notices", notices)
    for act in snapshot.acts:
        content = publication.file(NoticeFile, notice=published(act, snapshot))
        yield f"{API}/notices/{act.id}.json", content
    for model, name, book in (
        (RegulationsFile, "regulations", register.regulations),
        (DepartmentsFile, "departments", register.departments),
        (BatchesFile, "batches", register.batches),
    ):
        yield f"{API}/{name}.json", publication.recorded(model, name, book.values())
    yield f"{API}/terms.json", publication.file(TermsFile, terms=_terms(snapshot))
    yield f"{API}/gaps.json", publication.listed(GapsFile, "gaps", _gaps(publication))


def _index(publication: Publication) -> bytes:
    addresses = tuple(
        Address(name=k.name, path=f"{API}/{k.path}", schema_path=k.schema, says=k.says)
        for k in KINDS
    )
    paths = {kind.name: kind.path for kind in KINDS}
    return publication.file(
        IndexFile, len(KINDS), log=log_head(publication.log), files=paths, addresses=addresses
    )


def _terms(snapshot: Snapshot) -> Terms:
    labels = functions(snapshot).items()
    return Terms(
        statuses=_words(Status),
        kinds=_words(ActKind),
        unit_kinds=_words(UnitKind),
        functions=tuple(Word(code=c, label=la, meaning=None, article=None) for c, la in labels),
        cities=_words(City),
        caveats=_words(Caveat),
        outcomes=_words([*ReviewOutcome, *ObjectionOutcome, *NationalOutcome]),
    )


def _words(terms: Iterable[Term]) -> tuple[Word, ...]:
    return tuple(
        Word(code=t.value, label=t.label, meaning=t.meaning or None, article=t.article)
        for t in terms
    )


def _gaps(publication: Publication) -> Iterator[Gap]:
    folder = publication.snapshot.register.receipt.folder
    for finding in publication.findings:
        file = finding.place.file.removeprefix(folder).lstrip("/")
        yield Gap(
            file=file,
            code=finding.rule.code,
            severity=finding.rule.severity.value,
            message=finding.message,
        )
