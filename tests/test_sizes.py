"""Lists above a size: every item once over the pages and parts, and each leads to the next."""

import json
import re
from typing import Any

import pytest

from generator.exports.envelope import Publication
from generator.exports.lists import files
from generator.exports.models.platform import PartFile
from generator.history import Chronicle
from generator.intake import receive
from generator.pages import groups, home, notices, platforms
from generator.pages.page import Page
from generator.pages.sheets import sheets
from generator.pages.templates import environment
from generator.pages.wording import Wording
from generator.register.register import Register
from generator.search import index_files
from generator.search.answers import answers_files
from generator.sizes import SIZES, Sizes, pieces
from generator.standing.snapshot import Snapshot
from tests.bench.records import DAY
from tests.bench.registries import write_registry

COUNT = 230
SMALL = Sizes(sheet=20, shown=5, part=30, whole=50, block=16, reach=4)
ROW = re.compile(r'<tr data-platform-id="([^"]+)"')
LINK = re.compile(r'<a rel="(prev|next)" href="([^"]+)"')


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A few hundred random platforms."""
    folder = tmp_path_factory.mktemp("register") / "registry"
    write_registry(folder, COUNT)
    return Snapshot.of(Register.bind(receive(folder)), DAY)


@pytest.mark.parametrize("total", [0, 1, 7, 8, 9, 40])
def test_pieces_hold_every_item_once(total: int) -> None:
    """In order, none too long; nothing at all is one empty piece."""
    found = [*pieces(range(total), 8)]
    assert [item for piece in found for item in piece] == [*range(total)]
    assert len(found) == max(1, -(-total // 8))
    assert max(map(len, found)) <= 8


@pytest.mark.parametrize(
    ("number", "numbers"),
    [(1, [1, 2, 3, 0, 9]), (5, [1, 0, 3, 4, 5, 6, 7, 0, 9]), (8, [1, 0, 6, 7, 8, 9])],
)
def test_page_numbers_are_the_first_the_last_and_the_near(number: int, numbers: list[int]) -> None:
    """0 where some are left out."""
    sheet = [*sheets(range(90), 10, "list/")][number - 1]
    assert sheet.numbers == numbers
    assert (sheet.first, sheet.last, sheet.total) == (10 * number - 9, 10 * number, 90)
    assert sheet.address == ("list/" if number == 1 else f"list/{number}/")


def rendered(page: Page, snapshot: Snapshot) -> str:
    """The content of a page, as its template makes it."""
    words = {
        "page": page,
        "root": page.root,
        "snapshot": snapshot,
        "wording": Wording(snapshot.register),
    }
    return environment().get_template(page.template).render(words | page.words)


def followed(pages: list[Page], first: str, snapshot: Snapshot) -> list[str]:
    """The rows of a list, by its links from the first page on; each leads back too."""
    book = {page.address: rendered(page, snapshot) for page in pages}
    address, before, found = first, "", []
    while address:
        links = {rel: href.replace("../", "") for rel, href in LINK.findall(book[address])}
        assert links.get("prev", "") == before
        found += ROW.findall(book[address])
        address, before = links.get("next", ""), address
    return found


def test_directory_groups_and_notices_hold_every_row_once(register: Snapshot) -> None:
    """From the address that each always had."""
    wording = Wording(register.register)
    made = [*platforms.pages(register, wording, SMALL)]
    everyone = followed(made, "platforms/", register)
    assert sorted(everyone) == [*register.listings]
    assert max(len(ROW.findall(rendered(page, register))) for page in made) == SMALL.sheet
    made = [*groups.functions(register, wording, SMALL)]
    for term, listings in register.by_function.items():
        found = followed(made, f"functions/{term}/", register)
        assert sorted(found) == [each.id for each in listings]
    longest = max(register.acts, key=lambda act: len(getattr(act, "rows", ())))
    found = followed(
        [*notices.sheets_of(longest, register, SMALL)], f"notices/{longest.id}/", register
    )
    assert found == [row.platform for row in longest.rows]  # type: ignore[attr-defined]
    assert len(found) > SMALL.sheet


def test_below_the_size_a_list_is_one_page(register: Snapshot) -> None:
    """And says nothing of pages."""
    pages = [*platforms.pages(register, Wording(register.register), SIZES)]
    assert [page.address for page in pages] == ["platforms/", "search/", "verify/"]
    assert "reg-sheet" not in rendered(pages[0], register)


def test_home_says_how_many_it_leaves_out(register: Snapshot) -> None:
    """And leads to all of them."""
    (page,) = home.pages(register, Wording(register.register), SMALL)
    ending = home.ending_soon(register)
    text = rendered(page, register)
    assert f"另有 {len(ending) - home.SHOWN} 个期满较晚的" in text
    assert len(ROW.findall(text)) == home.SHOWN == 10


def test_json_lists_are_whole_and_in_parts(register: Snapshot) -> None:
    """The whole list stays at its address; the parts, followed by `next`, hold it once more."""
    publication = Publication(register, Chronicle(None, (), "不在 git 中"), sizes=SMALL)
    made = {
        path: json.loads(content if isinstance(content, bytes) else content.read_bytes())
        for path, content in files(publication)
    }
    for name, total in (("all", COUNT), ("platforms", len(register.roll))):
        whole = made[f"api/v1/{name}.json"]
        assert whole["total"] == len(whole["platforms"]) == total
        address, found, numbers = f"api/v1/parts/{name}-1.json", [], []
        while address:
            part: dict[str, Any] = made[address]
            assert part == PartFile.model_validate_json(json.dumps(part)).model_dump(mode="json")
            assert part["total"] == len(part["platforms"]) <= SMALL.part
            assert (part["parts"], part["total_of_list"]) == (-(-total // SMALL.part), total)
            found += part["platforms"]
            numbers.append(part["part"])
            address = part["next"]
        assert found == whole["platforms"]
        assert numbers == [*range(1, part["parts"] + 1)]
    few = {path for path, _ in files(Publication(register, Chronicle(None, (), "不在 git 中")))}
    assert not any("parts/" in path for path in few)


def test_look_up_and_answers_hold_every_platform_once(register: Snapshot) -> None:
    """In blocks of one order; the small files say where they are."""
    made = {path: json.loads(content) for path, content in index_files(register, SMALL)}
    (index,) = (content for path, content in made.items() if path.startswith("search/index-"))
    parts = index["parts"]
    assert (parts["total"], parts["size"], parts["reach"]) == (COUNT, 16, 4)
    assert "platforms" not in index
    names = [f"search/blocks/{at}-{mark}.json" for at, mark in enumerate(parts["blocks"])]
    counts = [made[name]["texts"].count("\n") + 1 for name in names]
    answers = {path: json.loads(content) for path, content in answers_files(register, SMALL)}
    ids = [answers[f"verify/{at}.json"]["platforms"]["id"] for at in range(len(names))]
    assert [*map(len, ids)] == counts
    assert sorted(name for block in ids for name in block) == [*register.listings]
    assert f"search/facets-{parts['facets']}.json" in made
    for at, mark in enumerate(parts["pieces"]):
        assert f"search/pieces/{at}-{mark}.json" in made


def test_stated_sizes_keep_what_a_visitor_fetches_below_a_megabyte(register: Snapshot) -> None:
    """A page of the directory as large as it may be, by what a row takes."""
    (page, *_) = platforms.pages(register, Wording(register.register), Sizes(sheet=100))
    row = len(rendered(page, register).encode()) / 100
    assert row * SIZES.sheet < 700_000
