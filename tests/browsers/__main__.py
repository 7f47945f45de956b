"""Walks the site in Debian's firefox-esr and in WebKitGTK: `make browsers`.

What is missing is got where that can be had: the browsers from the distribution, as root, and
puppeteer-core by npm into `.cache/browsers`. A browser that cannot be had is said, and fails the
run. It is no part of `make test`: it needs the network once, and packages of the system.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tests import commands
from tests.browser.conftest import served
from tests.browser.test_pages import KINDS_OF_PAGE
from tests.conftest import DAY, DEMONSTRATION, ROOT

PUPPETEER = "puppeteer-core@24.43.1"
CACHE = ROOT / ".cache" / "browsers"
SCRIPT = Path(__file__).parent / "walk.mjs"
PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb")
PROGRAMS = ("firefox-esr", "WebKitWebDriver", "xvfb-run")
MINIBROWSERS = ("/usr/lib", "**/webkit2gtk-4.*/MiniBrowser")


def provided() -> list[str]:
    """Gets what is missing; returns a sentence for each thing that cannot be had."""
    if any(shutil.which(name) is None for name in PROGRAMS) and os.geteuid() == 0:
        for command in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", "-qq", *command], capture_output=True, check=False)
    if not (CACHE / "node_modules" / "puppeteer-core").exists() and shutil.which("npm"):
        CACHE.mkdir(parents=True, exist_ok=True)
        npm = ["npm", "install", "--silent", "--ignore-scripts", "--prefix", CACHE, PUPPETEER]
        subprocess.run(npm, check=False)
    missing = [f"没有 {name}" for name in ("node", *PROGRAMS) if shutil.which(name) is None]
    has_driver = (CACHE / "node_modules" / "puppeteer-core").exists()
    return missing if has_driver else [*missing, f"没有 {PUPPETEER}"]


@contextmanager
def site() -> Iterator[str]:
    """The demonstration, built for the day of the tests and served on this machine."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        built = commands.run(
            "build", "--registry", DEMONSTRATION, "--on", DAY, "--out", out, cwd=ROOT
        )
        assert built.returncode == 0, built.stderr
        yield from served(out)


def walked(name: str, address: str) -> dict[str, Any]:
    """What one browser met: its version, and a line for everything that went wrong."""
    script = Path(shutil.copy(SCRIPT, CACHE))
    command = ["node", str(script), name, address]
    # WebKitGTK has no way of running without a display.
    command = ["xvfb-run", "-a", *command] if name == "webkit" else command
    folder, form = MINIBROWSERS
    environment = {
        **os.environ,
        "FIREFOX": shutil.which("firefox-esr") or "",
        "MINIBROWSER": next((str(path) for path in Path(folder).glob(form)), ""),
    }
    tasks = yaml.safe_load((ROOT / "tests/data/walk.yaml").read_text("utf-8"))
    asked = json.dumps({"tasks": tasks, "pages": KINDS_OF_PAGE})
    done = subprocess.run(
        command, input=asked, text=True, capture_output=True, env=environment, check=False
    )
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        # What broke it may stand in any line.
        said = [f"结束码 {done.returncode}", *done.stdout.splitlines(), *done.stderr.splitlines()]
        return {"version": name, "wrong": said}
    return answer


def main() -> int:
    """Prints a line for each browser and for each thing that went wrong."""
    if missing := provided():
        print("；".join(missing), file=sys.stderr)
        return 2
    faults = 0
    with site() as address:
        for name in ("firefox", "webkit"):
            told = walked(name, address)
            faults += len(told["wrong"])
            print(
                f"{told['version']}：十项任务、{len(KINDS_OF_PAGE)} 种页面，{len(told['wrong'])} 处不符"
            )
            print("".join(f"  {line}\n" for line in told["wrong"]), end="")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
