"""The look-up module alone, over random registers: what holds the query is found, in order."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.search import lookup_index
from generator.site.search.platforms import Handles, handles_of
from generator.terms.sameness import sameness, simplified
from tests.bench.records import DAY, snapshot
from tests.browser.conftest import served
from tests.conftest import ROOT
from tests.test_registries import laid_over
from tests.test_search import VECTORS

pytestmark = pytest.mark.browser
ASSETS = ROOT / "site_templates" / "assets"
COUNT = 1500
Ask = Callable[[list[str]], list[list[dict[str, Any]]]]
# The same names are asked for by every query.
normalised = cache(sameness)


def opened(browser: Browser, folder: Path, of: Snapshot) -> Iterator[Page]:
    """An empty page that holds the opened look-up of a register."""
    shutil.copytree(ASSETS, folder, dirs_exist_ok=True)
    (folder / "index.html").write_text("<!doctype html><title>-</title>", "utf-8")
    (folder / "index.json").write_bytes(lookup_index(of))
    for address in served(folder):
        page = browser.new_page()
        page.goto(address)
        page.evaluate("""async (day) => {
          const { opened } = await import("/columns.js");
          const { find } = await import("/lookup.js");
          const register = opened(await (await fetch("/index.json")).json(), day);
          const { id } = register.columns;
          window.ask = (query) => find(register, query).platforms.map(({ near, row }) => ({ near, id: id[row] }));
        }""", DAY.isoformat())  # fmt: skip
        yield page
        page.close()


@pytest.fixture(scope="module")
def register() -> Snapshot:
    """One register for all tests."""
    return snapshot(COUNT, seed=7)


@pytest.fixture(scope="module")
def page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, register: Snapshot
) -> Iterator[Page]:
    """The module with that register."""
    yield from opened(browser, tmp_path_factory.mktemp("module"), register)


@pytest.fixture(scope="module")
def ask(page: Page) -> Ask:
    """The hits of each query."""
    return asking(page)


def asking(page: Page) -> Ask:
    """Asks an opened page, of what register it may be."""
    # As text: the browser's own way of handing over objects takes longer than the search.
    script = "(queries) => JSON.stringify(queries.map(ask))"
    return lambda queries: json.loads(page.evaluate(script, queries))


@pytest.fixture(scope="module")
def rare(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The hits of each query in a registry of rare characters."""
    name = "14-pinyin-of-rare-and-several-readings"
    folder = laid_over(name, tmp_path_factory.mktemp("rare") / "registry")
    of = Snapshot.of(Register.bind(receive(folder)), DAY)
    for page in opened(browser, tmp_path_factory.mktemp("module"), of):
        yield asking(page)


@pytest.fixture(scope="module")
def handles(register: Snapshot) -> dict[str, Handles]:
    """What each platform was ever called, from the register itself."""
    found = dict(zip(register.listings, handles_of(register), strict=True))
    for name, mine in found.items():
        mine.numbers.append(name)
    return found


def holding(handles: dict[str, Handles], query: str) -> set[str]:
    """The platforms that hold a query, by the plainest of rules."""
    wanted = normalised(query)
    return {
        name
        for name, mine in handles.items()
        if any(wanted in normalised(text) for text in (*mine.names, *mine.units, *mine.numbers))
    }


def rank(mine: Handles, query: str) -> int:
    """The rank a hit must have: exact, begins, name, former name, unit, number."""
    wanted = normalised(query)
    fields = [mine.names[:1], mine.names[1:], mine.units, mine.numbers]
    every = [normalised(text) for texts in fields for text in texts]
    bare = [text.removesuffix("公司").removesuffix("有限") for text in every]
    if wanted in every + bare:
        return 0
    if any(text.startswith(wanted) for text in every):
        return 1
    held = (any(wanted in normalised(text) for text in texts) for texts in fields)
    return next((at for at, holds in enumerate(held, 2) if holds), 9)


def parts(rng: random.Random, handles: dict[str, Handles], count: int) -> list[str]:
    """Random pieces of anything on record, from one character on."""
    found = []
    for mine in rng.choices(list(handles.values()), k=count):
        text = rng.choice([*mine.names, *mine.units, *mine.numbers])
        start = rng.randrange(len(text))
        found.append(text[start : start + rng.randrange(1, 9)])
    return [each for each in found if normalised(each)]


def test_normalisation_follows_the_vectors(page: Page) -> None:
    """The script and Python make the same of the same."""
    pairs = ["".join(map(chr, side)) for side in (simplified(), simplified().values())]
    made = page.evaluate(
        """async ([pairs, texts]) => {
          const { normaliser } = await import("/columns.js");
          return texts.map(normaliser(pairs));
        }""",
        [pairs, [said for said, _ in VECTORS]],
    )
    assert made == [plain for _, plain in VECTORS]


def test_every_platform_that_holds_the_query_is_found_and_no_other(
    ask: Ask, handles: dict[str, Handles]
) -> None:
    """Random pieces of names, former names, units, codes and numbers: recall and precision 1."""
    queries = parts(random.Random(1), handles, 600)
    looked = 0
    for query, hits in zip(queries, ask(queries), strict=True):
        found = {hit["id"] for hit in hits if not hit["near"]}
        wanted = holding(handles, query)
        assert wanted <= found, query
        if not any("a" <= sign <= "z" for sign in normalised(query)) and "公司" not in query:
            assert found == wanted, query
        looked += len(wanted)
    assert looked > len(queries)


def test_order_is_exact_begins_name_former_unit_number_near_and_in_force_first(
    ask: Ask, handles: dict[str, Handles], register: Snapshot
) -> None:
    """The order of every answer is the one order, so it is stable too."""
    rng = random.Random(2)
    whole = [
        rng.choice(mine.names + mine.units) for mine in rng.choices(list(handles.values()), k=40)
    ]
    queries = [each for each in parts(rng, handles, 300) if "公司" not in each] + whole
    for query, hits in zip(queries, ask(queries), strict=True):
        firm = [hit["id"] for hit in hits if not hit["near"]]
        assert [hit["near"] for hit in hits] == sorted(hit["near"] for hit in hits)
        keys = [
            (rank(handles[name], query), register.listings[name].status.entry.rank) for name in firm
        ]
        assert keys == sorted(keys), (query, keys)


def test_typed_variants_find_the_same(ask: Ask, handles: dict[str, Handles]) -> None:
    """Width, case, spaces, brackets, traditional characters and company suffixes."""
    back = {ord(chr(plain)): old for old, plain in simplified().items()}
    rng = random.Random(3)
    queries, wanted = [], []
    for name, mine in rng.sample(sorted(handles.items()), 120):
        text, unit = mine.names[0], mine.units[0]
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in mine.numbers[0].lower())
        stem = unit.removesuffix("有限公司").removesuffix("有限责任公司")
        every = [
            text.translate(back),
            " ".join(text),
            wide,
            f"（{text[:4]}）{text[4:]}",
            f"{text[:2]}　{text[-6:]}",
        ]
        every += [f"{stem}公司", f"{stem}有限责任公司", stem] if stem != unit else []
        queries += every
        wanted += [name] * len(every)
    for query, name, hits in zip(queries, wanted, ask(queries), strict=True):
        assert name in [hit["id"] for hit in hits if not hit["near"]], query


def test_several_words_mean_all_of_them_in_any_field(ask: Ask, handles: dict[str, Handles]) -> None:
    """A piece of the name and a piece of the code, in either order."""
    rng = random.Random(4)
    for name, mine in rng.sample(sorted(handles.items()), 60):
        words = [mine.names[0][2:6], mine.numbers[0][8:14]]
        (one, other) = ask([" ".join(words), " ".join(reversed(words))])
        assert {hit["id"] for hit in one} == {hit["id"] for hit in other}
        wanted = set.intersection(*(holding(handles, word) for word in words))
        assert name in wanted <= {hit["id"] for hit in one if not hit["near"]}


def test_words_as_one_stand_before_the_words_apart(ask: Ask, handles: dict[str, Handles]) -> None:
    """A name typed with spaces between its characters is still that name."""
    rng = random.Random(8)
    pieces = [mine.names[0][2:7] for mine in rng.sample(list(handles.values()), 60)]
    for piece, hits in zip(pieces, ask([" ".join(piece) for piece in pieces]), strict=True):
        right = holding(handles, piece)
        assert {hit["id"] for hit in hits[: len(right)]} == right, piece


def test_pinyin_whole_and_initials(ask: Ask, handles: dict[str, Handles]) -> None:
    """By pypinyin's reading of the piece; letters alone, or mixed with characters."""
    from pypinyin import lazy_pinyin

    rng = random.Random(5)
    queries, wanted = [], []
    for name, mine in rng.sample(sorted(handles.items()), 100):
        piece = mine.names[0][: rng.randrange(2, 7)]
        said = lazy_pinyin(piece)
        queries += ["".join(said), "".join(each[0] for each in said), piece[0] + "".join(said[1:])]
        wanted += [name] * 3
    for query, name, hits in zip(queries, wanted, ask(queries), strict=True):
        assert name in [hit["id"] for hit in hits if not hit["near"]], query


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hongyuan", {"sd-0003", "sd-0015"}),
        ("hyjc", {"sd-0003"}),
        ("𬭎yuan", {"sd-0003", "sd-0015"}),
        ("changdao", {"sd-0016"}),
        ("zhangdao", {"sd-0016"}),
        ("qufuhangye", {"sd-0016"}),
        ("cdqfhypt", {"sd-0016"}),
        ("siping", set()),
    ],
)
def test_pinyin_of_rare_characters_and_of_those_with_several_readings(
    rare: Ask, query: str, found: set[str]
) -> None:
    """𬭎, written 鋐 of old, takes two places in a text; 长岛 is in no dictionary; 台 is not read si."""
    assert {hit["id"] for hit in rare([query])[0]} == found


def test_one_wrong_or_missing_character_finds_marked_and_after(
    ask: Ask, handles: dict[str, Handles]
) -> None:
    """Anywhere in a name of four or more; the near hits stand last."""
    rng = random.Random(6)
    queries, wanted = [], []
    for name, mine in rng.sample(sorted(handles.items()), 150):
        text = mine.names[0][: rng.randrange(5, 14)]
        at = rng.randrange(len(text))
        queries += [text[:at] + "龘" + text[at + 1 :], text[:at] + text[at + 1 :]]
        wanted += [name] * 2
    for query, name, hits in zip(queries, wanted, ask(queries), strict=True):
        assert name in [hit["id"] for hit in hits], query
        if "龘" in query:
            assert all(hit["near"] for hit in hits), query
    assert json.dumps(ask(queries[:20])) == json.dumps(ask(queries[:20]))
