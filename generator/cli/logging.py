"""`registry log`: the size and head of the log, its entries on one record, and its sealing."""

import json
from typing import Annotated, Any

import typer

from generator.cli.desk import REGISTRY, RegistryOption, refuse
from generator.history import SEALED, Log, chronicle, log_of, sealed_text
from generator.verify import Entry


def log(
    registry: RegistryOption = REGISTRY,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="编号", help="打印一份文件、一个平台等的各条日志（JSON）"),
    ] = None,
    seal: Annotated[
        bool, typer.Option("--seal", help="封存到 log.jsonl；改写 git 历史以前须先封存并提交")
    ] = False,
) -> None:
    """查看登记日志的条数和末条散列，或者打印一条记录的各条日志、封存日志。"""
    current = log_of(chronicle(registry))
    if current.unavailable:
        refuse(2, f"没有登记日志：{current.unavailable}")
    if of:
        print(json.dumps(_entries_on(current, of), ensure_ascii=False, indent=1))
    else:
        print(f"登记日志 {len(current.entries)} 条，末条散列 {current.head}")
    if seal:
        (registry / SEALED).write_text(sealed_text(current), encoding="utf-8")
        print(f"已封存到 {(registry / SEALED).as_posix()}，请提交。")


def _entries_on(current: Log, name: str) -> list[dict[str, Any]]:
    """Entries on every record of this id, as `log.json` has them: the last with its content."""
    entries = [entry for entry in current.entries if entry["id"] == name]
    if not entries:
        refuse(1, f"登记日志中没有“{name}”")
    return [entry | _content(current, entry) for entry in entries]


def _content(current: Log, entry: Entry) -> dict[str, Any]:
    recorded = current.recorded.get((entry["subject"], entry["id"]))
    if recorded is None or recorded.number != entry["number"]:
        return {"salt": None, "item": None}
    return {"salt": recorded.salt, "item": recorded.item}
