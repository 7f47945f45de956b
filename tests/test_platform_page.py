"""The page of one platform: light, the same tomorrow, and its QR code is the library's."""

import random
import re
import string
import struct
import zlib
from base64 import b64decode
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import segno

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.pages.platform import BORDER, MASK, PlatformPages, QrCodes
from generator.site.pages.templates import environment
from generator.site.pages.verdict import verdict
from generator.site.pages.wording import Wording
from tests import histories
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


GRANT = {
    "kind": "announcement",
    "issued_on": "2021-11-15",
    "validity": {"starts": "2021-12-01", "ends": "2024-11-30"},
}
UNPRINTED = {"kind": "announcement", "issued_on": "2012-12-03", "validity_unknown": "原文没有印"}
REVOKED = {"kind": "revocation", "issued_on": "2022-06-15"}
FAILED = {"kind": "review", "issued_on": "2022-06-15", "row": {"outcome": "failed"}}
UNTIL_REVIEW = {
    "kind": "announcement",
    "issued_on": "2021-11-15",
    "validity": {"starts": "2021-12-01"},
}


@pytest.mark.parametrize(
    ("acts", "regulation", "day", "sentence", "english", "rest"),
    [
        ([GRANT], "three-years", date(2021, 11, 20),
         "已公布认定，有效期自2021年12月1日至2024年11月30日（含当日），首日未到，尚不具有该称号。",
         "Announced, not yet in force: valid 2021-12-01 to 2024-11-30, not yet begun.", []),
        ([UNPRINTED], "three-years", date(2015, 6, 1),
         "确已认定，在录文件不足以断定该日是否仍在有效期内，请向主管部门核实；不等于没有认定。",
         "Designated; whether in force cannot be told: the documents on record do not show whether "
         "the title runs; ask the department. Note: the announcement does not print the first and "
         "last day, so the register cannot tell for certain.",
         ["注意：公布文件没有写明有效期的起止日，本名录不能断定其在该日是否有效。"]),
        ([GRANT, REVOKED | {"row": {"grounds": "弄虚作假"}}], "three-years", date(2023, 1, 1),
         "自2022年6月15日起撤销称号，不再是示范平台。理由：弄虚作假。",
         "Revoked from 2022-06-15. The operating unit may not apply again until 2025-06-15.",
         ["运营单位至2025年6月15日（含当日）不得申报"]),
        ([GRANT, REVOKED | {"row": {"article": "25"}}], "three-years", date(2023, 1, 1),
         "自2022年6月15日起撤销称号，不再是示范平台。", "Revoked from 2022-06-15.", []),
        ([GRANT, {"kind": "abolition", "issued_on": "2022-06-15", "of_notices": ("act-1",)}],
         "three-years", date(2023, 1, 1), "所依据的认定名单已废止，称号自2022年6月15日起终止。",
         "Abolished: the list was abolished, from 2022-06-15.", []),
        ([UNTIL_REVIEW, FAILED], "until-review", date(2023, 1, 1),
         "2022年6月15日的复核没有通过，称号终止，未见再次认定的文件，现不具有该称号。",
         "Expired: the review of 2022-06-15 was not passed.", []),
    ],
)  # fmt: skip
def test_verdict_says_what_holds_in_both_languages(
    acts: list[dict[str, Any]],
    regulation: str,
    day: date,
    sentence: str,
    english: str,
    rest: list[str],
) -> None:
    """Sentence, bar and remarks, on a day of each of the less common statuses."""
    judged = verdict(histories.listing(histories.register(acts, regulation), day))
    bar = [judged.bar.sentence] if judged.bar else []
    assert (judged.sentence, judged.english, bar + judged.remarks) == (sentence, english, rest)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2021, 11, 20), "2021年11月15日，公布认定："),
        (date(2023, 1, 1), "2021年12月1日，有效期开始</dd>"),
        (date(2025, 6, 1), "2024年12月1日，期满</dd>"),
    ],
)
def test_last_change_is_what_happened_on_that_day_and_names_no_other_act(
    day: date, last: str
) -> None:
    """An inspection in between is no change; a day that a document only foresaw has no act."""
    inspection = {"kind": "inspection", "issued_on": "2022-05-13", "row": {"outcome": "passed"}}
    of = histories.register([GRANT, inspection])
    page = PlatformPages(Snapshot.of(of, day), Wording(of)).page(histories.listing(of, day))
    text = environment().get_template(page.template).render(page.words)
    assert f"<dt>最近变化</dt><dd>{last}" in text


@pytest.mark.parametrize("is_revoked", [True, False])
def test_a_change_that_comes_too_late_says_so(is_revoked: bool) -> None:
    """A change of a whole list stands in the history of a revoked platform, and moves nothing there."""
    acts = [
        {"kind": "announcement", "issued_on": "2021-11-15",
         "validity": {"starts": "2021-12-01", "ends": "2024-11-30"}},
        {"kind": "revocation", "issued_on": "2022-06-15"},
        {"kind": "validity_change", "issued_on": "2023-06-15", "of_notices": ("act-1",),
         "ends": "2025-11-30"},
    ]  # fmt: skip
    chosen = acts if is_revoked else [acts[0], acts[2]]
    ((_, text),) = pages(histories.registered({"acts": chosen}), TODAY)
    assert "有效期调整至2025年11月30日" in text
    assert ("当时没有可以调整的称号，对本平台不起作用。" in text) == is_revoked


def test_a_status_in_a_list_bears_the_mark_of_its_caveats() -> None:
    """The text is the accessible name; without a caveat there is no mark."""
    parts: Any = environment().get_template("_parts.html").module
    doubtful = histories.listing(histories.register([UNPRINTED]), date(2015, 6, 1))
    assert parts.state(doubtful) == (
        '<span class="reg-status">已认定，是否有效不明</span>'
        '<span class="reg-note" tabindex="0" role="note" aria-label="注意：公布文件没有写明有效期的起止日，'
        '本名录不能断定其在该日是否有效。">※</span>'
    )
    sure = histories.listing(histories.register([GRANT]), date(2023, 1, 1))
    assert parts.state(sure) == '<span class="reg-status">有效</span>'


@pytest.mark.parametrize("length", [1, 7, 12, 30, 64])
def test_qr_code_is_that_of_the_library(length: int) -> None:
    """For ids of several lengths, and so of several sizes of codes."""
    rng, codes = random.Random(8), QrCodes(BASE)
    for _ in range(4):
        address = f"{BASE}{''.join(rng.choices(LETTERS, k=length))}/"
        matrix = segno.make(address, error="m", micro=False, mask=MASK).matrix
        quiet = [0] * BORDER
        rows = [[*quiet, *row, *quiet] for row in matrix]
        above = [[0] * len(rows[0])] * BORDER
        assert dark_pixels(codes.picture(address)) == [*above, *rows, *above]


def dark_pixels(address: str) -> list[list[int]]:
    """The rows of a PNG of one bit a pixel, 1 for black, read by the standard; each sum is right."""
    content, chunks = b64decode(address.removeprefix("data:image/png;base64,")), {}
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        chunks[kind] = content[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + chunks[kind]) == int.from_bytes(content[at + 8 + length :][:4])
        at += length + 12
    wide, high, *form = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert form == [1, 0, 0, 0, 0]
    lines = zlib.decompress(chunks[b"IDAT"])
    length = len(lines) // high
    rows = [lines[at : at + length] for at in range(0, len(lines), length)]
    assert {row[0] for row in rows} == {0}
    bits = ("".join(f"{byte:08b}" for byte in row[1:])[:wide] for row in rows)
    return [[1 - int(bit) for bit in row] for row in bits]


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
