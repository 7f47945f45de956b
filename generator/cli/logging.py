"""登记日志 `registry log`: its root, and proofs about it for who has not the whole of it."""

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from generator.cli.desk import REGISTRY, RegistryOption, refuse
from generator.history import SEALED, Log, chronicle, log_of, sealed_text
from generator.verifier.proofs import consistency_proof, inclusion_proof


class Preference(StrEnum):
    """先后 Where two subjects bear one id, the act or the platform is meant."""

    NOTICE = "notice"
    PLATFORM = "platform"


def log(
    registry: RegistryOption = REGISTRY,
    proof: Annotated[
        tuple[int, int] | None,
        typer.Option("--proof", metavar="从前条数 今天条数", help="打印一致性证明（JSON）"),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="编号", help="打印一份文件或一个平台的包含证明（JSON）"),
    ] = None,
    seal: Annotated[
        bool, typer.Option("--seal", help="封存到 log.jsonl；改写 git 历史以前须先封存并提交")
    ] = False,
) -> None:
    """查看登记日志的条数和日志根，或者打印证明、封存日志。"""
    found = log_of(chronicle(registry))
    if found.unavailable:
        refuse(2, f"没有登记日志：{found.unavailable}")
    if proof:
        _print(_consistency(found, *proof))
    elif of:
        _print(_inclusion(found, of))
    else:
        print(f"登记日志 {len(found.entries)} 条，根 {found.root}")
    if seal:
        (registry / SEALED).write_text(sealed_text(found), encoding="utf-8")
        print(f"已封存到 {(registry / SEALED).as_posix()}，请提交。")


def _consistency(found: Log, old: int, new: int) -> dict[str, Any]:
    if not 0 < old <= new <= len(found.entries):
        refuse(2, f"两个条数应从小到大，在 1 至 {len(found.entries)} 之间")
    return consistency_proof(found.hashes, old, new)


def _inclusion(found: Log, name: str) -> dict[str, Any]:
    keys = [key for key in found.kept if key[1] == name]
    keys.sort(key=lambda key: key[0] not in [*Preference])
    if not keys:
        refuse(1, f"登记日志中没有“{name}”")
    kept = found.kept[keys[0]]
    entry = found.entries[kept.number - 1] | {"salt": kept.salt, "item": kept.item}
    return inclusion_proof(found.hashes, entry)


def _print(proof: dict[str, Any]) -> None:
    print(json.dumps(proof, ensure_ascii=False, indent=1))
