"""The self-check page: it judges as the command does, says each line, and reads without a script."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.intake import receive
from generator.register.eligibility import CriterionJudgement, Judgement, judge, newest
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.search.applying import answer_values
from generator.terms.answers import Applying
from tests.browser.conftest import PHONE
from tests.conftest import DAY, DEMONSTRATION
from tests.eligibility import EDITIONS, WHOLE, application, at_random, sound

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


def test_browser_and_python_judge_alike(turn: Visit) -> None:
    """Several hundred random applications, most of them near a border, line by line."""
    chance = random.Random(14)
    drawn = [at_random(chance, EDITION) for _ in range(HOW_MANY)]
    typed = [as_typed(said) for said in drawn]
    answers = turn("eligibility/").evaluate(IN_THE_BROWSER, typed)
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
    expect(page.locator("form[data-ready=true]")).to_have_count(1)
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
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("button", name="清空").click()
    assert result(page, "all") == "不符合"
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="清空").click()
    expect(page.locator("[data-says]")).to_contain_text("未填 23 项")
    assert result(page, "function-financing") == "未填"
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    page.reload()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == stored


FAILING = "[data-first] li"


def test_what_fails_stands_first(visit: Visit) -> None:
    """Criteria not met are listed before all lines, each leading to its own."""
    page = visit("eligibility/", viewport=PHONE)
    assert page.locator("[data-first]").is_hidden()
    page.get_by_label("其他", exact=True).check()
    fill(page, {"staff": "3", "assets": "199", "satisfaction": "95"})
    assert page.locator(FAILING).all_inner_texts() == ["资产总额", "专职服务人员"]
    page.get_by_role("link", name="专职服务人员", exact=True).click()
    assert page.evaluate("location.hash") == "#of-staff"
    fill(page, {"staff": "15"})
    assert page.locator(FAILING).all_inner_texts() == ["资产总额"]


@pytest.mark.parametrize("case", [*WHOLE["cases"]], ids=lambda case: case["says"])
def test_whole_application_in_the_browser(turn: Visit, case: dict[str, Any]) -> None:
    """The cases of the command, judged by the page."""
    figures = WHOLE["sound"] | case.get("add", {})
    for name in case.get("drop", ()):
        del figures[name]
    kind = case.get("kind", "enterprise")
    said = {"unit_kind": None if kind == "none" else kind, "functions": [], "figures": figures}
    (answer,) = turn("eligibility/").evaluate(IN_THE_BROWSER, [as_typed(said)])
    assert (answer["one_function"], answer["result"]) == (case["one_function"], case["result"])


def test_what_was_saved_is_there_again_and_only_then(visit: Visit) -> None:
    """Typed values survive a reload if they were saved; clearing takes them away for good."""
    page = visit("eligibility/")
    stored = "JSON.parse(localStorage.getItem('eligibility'))"
    fill(page, {"staff": "12", "plan": "true"})
    page.reload()
    assert page.locator("input[name=staff]").input_value() == ""
    fill(page, {"staff": "12", "plan": "true"})
    page.get_by_label("培训服务", exact=True).check()
    page.get_by_label("平台或者单位的名称").fill("示例·某平台")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-says]")).to_contain_text("已保存在这台设备上")
    assert page.evaluate(stored)["edition"] == "demo-2023"
    page.reload()
    assert page.locator("input[name=staff]").input_value() == "12"
    assert (_line(page, "plan"), page.get_by_label("培训服务", exact=True).is_checked()) == (
        "符合",
        True,
    )
    expect(page.locator("[data-may]")).to_contain_text("名录中没有查到“示例·某平台”")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="清空").click()
    assert page.evaluate(stored) is None
    page.reload()
    assert page.locator("input[name=staff]").input_value() == ""


def test_print_bears_the_day_and_the_name(visit: Visit) -> None:
    """On paper it says of whom and when; on the screen it does not."""
    page = visit("eligibility/", day=str(DAY))
    page.get_by_label("平台或者单位的名称").fill("示例·某平台")
    assert page.locator("[data-printed]").is_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("[data-printed]")).to_contain_text(f"示例·某平台　{DAY} 自查")
    assert page.locator(".reg-sum .reg-button:visible").count() == 0


def test_browser_and_python_say_alike_who_may_apply(turn: Visit) -> None:
    """Every platform on days of the coming years: code, last day and year."""
    snapshot = Snapshot.of(Register.bind(receive(DEMONSTRATION)), DAY)
    edition = newest(snapshot.register, snapshot.as_of, "reapplication")
    days = [snapshot.as_of + timedelta(days=97 * at) for at in range(14)]
    said = turn("eligibility/").evaluate(APPLYING, [str(day) for day in days])
    seen: Counter[str] = Counter()
    for listing, answers in zip(snapshot.listings.values(), said, strict=True):
        for day, answer in zip(days, answers, strict=True):
            values = answer_values(snapshot.turned_to(day, listing), edition)
            code, ends, year, doubt = values
            wanted = Applying(code).sentence.format(ends=ends, year=year, doubt=doubt)
            assert answer == [code, wanted], (listing.id, day)
            seen[code] += 1
    assert {"barred", "too_early", "again", "free", "bar_not_stated"} <= set(seen)


APPLYING = """async (days) => {
  const { answerOf } = await import(new URL("../assets/applicant.js", location.href));
  const answers = await (await fetch(new URL("index.json", location.href))).json();
  return answers.days.map((_, row) => days.map((day) => {
    const { code, sentence } = answerOf(answers, row, day);
    return [code, sentence];
  }));
}"""


def test_applicant_asks_without_a_network_and_learns_whom_to_turn_to(visit: Visit) -> None:
    """Once the field of the name was entered it is answered offline, with the office of the place."""
    page = visit("eligibility/", day=str(DAY), viewport=PHONE)
    page.get_by_label("平台或者单位的名称").focus()
    expect(page.locator("[data-may][data-ready=true]")).to_have_count(1)
    page.context.set_offline(True)
    page.get_by_label("平台或者单位的名称").fill("示例·荣成海洋食品检测有限公司")
    expect(page.locator("[data-may] [data-applying]").first).to_have_attribute(
        "data-applying", "barred"
    )
    expect(page.locator("[data-may]")).to_contain_text("不得申报")
    shown = page.locator("[data-offices] > div:visible")
    expect(shown).to_have_count(1)
    page.get_by_label("所在地").select_option("own")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("直接向")
    page.get_by_label("平台或者单位的名称").fill("没有这样的名称")
    expect(page.locator("[data-may]")).to_contain_text("名录中没有查到")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


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
