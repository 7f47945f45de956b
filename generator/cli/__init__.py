"""The front desk: the only room that prints, exits, and asks what day it is.

Exit codes: 0 nothing wrong, 1 findings or no such platform, 2 wrong use, 3 the
tool failed. A crash never looks like a finding.
"""

import gc
import os
import sys
import traceback
from importlib import import_module
from typing import Annotated, Any

import typer

from generator.program import NAME, VERSION, Incomplete

# Each command, and where it is: a question on one platform need not wait for the printer's libraries.
COMMANDS = {
    "check": "checking.check",
    "build": "building.build",
    "serve": "publication.serve",
    "show": "asking.show",
    "roll": "asking.roll",
    "check-list": "list_checking.check_list",
    "due": "asking.due",
    "explain": "checking.explain",
    "eligibility": "asking.eligibility",
    "new": "drafting.new",
    "init": "beginning.init",
    "diff": "checking.diff",
    "import": "history_importing.importing",
    "export": "exporting.export",
    "format": "upkeep.format",
    "redact": "upkeep.redact",
    "renumber": "upkeep.renumber",
    "schema": "upkeep.schema",
    "verify": "verification.verify",
    "log": "verification.log",
    "desk": "desk.desk",
    "forge": "forge.forge",
    "docs": "upkeep.docs",
}
HIDDEN = ("docs",)


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        from generator.history.git import program_commit

        commit = program_commit()
        print(f"{NAME} {VERSION}" + (f"（提交 {commit[:12]}）" if commit else ""))
        raise typer.Exit


def front_desk(asked: str = "") -> typer.Typer:
    """Application with the command that is asked for; with all of them if it is none of ours."""
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
    for name in [asked] if asked in COMMANDS else COMMANDS:
        _place(app, name)
    return app


def _about(
    version: Annotated[
        bool,
        typer.Option("--version", help="显示程序的版本", callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    pass


def _place(app: typer.Typer, name: str) -> None:
    room, _, function = COMMANDS[name].partition(".")
    command: Any = getattr(import_module(f"generator.cli.{room}"), function)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name, hidden=name in HIDDEN)(command)


def main() -> None:
    """Run one command; a fault of the tool is a sentence and exit code 3."""
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    # Records are read once and kept: a collector sent through them at every turn finds nothing.
    gc.set_threshold(100_000, 50, 100)
    try:
        front_desk(*sys.argv[1:2])()
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
