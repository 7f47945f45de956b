"""`registry redact`: a mark in the place of a personal value, everywhere it stands."""

import re
import secrets
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.desk import REGISTRY, OnOption, RegistryOption, refuse, say, today
from generator.desk.redact import (
    CannotRedact,
    Redaction,
    record_contents,
    redaction,
    resealed_log,
    target_text,
)
from generator.history import SEALED, chronicle, log_of

WITH_LINE = re.compile(r"(.+\.yaml):(\d+)")
SALT_BYTES, ENTRY_SALT_BYTES = 16, 32


def redact(
    file: Annotated[str, typer.Argument(metavar="文件[:行]", help="哪个记录文件，可以带行号")],
    path: Annotated[
        str | None, typer.Option("--path", metavar="路径", help="哪一处文字，如 rows.0.grounds")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="理由", help="写进标记，公众看得到")
    ] = None,
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
) -> None:
    """把一处文字换成“（已隐去，sha256:…）”，别处有同样文字的一并换去，并封存登记日志。"""
    versions = chronicle(registry)
    log = log_of(versions)
    if log.unavailable:
        refuse(2, f"隐去须在登记簿的 git 仓库中、没有未提交的改动时进行：{log.unavailable}")
    salt = secrets.token_hex(SALT_BYTES)
    try:
        done = _planned(registry, file, path, salt, reason)
    except CannotRedact as fault:
        refuse(2, f"{fault}。没有改动任何文件。")
    sealed = resealed_log(
        versions, done, on or today(), lambda: secrets.token_hex(ENTRY_SALT_BYTES)
    )
    for name, content in done.files.items():
        (registry / name).write_bytes(content)
    (registry / SEALED).write_text(sealed, encoding="utf-8")
    _tell(registry, done, salt)


def _planned(
    registry: Path, file: str, path: str | None, salt: str, reason: str | None
) -> Redaction:
    named = WITH_LINE.fullmatch(file)
    where, line = (named[1], int(named[2])) if named else (file, None)
    contents = record_contents(registry)
    name = next((n for n in contents if (registry / n).resolve() == Path(where).resolve()), None)
    if name is None:
        raise CannotRedact(f"“{where}”不是 {registry} 中的记录文件")
    text = target_text(contents[name], path, line)
    return redaction(contents, text.value, salt, reason)


def _tell(registry: Path, done: Redaction, salt: str) -> None:
    for name, count in done.places.items():
        print(f"{(registry / name).as_posix()}：换去 {count} 处")
    print(f"{(registry / SEALED).as_posix()}：登记日志已封存，增加 {len(done.files)} 条")
    print(f"标记：{done.mark}")
    print(f"盐：{salt}")
    say("请把盐交登记机关保管。它没有写进任何文件，只显示这一次；凭它才能证明原来写的是什么。")
    say("再运行 registry format 和 registry check，然后把以上文件作为一次提交。")
    say("git 的历史和从前发布的副本中仍有原文；要从历史中也除去，见 docs/trust.md。")
