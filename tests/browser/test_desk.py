"""The desk as a clerk has it: a real browser with scripts switched off, on `registry desk` itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import ChromiumClerk, come_in, desking
from tests.clerks import STORIES, handed_in, play, story

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
KILLED = 9


@pytest.fixture
def clerk(browser: Browser, clone: Path, tmp_path: Path) -> Iterator[ChromiumClerk]:
    """A clerk who has come in, without scripts."""
    with desking(clone, tmp_path / "state") as (_, address), come_in(browser, address) as one:
        yield one


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_story(path: Path, clone: Path, clerk: ChromiumClerk) -> None:
    """Every story is played to the end without a script, and hands in what it says."""
    told = story(path)
    play(clerk, told)
    assert handed_in(clone) == {file: [*lines] for file, lines in told["files"].items()}


def test_killed_in_the_middle(browser: Browser, clone: Path, tmp_path: Path) -> None:
    """After kill -9 all that was said is there: the draft goes on where it was."""
    state = tmp_path / "state"
    with desking(clone, state) as (process, address), come_in(browser, address) as one:
        filled = {"a.0.title": "示例·撤销甲", "r.0.0.name": "sd-0001"}
        play(one, {"steps": [{"begin": "revocation"}, {"fill": filled}]})
        one.press("重新核对")
        process.send_signal(KILLED)
        process.wait()
    with desking(clone, state) as (_, address), come_in(browser, address) as one:
        one.page.get_by_role("link", name="示例·撤销甲").click()
        assert one.page.locator('[name="a.0.title"]').input_value() == "示例·撤销甲"
        one.fill("r.0.0.article", "24")
        one.fill("r.0.0.grounds", "示例·弄虚作假")
        one.fill("a.0.document_number", "示例信〔2026〕51号")
        one.press("看变化")
        one.press("提交审阅")
    assert [*handed_in(clone)] == ["registry/notices/2026/2026-revocation-2.yaml"]


PAGES = ("/", "/search?q=济南", "/due", "/self-check", "/review", "/amend?of=2022-announcement")


def test_everyone_can_use_it(browser: Browser, clone: Path, tmp_path: Path) -> None:
    """Pages, a table with doubts and changes pass axe in light and dark; nothing is wider than 320 px."""
    # axe is a script of its own: this one visitor has them switched on; the pages have none.
    options = {"java_script_enabled": True, "bypass_csp": True, "viewport": NARROW}
    with (
        desking(clone, tmp_path / "state") as (_, address),
        come_in(browser, address, **options) as one,
    ):
        for scheme in ("light", "dark"):
            one.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for path in PAGES:
                one.open(path)
                _is_usable(one.page)
        told = story(next(path for path in STORIES if path.stem == "seven-doubts"))
        play(one, {"steps": told["steps"][:3]})
        _is_usable(one.page)
        play(one, {"steps": told["steps"][4:6]})
        play(one, {"steps": [{"press": "看变化"}]})
        _is_usable(one.page)
        assert one.page.locator("script").count() == 0


def _is_usable(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}: {results.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url


def test_keyboard_alone(clerk: ChromiumClerk) -> None:
    """A revocation is recorded without a mouse: Enter in a field never presses a wrong button."""
    page = clerk.page
    page.locator("#kind").focus()
    page.keyboard.type("撤销")
    page.locator("#kind").select_option("revocation")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/drafts/**")
    page.locator('[name="a.0.title"]').focus()
    page.keyboard.type("示例·撤销甲")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("核对：示例·撤销甲")
    expect(page.locator('[name="a.0.title"]')).to_have_value("示例·撤销甲")
