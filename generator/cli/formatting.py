"""`registry format`: one canonical form for every record; comments are kept."""

import difflib
from typing import Annotated

import typer

from generator.cli.desk import REGISTRY, RegistryOption, refuse
from generator.desk.format import FormattedFile, formatted_files
from generator.findings import RENDERINGS


def format(
    registry: RegistryOption = REGISTRY,
    check: Annotated[
        bool, typer.Option("--check", help="只检查，不改文件；有待统一的，退出码为 1")
    ] = False,
) -> None:
    """把登记记录改成统一的写法：字段次序、引号、缩进；内容和注释不变。"""
    if not registry.is_dir():
        refuse(2, f"登记文件夹“{registry}”不存在。")
    files = list(formatted_files(registry))
    unread = [each for each in files if each.findings]
    for each in unread:
        print("\n".join(RENDERINGS["text"](finding) for finding in each.findings))
    differing = [each for each in files if not each.is_canonical]
    for each in differing:
        if check:
            print(_shown(each))
        else:
            each.path.write_bytes(each.canonical)
            print(f"已改 {each.path.as_posix()}")
    _conclude(registry, check, differing, unread, len(files))


def _conclude(
    registry: RegistryOption,
    check: bool,
    differing: list[FormattedFile],
    unread: list[FormattedFile],
    total: int,
) -> None:
    where = "" if registry == REGISTRY else f" --registry {registry}"
    if check and differing:
        print(f"写法没有统一的有 {len(differing)} 个文件。改法：运行 registry format{where}")
    elif not unread:
        print(f"共 {total} 个文件，写法已经统一。")
    if unread:
        print(f"读不出的有 {len(unread)} 个文件，未动；先按上面的改法改正。")
    raise typer.Exit(bool(unread or (check and differing)))


def _shown(each: FormattedFile) -> str:
    name = each.path.as_posix()
    before, after = (
        text.decode("utf-8-sig").splitlines() for text in (each.content, each.canonical)
    )
    return "\n".join(
        difflib.unified_diff(before, after, name, f"{name}（统一写法）", lineterm="", n=1)
    )
