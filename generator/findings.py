"""问题 A mistake in the registry as a value: where, which rule, what to do.

A finding never knows who prints it; `text`, `as_json` and `github` are its
renderings. A fault of the tool is never a finding.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.terms import Severity


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """位置 File, line and column (both from 1; columns count characters)."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Rule:
    """规则 What must hold: a stable code, its weight, and the article it rests on.

    `article` cites the regulation (第二十三条) or names the recording rule that
    asks for it. `why` is read by clerks on the help page of the code.
    """

    code: str
    slug: str
    severity: Severity
    title: str
    article: str
    why: str

    def found(self, place: Place, message: str, fix: str, article: str = "") -> "Finding":
        """One breach of this rule: what is there and must be, and how to mend it."""
        return Finding(place, self, message, fix, article or self.article)


@dataclass(frozen=True, slots=True)
class Finding:
    """问题 One breach of one rule at one place."""

    place: Place
    rule: Rule
    message: str
    fix: str
    article: str

    @property
    def order(self) -> tuple[Place, str, str]:
        """排序 Findings are shown by place, then code, so output is stable."""
        return self.place, self.rule.code, self.message

    @property
    def is_error(self) -> bool:
        """是否阻断 Whether this finding stops a build."""
        return self.rule.severity is Severity.ERROR


def text(finding: Finding) -> str:
    """文本 One line to read and click, with the fix on the next."""
    rule = finding.rule
    head = f"{finding.place}: {rule.severity} {rule.code} {rule.slug}"
    return f"{head} {finding.message}（{finding.article}）\n    改法：{finding.fix}"


def as_json(finding: Finding) -> dict[str, Any]:
    """数据 The shape that `registry check --format json` promises."""
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


def github(finding: Finding) -> str:
    """批注 A GitHub workflow annotation on the line that is wrong."""
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.GAP: "notice"}
    place, rule = finding.place, finding.rule
    head = f"file={_property(place.file)},line={place.line},col={place.column}"
    body = f"{finding.message}（{finding.article}）改法：{finding.fix}"
    return f"::{level[rule.severity]} {head},title={rule.code} {rule.slug}::{_data(body)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


RENDERINGS: dict[str, Callable[[Finding], str]] = {"text": text, "github": github}
