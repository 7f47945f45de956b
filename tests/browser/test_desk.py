"""The desk as a clerk has it: a real browser with scripts switched off, on `registry desk` itself."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.clerks import STORIES, desk_office, handed_in, play, story
from tests.conftest import DAY, ROOT

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
KILLED = 9


class ChromiumClerk:
    """A clerk in a real browser without scripts."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self._origin = page, origin

    def open(self, address: str) -> None:
        """Goes to an address."""
        self.page.goto(self._origin + address)

    @property
    def text(self) -> str:
        """All words that can be seen, and those of closed details."""
        return self.page.locator("body").text_content() or ""

    def fill(self, name: str, text: str) -> None:
        """Types, chooses or ticks, as a person does: what is folded away is opened first."""
        control = self.page.locator(f'[name="{name}"]:not([type=hidden])')
        kind = control.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            control = control.and_(self.page.locator(f'[value="{text}"]'))
        folded = control.first.locator("xpath=ancestor::details[not(@open)]/summary")
        if folded.count():
            folded.first.click()
        if kind in ("radio", "checkbox"):
            control.check()
        elif self.page.locator(f'select[name="{name}"]').count():
            if not control.locator(f'option[value="{text}"]').count():
                control.select_option(label=text)
            else:
                control.select_option(text)
        else:
            control.fill(text)

    def upload(self, name: str, file: Path) -> None:
        """Chooses a file."""
        self.page.locator(f'[name="{name}"]').set_input_files(file)

    def press(self, words: str) -> None:
        """Presses the first button of these words; waits where a check takes long."""
        self.page.get_by_role("button", name=words, exact=True).first.click()
        self.page.wait_for_load_state()
        while self.page.locator("meta[http-equiv=refresh]").count():
            self.page.wait_for_timeout(300)


@contextmanager
def desking(office: Path, state: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """`registry desk` on a port of its own choice, as of the day of the tests; its one-time address."""
    command = [
        Path(sys.executable).parent / "registry", "desk", "--repository", office,
        "--listen", "127.0.0.1:0", "--state", state, "--on", str(DAY),
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        lines = iter(process.stderr.readline, "")
        yield (
            process,
            next(found[0] for line in lines if (found := re.findall(r"http://\S+", line))),
        )
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone to copy for each test."""
    return desk_office(tmp_path_factory.mktemp("desk") / "office")


@pytest.fixture
def office(pattern: Path, tmp_path: Path) -> Path:
    """A clone of one's own."""
    return Path(shutil.copytree(pattern, tmp_path / "office"))


@contextmanager
def come_in(browser: Browser, address: str, **options: object) -> Iterator[ChromiumClerk]:
    """A clerk who opened the one-time address; any script, error or foreign request fails the test."""
    origin = address.partition("/?")[0]
    wrong: list[str] = []
    settings = {"java_script_enabled": False, "locale": "zh-CN"} | options
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("request", lambda r: None if r.url.startswith(origin) else wrong.append(r.url))
    page.on("response", lambda r: wrong.append(r.url) if r.status >= 500 else None)
    page.goto(address)
    page.wait_for_url(lambda url: "key=" not in url)
    yield ChromiumClerk(page, origin)
    context.close()
    assert wrong == []


@pytest.fixture
def clerk(browser: Browser, office: Path, tmp_path: Path) -> Iterator[ChromiumClerk]:
    """A clerk who has come in, without scripts."""
    with desking(office, tmp_path / "state") as (_, address), come_in(browser, address) as one:
        yield one


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_story(path: Path, office: Path, clerk: ChromiumClerk) -> None:
    """Every story is played to the end without a script, and hands in what it says."""
    told = story(path)
    play(clerk, told)
    assert handed_in(office) == {file: [*lines] for file, lines in told["files"].items()}


def test_killed_in_the_middle(browser: Browser, office: Path, tmp_path: Path) -> None:
    """After kill -9 all that was said is there: the draft goes on where it was."""
    state = tmp_path / "state"
    with desking(office, state) as (process, address), come_in(browser, address) as one:
        filled = {"a.0.title": "示例·撤销甲", "r.0.0.name": "sd-0001"}
        play(one, {"steps": [{"begin": "revocation"}, {"fill": filled}]})
        one.press("重新核对")
        process.send_signal(KILLED)
        process.wait()
    with desking(office, state) as (_, address), come_in(browser, address) as one:
        one.page.get_by_role("link", name="示例·撤销甲").click()
        assert one.page.locator('[name="a.0.title"]').input_value() == "示例·撤销甲"
        one.fill("r.0.0.article", "24")
        one.fill("r.0.0.grounds", "示例·弄虚作假")
        one.fill("a.0.document_number", "示例信〔2026〕51号")
        one.press("看变化")
        one.press("提交审阅")
    assert [*handed_in(office)] == ["registry/notices/2026/2026-revocation-2.yaml"]


PAGES = ("/", "/search?q=济南", "/due", "/self-check", "/review", "/amend?of=2022-announcement")


def test_everyone_can_use_it(browser: Browser, office: Path, tmp_path: Path) -> None:
    """Pages, a table with doubts and changes pass axe in light and dark; nothing is wider than 320 px."""
    # axe is a script of its own: this one visitor has them switched on; the pages have none.
    options = {"java_script_enabled": True, "bypass_csp": True, "viewport": NARROW}
    with (
        desking(office, tmp_path / "state") as (_, address),
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
    page.wait_for_load_state()
    assert page.locator('[name="a.0.title"]').input_value() == "示例·撤销甲"
    assert page.get_by_role("heading", level=1).inner_text() == "核对：示例·撤销甲"
