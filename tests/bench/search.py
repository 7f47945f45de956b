"""检索比较 `make bench-search`: the same queries over the same names, in one browser run, ours and the peers'."""

import argparse
import gzip
import platform
import statistics
import subprocess
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request

from generator.site.search import lookup_index
from tests.bench import peers
from tests.bench.queries import Query, queries
from tests.bench.records import DAY, snapshot
from tests.browser.conftest import launched, served
from tests.conftest import ROOT

ASSETS = ROOT / "site_templates" / "assets"
SCRIPT = (Path(__file__).parent / "search.js").read_text("utf-8")
# Material answers by a worker; its messages 1 and 3 are "ready" and "result".
LISTEN = """
window.workerReady = new Promise((ready) => {
  const Plain = Worker;
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.type === 1) ready();
        if (data.type === 3) window.onResult?.(data.data);
      });
    }
  };
});"""
# What an engine fetches to search, apart from its page.
SEARCHED = ("search/", "pagefind/", "index.json", "assets/javascripts/workers/")


@dataclass(frozen=True)
class Line:
    """一行 What one engine did."""

    label: str
    recall: float
    first: float
    weight: int
    ready: float
    times: list[float]
    kinds: dict[str, float]


@contextmanager
def visited(browser: Browser, folder: Path) -> Any:
    """A page of that folder, and the paths it fetches."""
    for address in served(folder):
        page = browser.new_page(locale="zh-CN")
        page.set_default_timeout(0)
        page.add_init_script(LISTEN)
        page.add_init_script(SCRIPT)
        fetched: set[str] = set()
        page.on("request", partial(_noted, fetched, address))
        page.goto(address)
        yield page, fetched
        page.close()


def _noted(fetched: set[str], address: str, request: Request) -> None:
    fetched.add(request.url.removeprefix(address).partition("?")[0])


def run(
    browser: Browser, folder: Path, label: str, call: tuple[str, list[Any]], asked: list[Query]
) -> Line:
    """One engine: recall, right first, bytes, first answer, median and worst keystroke."""
    with visited(browser, folder) as (page, fetched):
        answer = _measured(page, call, asked)
        names = {
            n for n in fetched if n.startswith(SEARCHED) or (n.endswith(".js") and "/" not in n)
        }
        weight = sum(_weight(folder / name) for name in names)
    judged = [_judged(q, found) for q, found in zip(asked, answer["answers"], strict=True)]
    recall, first = (statistics.mean(each[at] for each in judged) for at in (0, 1))
    kinds = {
        kind: statistics.mean(r for (r, _), q in zip(judged, asked, strict=True) if q.kind == kind)
        for kind in {q.kind: 0 for q in asked}
    }
    return Line(label, recall, first, weight, answer["first"], answer["times"], kinds)


def _measured(page: Page, call: tuple[str, list[Any]], asked: list[Query]) -> Any:
    given = [*call, [q.text for q in asked]]
    return page.evaluate("(given) => measured(...given)", given)


def _judged(query: Query, found: list[str]) -> tuple[float, float]:
    """Share of the right ones found, and share of the first places that are right."""
    right, count = query.right, len(query.right)
    return len(right & set(found)) / count, len(right & set(found[:count])) / count


def _weight(path: Path) -> int:
    content = path.read_bytes() if path.is_file() else b""
    packed = content[:2] == b"\x1f\x8b" or path.suffix in {
        ".pf_index",
        ".pf_fragment",
        ".pf_meta",
        ".pagefind",
    }
    return len(content) if packed else len(gzip.compress(content, 9))


def ours(folder: Path, count: int) -> tuple[str, list[Any]]:
    """The module beside the index of so many platforms."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in ASSETS.glob("*.js"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "index.json").write_bytes(lookup_index(snapshot(count)))
    (folder / "index.html").write_text("<!doctype html><title>-</title>", "utf-8")
    return "lookup", [DAY.isoformat()]


def lines(browser: Browser, work: Path, count: int, each: int) -> list[Line | str]:
    """Every engine in turn; a peer that cannot be had says so."""
    of = snapshot(count)
    asked = queries(of, each)
    made: list[Line | str] = [
        run(browser, work / "ours", "本站", ours(work / "ours", count), asked)
    ]

    def tried(label: str, make: Callable[[], list[Line]]) -> None:
        try:
            made.extend(make())
        except (OSError, subprocess.CalledProcessError) as fault:
            made.append(f"{label}：没有装成（{type(fault).__name__}）")

    def pagefind() -> list[Line]:
        addresses = peers.pagefind(of, work / "pagefind")
        folder = work / "pagefind" / "site"
        (folder / "index.html").write_text("<!doctype html><title>-</title>", "utf-8")
        return [
            run(
                browser,
                folder,
                f"Pagefind 1.6.0{'，加引号' if q else ''}",
                ("pagefind", [addresses, q]),
                asked,
            )
            for q in (False, True)
        ]

    def material() -> list[Line]:
        peers.material(of, work / "material")
        folder = work / "material" / "site"
        return [run(browser, folder, "Material 自带（jieba）", ("material", []), asked)]

    tried("Pagefind", pagefind)
    tried("Material", material)
    return made


def table(made: list[Line | str], kinds: list[str]) -> str:
    """As Markdown: the whole, then recall by kind of query."""
    head = [
        "引擎",
        "查全率",
        "对的排在最前",
        "取回（压缩后）",
        "首次回答",
        "每次按键（中位）",
        "最慢",
    ]
    return (
        _rows(head, made, _whole)
        + "\n"
        + _rows(
            ["查全率", *kinds],
            made,
            lambda line: [line.label, *(f"{line.kinds[k]:.3f}" for k in kinds)],
        )
    )


def _rows(head: list[str], made: list[Line | str], cells: Callable[[Line], list[str]]) -> str:
    blank = ["–"] * (len(head) - 1)
    rows = [head, ["---"] * len(head)]
    rows += [[line, *blank] if isinstance(line, str) else cells(line) for line in made]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _whole(line: Line) -> list[str]:
    numbers = (line.ready, statistics.median(line.times), max(line.times))
    return [line.label, f"{line.recall:.3f}", f"{line.first:.3f}", f"{line.weight / 1024:.0f} KB",
            *(f"{number:.1f} ms" for number in numbers)]  # fmt: skip


def main() -> None:
    """Prints the table, and the look-up at ten times the size."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--count", type=int, default=10_000)
    asked.add_argument("--each", type=int, default=40)
    given = asked.parse_args()
    print(
        f"Python {platform.python_version()}，{platform.machine()}；{given.count} 个平台，每类 {given.each} 问"
    )
    for browser in launched():
        made = lines(browser, given.folder, given.count, given.each)
        large = given.count * 10
        call = ours(given.folder / "large", large)
        few = queries(snapshot(large), 5)
        made.append(run(browser, given.folder / "large", f"本站，{large} 个平台", call, few))
        print(table(made, list({query.kind: 0 for query in few})))


if __name__ == "__main__":
    main()
