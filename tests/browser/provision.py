"""Finds a headless browser, or gets one; writes its path for the tests.

One that is installed; else Playwright's own download; else, as root, the
distribution's chromium. Nothing is skipped: with none of them this fails.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """A browser on the PATH, or the one that CHROMIUM names."""
    named = os.environ.get("CHROMIUM")
    return next((found for name in (named, *NAMES) if name and (found := shutil.which(name))), None)


def downloaded() -> str | None:
    """Playwright's own build, where its download is within reach."""
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=600)
    if done.returncode != 0:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def from_distribution() -> str | None:
    """Debian's chromium, where this runs as root."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    quiet = {"capture_output": True, "check": False}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"]
    subprocess.run(install, **quiet)  # type: ignore[call-overload]
    return installed()


def main() -> int:
    """Writes the path to the file named on the command line."""
    ways: tuple[Callable[[], str | None], ...] = (installed, downloaded, from_distribution)
    for way in ways:
        found = way()
        if found:
            Path(sys.argv[1]).write_text(found + "\n", encoding="utf-8")
            print(f"浏览器：{found}")
            return 0
    print("没有可用的浏览器：请安装 chromium，或用 CHROMIUM=路径 指明。", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
