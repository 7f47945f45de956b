"""The page of one platform: light, the same tomorrow, and its QR code is the library's."""

import random
import re
import string
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import segno

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.pages.platform import BORDER, MASK, PlatformPages, QrCodes
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from tests.bench.registries import write_registry

BASE = "https://registry.example.org/platforms/"
LETTERS = string.ascii_lowercase + string.digits + "-"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Sixty platforms with renamings and revocations."""
    folder = tmp_path_factory.mktemp("records") / "registry"
    write_registry(folder, 60)
    return Register.bind(receive(folder))


def pages(register: Register, day: date) -> Iterator[tuple[str, str]]:
    """The content of every platform's page, by the id."""
    snapshot = Snapshot.of(register, day)
    printer = PlatformPages(snapshot, Wording(register))
    for name, listing in snapshot.listings.items():
        page = printer.page(listing)
        head = f"{page.title} {page.description} {page.linked_data}"
        yield name, head + environment().get_template(page.template).render(page.words)


def test_page_is_the_same_the_next_day_where_nothing_happened(register: Register) -> None:
    """Neither the day of the build nor its next update stands in it."""
    today = dict(pages(register, TODAY))
    assert dict(pages(register, TODAY + timedelta(days=1))) == today
    for text in today.values():
        assert not re.search("2026-11-2[34]|2026年11月2[34]日", text)


def test_page_changes_on_the_day_after_the_last_of_a_validity(register: Register) -> None:
    """The stretch that was announced for later is then the first one."""
    before, after = (dict(pages(register, date(2025, 11, 30) + timedelta(days=n))) for n in (0, 1))
    changed = [name for name in before if before[name] != after[name]]
    assert changed
    for name in changed:
        stood = re.findall(r'data-status="(\w+)"', before[name])
        stands = re.findall(r'data-status="(\w+)"', after[name])
        assert stood[2:] == stands[1:]


def test_without_a_script_the_days_of_a_verdict_and_what_follows_can_be_read(
    register: Register,
) -> None:
    """As text in the first verdict; each later verdict waits in a template."""
    found = 0
    for _, text in pages(register, TODAY):
        if '<section class="reg-verdict reg-status--in_force"' not in text:
            continue
        found += 1
        days = re.search(
            "以上适用于(.*?)至(.*?)（含当日）；(.*?)起(?:仍为)?(有效|期满|已撤销)。", text
        )
        assert days is not None
        assert text.index("以上适用于") < text.index('<template data-from="')
    assert found > 5


@pytest.mark.parametrize("length", [1, 7, 12, 30, 64])
def test_qr_code_is_that_of_the_library(length: int) -> None:
    """For ids of several lengths, and so of several sizes of codes."""
    rng, codes = random.Random(8), QrCodes(BASE)
    for _ in range(4):
        address = f"{BASE}{''.join(rng.choices(LETTERS, k=length))}/"
        matrix = segno.make(address, error="m", micro=False, mask=MASK).matrix
        drawn = codes.path(address)
        assert drawn["side"] == len(matrix) + 2 * BORDER
        assert dark_modules(drawn["path"]) == {
            (x + BORDER, y + BORDER)
            for y, row in enumerate(matrix)
            for x, module in enumerate(row)
            if module
        }


def dark_modules(path: str) -> set[tuple[int, int]]:
    """The modules that the lines of a path run over."""
    dark, x, y = set(), 0, 0
    for command, first, second in re.findall(r"([Mmh])(\d+)(?: (\d+))?", path):
        if command == "h":
            dark |= {(x + at, y) for at in range(int(first))}
        x, y = (int(first), int(second)) if command == "M" else (x + int(first), y)
    return dark


def test_pages_are_light(site: Path) -> None:
    """The median page of a platform, shell and all, is at most 14 KB."""
    sizes = sorted(path.stat().st_size for path in site.glob("platforms/sd-*/index.html"))
    assert len(sizes) > 50
    assert sizes[len(sizes) // 2] <= 14_000


def test_pages_of_the_site_do_not_name_the_build(site: Path) -> None:
    """Header and footer neither."""
    for path in site.glob("platforms/sd-*/index.html"):
        text = path.read_text("utf-8")
        assert not re.search("2026-11-23|2026年11月23日|2026-11-30|2026-11-16T", text), path
