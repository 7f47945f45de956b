"""`registry diff`: what changes for the public between two versions."""

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.desk import REGISTRY, OnOption, RegistryOption, received, refuse, say, today
from generator.desk.report import as_markdown, as_text
from generator.desk.report_data import as_data
from generator.history import (
    NoHistory,
    NoRevision,
    Version,
    commit_and_present,
    have_parted,
    two_commits,
)
from generator.history.comparison import Comparison, compare

BaseArgument = Annotated[str, typer.Argument(help="原来的版本：分支、标签或提交", metavar="版本")]


class DiffFormat(StrEnum):
    """Renderings for the terminal, for a comment on a pull request, for programs."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


RENDERINGS: dict[DiffFormat, Callable[[Comparison], str]] = {
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
    """列出两个版本之间对公众有什么变化：逐份文件、逐个平台。有无变化，退出码都为 0。"""
    comparison = compare(*_versions(registry, base, head), on or today())
    text = RENDERINGS[format](comparison)
    # The name of a file may hold bytes that are no text.
    print(text.encode("utf-8", "replace").decode("utf-8"))


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
