"""`make bench-desk`: how long each page of the desk takes, on random lawful platforms, as one clerk sees it.

The desk stands in this process and is asked as a browser would ask; 处理器时间 is that of all its
threads. Every look at changes is the first at a draft of its own.
"""

import argparse
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench.registries import commit, write_registry
from tests.clerks import HttpClerk, http_clerk

LOOKS, DRAFTS = 9, 5
HEAD = ("平台", "页面", "中位", "最慢", "处理器时间（中位）")


class Watch:
    """Takes the time of steps, each by its name."""

    def __init__(self) -> None:
        self.taken: dict[str, list[tuple[float, float]]] = {}

    def time(self, name: str, step: Callable[[], object]) -> None:
        """Does one step, on the clock."""
        began, worked = time.monotonic(), time.process_time()
        step()
        spent = time.monotonic() - began, time.process_time() - worked
        self.taken.setdefault(name, []).append(spent)

    def lines(self, count: int) -> list[str]:
        """Rows of the table."""
        told = []
        for name, spent in self.taken.items():
            clock = [seconds for seconds, _ in spent]
            worked = statistics.median(seconds for _, seconds in spent)
            cells = (f"{statistics.median(clock):.2f} s", f"{max(clock):.2f} s", f"{worked:.2f} s")
            told.append(f"| {count} | {name} | {' | '.join(cells)} |")
        return told


def walk(clerk: HttpClerk, watch: Watch) -> None:
    """Looks at every page, then at the changes of some drafts."""
    pages = {
        "今天办什么": "/", "查平台和文件": "/search?q=平台", "到期": "/due", "审阅": "/review",
        "材料自查": "/self-check", "更正、勘误、补录": "/amend?of=sd-000001",
    }  # fmt: skip
    for _ in range(LOOKS):
        for name, address in pages.items():
            watch.time(name, partial(clerk.open, address))
    for at in range(1, DRAFTS + 1):
        clerk.open("/")
        clerk.fill("kind", "inspection")
        watch.time("开始登记", lambda: clerk.press("开始登记"))
        filled = {
            "a.0.title": f"示例·检查{at}", "a.0.document_number": f"示例信〔2026〕{at}号",
            "r.0.0.name": f"sd-{at:06}", "r.0.0.outcome": "合格",
            "r.0.0.inspected_on": "2026-11-20",
        }  # fmt: skip
        for name, text in filled.items():
            clerk.fill(name, text)
        watch.time("核对", lambda: clerk.press("重新核对"))
        draft = clerk.address
        ready = "看变化" if at > 1 else "看变化，第一份"
        watch.time(ready, lambda: clerk.press("看变化"))
        watch.time("看变化，再看", lambda: clerk.open(clerk.address))
        assert "这次登记对公众意味着什么" in clerk.text, clerk.text
        watch.time("将来的网页" if at > 1 else "将来的网页，第一页",
                   partial(clerk.open, f"{draft}site/platforms/sd-{at:06}/"))  # fmt: skip
        watch.time("将来的首页", partial(clerk.open, f"{draft}site/"))


def main() -> None:
    """Prints the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--count", type=int, nargs="+", default=[1_000, 10_000])
    given = asked.parse_args()
    print(f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}")
    for count in given.count:
        work = given.folder.absolute() / str(count)
        shutil.rmtree(work, ignore_errors=True)
        registry = work / "registry"
        write_registry(registry, count)
        commit(registry)
        for said in (
            ("branch", "-M", "main"), ("config", "user.name", "示例·经办人"),
            ("config", "user.email", "clerk@example.org"),
        ):  # fmt: skip
            subprocess.run(["git", "-C", registry, *said], check=True)
        watch, began, worked = Watch(), time.monotonic(), time.process_time()
        with http_clerk(registry, work / "state") as clerk:
            spent = time.monotonic() - began, time.process_time() - worked
            watch.taken["打开登记台，第一页"] = [spent]
            walk(clerk, watch)
        print("\n".join(watch.lines(count)), flush=True)


if __name__ == "__main__":
    main()
