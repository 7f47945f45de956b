"""印制 Runs the printer over a staged folder. Material ends in 2027: Zensical follows."""

import os
import subprocess
import sys
from pathlib import Path

Printer = tuple[str, ...]

MKDOCS: Printer = ("-m", "mkdocs", "build", "--strict", "--quiet", "-f")
ZENSICAL: Printer = ("-m", "zensical", "build", "--clean", "-f")
PRINTERS: dict[str, Printer] = {"mkdocs": MKDOCS, "zensical": ZENSICAL}

# One fixed moment: the theme stamps its sitemap with it, so two builds agree.
EPOCH = "1577836800"


class PrinterFault(RuntimeError):
    """印制失败 The printer refused the folder; its own words are the message."""


def print_folder(staged: Path, printer: Printer = MKDOCS) -> Path:
    """印制 Print a staged folder; the printed site lies in its `print` folder."""
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, *printer, "mkdocs.yml"],
        cwd=staged,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = f"{done.stdout}{done.stderr}".strip()
        # Its own words are many lines and of use; a crash of its is one sentence, the last.
        raise PrinterFault(f"印制失败：{said.splitlines()[-1] if 'Traceback' in said else said}")
    return staged / "print"
