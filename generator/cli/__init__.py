"""The front desk: the only room that prints, exits, and asks what day it is.

Exit codes: 0 nothing wrong, 1 findings or no such platform, 2 wrong use, 3 the
tool failed. A crash never looks like a finding.
"""

import gc
import os
import sys
import traceback
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer

from generator.program import NAME, VERSION, Incomplete


class CommandEntry(NamedTuple):
    """Place of a command and its help: the list of all is printed without loading any."""

    place: str
    help: str


COMMANDS = {
    "check": CommandEntry("checking.check", "检查登记记录，一次列出全部问题。有错误时退出码为 1。"),
    "build": CommandEntry(
        "building.build", "检查登记记录并生成网站；有错误时不写任何文件，旧网站保持原样。"
    ),
    "serve": CommandEntry(
        "serving.serve",
        "在本机预览网站；登记记录一改动，打开着的网页就随之更新，有错误时在网页上说明。按 Ctrl+C 结束。",
    ),
    "show": CommandEntry(
        "asking.show", "查一个平台在某一天的资格状态及其依据。查无此平台时退出码为 1。"
    ),
    "roll": CommandEntry("asking.roll", "列出某一天有效的全部平台。"),
    "check-list": CommandEntry(
        "list_checking.check_list",
        "核对名单：逐行查在某一天是否有效。写的名称全部有效时退出码为 0，否则为 1。",
    ),
    "due": CommandEntry(
        "asking.due",
        "列出待办：公示截止、待公布、有效期届满、整改和年度总结到期、特许和程序到期、网站更新。",
    ),
    "explain": CommandEntry(
        "checking.explain", "说明一个问题代码：为什么、怎样改、怎样的写法会错、怎样的写法没有问题。"
    ),
    "eligibility": CommandEntry(
        "asking.eligibility", "逐项对照认定条件。全部符合时退出码为 0，否则为 1。"
    ),
    "new": CommandEntry(
        "drafting.new",
        "起草一条新记录：示范平台、批次或任何一种官方文件。逐项询问并给出建议值；也可全用选项写明。",
    ),
    "init": CommandEntry(
        "beginning.init",
        "建立一个新的登记簿：逐项询问，或者全用选项写明；写好即检查，并试生成网站。",
    ),
    "diff": CommandEntry(
        "checking.diff",
        "列出两个版本之间对公众有什么变化：逐份文件、逐个平台。有无变化，退出码都为 0。",
    ),
    "import": CommandEntry(
        "history_importing.importing",
        "从 Excel、WPS、CSV、Word 或 PDF 的名单导入官方文件：先列出对照表，确认后写入。一份文件办几件事的，用 document。",
    ),
    "export": CommandEntry(
        "exporting.export",
        "把一份官方文件编印成公文（GB/T 9704-2012），供核对、用印；没有记载的地方留空并逐一说明。",
    ),
    "format": CommandEntry(
        "upkeep.format", "把登记记录改成统一的写法：字段次序、引号、缩进；内容和注释不变。"
    ),
    "redact": CommandEntry(
        "upkeep.redact",
        "把一处文字换成“（已隐去，sha256:…）”，别处有同样文字的一并换去，并封存登记日志。",
    ),
    "renumber": CommandEntry(
        "upkeep.renumber",
        "两人同时取了同一个号：把自己新登记的改到没有人用的号，文件名和引用一并改。",
    ),
    "schema": CommandEntry(
        "upkeep.schema", "记录的 JSON Schema，供编辑器边写边查：打印一种，或写出全部。"
    ),
    "verify": CommandEntry(
        "verification.verify",
        "核验一份网站：文件有没有缺少、多出、改动或混入，登记日志有没有被改写。",
    ),
    "log": CommandEntry(
        "verification.log", "查看登记日志的条数和末条散列，或者打印一条记录的各条日志、封存日志。"
    ),
    "desk": CommandEntry(
        "desk.desk", "在浏览器里登记：不用命令，不用脚本。启动后打开给出的网址，网址只能用一次。"
    ),
    "forge": CommandEntry(
        "forge.forge", "代码托管平台的流水线所用：贴变更报告，问明谁经手，按申请起草，查来源网址。"
    ),
    "docs": CommandEntry(
        "upkeep.docs", "重写由程序生成的文件（docs/articles.md、registry/.schema/）。"
    ),
}
HIDDEN = ("docs",)


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        from generator.history.git import program_commit

        commit = program_commit()
        print(f"{NAME} {VERSION}" + (f"（提交 {commit[:12]}）" if commit else ""))
        raise typer.Exit


def front_desk(asked: str = "") -> typer.Typer:
    """Application with the command that is asked for; with the names of all if it is none of ours."""
    app = typer.Typer(
        name="registry",
        help="示范平台登记簿：检查登记记录，查询资格状态，起草和导入文件，生成公开网站。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    # With one command only, typer would take its name for an argument: a callback keeps it a name.
    app.callback()(_about)
    if asked in COMMANDS:
        _place(app, asked)
    else:
        for name, (_, about) in COMMANDS.items():
            app.command(name, hidden=name in HIDDEN, help=about)(_unseen)
    return app


def _unseen() -> None:
    """Stands in the list of commands for one that was not asked for."""


def _about(
    version: Annotated[
        bool,
        typer.Option("--version", help="显示程序的版本", callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    pass


def _place(app: typer.Typer, name: str) -> None:
    place, about = COMMANDS[name]
    room, _, function = place.partition(".")
    command: Any = getattr(import_module(f"generator.cli.{room}"), function)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name, help=about)
    else:
        app.command(name, hidden=name in HIDDEN, help=about)(command)


def main() -> None:
    """Run one command; a fault of the tool is a sentence and exit code 3."""
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    # Records are read once and kept: a collector sent through them at every turn finds nothing.
    gc.set_threshold(100_000, 50, 100)
    try:
        # A lone `--` in front leads to the same command.
        words = [word for word in sys.argv[1:] if word != "--"]
        front_desk(*words[:1])()
    except BrokenPipeError:
        os._exit(0)
    except Incomplete as reason:
        print(f"{reason}。", file=sys.stderr)
        sys.exit(3)
    except Exception as fault:
        if os.environ.get("REGISTRY_TRACEBACK"):
            traceback.print_exc()
        print(f"程序出错：{type(fault).__name__}: {fault}", file=sys.stderr)
        print("这不是登记记录的问题。设 REGISTRY_TRACEBACK=1 再运行可看到详情。", file=sys.stderr)
        sys.exit(3)
