"""导入的选项 What `registry import` asks beside the fields of the act, each with its default."""

from pathlib import Path
from typing import Annotated, Any

import typer

from generator.cli.desk import REGISTRY, OnOption, RegistryOption, TextOrJson

OPTIONS: dict[str, tuple[Any, Any]] = {
    "file": (
        Annotated[Path, typer.Argument(metavar="文件", help="名单：.xlsx .xls .ods .csv .docx")],
        ...,
    ),
    "registry": (RegistryOption, REGISTRY),
    "on": (OnOption, None),
    "head": (
        Annotated[
            list[str],
            typer.Option(
                metavar="印的列名=字段", help="指明一列是什么，可重复；如 运行单位=运营单位"
            ),
        ],
        [],
    ),
    "sheet": (
        Annotated[
            list[str], typer.Option(metavar="名称|第几个", help="读哪个工作表或表格，可重复")
        ],
        [],
    ),
    "only": (
        Annotated[
            list[str], typer.Option(metavar="印的列名=值", help="只收这一列是这个值的行，可重复")
        ],
        [],
    ),
    "row": (
        Annotated[
            list[str],
            typer.Option(
                metavar="行=编号|new|skip",
                help="裁定存疑的行，可重复：是哪个平台、是新平台（new）、不收（skip）",
            ),
        ],
        [],
    ),
    "series": (
        Annotated[
            str | None,
            typer.Option(metavar="系列", help="新平台编号的系列，如 sd；默认接着最多的系列"),
        ],
        None,
    ),
    "dry_run": (Annotated[bool, typer.Option("--dry-run", help="只列对照表，不写文件")], False),
    "yes": (Annotated[bool, typer.Option("--yes", help="不询问，直接写入")], False),
    "format": (Annotated[TextOrJson, typer.Option(help="对照表的格式")], TextOrJson.TEXT),
}
