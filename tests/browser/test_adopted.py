"""三处 Registers of other offices, begun by `registry init` and filled, looked at in a browser.

A province of five functions, two years and seven working days; a city with districts and a
zone; a title of the whole country.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.intake.logo import PNG_START
from tests import commands
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.registries import with_logo, with_site_line

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DAY = "2025-01-06"
UNIT = ("--operating-unit-name", "示例·甲有限公司", "--operating-unit-credit-code-unknown", "示例")


COLOUR, DARK_RED = "#7a1f1f", "rgb(122, 31, 31)"


def square(side: int) -> bytes:
    """A PNG of one colour, so many pixels wide and high."""

    def part(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff\xd2\x4d" * side) * side)
    return PNG_START + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


class Office(NamedTuple):
    """One office: its territory, its rules, where its platforms are, and what its pages say."""

    territory: str
    title: str
    rules: tuple[str, ...]
    function: str
    divisions: tuple[str, ...]
    part: str
    part_name: str
    parts_head: str
    own: str
    ends: str
    window_ends: str
    zones: str = ""


OFFICES = {
    "province": Office(
        "云南省", "示例·云南省培育示范平台名录",
        ("--validity-years", "2", "--publicity-days", "7", "--first-day-counts", "no",
         "--function", "seeds=良种服务", "--function", "tea=茶叶服务", "--function", "trade=外贸服务",
         "--function", "law=法务服务", "--function", "funds=融资服务"),
        "tea", ("530102", "530000"), "530100", "昆明市", "各市（州）", "省直", "2026-05-19", "2024-04-11",
    ),
    "city": Office(
        "430100", "示例·长沙市培育示范平台名录",
        ("--validity-years", "3", "--publicity-days", "5", "--first-day-counts", "yes",
         "--function", "design=设计服务"),
        "design", ("高新区", "430100"), "430104", "岳麓区", "各区县", "市直", "2027-05-19", "2024-04-08",
        zones="zones:\n  - {name: 高新区, code: \"430104\"}\n",
    ),
    "country": Office(
        "000000", "示例·全国培育示范平台名录",
        ("--validity-years", "3", "--publicity-days", "10", "--first-day-counts", "yes",
         "--function", "standards=标准服务"),
        "standards", ("330106", "000000"), "330000", "浙江省", "各省（区、市）", "中央直属", "2027-05-19",
        "2024-04-15",
    ),
}  # fmt: skip


def filled(office: Office, folder: Path) -> Path:
    """Its repository: begun, given two platforms, a publicity and an announcement, by commands alone."""

    def registry(*arguments: str) -> str:
        done = commands.run(*arguments, cwd=folder.parent)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    here = ("--registry", str(folder))
    registry(
        "init", str(folder), "--yes", "--territory", office.territory, "--title", office.title,
        "--publisher", "示例·登记处", "--base-url", "https://register.gov.cn/", "--prefix", "ex",
        "--regulation-title", "示例·办法", "--regulation-from", "2024-01-01", "--bar-years", "3",
        *office.rules,
    )  # fmt: skip
    with_site_line(folder / "registry", f'{office.zones}colour: "{COLOUR}"')
    with_logo(folder / "registry", "logo.png", square(96))
    for name, division in zip("甲乙", office.divisions, strict=True):
        unit = (*UNIT[:1], f"示例·{name}有限公司", *UNIT[2:])
        registry(
            "new", "platform", *here, "--yes", "--name", f"示例·{name}平台", "--division", division,
            *unit,
        )  # fmt: skip
    rows = [f"--row=platform=ex-000{n},functions={office.function}" for n in (1, 2)]
    registry(
        "new",
        "publicity",
        *here,
        "--yes",
        "--title",
        "示例·公示",
        "--issued-on",
        "2024-04-01",
        *rows,
    )
    (publicity,) = folder.rglob("2024-publicity.yaml")
    assert f"window: {{starts: 2024-04-01, ends: {office.window_ends}}}" in publicity.read_text()
    registry(
        "new", "announcement", *here, "--yes", "--title", "示例·公布", "--issued-on", "2024-05-20"
    )
    told = registry("check", *here, "--on", DAY)
    assert re.search(r"^错误 0，提醒 0，缺口 \d+$", told, re.M), told
    registry("format", *here)
    return folder


@pytest.fixture(scope="module", params=OFFICES)
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, str]]:
    """One office and the address of its site."""
    one = OFFICES[request.param]
    folder = filled(one, tmp_path_factory.mktemp("adopted") / "ours")
    out = folder.parent / "site"
    built = commands.run(
        "build", "--registry", folder, "--on", DAY, "--out", out, cwd=folder.parent
    )
    assert built.returncode == 0, built.stderr
    for address in served(out):
        yield one, address


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_it_looks_at_home(office: tuple[Office, str], browser: Browser, view: Any) -> None:
    """Front page, page of a part, a platform: its words and terms, colour and logo, nothing cut off."""
    one, address = office
    page = browser.new_page(viewport=view, locale="zh-CN")
    wrong: list[str] = []
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.on("request", lambda r: None if r.url.startswith(address) else wrong.append(r.url))
    page.clock.set_fixed_time(f"{DAY}T12:00:00+08:00")
    page.goto(address)
    expect(page).to_have_title(re.compile(one.title))
    main = page.locator("main")
    expect(main).to_contain_text(one.parts_head)
    expect(main).to_contain_text(one.own)
    assert "山东" not in main.inner_text() or one.territory == "000000"
    head = page.locator(".md-header")
    assert head.evaluate("h => getComputedStyle(h).backgroundColor") == DARK_RED
    assert head.locator("img").evaluate("i => i.complete && i.naturalWidth") == 96
    assert head.locator("img").is_visible() == (view == DESKTOP)
    press = page.locator(".reg-ask button")
    assert press.evaluate("b => getComputedStyle(b).backgroundColor") == DARK_RED
    # Nothing stands above the head of a site that is no demonstration.
    assert head.bounding_box()["y"] == 0  # type: ignore[index]
    icon = page.locator('link[rel="icon"]').evaluate("l => l.href")
    assert icon == f"{address}assets/site-logo.png"
    _is_whole(page)
    page.goto(f"{address}cities/{one.part}/")
    expect(page.locator("h1")).to_contain_text(one.part_name)
    hit = page.locator("main [data-platform-id='ex-0001']").first
    expect(hit).to_contain_text("示例·甲平台")
    assert hit.get_attribute("data-status") == "in_force"
    assert page.locator("main [data-platform-id='ex-0002']").count() == 0
    _is_whole(page)
    page.goto(f"{address}platforms/ex-0002/")
    expect(page.locator("main")).to_contain_text(one.own)
    expect(page.locator("main")).to_contain_text(_in_words(one.ends))
    _is_whole(page)
    page.close()
    assert wrong == []


def _is_whole(page: Page) -> None:
    """Nothing is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, page.url


def _in_words(day: str) -> str:
    year, month, number = map(int, day.split("-"))
    return f"{year}年{month}月{number}日"
