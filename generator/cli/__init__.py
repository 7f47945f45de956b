"""窗口 The front desk: the only room that prints, exits, and asks what day it is.

Exit codes: 0 nothing wrong, 1 findings or no such platform, 2 wrong use, 3 the
tool failed. A crash never looks like a finding.
"""

import os
import sys
import traceback

import typer

from generator.cli import (
    building,
    checking,
    comparing,
    documenting,
    drafting,
    duties,
    eligibility,
    explaining,
    formatting,
    serving,
    showing,
    verifying,
)

app = typer.Typer(
    name="registry",
    help="示范平台登记簿：检查登记记录，查询资格状态，生成公开网站。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    checking.check, building.build, serving.serve, showing.show, showing.roll, explaining.explain,
    eligibility.eligibility, comparing.diff, verifying.verify, formatting.format, duties.due,
):  # fmt: skip
    app.command()(command)
app.add_typer(drafting.new)
app.command(hidden=True)(documenting.docs)


def main() -> None:
    """入口 Run one command; a fault of the tool is a sentence and exit code 3."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app()
    except BrokenPipeError:
        os._exit(0)
    except Exception as fault:
        if os.environ.get("REGISTRY_TRACEBACK"):
            traceback.print_exc()
        print(f"程序出错：{type(fault).__name__}: {fault}", file=sys.stderr)
        print("这不是登记记录的问题。设 REGISTRY_TRACEBACK=1 再运行可看到详情。", file=sys.stderr)
        sys.exit(3)
