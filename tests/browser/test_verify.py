"""/verify/: was it designated on that day — the browser and Python give one answer."""

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import segno
from playwright.sync_api import Page, Route, expect

from generator.register.snapshot import Snapshot
from generator.site.pages.verdict import Verdict, verdict
from generator.site.search import answers, verdict_words
from tests.conftest import DAY
from tests.histories import PLATFORM, listing, register

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
HISTORIES, DAYS_EACH = 1000, 5
FIRST = date(2018, 1, 1)


def asked(turn: Visit, query: str, day: str) -> Any:
    """The answer of the page to a question."""
    page = turn(f"verify/?q={quote(query)}&on={day}")
    return page.locator("[data-results=verify][data-ready=true]")


@pytest.mark.parametrize(
    ("path", "script", "field", "typed"),
    [
        ("verify/", "verify.js", ".reg-ask--verify [name=q]", "sd-0016"),
        ("check-list/", "check-list.js", "#list", "sd-0016"),
        ("search/", "search.js", "main [name=q], [role=search] [name=q]", "sd-0016"),
    ],
)
def test_what_is_typed_before_the_script_comes_stays(
    visit: Visit, path: str, script: str, field: str, typed: str
) -> None:
    """On a slow line the fields stand before their script, and are used."""
    page, held = visit(""), list[Route]()
    page.route(f"**/{script}*", lambda route: held.append(route))
    page.goto(page.url + path, wait_until="commit")
    page.locator(field).first.fill(typed)
    assert held
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator(field).first).to_have_value(typed)


@pytest.mark.parametrize(
    ("query", "day", "status", "acts"),
    [
        ("sd-0016", "2024-09-19", "in_force", ["2022-announcement"]),
        ("sd-0016", "2024-09-20", "revoked", ["2024-revocation"]),
        ("荣成海洋食品", "2022-12-31", "in_force", ["2019-announcement", "2022-validity-change"]),
        ("荣成海洋食品", "2019-11-20", "announced", ["2019-announcement"]),
        ("913799009999001692", "2018-01-01", "not_designated", []),
        ("示例2022-005", "2023-06-01", "in_force", ["2022-announcement"]),
    ],
)
def test_question_of_a_day(turn: Visit, query: str, day: str, status: str, acts: list[str]) -> None:
    """Name, id, code and certificate number, on days before, within and after."""
    hit = asked(turn, query, day).locator("[data-platform-id=sd-0016]")
    expect(hit).to_have_attribute("data-status", status)
    expect(hit).to_contain_text(day)
    links = hit.locator("a[href*=notices]")
    expect(links).to_have_count(len(acts))
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    assert [address.rstrip("/").rpartition("/")[2] for address in addresses] == acts


def test_an_id_in_the_address_asks_for_that_platform_alone(visit: Visit) -> None:
    """Its revocation in full: sentence, grounds, article, bar, and the same in English."""
    page = visit("verify/?id=sd-0016&on=2024-09-20")
    hits = page.locator("[data-ready=true] .reg-hit")
    expect(hits).to_have_count(1)
    expect(hits.locator(".reg-verdict__status")).to_have_text("已撤销")
    expect(hits.locator(".reg-verdict__sentence")).to_contain_text("自2024年9月20日起撤销称号")
    expect(hits.locator("b")).to_have_text("运营单位至2027年9月20日（含当日）不得申报")
    expect(hits.locator(".reg-english")).to_have_text(
        "Revoked from 2024-09-20. The operating unit may not apply again until 2027-09-20."
    )
    expect(hits.locator("a[href*='#art-24']")).to_have_count(2)
    page.locator(".reg-ask--verify input[name=on]").fill("2024-09-19")
    page.locator(".reg-ask--verify button").click()
    expect(hits.locator(".reg-verdict__status")).to_have_text("有效")
    expect(hits.locator(".reg-caveat")).to_have_text("注意：最近一次检查结论为不合格。")
    assert page.url.endswith("verify/?id=sd-0016&on=2024-09-19")


def test_answer_is_that_of_the_page_of_the_platform(visit: Visit) -> None:
    """Every paragraph of the verdict, for all that one question finds, on the day of the site."""
    page = visit(f"verify/?q=示例&on={DAY}")
    expect(page.locator("[data-ready=true] .reg-hit")).to_have_count(50)
    pairs = page.evaluate(
        """async () => {
          const texts = (section) => [...section.querySelectorAll("p:not(.reg-hint)")].map((p) => p.textContent.trim());
          const hits = [...document.querySelectorAll(".reg-hit")];
          return Promise.all(hits.map(async (hit) => {
            const answer = await fetch(`../platforms/${hit.dataset.platformId}/`);
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            return [texts(hit.querySelector(".reg-verdict")), texts(page.querySelector(".reg-verdict"))];
          }));
        }"""
    )
    assert [here for here, there in pairs if here != there] == []
    assert len({status for (status, *_), _ in pairs}) > 3


def test_former_name_is_found_and_the_name_of_the_day_is_shown(visit: Visit) -> None:
    """A former name leads to the platform, under the name it bore on that day."""
    old, new = "示例·潍坊装备制造公共服务平台", "示例·潍坊智能装备公共服务平台"
    for day, name in (("2020-06-15", old), ("2020-06-16", new)):
        by_name = asked(visit, old, day).locator("[data-platform-id=sd-0005]")
        expect(by_name.locator("a").first).to_have_text(name)
        page = visit(f"verify/?id=sd-0005&on={day}")
        expect(page.locator(".reg-hit a").first).to_have_text(name)
        expect(page.locator(".reg-evidence")).to_contain_text(name)


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


def test_absence_says_what_it_means(turn: Visit) -> None:
    """Nothing found is not proof, and the page says whom to ask."""
    results = asked(turn, "不存在的名字", "2022-01-01")
    expect(results).to_contain_text("没有找到写着“不存在的名字”的")
    expect(results).to_contain_text("没有找到不等于没有认定")
    expect(results).to_contain_text("向主管部门核实")


@pytest.mark.parametrize("day", ["2026-02-30", "abc", "2026-2-3", "10000-01-01", "%F0%9F%93%85"])
def test_day_that_is_none_is_not_answered_for_another(turn: Visit, day: str) -> None:
    """A link that was mistyped gives no evidence, neither for today nor for any day."""
    page = turn(f"verify/?id=sd-0016&on={day}")
    results = page.locator("[data-results=verify][data-ready=true]")
    expect(results).to_have_text("没有这一天，所以没有查验：请写下一个日子，例如 2026-11-23。")
    page.locator(".reg-ask--verify input[name=on]").fill("2024-09-20")
    page.locator(".reg-ask--verify button").click()
    expect(results.locator(".reg-hit")).to_have_attribute("data-status", "revoked")


def test_address_holds_the_day_that_was_answered(visit: Visit) -> None:
    """The sheet that is taken away today asks for today tomorrow, too."""
    page = visit("verify/?id=sd-0016")
    sheet = page.locator("[data-ready=true] .reg-evidence")
    expect(sheet).to_have_count(1)
    day = page.locator("input[name=on]").input_value()
    expect(sheet).to_contain_text(f"{day}，平台 sd-0016 的资格状态")
    expect(sheet).to_contain_text(f"verify/?id=sd-0016&on={day}")
    assert page.url.endswith(f"verify/?id=sd-0016&on={day}")


@pytest.mark.parametrize("id", ["SD-0016", "%73d-0016%20", "示例2022-005"])
def test_what_is_no_id_may_be_a_name(turn: Visit, id: str) -> None:
    """An id as people type it, or another handle in its place: told like any name, without a sheet."""
    page = turn(f"verify/?id={id}&on=2024-09-20")
    results = page.locator("[data-results=verify][data-ready=true]")
    expect(results.locator(".reg-hit")).to_have_attribute("data-platform-id", "sd-0016")
    expect(results.locator(".reg-hit")).to_have_attribute("data-status", "revoked")


def test_names_that_only_come_near_are_not_the_answer(turn: Visit) -> None:
    """Another firm's title is no title of the one asked for."""
    results = asked(turn, "荣成海洋食品检测平台", "2022-12-31")
    expect(results.locator("[data-platform-id=sd-0016]")).to_have_count(1)
    said = "没有找到写着“荣成海洋食品检测平台”的平台，以下只是名称相近的，不一定是所问的平台："
    expect(results.locator("p.reg-caveat").first).to_have_text(said)
    near = "只是名称相近的"
    expect(asked(turn, "荣成海洋食品", "2022-12-31")).not_to_contain_text(near)


def test_evidence_is_one_sheet_with_the_question_the_answer_and_how_to_check_it(
    visit: Visit, site: Path
) -> None:
    """Printed on one A4 page; the copied text says the same; the picture is that of the address."""
    page = visit("verify/?id=sd-0016&on=2024-09-20")
    sheet = page.locator("[data-ready=true] .reg-evidence")
    build = json.loads((site / "api/v1/index.json").read_text("utf-8"))
    expect(page.locator(".reg-hit")).to_contain_text("所在地：威海市荣成市")
    for words in (
        "2024-09-20，平台 sd-0016 的资格状态", "威海市荣成市", "示例·荣成海洋食品检验检测公共服务平台", str(DAY),
        build["commit"], f"第 {build['log']['size']} 条，散列 {build['log']['head']}", page.url,
    ):  # fmt: skip
        expect(sheet).to_contain_text(words)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.get_by_role("button", name="复制").click()
    expect(sheet.get_by_role("button", name="已复制")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    hit = page.locator(".reg-hit")
    for said in (".reg-verdict__status", ".reg-verdict__sentence", ".reg-english"):
        assert hit.locator(said).inner_text() in text
    assert "运营单位至2027年9月20日（含当日）不得申报。" in text
    assert build["log"]["head"] in text
    assert page.url in text
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    shown = sheet.locator("svg path").get_attribute("d")
    assert shown == page.evaluate(PATH, page.url)


PATH = """async (address) => {
  const { encode } = await import(new URL("../assets/vendor/uqr.js", location));
  const { data } = encode(address, { ecc: "M", border: 4 });
  return data.flatMap((line, y) => line.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
}"""
# As many bytes as version 4 holds at this level: what fills the rest is left to the writer.
FULL = "https://registry.example.org/verify/?id=sd-0016&on=2024-09-2011"


def test_picture_of_an_address_is_that_of_another_writer(turn: Visit) -> None:
    """Under one of the eight masks; which is best is a matter of taste."""
    text = FULL[:62]
    drawn = turn("verify/").evaluate(PATH, text)
    every = []
    for mask in range(8):
        code = segno.make(text, version=4, error="m", boost_error=False, mode="byte", mask=mask)
        dark = [
            (x + 4, y + 4)
            for y, line in enumerate(code.matrix)
            for x, bit in enumerate(line)
            if bit
        ]
        every.append("".join(f"M{x} {y}h1v1h-1z" for x, y in dark))
    assert drawn in every


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


def test_browser_and_python_say_the_same_on_thousands_of_random_days(turn: Visit) -> None:
    """Random histories, random days: sentences, acts, bar and remarks are those of the page."""
    rng = random.Random(20261123)
    pool: dict[str, int] = {}
    questions, expected = [], []
    for _ in range(HISTORIES):
        of = register([_act(rng) for _ in range(rng.randrange(1, 8))])
        first = Snapshot.of(of, FIRST)
        days = answers(first.listings[PLATFORM], first, pool)
        for _ in range(DAYS_EACH):
            day = FIRST + timedelta(days=rng.randrange(-30, 4500))
            questions.append([days, day.isoformat()])
            expected.append(_told(verdict(listing(of, day))))
    found = turn("verify/").evaluate(
        """async ([questions, answers]) => {
          const { judged, worded } = await import(new URL("../assets/columns.js", location));
          return questions.map(([days, day]) => {
            const verdict = answers.verdicts[judged(days, day)[1]];
            const { sentence, english, bar, remarks } = worded(answers, verdict);
            return [verdict.status, verdict.acts ?? [], sentence, english, bar, remarks];
          });
        }""",
        [questions, verdict_words() | {"verdicts": [json.loads(each) for each in pool]}],
    )
    wrong = [i for i, (one, other) in enumerate(zip(found, expected, strict=True)) if one != other]
    assert wrong == [], json.dumps([questions[wrong[0]], found[wrong[0]], expected[wrong[0]]])
    assert len(found) == HISTORIES * DAYS_EACH
    assert len({status for status, *_ in found}) > 7


def _told(judged: Verdict) -> list[Any]:
    """What the page of a platform says."""
    acts = [entry.act.id for entry in judged.acts]
    bar = judged.bar.sentence if judged.bar else ""
    return [judged.status.value, acts, judged.sentence, judged.english, bar, judged.remarks]
