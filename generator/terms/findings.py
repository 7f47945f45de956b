"""Findings: a mistake in the registry as a value, with its place, its rule and what to do.

A finding never knows who prints it; `text`, `as_json`, `as_codequality` and `github` are its
renderings. A fault of the tool is never a finding.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from generator.terms.said import Said, said, worded
from generator.terms.words import Severity

# Advice, in which a step that depends on where one mends is a sentence by its code.
Steps = tuple[str | Said, ...]
Advice = str | Steps
# The steps for who keeps the files. The desk names none, and has words of its own.
STEPS: dict[str, str] = {
    "excuse": "列入 excused.yaml 并说明理由",
    "put": "写 {field}: {value}",
    "holding": "{field}: {value}",
    "no": "false",
    "yes": "true",
    "of_kind": "（kind: {kind}）",
    "add_calendar": "建立 work_calendars/{year}.yaml",
    "install_printer": "装上 {label}，在 site.yaml 写 printer: {printer}",
    "follow_form": "照 docs/record-forms.md 中这一项的写法改",
}
EXCUSE, NO, YES = said("excuse"), said("no"), said("yes")


def put(field: str, value: str | Said) -> Said:
    """The step of giving a field a value."""
    return said("put", field=field, value=value)


def holding(field: str, value: str) -> Said:
    """A field with its value, among other things that a record holds."""
    return said("holding", field=field, value=value)


def pieces(advice: Advice) -> Steps:
    """Texts and steps of an advice in their order."""
    return (advice,) if isinstance(advice, str) else advice


def in_files(advice: Advice) -> str:
    """Advice for who keeps the files."""
    return "".join(
        each if isinstance(each, str) else worded(each, lambda _, id: id, STEPS)
        for each in pieces(advice)
    )


CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Place in a file: line and column, both from 1; columns count characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Rule:
    """Rule that must hold: a stable code, its weight, and the article it rests on.

    `article` names the recording rule that asks for it; it is empty where an edition of the
    regulation does: which article, that edition or the table of articles says. `why` is read
    by clerks on the help page of the code.
    """

    code: str
    slug: str
    severity: Severity
    title: str
    article: str
    why: str

    def found(self, place: Place, message: str, fix: Advice, article: str = "") -> "Finding":
        """Finding of one breach: what is there and must be, how to mend it, the article if not the rule's."""
        return Finding(place, self, message, fix, article or self.article)


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule at one place; `advice` says how to mend it."""

    place: Place
    rule: Rule
    message: str
    advice: Advice
    article: str

    @property
    def fix(self) -> str:
        """How to mend it, for who keeps the files."""
        return in_files(self.advice)

    @property
    def in_full(self) -> Steps:
        """Fault and remedy in one."""
        return (f"{self.message}。", *pieces(self.advice))

    @property
    def order(self) -> tuple[Place, str, str]:
        """Key by which findings are shown: place, then code, so output is stable."""
        return self.place, self.rule.code, self.message

    @property
    def is_error(self) -> bool:
        """Whether this finding stops a build."""
        return self.rule.severity is Severity.ERROR


def text(finding: Finding) -> str:
    """Finding as one line to read and click, with the fix on the next."""
    rule = finding.rule
    head = f"{finding.place}: {rule.severity} {rule.code} {rule.slug}"
    line = _shown(f"{head} {finding.message}（{finding.article}）")
    return f"{line}\n    改法：{_shown(finding.fix)}"


def _shown(message: str) -> str:
    """Message that commands no terminal and forges no line, whatever a record says in it."""
    return CONTROL.sub(_picture, message)


def _picture(sign: re.Match[str]) -> str:
    return chr(0x2400 + ord(sign[0])) if sign[0] < " " else "\ufffd"


def as_json(finding: Finding) -> dict[str, Any]:
    """Finding as data, in the shape that `registry check --format json` promises."""
    return {
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "code": finding.rule.code,
        "slug": finding.rule.slug,
        "severity": finding.rule.severity.value,
        "message": finding.message,
        "fix": finding.fix,
        "article": finding.article,
    }


def as_codequality(finding: Finding) -> dict[str, Any]:
    """Finding as an entry of GitLab's report of code quality, shown in the merge request.

    Its fingerprint does not change with the line, so that an old finding is not told as new.
    """
    severity = {Severity.ERROR: "blocker", Severity.WARNING: "minor", Severity.GAP: "info"}
    place, rule = finding.place, finding.rule
    same = "\0".join((place.file, rule.code, finding.message))
    return {
        "check_name": f"{rule.code} {rule.slug}",
        "description": _shown(f"{finding.message}（{finding.article}）改法：{finding.fix}"),
        "fingerprint": sha256(same.encode("utf-8", "replace")).hexdigest(),
        "severity": severity[rule.severity],
        "location": {"path": place.file, "lines": {"begin": place.line}},
    }


def github(finding: Finding) -> str:
    """Finding as a GitHub workflow annotation on the line that is wrong."""
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.GAP: "notice"}
    place, rule = finding.place, finding.rule
    head = f"file={_property(place.file)},line={place.line},col={place.column}"
    body = f"{finding.message}（{finding.article}）改法：{finding.fix}"
    return f"::{level[rule.severity]} {head},title={rule.code} {rule.slug}::{_data(_shown(body))}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


RENDERINGS: dict[str, Callable[[Finding], str]] = {"text": text, "github": github}
