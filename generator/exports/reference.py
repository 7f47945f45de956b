"""JSON files of what platforms rest on: the index, editions, departments, batches, words, gaps."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from generator.exports.addresses import API, KINDS
from generator.exports.derivation import plain
from generator.exports.envelope import Outputs, Publication
from generator.exports.lists import functions
from generator.exports.log_files import log_head
from generator.exports.models.base import Head
from generator.exports.models.reference import (
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
from generator.records.base import Record
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


def outputs(publication: Publication) -> Outputs:
    """The index, the records that platforms rest on, every word, and what is wanting."""
    register = publication.snapshot.register
    yield f"{API}/index.json", partial(_index, publication)
    for model, name, records in (
        (RegulationsFile, "regulations", register.regulations),
        (DepartmentsFile, "departments", register.departments),
        (BatchesFile, "batches", register.batches),
    ):
        yield f"{API}/{name}.json", partial(_recorded, model, name, records, publication)
    yield f"{API}/terms.json", partial(_terms_file, publication)
    yield f"{API}/gaps.json", partial(_gaps_file, publication)


def _recorded(
    model: type[Head], name: str, records: Mapping[str, Record], publication: Publication
) -> bytes:
    return publication.recorded(model, name, records.values())


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
