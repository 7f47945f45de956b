"""Help pages: what each status means, and a page for every code of a finding, made from its cases."""

from collections.abc import Iterator
from typing import Any

from generator.checks.casebook import ALL_RULES, cases_of, mending
from generator.checks.governing import newest
from generator.checks.table import basis, ruled_in
from generator.records.regulation import Regulation
from generator.register.snapshot import Snapshot
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording
from generator.terms.findings import Rule
from generator.terms.words import Severity, Status, Subject

Group = tuple[Subject, list[Rule]]


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
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
