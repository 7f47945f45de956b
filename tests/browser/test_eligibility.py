"""The self-check page: it judges as the command does, says each line, and reads without a script."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.register.eligibility import CriterionJudgement, Judgement, judge
from tests.browser.conftest import PHONE
from tests.eligibility import EDITIONS, application, at_random, sound

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
EDITION = EDITIONS["demo-2023"]
HOW_MANY = 600
IN_THE_BROWSER = """async (applications) => {
  const { judge } = await import(new URL("../assets/eligibility.js", location.href));
  const { terms } = JSON.parse(document.querySelector("#criteria").textContent);
  return applications.map((application) => judge(terms, application));
}"""


def as_typed(said: dict[str, Any]) -> dict[str, Any]:
    """An application as the page has it: a yes or no is a boolean, a figure is a text."""
    values = {"true": True, "false": False}
    figures = {name: values.get(figure, figure) for name, figure in said["figures"].items()}
    return said | {"figures": figures}


def as_in_the_browser(judgement: Judgement, said: dict[str, Any]) -> dict[str, Any]:
    """Python's judgement in the shape that the page's function gives."""

    def line(of: CriterionJudgement) -> dict[str, Any]:
        return {
            "id": of.criterion.id,
            "asked": None if of.asked is None else str(of.asked),
            "given": said["figures"].get(of.criterion.id),
            "result": of.result.value,
            "needs_unit_kind": of.needs_unit_kind,
            "on_condition": of.on_condition,
        }

    return {
        "general": [line(each) for each in judgement.general],
        "functions": [
            {
                "function": each.asked.function,
                "result": each.result.value,
                "lines": [line(each_line) for each_line in each.lines],
            }
            for each in judgement.functions
        ],
        "one_function": judgement.one_function.value,
        "result": judgement.result.value,
    }


def test_browser_and_python_judge_alike(visit: Visit) -> None:
    """Several hundred random applications, most of them near a border, line by line."""
    chance = random.Random(14)
    drawn = [at_random(chance, EDITION) for _ in range(HOW_MANY)]
    typed = [as_typed(said) for said in drawn]
    answers = visit("eligibility/").evaluate(IN_THE_BROWSER, typed)
    assert len(answers) == HOW_MANY
    seen: Counter[str] = Counter()
    for said, page, answer in zip(drawn, typed, answers, strict=True):
        offered = said["functions"]
        judgement = judge(EDITION, application(said["figures"], said["unit_kind"], offered))
        assert answer == as_in_the_browser(judgement, page)
        seen[answer["result"]] += 1
        seen.update(f"{each['function']} {each['result']}" for each in answer["functions"])
        for flag in ("needs_unit_kind", "on_condition"):
            seen[flag] += any(line[flag] for line in answer["general"])
    functions = [f.term for f in EDITION.service_functions]
    results = ("met", "not_met", "not_given")
    wanted = {*results, "needs_unit_kind", "on_condition"}
    wanted |= {f"{f} {r}" for f in functions for r in (*results, "not_offered")}
    assert set(seen) == wanted
    assert min(seen.values()) > 5, seen


def fill(page: Page, figures: dict[str, str]) -> None:
    """Types figures and chooses yes or no as a person does, opening what is folded."""
    for name, figure in figures.items():
        row = page.locator(f"[data-criterion={name}]")
        folded = page.locator("details:not([open])", has=row)
        if folded.count():
            folded.locator("summary").click()
        if figure in ("true", "false"):
            row.get_by_label("是" if figure == "true" else "否", exact=True).check()
        else:
            row.locator("input").fill(figure)


def result(page: Page, of: str) -> str:
    """The words beside a line, a function or the whole."""
    return page.locator(f'[data-result="{of}"]').first.inner_text().strip()


def test_person_filling_in_the_form_sees_each_line(visit: Visit) -> None:
    """Each figure is answered at once, in words and shape, and the sum says what is open."""
    page = visit("eligibility/", viewport=PHONE)
    expect(page.locator("[data-ready=true]")).to_have_count(1)
    sum_up = page.locator("[role=status][aria-live=polite]")
    expect(sum_up).to_contain_text("没有填齐")
    expect(sum_up).to_contain_text("符合 0 项，不符合 0 项，未填 23 项")
    fill(
        page,
        {"assets": "150", "staff": "１２", "satisfaction": "95%", "public_benefit_share": "200"},
    )
    lines = {
        "assets": "先选单位性质",
        "staff": "先选单位性质",
        "satisfaction": "不是数字",
        "public_benefit_share": "不可能这么高",
        "plan": "未填",
    }
    assert {name: _line(page, name) for name in lines} == lines
    page.get_by_label("企业", exact=True).check()
    assert (_line(page, "assets"), _line(page, "staff")) == ("不符合", "不符合")
    expect(page.locator("[data-criterion=assets] [data-set=full]")).to_be_visible()
    expect(page.locator("[data-criterion=assets] [data-set=relaxed]")).to_be_hidden()
    page.get_by_label("社会团体", exact=True).check()
    assert _line(page, "assets") == _line(page, "staff") == "按放宽的标准符合"
    fill(page, {"served_enterprises": "120.5"})
    assert _line(page, "served_enterprises") == "应为整数"
    page.get_by_label("培训服务", exact=True).check()
    assert page.locator("details.reg-function:visible").count() == 1
    page.get_by_label("培训服务", exact=True).uncheck()
    assert page.locator("details.reg-function:visible").count() == 7
    expect(page.locator("[data-criterion=assets] [data-set=relaxed]")).to_have_text(
        "不低于 100 万元（放宽）"
    )
    mark = page.locator("[data-criterion=assets] .reg-status")
    expect(mark).to_have_class("reg-status reg-status--in_force")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _line(page: Page, name: str) -> str:
    return page.locator(f"[data-criterion={name}] .reg-criteria__result").inner_text().strip()


def test_whole_form_comes_to_a_verdict_and_can_be_emptied(visit: Visit) -> None:
    """All general criteria and one way of financing are enough; clearing leaves nothing behind."""
    page = visit("eligibility/")
    page.get_by_label("企业", exact=True).check()
    general = {k: v for k, v in sound("financing").items() if not k.startswith("financing_")}
    fill(page, general | {"guarantee_institution": "true", "new_guarantees": "20"})
    assert (result(page, "all"), result(page, "function-financing")) == ("符合", "符合")
    expect(page.locator("[data-says]")).to_have_text(
        "填报的情况达到全部基本条件和至少一项功能要求。"
    )
    fill(page, {"plan": "false"})
    assert (result(page, "all"), _line(page, "plan")) == ("不符合", "不符合")
    page.get_by_role("button", name="清空").click()
    expect(page.locator("[data-says]")).to_contain_text("未填 23 项")
    assert result(page, "function-financing") == "未填"
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    page.reload()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == stored


def test_page_is_a_whole_table_without_a_script(visit: Visit) -> None:
    """Every criterion with its article, both thresholds, all materials, and no empty fields."""
    page = visit("eligibility/", java_script_enabled=False)
    assert page.locator("tr[data-criterion]:visible").count() == 51
    assert page.locator("input[name=assets]:visible").count() == 0
    assert page.locator(".reg-live:visible").count() == 0
    row = page.locator("[data-criterion=assets]")
    expect(row).to_contain_text("不低于 200 万元")
    expect(row).to_contain_text("不低于 100 万元（放宽）")
    article = row.get_by_role("link")
    expect(article).to_have_attribute("href", "../regulations/demo-2023/#art-14")
    assert page.locator(".reg-materials li:visible").count() == 12
