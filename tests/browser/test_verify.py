"""/verify/: was it designated on that day — the browser and Python give one answer."""

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from generator.site.search import answers
from tests.histories import listing, register

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
HISTORIES, DAYS_EACH = 1000, 5
FIRST = date(2018, 1, 1)


def asked(visit: Visit, query: str, day: str) -> Any:
    """The answer of the page to a question."""
    page = visit(f"verify/?q={quote(query)}&on={day}")
    return page.locator("[data-results=verify][data-ready=true]")


@pytest.mark.parametrize(
    ("query", "day", "status", "act"),
    [
        ("sd-0016", "2024-09-19", "in_force", "2022-announcement"),
        ("sd-0016", "2024-09-20", "revoked", "2024-revocation"),
        ("荣成海洋食品", "2022-12-31", "in_force", "2019-announcement"),
        ("913799009999001692", "2018-01-01", "not_designated", None),
        ("示例2022-005", "2023-06-01", "in_force", "2022-announcement"),
    ],
)
def test_question_of_a_day(
    visit: Visit, query: str, day: str, status: str, act: str | None
) -> None:
    """Name, id, code and certificate number, on days before, within and after."""
    hit = asked(visit, query, day).locator("[data-platform-id=sd-0016]")
    expect(hit).to_have_attribute("data-status", status)
    expect(hit).to_contain_text(day)
    links = hit.locator("a[href*=notices]")
    expect(links).to_have_count(1 if act else 0)
    if act:
        assert (links.get_attribute("href") or "").endswith(f"notices/{act}/")


def test_former_name_is_found_and_the_name_of_the_day_is_shown(visit: Visit) -> None:
    """A former name leads to the platform, under the name it bore on that day."""
    page = visit("verify/")
    expect(page.locator("[data-ready=true]")).to_have_count(1)
    index = page.evaluate("fetch('index.json').then((answer) => answer.json())")
    at = next(
        i
        for i, names in enumerate(index["platforms"]["names"])
        if len(names) > 1 and names[0][1] != names[1][1]
    )
    (_, old, _), (since, new, _) = index["platforms"]["names"][at][:2]
    eve = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
    name = index["platforms"]["id"][at]
    before = asked(visit, old, eve).locator(f"[data-platform-id={name}]")
    after = asked(visit, old, since).locator(f"[data-platform-id={name}]")
    expect(before.locator("a").first).to_have_text(old)
    expect(after.locator("a").first).to_have_text(new)


def test_works_offline_once_loaded_and_keeps_the_question_in_the_address(visit: Visit) -> None:
    """With the network gone, another question is answered and can be shared."""
    page = visit("verify/")
    expect(page.locator("[data-ready=true]")).to_have_count(1)
    page.context.set_offline(True)
    page.locator(".reg-ask--verify input[name=q]").fill("sd-0001")
    page.locator(".reg-ask--verify input[name=on]").fill("2022-05-01")
    page.locator(".reg-ask--verify button").click()
    hit = page.locator("[data-ready=true] [data-platform-id=sd-0001]")
    expect(hit).to_have_attribute("data-status", "in_force")
    assert page.url.endswith("verify/?q=sd-0001&on=2022-05-01")


def test_absence_says_what_it_means(visit: Visit) -> None:
    """Nothing found is not proof, and the page says whom to ask."""
    results = asked(visit, "不存在的名字", "2022-01-01")
    expect(results).to_contain_text("名录中没有含“不存在的名字”的平台")
    expect(results).to_contain_text("向主管部门核实")


def _act(rng: random.Random) -> dict[str, Any]:
    issued = FIRST + timedelta(days=rng.randrange(3000))
    later = issued + timedelta(days=rng.randrange(60))
    span = {
        "starts": later.isoformat(),
        "ends": (later + timedelta(days=rng.randrange(1200))).isoformat(),
    }
    forms: dict[str, dict[str, Any]] = {
        "publicity": {"window": span},
        "announcement": {"validity": span},
        "revocation": {"takes_effect_on": later.isoformat()},
        "withdrawal": {"takes_effect_on": later.isoformat()},
        "review": {"row": {"outcome": rng.choice(["passed", "rectification", "failed"])}},
        "validity_change": {"row": {"ends": span["ends"]}},
    }
    kind = rng.choice([*forms, "announcement", "announcement"])
    return {"kind": kind, "issued_on": issued.isoformat(), **forms[kind]}


def test_browser_and_python_judge_alike_on_thousands_of_random_days(visit: Visit) -> None:
    """Random histories, random days: what the browser says is what the fold says."""
    rng = random.Random(20261123)
    questions, expected = [], []
    for _ in range(HISTORIES):
        of = register([_act(rng) for _ in range(rng.randrange(1, 8))])
        spells = answers(listing(of, FIRST))["spells"]
        for _ in range(DAYS_EACH):
            day = FIRST + timedelta(days=rng.randrange(-30, 4500))
            now = listing(of, day)
            decided = now.standing.decided_by
            questions.append([spells, day.isoformat()])
            expected.append([now.status.value, decided.act.id if decided else ""])
    page = visit("verify/")
    found = page.evaluate(
        """async (questions) => {
          const { judged } = await import(new URL("../assets/judgement.js", location));
          return questions.map(([spells, day]) => judged(spells, day)?.slice(1) ?? ["not_designated", ""]);
        }""",
        questions,
    )
    wrong = [i for i, (one, other) in enumerate(zip(found, expected, strict=True)) if one != other]
    assert wrong == [], json.dumps([questions[wrong[0]], found[wrong[0]], expected[wrong[0]]])
    assert len(found) == HISTORIES * DAYS_EACH
    assert len({status for status, _ in found}) == 7
