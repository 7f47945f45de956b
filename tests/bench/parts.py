"""分块检索的量 What a visitor of a large register fetches for one query, and whether it is answered whole."""

import gzip
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from generator.search import index_files
from generator.sizes import SIZES
from tests.bench.queries import Query, queries
from tests.bench.records import DAY, snapshot
from tests.browser.conftest import served
from tests.conftest import ROOT

ASSETS = ROOT / "site_templates" / "assets"
SCRIPT = (Path(__file__).parent / "search.js").read_text("utf-8")
HEAD = (
    "问法",
    "问数",
    "一次答全",
    "答全的查全率",
    "取回：中位",
    "95%",
    "最多",
    "用时：中位",
    "最慢",
)


def laid_out(folder: Path, count: int) -> int:
    """铺放 The scripts and the look-up of so many platforms; the bytes that every query needs."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in ASSETS.glob("*.js"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "index.html").write_text("<!doctype html><title>-</title>", "utf-8")
    base = 0
    for path, content in index_files(snapshot(count), SIZES):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        base += len(gzip.compress(content, 9)) if path.startswith("search/index") else 0
    return base


def answered(browser: Browser, folder: Path, asked: list[Query]) -> list[dict[str, Any]]:
    """作答 Each query as the first of a visitor."""
    (answers,) = _answered(browser, folder, asked)
    return answers


def _answered(browser: Browser, folder: Path, asked: list[Query]) -> Iterator[list[dict[str, Any]]]:
    for address in served(folder):
        page = browser.new_page()
        page.set_default_timeout(0)
        page.add_init_script(SCRIPT)
        page.goto(address)
        given = [DAY.isoformat(), [query.text for query in asked]]
        yield page.evaluate("(given) => parted(...given)", given)
        page.close()


def table(folder: Path, asked: list[Query], found: list[dict[str, Any]], base: int) -> str:
    """成表 By kind of query, then all."""
    told = list(zip(asked, found, strict=True))
    kinds = list(dict.fromkeys(query.kind for query in asked))
    rows = [_row(folder, kind, [t for t in told if t[0].kind == kind], base) for kind in kinds]
    rows.append(_row(folder, "全部", told, base))
    return "".join(f"| {' | '.join(row)} |\n" for row in [HEAD, ["---"] * len(HEAD), *rows])


def _row(folder: Path, kind: str, told: list[tuple[Query, dict[str, Any]]], base: int) -> list[str]:
    weights = sorted(base + sum(_weight(folder / p) for p in said["fetched"]) for _, said in told)
    whole = [(query, said) for query, said in told if not said["rest"]]
    recall = [len(q.right & set(said["found"])) / len(q.right) for q, said in whole]
    times = [said["time"] for _, said in told]
    sizes = (statistics.median(weights), weights[int(0.95 * (len(weights) - 1))], weights[-1])
    return [
        kind, str(len(told)), f"{len(whole) / len(told):.0%}",
        f"{statistics.mean(recall):.3f}" if recall else "–",
        *(f"{size / 1024:.0f} KB" for size in sizes),
        f"{statistics.median(times):.0f} ms", f"{max(times):.0f} ms",
    ]  # fmt: skip


def _weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def measured(browser: Browser, folder: Path, count: int, each: int) -> str:
    """测量 The table for so many platforms, so many queries of each kind."""
    base = laid_out(folder, count)
    asked = queries(snapshot(count), each)
    return table(folder, asked, answered(browser, folder, asked), base)
