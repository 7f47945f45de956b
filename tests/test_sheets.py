"""Long lists on several pages: every item once, and each page leads to the next."""

import re
from datetime import date
from itertools import pairwise, takewhile

import pytest

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Listing, Snapshot
from generator.register.timeline import Spell
from generator.site.pages import home, notices, platforms, revocations
from generator.site.pages.page import ROWS, Page, sheets
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from generator.terms.words import Status
from tests.bench.records import DAY
from tests.bench.registries import write_registry

COUNT, FEW = 230, 20
ROW = re.compile(r'<tr data-platform-id="([^"]+)"')
LINK = re.compile(r'<a rel="(prev|next)" href="([^"]+)"')


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A few hundred random platforms."""
    folder = tmp_path_factory.mktemp("register") / "registry"
    write_registry(folder, COUNT)
    return Snapshot.of(Register.bind(receive(folder)), DAY)


@pytest.mark.parametrize("total", [0, 1, 7, 8, 9, 40])
def test_sheets_hold_every_item_once(total: int) -> None:
    """In order, none too long; nothing at all is one empty sheet."""
    pieces = [sheet.items for sheet in sheets(range(total), "list/", rows=8)]
    assert [item for piece in pieces for item in piece] == [*range(total)]
    assert len(pieces) == max(1, -(-total // 8))
    assert max(map(len, pieces)) <= 8


@pytest.mark.parametrize(
    ("number", "numbers"),
    [(1, [1, 2, 3, 0, 9]), (5, [1, 0, 3, 4, 5, 6, 7, 0, 9]), (8, [1, 0, 6, 7, 8, 9])],
)
def test_page_numbers_are_the_first_the_last_and_the_near(number: int, numbers: list[int]) -> None:
    """0 where some are left out."""
    sheet = [*sheets(range(90), "list/", rows=10)][number - 1]
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
    made = [*platforms.directory_pages(register, wording, FEW)]
    everyone = followed(made, "platforms/", register)
    assert sorted(everyone) == [*register.listings]
    assert max(len(ROW.findall(rendered(page, register))) for page in made) == FEW
    made = [*platforms.function_pages(register, wording, FEW)]
    for term, listings in register.by_function.items():
        found = followed(made, f"functions/{term}/", register)
        assert sorted(found) == [each.id for each in listings]
    longest = max(register.acts, key=lambda act: len(getattr(act, "rows", ())))
    document = register.register.documents[longest.id]
    found = followed(
        [*notices.sheets_of(document, register, Wording(register.register), FEW)],
        f"notices/{longest.id}/",
        register,
    )
    assert found == [row.platform for row in longest.rows]  # type: ignore[attr-defined]
    assert len(found) > FEW


def test_below_the_size_a_list_is_one_page(register: Snapshot) -> None:
    """And says nothing of pages."""
    pages = [*platforms.directory_pages(register, Wording(register.register))]
    assert [page.address for page in pages] == ["platforms/", "search/", "check-list/", "verify/"]
    assert "reg-sheet" not in rendered(pages[0], register)


def test_addresses_are_known_without_rendering(register: Snapshot) -> None:
    """Every list names its pages; what costs is worked out as a page is filled."""
    wording = Wording(register.register)
    assert [page.address for page in platforms.directory_pages(register, wording, 100)] == [
        "platforms/", "platforms/page/2/", "platforms/page/3/", "search/", "check-list/", "verify/",
    ]  # fmt: skip
    assert [page.address for page in platforms.ending_page(register, wording)] == ["ending/"]
    assert [page.address for page in revocations.pages(register, wording, 1)][:2] == [
        "revocations/",
        "revocations/2/",
    ]


def test_lists_of_what_ends_soon_show_ten_and_lead_to_the_rest(register: Snapshot) -> None:
    """The nearest ten of each span, how many there are, and a link to all; so does the home page."""
    wording = Wording(register.register)
    (page,) = platforms.ending_page(register, wording)
    text = rendered(page, register)
    for span in (each for spans in platforms.ending_spans(register).values() for each in spans):
        body = text.split(f'data-least="{span.least}" data-most="{span.most}"')[1]
        body, rest = body.split("</tbody>")[0], body.split("<p data-rest")[1]
        assert ROW.findall(body) == [each.listing.id for each in span.endings[:10]]
        assert rest.startswith(" hidden") == (len(span.endings) <= 10)
        assert f'data-sum="{span.least} {span.most}">{len(span.endings)}<' in text
    assert "platforms/?status=in_force&amp;sort=ends" in text
    assert "platforms/?status=expired&amp;sort=ended" in text
    soon = home.ending_soon(register)
    assert len(soon) > 10
    (page,) = home.pages(register, wording)
    assert ROW.findall(rendered(page, register)) == [each.id for each in soon[:10]]
    assert f"另有 {len(soon) - 10} 个期满较晚的" in rendered(page, register)


def test_no_ending_near_the_day_is_passed_over(register: Snapshot) -> None:
    """What ends within half a year of any day is all that the timelines of all platforms tell."""
    for day in (date(2023, 1, 1), date(2025, 6, 30), DAY, date(2027, 12, 31)):
        snapshot = Snapshot.of(register.register, day)
        told = {
            (listing.id, before.ends)
            for listing in snapshot.listings.values()
            for before, after in pairwise(listing.timeline)
            if before.standing.status is Status.IN_FORCE
            and after.standing.status is not Status.IN_FORCE
            and before.standing.period
            and before.standing.period.ends == before.ends
            and abs((before.ends - day).days) <= 180
            and _held_since(listing, before) <= day
        }
        assert {(each.listing.id, each.last) for each in platforms.endings(snapshot)} == told
        assert len(told) > 10


def _held_since(listing: Listing, last: Spell) -> date:
    """First day of the unbroken title that a spell is the last of."""
    earlier = [each for each in listing.timeline if each.starts <= last.starts]
    held = [*takewhile(lambda each: each.standing.status is Status.IN_FORCE, reversed(earlier))]
    return held[-1].starts


def test_a_page_of_the_directory_is_below_half_a_megabyte(register: Snapshot) -> None:
    """As many rows as it may have, by what a row takes; nothing in a row stands twice."""
    (page, *_) = platforms.directory_pages(register, Wording(register.register))
    text = rendered(page, register)
    assert len(text.encode()) / COUNT * ROWS < 300_000
