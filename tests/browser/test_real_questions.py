"""/verify/ on the register of real acts gives the written answers, with their caveats, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import served
from tests.conftest import NATIONAL, Command
from tests.test_real_questions import QUESTIONS

pytestmark = pytest.mark.browser
DAYS = ("2012-12-05", "2018-06-30", "2021-06-30", "2023-12-31", "2024-01-01")


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory, registry_command: Command) -> Iterator[str]:
    """Where the site of the real acts is served, as built on a day after all that is asked."""
    out: Path = tmp_path_factory.mktemp("national") / "site"
    done = registry_command("build", "--registry", NATIONAL, "--on", "2026-11-28", "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    yield from served(out)


@pytest.mark.parametrize("platform", ["nat-0001", "nat-0010", "nat-0013"])
def test_the_browser_gives_the_written_answer(
    browser: Browser, national: str, platform: str
) -> None:
    """Word, sentence and every caveat, on five days, for one platform of each kind."""
    page = browser.new_page(locale="zh-CN")
    for day in DAYS:
        answer = QUESTIONS[day][platform]
        page.goto(f"{national}verify/?id={platform}&on={day}")
        hit = page.locator(f"[data-ready=true] [data-platform-id={platform}]")
        expect(hit).to_have_attribute("data-status", answer["status"])
        expect(hit.locator(".reg-verdict__status")).to_have_text(answer["label"])
        expect(hit.locator(".reg-verdict__sentence")).to_have_text(answer["sentence"])
        said = [text.strip() for text in hit.locator(".reg-caveat").all_inner_texts()]
        assert [text for text in said if text.startswith("注意：")] == [
            f"注意：{text}。" for text in answer["texts"]
        ]
    page.close()
