"""Finds a headless browser, or gets one; writes its path for the tests.

The headless shell of Chromium, which has no windows to draw, opens a page in a third of the time:
one that is installed, else Playwright's own download, else, as root, the distribution's. Else
whatever Chromium is installed. Nothing is skipped: with none of them this fails.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def _found(*names: str | None) -> str | None:
    return next((found for name in names if name and (found := shutil.which(name))), None)


def shell() -> str | None:
    """The browser that CHROMIUM names, or a headless shell on the PATH."""
    return _found(os.environ.get("CHROMIUM"), SHELL)


def downloaded() -> str | None:
    """Playwright's own build, where its download is within reach."""
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=300)
    except subprocess.SubprocessError:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def from_distribution() -> str | None:
    """Debian's headless shell, where this runs as root."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    subprocess.run(["apt-get", "update", "-qq"], capture_output=True, check=False)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", SHELL]
    subprocess.run(install, capture_output=True, check=False)
    return shell()


def whole() -> str | None:
    """An installed browser with windows."""
    return _found(*WHOLE)


def main() -> int:
    """Writes the path to the file named on the command line."""
    ways: tuple[Callable[[], str | None], ...] = (shell, downloaded, from_distribution, whole)
    for way in ways:
        found = way()
        if found:
            Path(sys.argv[1]).write_text(found + "\n", encoding="utf-8")
            print(f"浏览器：{found}")
            return 0
    print(
        "没有可用的浏览器：请安装 chromium-headless-shell，或用 CHROMIUM=路径 指明。",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
