"""字段格式 `registry schema`: what an editor needs to help while a record is written."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from generator.cli.desk import REGISTRY, RegistryOption, received, refuse, say
from generator.schemas import FOLDER, KINDS, encoded, functions_of, schema_of

KindArgument = Annotated[
    str, typer.Argument(metavar="种类", help=f"{'、'.join(KINDS)}；省略则写出全部")
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out", help=f"写到哪个文件夹（默认：登记文件夹中的 {FOLDER}）", metavar="文件夹"
    ),
]


def schema(
    kind: KindArgument = "", registry: RegistryOption = REGISTRY, out: OutOption = None
) -> None:
    """记录的 JSON Schema，供编辑器边写边查：打印一种，或写出全部。"""
    if kind and kind not in KINDS:
        _refuse_kind(kind)
    if not registry.is_dir():
        refuse(2, f"登记文件夹“{registry}”不存在；用 --registry 指明。")
    if out and out.exists() and not out.is_dir():
        refuse(2, f"“{out}”不是文件夹，不能写入。")
    if kind and not out:
        print(encoded(schema_of(kind, functions_of(received(registry)))), end="")
        return
    for path in written(registry, out or registry / FOLDER, [kind] if kind else [*KINDS]):
        say(f"已写 {path}")


def _refuse_kind(kind: str) -> NoReturn:
    near = get_close_matches(kind, KINDS, 1, 0.5)
    hint = f"是否为 {near[0]}？" if near else f"应为 {'、'.join(KINDS)} 之一。"
    refuse(2, f"没有记录种类“{kind}”。{hint}")


def written(registry: Path, out: Path, kinds: list[str]) -> list[Path]:
    """写出 The schemas of these kinds, into a folder."""
    functions = functions_of(received(registry))
    paths = {kind: out / f"{kind}.json" for kind in kinds}
    out.mkdir(parents=True, exist_ok=True)
    for kind, path in paths.items():
        path.write_text(encoded(schema_of(kind, functions)), encoding="utf-8")
    return list(paths.values())
