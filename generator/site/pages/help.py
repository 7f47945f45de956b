"""Help pages: what each status means, a page for every code of a finding, made from its cases, and the gaps."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from generator.checks.casebook import ALL_RULES, cases_of, mending
from generator.checks.governing import basis, newest, ruled_in
from generator.checks.upkeep import forewarnings
from generator.records.regulation import Regulation
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording
from generator.terms.citations import notice_path
from generator.terms.findings import Finding, Rule
from generator.terms.words import Severity, Status, Subject

Group = tuple[Subject, list[Rule]]


def help_pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """Yields the page of the statuses, the list of codes, and a page for each code."""
    edition = newest(snapshot.register)
    yield _page("statuses", "资格状态", "每一种资格状态是什么意思，依据哪一条。",
                {"statuses": Status, "edition": edition})  # fmt: skip
    yield _page("findings", "问题代码", "登记检查的全部问题代码：为什么、怎样改、正误对照。",
                {"groups": _grouped()})  # fmt: skip
    for rule in ALL_RULES.values():
        yield _code(rule, edition)


def _page(name: str, title: str, description: str, words: dict[str, Any]) -> Page:
    return Page(f"help/{name}/", "help", title, f"{name}.html", description, words)


def _code(rule: Rule, edition: Regulation | None) -> Page:
    cases = cases_of(rule.code)
    words = {
        "rule": rule,
        "basis": basis(rule),
        "edition": edition,
        "articles": ruled_in(rule),
        "failing": [case for case in cases if case.findings],
        "passing": [case for case in cases if not case.findings],
        "mending": mending(rule.code),
    }
    title = f"{rule.code} {rule.title}"
    return Page(f"help/{rule.code}/", "help", title, "code.html", rule.why, words)


def _grouped() -> dict[Severity, list[Group]]:
    """The rules of each severity, by the letter of their code."""
    return {severity: _by_subject(severity) for severity in Severity}


def _by_subject(severity: Severity) -> list[Group]:
    of_severity = [rule for rule in ALL_RULES.values() if rule.severity is severity]
    of_severity.sort(key=lambda rule: rule.code)
    by_letter = {s: [rule for rule in of_severity if rule.code[0] == s.value] for s in Subject}
    return [(subject, rules) for subject, rules in by_letter.items() if rules]


@dataclass(frozen=True)
class GapPlace:
    """One unknown, and the page of the record that lacks it, where there is one."""

    label: str
    address: str | None
    says: str


@dataclass(frozen=True)
class Gap:
    """Unknowns of one kind: why they matter, and every place."""

    code: str
    title: str
    why: str
    places: list[GapPlace]
    is_rule: bool = True


# What no rule asks for, but a reader misses: how to tell, title, why.
UNSAID: tuple[tuple[str, Callable[[Listing], bool], str, str], ...] = (
    ("functions", lambda each: not each.functions, "没有服务功能",
     "名单未印服务功能，按功能查找时查不到这些平台。"),
    ("kind", lambda each: each.platform.operating_unit.kind is None, "没有单位性质",
     "单位性质未载，分单位性质的统计把它们列作“未载”。"),
)  # fmt: skip


def gaps_page(snapshot: Snapshot, findings: Iterable[Finding]) -> Iterator[Page]:
    """The one page, from the gaps that the examination found."""
    upkeep = [finding.message for finding in forewarnings(findings)]
    words = {"gaps": partial(gaps, snapshot, findings), "upkeep": upkeep}
    yield Page("gaps/", "help", "缺口", "gaps.html", "本名录现在还不知道的事，逐类列出。", words)


def gaps(snapshot: Snapshot, findings: Iterable[Finding]) -> list[Gap]:
    """Gaps by the code of their rule, then those that no rule asks for."""
    return [*_by_rule(snapshot, findings), *_unsaid(snapshot)]


def _by_rule(snapshot: Snapshot, findings: Iterable[Finding]) -> Iterator[Gap]:
    of_gaps = [finding for finding in findings if finding.rule.severity is Severity.GAP]
    of_gaps.sort(key=lambda finding: (finding.rule.code, finding.order))
    pages = _pages(snapshot)
    for rule, same in groupby(of_gaps, lambda finding: finding.rule):
        places = [_place(finding, pages) for finding in same]
        yield Gap(rule.code, rule.title, rule.why, places)


def _unsaid(snapshot: Snapshot) -> Iterator[Gap]:
    for code, is_unsaid, title, why in UNSAID:
        missing = [each for each in snapshot.listings.values() if is_unsaid(each)]
        if missing:
            yield Gap(code, title, why, [_of(each, title) for each in missing], is_rule=False)


def _of(listing: Listing, says: str) -> GapPlace:
    return GapPlace(listing.identity.shown, f"platforms/{listing.id}/", says)


def _place(finding: Finding, pages: dict[str, tuple[str, str]]) -> GapPlace:
    file = finding.place.file
    label, address = pages.get(file, (file, ""))
    return GapPlace(label, address or None, finding.message)


def _pages(snapshot: Snapshot) -> dict[str, tuple[str, str]]:
    """Name of each record and address of its page, by file."""
    receipt, shown = snapshot.register.receipt, {act.id for act in snapshot.acts}
    listings, merged = snapshot.listings, snapshot.register.merged
    named = ((each.file, merged.get(each.record.id, each.record.id)) for each in receipt.platforms)
    by_file = {file: (listings[name].identity.shown, f"platforms/{name}/") for file, name in named}
    for filed in receipt.acts:
        address = notice_path(filed.record.document) if filed.record.id in shown else ""
        by_file[filed.file] = (filed.record.title, address)
    for edition in receipt.regulations:
        name = edition.record.document_number or edition.record.title
        by_file[edition.file] = (name, f"regulations/{edition.record.id}/")
    return by_file
