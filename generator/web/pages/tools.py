"""Searching platforms and documents, and checking an application by oneself."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from generator.desk.meanings import act_title
from generator.records.registry import Application, OperatingUnit
from generator.records.regulation import Criterion, Figure, Regulation, function_labels
from generator.register import eligibility
from generator.register.eligibility import CriterionJudgement, Judgement, judge, misfits, newest
from generator.register.sentences import sentence
from generator.register.snapshot import Listing
from generator.terms.citations import item_label
from generator.terms.sameness import sameness
from generator.terms.words import ActKind, UnitKind
from generator.web.pages.common import OF_PAPERS
from generator.web.visitor import Visitor

MOST = 50
NEWEST = 20
# Documents that a known platform is begun with from its line in the search.
OF_PLATFORMS = (
    ActKind.REVOCATION, ActKind.RENAMING, ActKind.WITHDRAWAL, ActKind.REVIEW,
    ActKind.INSPECTION, ActKind.VALIDITY_CHANGE, ActKind.SUCCESSION,
)  # fmt: skip


@dataclass(frozen=True)
class PlatformHit:
    """A platform that was found: its names and code, and how it stands, with every caveat."""

    id: str
    name: str
    unit: str
    code: str
    status: str
    sentence: str
    caveats: tuple[str, ...]


@dataclass(frozen=True)
class DocumentHit:
    """A document that was found, with its acts by their ids."""

    id: str
    title: str
    on: str
    kinds: str
    acts: tuple[tuple[str, str], ...]
    source: str


def search(visitor: Visitor) -> Response:
    """Platforms and documents that hold what was typed; without a question, the newest documents."""
    text = visitor.query.get("q", "").strip()
    wanted = sameness(text)
    snapshot = visitor.edition.snapshot
    named = visitor.edition.names.items() if wanted else ()
    matching = [id for id, names in named if any(wanted in name for name in names)]
    documents = [*_documents(visitor, wanted)]
    return visitor.page(
        "search",
        "查平台和文件",
        text=text,
        platforms=[_platform(snapshot.listings[id]) for id in matching[:MOST]],
        more_platforms=max(0, len(matching) - MOST),
        documents=documents[: MOST if wanted else NEWEST],
        kinds={kind.value: kind.label for kind in OF_PLATFORMS},
        every_kind=OF_PAPERS,
    )


def _platform(listing: Listing) -> PlatformHit:
    standing, now = listing.standing, listing.identity
    return PlatformHit(
        listing.id,
        now.shown,
        now.operating_unit,
        now.credit_code or "",
        listing.status.label,
        sentence(standing),
        tuple(caveat.label for caveat in standing.caveats),
    )


def _documents(visitor: Visitor, wanted: str) -> Iterator[DocumentHit]:
    """Documents by title or number, the newest first."""
    for document in reversed([*visitor.edition.register.documents.values()]):
        acts = visitor.edition.register.named(document.id)
        names = (document.id, document.title, document.document_number or "")
        if acts and any(wanted in sameness(name) for name in names):
            source = acts[0].source
            kinds = dict.fromkeys(act.kind_of_act.label for act in acts)
            yield DocumentHit(
                document.id,
                act_title(acts[0]) if len(acts) == 1 else f"《{document.title}》",
                str(acts[0].issued_on),
                "、".join(kinds),
                tuple((act.id, act.heading or act.kind_of_act.label) for act in acts),
                (source.url if source else None) or "",
            )


@dataclass(frozen=True)
class CriterionView:
    """A criterion: what is asked, what was given, and whether that meets it."""

    criterion: Criterion
    asked: str
    text: str
    result: str
    article: str


def self_check(visitor: Visitor) -> Response:
    """Figures of an application against the criteria, line by line; nothing of it is kept."""
    register, as_of = visitor.edition.register, visitor.edition.as_of
    edition = newest(register, as_of)
    if edition is None or edition.eligibility is None:
        return visitor.page("self-check", "材料自查", edition=None)
    texts = {name: text for name, text in visitor.texts("f.") if text}
    application, wrong = _application(edition, texts, visitor.text("unit_kind"))
    judgement = judge(edition, application)
    labels = function_labels([edition])
    groups = [("基本条件，须全部符合", "", _lines(judgement.general, texts))]
    groups += [*_function_groups(judgement, labels, texts)]
    return visitor.page(
        "self-check",
        "材料自查",
        edition=edition,
        groups=groups,
        result=judgement.result.label if texts else "",
        wrong=wrong,
        kinds={kind.value: kind.label for kind in UnitKind},
        unit_kind=visitor.text("unit_kind"),
    )


def _function_groups(
    judgement: Judgement, labels: dict[str, str], texts: dict[str, str]
) -> Iterator[tuple[str, str, list[CriterionView]]]:
    for each in judgement.functions:
        name = labels.get(each.asked.function, each.asked.function)
        if each.own:
            yield f"{name}（至少符合一项功能）", each.result.label, _lines(each.own, texts)
        for way in each.ways:
            yield f"{name}，途径：{way.way.label}", way.result.label, _lines(way.lines, texts)


def _lines(lines: tuple[CriterionJudgement, ...], texts: dict[str, str]) -> list[CriterionView]:
    return [
        CriterionView(
            line.criterion,
            eligibility.asked_text(line),
            texts.get(line.criterion.id, ""),
            eligibility.result_text(line),
            item_label(line.criterion.article, line.criterion.item),
        )
        for line in lines
    ]


def _application(
    edition: Regulation, texts: dict[str, str], unit_kind: str
) -> tuple[Application, list[str]]:
    """The application that was typed, and sentences on what is no figure; that is left out."""
    assert edition.eligibility
    figures, wrong = {}, []
    for criterion in edition.eligibility.criteria:
        if text := texts.get(criterion.id):
            try:
                figures[criterion.id] = FIGURE.validate_python(text)
            except ValidationError:
                wrong.append(f"“{criterion.label}”填的是“{text}”，应为不带单位的数")
    faults = {each.id: each for each in misfits(edition.eligibility, figures)}
    wrong += [f"{each.message}。{each.fix}" for each in faults.values()]
    kept = {name: figure for name, figure in figures.items() if name not in faults}
    kind = next((each for each in UnitKind if each.value == unit_kind), None)
    unit = OperatingUnit(name="自查", kind=kind) if kind else None
    return Application(operating_unit=unit, figures=kept), wrong


FIGURE: TypeAdapter[Figure] = TypeAdapter(Figure)
