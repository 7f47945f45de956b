"""检查 `registry check`: every finding at once, as text, annotations or data."""

import json
import os
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.desk import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    received,
    refuse,
    today,
)
from generator.findings import RENDERINGS, Finding, as_json
from generator.history import NoHistory, NoRevision, alteration, keep
from generator.intake.receiving import read_alone
from generator.records.endorsement import Endorsement
from generator.records.receipt import Receipt
from generator.terms import Severity


class CheckFormat(StrEnum):
    """输出格式 Text for people, JSON for programs, annotations for pull requests."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


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


def check(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    format: FormatOption = None,
    against: AgainstOption = None,
    review: ReviewOption = None,
) -> None:
    """检查登记记录，一次列出全部问题。有错误时退出码为 1。"""
    receipt = received(registry)
    _, findings = examined(receipt, on or today())
    if against is not None:
        forbidden = _forbidden(registry, against, receipt, review)
        findings = sorted([*findings, *forbidden], key=lambda f: f.order)
    elif review is not None:
        refuse(2, "--review 须与 --against 同用。")
    chosen = format or (
        CheckFormat.GITHUB if os.environ.get("GITHUB_ACTIONS") else CheckFormat.TEXT
    )
    report(findings, chosen)
    raise typer.Exit(any(finding.is_error for finding in findings))


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


def report(findings: list[Finding], chosen: CheckFormat) -> None:
    """列出问题 In the format asked for, with the totals at the end."""
    counted = Counter(finding.rule.severity for finding in findings)
    if chosen is CheckFormat.JSON:
        totals = {f"{severity}s": counted[severity] for severity in Severity}
        shown = [as_json(finding) for finding in findings]
        print(json.dumps({"findings": shown, **totals}, ensure_ascii=False, indent=1))
        return
    for finding in findings:
        print(RENDERINGS[chosen](finding))
    print("，".join(f"{severity.label} {counted[severity]}" for severity in Severity))
