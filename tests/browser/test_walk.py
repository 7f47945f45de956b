"""A walk on a phone: ten things people come for, from the home page, in few clicks."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.conftest import DAY, ROOT

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
TASKS: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/data/walk.yaml").read_text("utf-8"))
ACTIONS: dict[str, Callable[..., object]] = {
    "click": lambda page, place: page.locator(place).first.click(),
    "type": lambda page, place: page.locator(place[0]).first.fill(place[1]),
    "day": lambda page, place: page.locator(place[0]).fill(place[1]),
    "choose": lambda page, place: (
        expect(page.locator("[data-ready=true]").first).to_be_attached(),
        page.locator(f"{place[0]} option", has_text=place[1]).first.wait_for(state="attached"),
        page.locator(place[0]).select_option(place[1]),
    ),
}


@pytest.mark.parametrize("each", TASKS, ids=lambda each: each["task"])
def test_task_is_done_on_a_phone_in_few_clicks(visit: Visit, each: dict[str, Any]) -> None:
    """Every step can be done by touch, and the last page says what was wanted."""
    page = visit("", str(DAY), viewport=PHONE, has_touch=True)
    steps = [next(iter(step.items())) for step in each["steps"]]
    for action, place in steps:
        ACTIONS[action](page, place)
    for place, words in each["sees"].items():
        expect(page.locator(place).first).to_contain_text(words)
    assert sum(action == "click" for action, _ in steps) <= each["clicks"]
    assert len(TASKS) == 10
