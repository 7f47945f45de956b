"""Who may do what: every act comes from the office that its edition names, and stands where it must."""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from generator.checks.walk import (
    ERROR,
    FORM,
    GAP,
    RULED,
    WARNING,
    Breach,
    EffectiveRow,
    check,
    cited,
    lines,
    of_kind,
    papers,
    publicity_of,
)
from generator.records.acts import (
    Act,
    Announcement,
    AnnouncementRow,
    Inspection,
    NationalRecommendation,
    Publicity,
    PublicityRow,
    Revocation,
    RevocationRow,
)
from generator.records.registry import Department
from generator.records.regulation import Power
from generator.records.values import Day
from generator.register.answer import standing
from generator.register.places import answers_for, known_divisions, name_then
from generator.register.register import Register
from generator.terms.citations import article_label
from generator.terms.words import NationalOutcome, Office, Status


@check(
    "J101", "issued-by-another-office", ERROR, "文件须由有权的机关作出", RULED,
    "公示、公布、撤销由办法指定的机关作出；别的机关印发的文件不产生称号，也收不回称号。",
)  # fmt: skip
def issued_by_the_office(register: Register, as_of: date) -> Iterator[Breach]:
    """A call, publicity, announcement or revocation is issued by the office that the edition names."""
    for filed, act, edition in of_kind(register, Act):
        power = getattr(edition.authority, act.kind, None) if edition else None
        issuer = register.departments.get(act.issuer)
        if power and issuer and _office(issuer) not in power.by:
            message = (
                f"{act.kind_of_act.label}由“{name_then(issuer, act.issued_on)}”作出，"
                f"应由{_offices(power)}作出"
            )
            fix = "核对发文机关；确由该部门作出的，不产生效力，查明有权机关的文件后登记那一份"
            yield filed.place("issuer"), message, fix, cited(edition, power.article)


def _office(department: Department) -> Office:
    return Office.PLACE if department.city else Office.TERRITORY


def _offices(power: Power) -> str:
    return "或者".join(office.label for office in power.by)


@check(
    "J102", "no-recommender", WARNING, "各地的平台须由当地主管部门推荐", RULED,
    "办法规定由平台所在地的主管部门推荐；名单没有印推荐单位的，应查明后补录。",
)  # fmt: skip
def recommended(register: Register, as_of: date) -> Iterator[Breach]:
    """A platform of a place is recommended by somebody, where the edition asks it."""
    for line in lines(register, Publicity):
        assert isinstance(line.row, PublicityRow)
        power = _power(line, "recommendation")
        if power is None or line.row.recommended_by:
            continue
        places, day = _places(register, line), line.act.issued_on
        # A unit of the whole territory has no department.
        offices = register.departments.values()
        if any(answers_for(register.territory, each, places, day) for each in offices):
            message = f"平台“{line.row.platform}”在 {'、'.join(places)}，没有写明由哪个部门推荐"
            fix = "查明后补录 recommended_by；确无推荐的，列入 excused.yaml 并说明"
            yield line.place("platform"), message, fix, cited(line.edition, power.article)


@check(
    "J103", "not-its-department", ERROR, "检查和提请撤销的须是有权的部门", RULED,
    "办法规定由平台所在地的主管部门检查、提请撤销；别处的部门无权这样做，多为录错。",
)  # fmt: skip
def asked_by_its_department(register: Register, as_of: date) -> Iterator[Breach]:
    """Checks, and requests to revoke, come from the department that answers for the place then."""
    steps = ((Inspection, "by", "inspection"), (Revocation, "proposed_by", "revocation_request"))
    for form, field, step in steps:
        for line in lines(register, form):
            power, places, day = _power(line, step), _places(register, line), line.act.issued_on
            office = register.departments.get(getattr(line.row, field) or "")
            if power and office and places and not _may(register, power, office, places, day):
                message = (
                    f"平台“{line.row.platform}”在 {'、'.join(places)}，由“{name_then(office, day)}”"
                    f"{'检查' if field == 'by' else '提请撤销'}，应由{_offices(power)}办理"
                )
                yield (
                    line.place(field),
                    message,
                    "核对部门或平台的所在地",
                    cited(line.edition, power.article),
                )


def _power(line: EffectiveRow, step: str) -> Power | None:
    return getattr(line.edition.authority, step, None) if line.edition else None


def _places(register: Register, line: EffectiveRow) -> tuple[str, ...]:
    """Divisions in one of which the platform lay on the day of the act; empty where that is unknown."""
    platform = register.platforms.get(line.row.platform)
    return known_divisions(platform, line.act.issued_on) if platform else ()


def _may(
    register: Register, power: Power, office: Department, places: tuple[str, ...], day: Day
) -> bool:
    if not office.city:
        return Office.TERRITORY in power.by
    return Office.PLACE in power.by and answers_for(register.territory, office, places, day)


@check(
    "R405", "article-not-in-edition", ERROR, "撤销所依据的条文须在办法中", RULED,
    "依据的条文办法中没有，多为录错，或者写错了办法版本。",
)  # fmt: skip
def article_in_edition(register: Register, as_of: date) -> Iterator[Breach]:
    """The article that a revocation cites stands in its edition."""
    for line in lines(register, Revocation):
        assert isinstance(line.row, RevocationRow)
        numbers = [each.number for each in line.edition.articles] if line.edition else []
        if numbers and line.row.article and line.row.article not in numbers:
            last = f"录入的条文到{article_label(max(numbers))}为止"
            message = f"办法“{line.act.regulation}”没有{article_label(line.row.article)}，{last}"
            yield line.place("article"), message, "核对撤销文件所写的条文和所依据的版本"


@check(
    "G108", "revocation-unexplained", GAP, "撤销没有写明理由或条文", FORM,
    "撤销是不利的决定，理由和条文决定了是否限制再次申报；没有载明的，须如实列为缺口。",
)  # fmt: skip
def revocation_explained(register: Register, as_of: date) -> Iterator[Breach]:
    """A revocation says its grounds and its article."""
    for line in lines(register, Revocation):
        assert isinstance(line.row, RevocationRow)
        wanting = [
            label
            for label, value in (("理由", line.row.grounds), ("条文", line.row.article))
            if not value
        ]
        if wanting:
            message = f"撤销平台“{line.row.platform}”，没有载明{'和'.join(wanting)}"
            yield line.place(), message, "查得后补录 grounds、article"


@check(
    "R406", "recommended-without-title", WARNING, "推荐国家级的平台须持有称号", RULED,
    "国家级从有效的示范平台中推荐；称号已经撤销或期满的，多为录错日期或平台。",
)  # fmt: skip
def recommended_with_title(register: Register, as_of: date) -> Iterator[Breach]:
    """A platform recommended for the national title holds this one on that day."""
    for line in lines(register, NationalRecommendation):
        history = register.histories.get(line.row.platform)
        if history is None or getattr(line.row, "outcome", None) is not NationalOutcome.RECOMMENDED:
            continue
        held = standing(history, line.act.issued_on.last)
        if held.status in ENDED:
            notes = "".join(f"；注意：{caveat.label}" for caveat in held.caveats)
            message = f"{line.act.issued_on} 推荐平台“{line.row.platform}”，它当日{held.status.label}{notes}"
            yield line.place("platform"), message, "核对平台和日期"


ENDED = (Status.REVOKED, Status.WITHDRAWN, Status.ABOLISHED, Status.EXPIRED)


@check(
    "P311", "functions-differ", WARNING, "公布的服务功能须与公示的相同", RULED,
    "公众是就公示的内容提出异议的；公布时换了功能，等于没有公示过。",
)  # fmt: skip
def functions_as_publicised(register: Register, as_of: date) -> Iterator[Breach]:
    """The functions announced are those that were publicised, where both lists print them."""
    for line in lines(register, Announcement):
        assert isinstance(line.act, Announcement)
        assert isinstance(line.row, AnnouncementRow)
        publicity = publicity_of(register, line.act, line.row.platform)
        entry = register.entries_of(publicity).get(line.row.platform) if publicity else None
        publicised = getattr(entry.row, "functions", ()) if entry else ()
        terms = {*publicised, *line.row.functions}
        is_printed = publicised and line.row.functions and terms <= _labels(line).keys()
        if is_printed and {*publicised} != {*line.row.functions}:
            message = (
                f"平台“{line.row.platform}”公布的服务功能是{_named(line, line.row.functions)}，"
                f"公示的是{_named(line, publicised)}"
            )
            yield (
                line.place("functions"),
                message,
                "核对两份名单；原文如此的，列入 excused.yaml 并说明",
            )


def _labels(line: EffectiveRow) -> dict[str, str]:
    listed = line.edition.service_functions if line.edition else ()
    return {each.term: each.label for each in listed}


def _named(line: EffectiveRow, terms: Iterable[str]) -> str:
    labels = _labels(line)
    return "、".join(labels[term] for term in terms)


# What the public must find on the office's own website.
MUST_BE_PUBLISHED = (Publicity, Announcement, Revocation)


@check(
    "D119", "source-elsewhere", WARNING, "来源须在办法指定的网站", RULED,
    "办法要求在机关自己的网站公布；别处的转载不能证明原文如此。",
)  # fmt: skip
def source_on_its_site(register: Register, as_of: date) -> Iterator[Breach]:
    """The source of an act stands on the site where its edition wants it published."""
    for filed in papers(register):
        act, source = filed.record, filed.record.source
        edition = register.regulations.get(act.regulation)
        wanted = edition.published_at if edition else None
        if wanted and wanted.sites and source and source.url and isinstance(act, MUST_BE_PUBLISHED):
            host = urlsplit(source.url).hostname or ""
            if not _is_within(host, wanted.sites):
                message = f"来源在 {host}，办法规定在 {'、'.join(wanted.sites)} 公布"
                fix = "换成机关网站上的原文网址；原网页已失效的，写存档副本的哈希值"
                yield filed.place("source", "url"), message, fix, cited(edition, wanted.article)


def _is_within(host: str, sites: Iterable[str]) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in sites)


@check(
    "G106", "edition-silent-on-offices", GAP, "办法版本没有录入职权或公布的网站", FORM,
    "不知道办法让谁办理、在哪里公布，就不能核对文件是否由有权的机关作出。",
)  # fmt: skip
def edition_names_offices(register: Register, as_of: date) -> Iterator[Breach]:
    """An edition whose terms are known names who may do what, and where acts are published."""
    for filed in register.receipt.regulations:
        edition = filed.record
        labels = (("authority", edition.authority), ("published_at", edition.published_at))
        wanting = [name for name, value in labels if value is None]
        if wanting and not edition.terms_unknown:
            message = (
                f"《{edition.title}》没有录入 {'、'.join(wanting)}，有关的文件不作这方面的核对"
            )
            yield filed.place("id"), message, "查办法原文后补录；原文确无规定的，写空的一节"
