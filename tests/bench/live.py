"""`make bench-live`: from saving a record to seeing it in the open page, with `registry serve`."""

import argparse
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.registries import commit, write_registry
from tests.browser.conftest import launched
from tests.serving import serving

EDITS = 10
PATIENCE = 60_000


def seconds(page: Page, edit: Callable[[str], object]) -> list[float]:
    """From saving each of some edits until the page shows it, without a hand on the page."""
    taken = []
    for number in range(1, EDITS + 1):
        mark = f"示例·第{number}次改动"
        started = time.monotonic()
        edit(mark)
        page.get_by_text(mark).first.wait_for(timeout=PATIENCE)
        taken.append(time.monotonic() - started)
    return taken


def main() -> None:
    """Prints the median and the worst, for an edit of a platform and of an announcement."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--count", type=int, default=1_000)
    given = asked.parse_args()
    work = given.folder.absolute()
    shutil.rmtree(work, ignore_errors=True)
    registry = work / "registry"
    write_registry(registry, given.count)
    commit(registry)
    platform = registry / "platforms" / "sd-000001.yaml"
    said = platform.read_text("utf-8")
    notice = next(
        p
        for p in sorted(registry.glob("notices/*/*-announcement.yaml"))
        if "sd-000001" in p.read_text("utf-8")
    )
    printed = notice.read_text("utf-8")
    edits: dict[str, Callable[[str], object]] = {
        "平台记录": lambda mark: platform.write_text(f"{said}services: {mark}\n", "utf-8"),
        "公布文件": lambda mark: notice.write_text(
            printed.replace("示例·关于", f"{mark}·关于"), "utf-8"
        ),
    }
    print("| 平台 | 改动 | 中位 | 最慢 |\n| --- | --- | --- | --- |")
    with serving(registry) as address:
        for browser in launched():
            page = browser.new_page()
            page.goto(f"{address}platforms/sd-000001/")
            for what, edit in edits.items():
                taken = seconds(page, edit)
                cells = (
                    given.count,
                    what,
                    f"{statistics.median(taken):.2f} s",
                    f"{max(taken):.2f} s",
                )
                print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
