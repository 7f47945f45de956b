"""Commands `registry check`, `diff`, `explain`: findings, changes for the public, the meaning of a code."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.checks.casebook import ALL_RULES, Edit, cases_of, mending
from generator.checks.governing import basis
from generator.cli.common import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    received,
    refuse,
    say,
    today,
)
from generator.desk.report import as_markdown, as_text
from generator.desk.report_data import as_data
from generator.history.alteration import alteration
from generator.history.comparison import Comparison, compare
from generator.history.git import NoHistory, NoRevision
from generator.history.immutability import keep
from generator.history.parted import before_parting
from generator.history.versions import Version, commit_and_present, have_parted, two_commits
from generator.intake.receiving import read_alone
from generator.records.registry import Endorsement, Receipt
from generator.terms.findings import RENDERINGS, Finding, Rule, as_codequality, as_json, text
from generator.terms.words import Severity


class CheckFormat(StrEnum):
    """Format of findings: text for people, JSON for programs, and what forges show in a request."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    CODEQUALITY = "codequality"


FormatOption = Annotated[
    CheckFormat | None,
    typer.Option(help="输出格式；在 GitHub Actions 中默认为 github", show_default=False),
]
AgainstOption = Annotated[
    str | None, typer.Option(help="同时查出自这个版本以来历史不许的改动", metavar="版本")
]
ReviewOption = Annotated[
    Path | None,
    typer.Option(
        help="代码托管网站记的经手人：{author: …, approved_by: […]}；须与 --against 同用",
        metavar="文件",
    ),
]


AllOption = Annotated[
    bool, typer.Option("--all", help="在分支上，原有的缺口也逐处列出（默认只列新出现的）")
]


def check(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    format: FormatOption = None,
    against: AgainstOption = None,
    review: ReviewOption = None,
    every: AllOption = False,
) -> None:
    """Print every finding on the records, and end with 1 if one is an error."""
    receipt = received(registry)
    _, findings = examined(receipt, on or today())
    if against is not None:
        forbidden = _forbidden(registry, against, receipt, review)
        findings = sorted([*findings, *forbidden], key=lambda f: f.order)
    elif review is not None:
        refuse(2, "--review 须与 --against 同用。")
    chosen = format or default_format()
    parting = None
    if chosen is CheckFormat.TEXT and not every:
        parting = before_parting(registry, against, receipt)
    if parting is None:
        report(findings, chosen)
    else:
        name, before = parting
        _, known = examined(before.receipt, on or today())
        _report_news(findings, known, name)
    raise typer.Exit(any(finding.is_error for finding in findings))


def _report_news(findings: list[Finding], known: list[Finding], name: str) -> None:
    """Prints what is new since the other version first; old gaps are counted."""
    new, old = _parted(findings, known)
    grave = [finding for finding in old if finding.rule.severity is not Severity.GAP]
    print(f"自 {name} 以来新出现的：" if new else f"自 {name} 以来没有新出现的问题。")
    for finding in new:
        print(text(finding))
    if grave:
        print("原有的：", *map(text, grave), sep="\n")
    if len(grave) < len(old):
        print(f"原有的缺口 {len(old) - len(grave)} 处；加 --all 逐处列出。")
    print(_totals(findings))


def _parted(findings: list[Finding], known: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Findings that are new, and those that were known, as often as they were."""
    left = Counter(map(_sameness, known))
    new, old = list[Finding](), list[Finding]()
    for finding in findings:
        left[_sameness(finding)] -= 1
        (old if left[_sameness(finding)] >= 0 else new).append(finding)
    return new, old


def _sameness(finding: Finding) -> tuple[str, str, str]:
    """Code, file and sentence of a finding, whatever line it stands on now."""
    return finding.rule.code, finding.place.file, finding.message


def _totals(findings: list[Finding]) -> str:
    counted = Counter(finding.rule.severity for finding in findings)
    return "，".join(f"{severity.label} {counted[severity]}" for severity in Severity)


def _forbidden(
    registry: Path, against: str, receipt: Receipt, review: Path | None
) -> list[Finding]:
    endorsement = _endorsement(review) if review else None
    try:
        made = alteration(registry, against, receipt)
        return list(keep(replace(made, endorsement=endorsement)))
    except (NoHistory, NoRevision) as reason:
        return refuse(2, f"{reason}。")


def _endorsement(path: Path) -> Endorsement:
    if not path.is_file():
        refuse(2, f"没有文件“{path}”。")
    filed, findings = read_alone(Endorsement, path)
    if filed is None or findings:
        report(findings, CheckFormat.TEXT)
        return refuse(2, f"“{path}”不是经手人的记录。")
    return filed.record


def default_format() -> CheckFormat:
    """Format that shows findings where they are read: in GitHub Actions beside the lines."""
    return CheckFormat.GITHUB if os.environ.get("GITHUB_ACTIONS") else CheckFormat.TEXT


def report(findings: list[Finding], chosen: CheckFormat) -> None:
    """Print findings in the format asked for, with the totals at the end."""
    if chosen is CheckFormat.JSON:
        counted = Counter(finding.rule.severity for finding in findings)
        totals = {f"{severity}s": counted[severity] for severity in Severity}
        shown = [as_json(finding) for finding in findings]
        print(json.dumps({"findings": shown, **totals}, ensure_ascii=False, indent=1))
        return
    if chosen is CheckFormat.CODEQUALITY:
        print(json.dumps([as_codequality(each) for each in findings], ensure_ascii=False, indent=1))
        return
    for finding in findings:
        print(RENDERINGS[chosen](finding))
    print(_totals(findings))


BaseArgument = Annotated[str, typer.Argument(help="原来的版本：分支、标签或提交", metavar="版本")]


class DiffFormat(StrEnum):
    """Renderings for the terminal, for a comment on a pull request, for programs."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


COMPARISONS: dict[DiffFormat, Callable[[Comparison], str]] = {
    DiffFormat.TEXT: as_text,
    DiffFormat.MARKDOWN: as_markdown,
    DiffFormat.JSON: lambda comparison: json.dumps(
        as_data(comparison), ensure_ascii=False, indent=1
    ),
}


def diff(
    base: BaseArgument,
    head: Annotated[
        str | None, typer.Argument(help="后来的版本；省略则为现有文件", metavar="[版本]")
    ] = None,
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    format: Annotated[DiffFormat, typer.Option(help="输出格式")] = DiffFormat.TEXT,
) -> None:
    """Print what changed for the public between two versions of the records."""
    comparison = compare(*_versions(registry, base, head), on or today())
    rendered = COMPARISONS[format](comparison)
    # The name of a file may hold bytes that are no text.
    print(rendered.encode("utf-8", "replace").decode("utf-8"))


def _versions(registry: Path, base: str, head: str | None) -> tuple[Version, Version]:
    try:
        versions = _read(registry, base, head)
        if have_parted(registry, *versions):
            say(f"注意：“{base}”在分开以后另有改动，这些改动会显示为反向的变化。")
        return versions
    except (NoHistory, NoRevision) as reason:
        return refuse(2, f"{reason}。")


def _read(registry: Path, base: str, head: str | None) -> tuple[Version, Version]:
    if head is None:
        return commit_and_present(registry, base, received(registry))
    return two_commits(registry, base, head)


def explain(
    code: Annotated[
        str, typer.Argument(metavar="代码", help="问题代码，如 V201；省略则列出全部")
    ] = "",
) -> None:
    """Print what a code means, how it is mended, and its cases."""
    if not code:
        for rule in ALL_RULES.values():
            print(f"{rule.code}  {rule.severity.label}  {rule.title}")
        return
    print("\n".join(_explanation(_rule(code))))


def _rule(code: str) -> Rule:
    for rule in ALL_RULES.values():
        if code.casefold() in (rule.code.casefold(), rule.slug):
            return rule
    near = get_close_matches(code.upper(), list(ALL_RULES), 1, 0.5)
    hint = f"是否为 {near[0]}？" if near else "不带代码运行可列出全部。"
    return refuse(1, f"没有问题代码“{code}”。{hint}")


def _explanation(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.slug}  {rule.severity.label}：{rule.severity.meaning}"
    yield f"{rule.title}\n"
    yield f"为什么  {rule.why}\n依据    {basis(rule)}"
    yield "怎样改  " + "\n        ".join(mending(rule.code))
    cases = cases_of(rule.code)
    failing = [case for case in cases if case.findings]
    passing = [case for case in cases if not case.findings]
    for at, case in enumerate(failing, 1):
        yield f"\n错例{at}   {case.says}"
        yield from _example(case.before, "原", "此前")
        yield from _example(case.edits, "正", "误")
        yield from (f"  → {line}" for line in case.findings)
    for at, case in enumerate(passing, 1):
        yield f"\n无误{at}   {case.says}"
        yield from _example(case.before, "原", "此前")
        yield from _example(case.edits, "原", "改")


def _example(edits: tuple[Edit, ...], before: str, after: str) -> Iterator[str]:
    for edit in edits:
        kept = "" if edit.encoding == "utf-8" else f"（存为 {edit.encoding.upper()} 编码）"
        yield f"  {edit.file}{kept}"
        yield from _change(edit, before, after)


def _change(edit: Edit, before: str, after: str) -> Iterator[str]:
    if edit.remove:
        yield f"    {after}：整个删去"
    elif edit.link:
        yield f"    {after}：成为指向 {edit.link} 的链接"
    elif edit.content is not None:
        yield f"    全文：\n        {_indented(edit.content)}"
    else:
        yield f"    {before}：{_indented(edit.old or '')}"
        yield f"    {after}：{_indented(edit.new or '（删去）')}"


def _indented(text: str) -> str:
    return text.strip("\n").replace("\n", "\n        ")
