"""Commands `registry forge …`: what the pipelines of a forge need beyond the other commands."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from generator.cli.common import REGISTRY, OnOption, RegistryOption, refuse, today
from generator.desk.forge import (
    NoAnswer,
    NotAsked,
    NothingToPost,
    files_by_address,
    github_hands,
    gitlab_hands,
    link_summary,
    lychee_answer,
    post_report,
)
from generator.web.forge_draft import write_draft

forge = typer.Typer(
    name="forge",
    no_args_is_help=True,
    rich_markup_mode=None,
)
EventArgument = Annotated[
    Path, typer.Argument(metavar="事件", help="平台写的事件文件，如 $GITHUB_EVENT_PATH")
]
HandsArgument = Annotated[
    Path, typer.Argument(metavar="文件", help="写到哪里，供 check --review 用")
]


@forge.command()
def comment(event: EventArgument) -> None:
    """把检查写出的变更报告贴到它的合并请求上，只留一条（GitHub，用 gh 和 GH_TOKEN）。"""
    try:
        print(f"已贴到合并请求 #{post_report(_event(event))}")
    except NothingToPost as reason:
        print(reason)
    except NoAnswer as fault:
        refuse(3, str(fault))


@forge.command()
def reviewed(event: EventArgument, out: HandsArgument) -> None:
    """问明合并请求由谁提出、谁核准（GitHub，用 gh 和 GH_TOKEN）。"""
    _write_hands(out, lambda: github_hands(_event(event)))


@forge.command("reviewed-gitlab")
def reviewed_gitlab(out: HandsArgument) -> None:
    """问明合并请求由谁提出、谁核准（GitLab，在流水线中运行，用只读的令牌 READ_TOKEN）。"""
    _write_hands(out, lambda: gitlab_hands(os.environ))


def _write_hands(out: Path, ask: Callable[[], dict[str, Any]]) -> None:
    try:
        record = ask()
    except NoAnswer as fault:
        refuse(3, str(fault))
    # JSON is YAML, and quotes what an account may be called.
    _write(out, json.dumps(record, ensure_ascii=False) + "\n")
    approved = "、".join(record["approved_by"]) or "还没有"
    print(f"提出：{record['author']}；核准：{approved}")


@forge.command()
def draft(
    form: Annotated[Path, typer.Argument(metavar="申请", help="填好的表单的正文")],
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="答复和补丁写到哪里")],
    registry: RegistryOption = REGISTRY,
    annex: Annotated[
        Path | None, typer.Option(metavar="文件", help="申请里附的名单（Excel、Word 等）")
    ] = None,
    on: OnOption = None,
) -> None:
    """把填好的登记申请写成登记记录；不能用的，退出码为 1，答复里写明原因。"""
    upload = (annex.name, _content(annex)) if annex else None
    written, complaints = write_draft(_text(form), folder, registry, on or today(), upload)
    print(*(written or complaints), sep="\n")
    raise typer.Exit(not written)


@forge.command()
def links(
    out: Annotated[Path, typer.Option("--out", metavar="文件", help="写到哪里")],
    registry: RegistryOption = REGISTRY,
) -> None:
    """查看官方文件的来源网址能否打开（要联网，用 lychee）；打不开的列出，不算错误。"""
    files_by_url = files_by_address([registry])
    try:
        text = link_summary(files_by_url, lychee_answer(files_by_url))
    except NotAsked as reason:
        refuse(3, f"{reason}。")
    _write(out, text)
    print(text)


def _event(path: Path) -> dict[str, Any]:
    try:
        event: dict[str, Any] = json.loads(_text(path))
    except ValueError:
        _refuse_file(path, "不是 JSON")
    return event


def _text(path: Path) -> str:
    return _content(path).decode("utf-8", "replace")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        _refuse_file(path, "打不开")


def _refuse_file(path: Path, why: str) -> NoReturn:
    refuse(2, f"“{path}”{why}。")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
