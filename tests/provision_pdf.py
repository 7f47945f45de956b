"""Finds what the tests of PDF need, or gets it: a Chinese type, and pdftotext to read with.

What is installed; else, as root, the distribution's packages. Nothing is skipped: with
neither this fails. Writes the path of pdftotext for the tests.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import typst

from generator.desk.documents.layout import TYPEFACES, Type

PACKAGES = ("fonts-noto-cjk", "poppler-utils")


def reader() -> str | None:
    """The program that reads text out of a PDF."""
    return shutil.which("pdftotext")


def has_type() -> bool:
    """Whether one of the types that the program looks for is installed."""
    wanted = {name.casefold() for name in TYPEFACES[Type.BODY].family}
    return any(family.casefold() in wanted for family in typst.Fonts().families())


def from_distribution() -> None:
    """Debian's packages, where this runs as root."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    subprocess.run(["apt-get", "update", "-qq"], capture_output=True, check=False)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *PACKAGES]
    subprocess.run(install, capture_output=True, check=False)


def main() -> int:
    """Writes the path to the file named on the command line."""
    if not (reader() and has_type()):
        from_distribution()
    found = reader()
    if found and has_type():
        Path(sys.argv[1]).write_text(found + "\n", encoding="utf-8")
        sys.stdout.write(f"PDF 的中文字体和 {found} 已就绪\n")
        return 0
    sys.stderr.write(f"缺少 PDF 测试所需：请安装 {'、'.join(PACKAGES)}。\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
