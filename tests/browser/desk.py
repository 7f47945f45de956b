"""A clerk at `registry desk` in a real browser with scripts switched off."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.conftest import DAY, ROOT


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
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()
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


@contextmanager
def come_in(browser: Browser, address: str, **options: object) -> Iterator[ChromiumClerk]:
    """A clerk who opened the one-time address; any script, error or foreign request fails the test."""
    origin = address.partition("/?")[0]
    wrong: list[str] = []
    settings = {"java_script_enabled": False, "locale": "zh-CN"} | options
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    page = context.new_page()
    # No test depends on the speed of the machine.
    page.set_default_timeout(300_000)
    page.on("request", lambda r: None if r.url.startswith(origin) else wrong.append(r.url))
    page.on("response", lambda r: wrong.append(r.url) if r.status >= 500 else None)
    page.goto(address)
    page.wait_for_url(lambda url: "key=" not in url)
    yield ChromiumClerk(page, origin)
    context.close()
    assert wrong == []
