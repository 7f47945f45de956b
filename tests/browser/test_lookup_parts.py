"""The look-up in blocks: it finds what the whole index finds, in the same order, and fetches little."""

import gzip
import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.search import index_files, index_of
from generator.search.platforms import Handles, handles_of
from generator.sizes import Sizes
from generator.standing.snapshot import Snapshot
from tests.bench.queries import queries
from tests.bench.records import DAY, snapshot
from tests.browser.conftest import served
from tests.browser.test_lookup_module import ASSETS, holding, parts

pytestmark = pytest.mark.browser
COUNT, BLOCK = 1500, 16
ALL = 10_000
OPEN = """async ([day, reach]) => {
  const { find, opened, platform } = await import("/lookup.js");
  const parts = await import("/parts.js");
  const base = new URL("/search/index.json", location.href);
  const json = async (path) => (await fetch(new URL(path, base))).json();
  const whole = opened(await json("/whole.json"), day);
  const index = await json((await json("index.json")).address);
  index.parts.reach = reach;
  const book = opened(index, day);
  const said = (hits) => hits.map((hit) => ({ near: hit.near, id: platform(hit).id }));
  window.whole = (query) => said(find(whole, query).platforms);
  window.reached = (query, goes) => parts.reach(book, base, query, goes ?? 1);
  window.split = async (query, goes) => {
    const seen = await reached(query, goes);
    return { hits: said(find(book, query, seen.tables).platforms), ...seen, tables: seen.tables.length };
  };
}"""
Both = Callable[[list[str]], list[tuple[list[dict[str, Any]], dict[str, Any]]]]


@pytest.fixture(scope="module")
def register() -> Snapshot:
    """One register for all tests."""
    return snapshot(COUNT, seed=7)


@pytest.fixture(scope="module")
def handles(register: Snapshot) -> dict[str, Handles]:
    """What each platform was ever called, from the register itself."""
    found = dict(zip(register.listings, handles_of(register), strict=True))
    for name, mine in found.items():
        mine.numbers.append(name)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, register: Snapshot) -> Path:
    """The whole index, and the same in small blocks."""
    made = tmp_path_factory.mktemp("parts")
    shutil.copytree(ASSETS, made, dirs_exist_ok=True)
    (made / "index.html").write_text("<!doctype html><title>-</title>", "utf-8")
    (made / "whole.json").write_bytes(index_of(register).content)
    for path, content in index_files(register, Sizes(whole=0, block=BLOCK)):
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where that folder is served."""
    yield from served(folder)


def opened(browser: Browser, address: str, reach: int) -> Page:
    """A page that holds both, and reads so many blocks in one go."""
    page = browser.new_page()
    page.goto(address)
    page.evaluate(OPEN, [DAY.isoformat(), reach])
    return page


@pytest.fixture(scope="module")
def both(browser: Browser, address: str) -> Iterator[Both]:
    """The answers of the whole index and of the blocks, which may all be read."""
    page = opened(browser, address, ALL)
    asking = "async (query) => JSON.stringify([whole(query), await split(query, 2)])"
    yield lambda queries: [tuple(json.loads(page.evaluate(asking, query))) for query in queries]
    page.close()


def test_every_query_finds_the_same_in_the_same_order(
    both: Both, handles: dict[str, Handles], register: Snapshot
) -> None:
    """Pieces of anything, what people type, spaces, company suffixes, one wrong sign, one sign alone."""
    rng = random.Random(1)
    asked = [*parts(rng, handles, 400), *(query.text for query in queries(register, 40))]
    asked += [f"{text[:2]} {text[-3:]}" for text in asked[:60] if len(text) > 4]
    asked += [f"{text[:2]}龘{text[3:]}" for text in asked[:80] if len(text) > 4]
    asked += [f"{text[:2]}{text[3:]}" for text in asked[:80] if len(text) > 4]
    asked += [f"{text[:3]}龘{text[3:]}" for text in asked[:80] if len(text) > 4]
    asked += [mine.units[0] for mine in rng.sample(list(handles.values()), 40)]
    asked += ["济", "a", "7", "（", "sd-000001", "jn", "jinan", "x y"]
    looked = 0
    for query, (whole, split) in zip(asked, both(asked), strict=True):
        assert split["hits"] == whole, query
        assert (split["rest"], split["near"]) == (0, False)
        looked += len(whole)
    assert looked > len(asked)


def test_a_selective_query_reads_few_blocks(
    browser: Browser, address: str, handles: dict[str, Handles]
) -> None:
    """A whole name or code is met in the block that holds it, and hardly in another."""
    mine = random.Random(2).sample(list(handles.values()), 60)
    asked = [text for each in mine for text in (each.names[0], each.numbers[0])]
    page = opened(browser, address, ALL)
    read = [page.evaluate("(query) => split(query)", text)["tables"] for text in asked]
    page.close()
    assert min(read) == 1
    assert sorted(read)[len(read) // 2] <= 2


def test_what_is_not_read_is_said_and_read_on_request(
    browser: Browser, address: str, handles: dict[str, Handles]
) -> None:
    """Two blocks in one go: nothing is said to be all that is not, and going on finds all."""
    page = opened(browser, address, 2)
    wanted = holding(handles, "平台")
    first = page.evaluate("split('平台')")
    assert (first["tables"], first["read"]) == (2, 2 * BLOCK)
    assert first["rest"] == COUNT - 2 * BLOCK
    last = page.evaluate("split('平台', 1000)")
    assert last["rest"] == 0
    assert {hit["id"] for hit in last["hits"]} == wanted
    page.close()


def test_a_wrong_sign_is_looked_for_where_nothing_else_is_found(
    browser: Browser, address: str, handles: dict[str, Handles]
) -> None:
    """At the first go, in few blocks; and never said to be all while some wait."""
    page = opened(browser, address, 24)
    missed = 0
    for name, mine in random.Random(4).sample(sorted(handles.items()), 40):
        text = f"{mine.names[0][:3]}龘{mine.names[0][4:]}"
        split = page.evaluate("(query) => split(query)", text)
        is_there = name in [hit["id"] for hit in split["hits"]]
        assert is_there or split["near"], text
        missed += not is_there
    assert missed <= 4
    page.close()


def test_exact_and_beginning_hits_come_first_even_where_not_all_is_read(
    browser: Browser, address: str, handles: dict[str, Handles]
) -> None:
    """A whole name is found at the first go, however many others hold a part of it."""
    page = opened(browser, address, 6)
    for mine in random.Random(3).sample(list(handles.values()), 40):
        for text in (mine.names[0], mine.names[0][:5]):
            whole, split = page.evaluate("async (q) => [whole(q), await split(q)]", text)
            assert split["hits"][0] == whole[0], text
    page.close()


def test_every_platform_lies_in_one_block(folder: Path, register: Snapshot) -> None:
    """And nothing is fetched that is large."""
    blocks = list((folder / "search" / "blocks").iterdir())
    texts = [json.loads(path.read_text("utf-8"))["texts"].split("\n") for path in blocks]
    assert sum(map(len, texts)) == len(register.listings) == COUNT
    assert len(blocks) == -(-COUNT // BLOCK)
    shelves = list((folder / "search" / "pieces").iterdir())
    assert max(len(gzip.compress(path.read_bytes())) for path in shelves) < 40_000
