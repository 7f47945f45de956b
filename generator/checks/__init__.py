"""Checks: what must be true of the register, one module per subject.

A check compares two values or more; it never prints and never raises on bad data.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from generator.checks import (
    authority,
    batches,
    documents,
    duties,
    editions,
    effects,
    errata,
    gaps,
    merged,
    names,
    places,
    privacy,
    publicity,
    references,
    revocation,
    site,
    upkeep,
    validity,
)
from generator.checks.governing import ruling
from generator.checks.walk import FORM, WARNING, Check, cited
from generator.records.registry import Excuse
from generator.register.duties import GRACE
from generator.register.register import Register
from generator.terms.findings import Finding, Rule

SUBJECTS = (
    references, documents, editions, publicity, validity, effects, revocation,
    batches, authority, names, places, duties, privacy, gaps, errata, site, merged,
    upkeep,
)  # fmt: skip
CHECKS: tuple[Check, ...] = tuple(
    each for module in SUBJECTS for each in vars(module).values() if isinstance(each, Check)
)
UNUSED_EXCUSE = Rule(
    "D108",
    "excuse-unused",
    WARNING,
    "特许的问题须确实存在",
    FORM,
    "特许只给已知的旧问题；问题已改正或期限已过，特许就应删去，免得掩盖新的问题。",
)
RULES: tuple[Rule, ...] = (*(each.rule for each in CHECKS), UNUSED_EXCUSE)
# Runs the checks: one after the other, or divided among processes.
Mapped = Callable[[Callable[[Check], list[Finding]], tuple[Check, ...]], Iterable[list[Finding]]]


def examine(register: Register, as_of: date, mapped: Mapped = map) -> Iterator[Finding]:
    """Every breach of every rule as of one day, less what excused.yaml lets stand."""

    def findings(each: Check) -> list[Finding]:
        breaches = each.breaches(register, as_of)
        return [_grounded(register, each.rule.found(*breach)) for breach in breaches]

    # What all acts of a document share is judged with each of them, and found once.
    once = dict.fromkeys(chain.from_iterable(mapped(findings, CHECKS)))
    return _excused(register, [*once], as_of)


def _grounded(register: Register, finding: Finding) -> Finding:
    """A finding cites the edition that its act rests on, never another edition's article.

    Where nobody can tell its article there, it cites the recording rule.
    """
    if finding.article:
        return finding
    edition = register.editions_by_file.get(finding.place.file)
    is_known = edition is not None and not edition.terms_unknown
    number = ruling(edition, finding.rule.code) if edition and is_known else None
    return replace(finding, article=cited(edition, number) or FORM)


def _excused(register: Register, findings: list[Finding], as_of: date) -> Iterator[Finding]:
    """The findings that remain, and the excuses that excuse nothing."""
    remaining = findings
    for filed in register.receipt.excused:
        for at, excuse in enumerate(filed.record.excused):
            covered = [finding for finding in remaining if _covers(excuse, finding, as_of)]
            left = [finding for finding in remaining if finding not in covered]
            if as_of > excuse.ends.last:
                left += map(_as_warning, covered)
            if not covered:
                message = f"特许 {excuse.code}（{excuse.file}）没有特许任何问题"
                fix = "问题已改正或期限已过的，删去这一条"
                yield UNUSED_EXCUSE.found(filed.place("excused", at), message, fix)
            remaining = left
    yield from remaining


def _as_warning(finding: Finding) -> Finding:
    """An error whose excuse has ended a few days ago: it is told, and does not yet stop a build."""
    return replace(finding, rule=replace(finding.rule, severity=WARNING))


def _covers(excuse: Excuse, finding: Finding, as_of: date) -> bool:
    grace = GRACE if finding.is_error else timedelta()
    return (
        excuse.code == finding.rule.code
        and finding.place.file.endswith("/" + excuse.file)
        and (excuse.says or "") in finding.message
        and as_of <= excuse.ends.last + grace
    )
