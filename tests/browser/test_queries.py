"""What people type, and what they must find: the written queries, in a real browser."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from tests.conftest import ROOT

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
DATA = ROOT / "tests" / "data"
WRITTEN = {each["q"]: each for each in yaml.safe_load((DATA / "queries.yaml").read_text("utf-8"))}
MORE = yaml.safe_load((DATA / "queries-more.yaml").read_text("utf-8"))
NAMED = [
    query
    for query, each in WRITTEN.items()
    if each.get("first", "").startswith("sd-") or isinstance(each.get("has"), list)
]
NAMES = {"示例·烟台先进材料检验检测公共服务平台": "sd-0003"}


def asked(turn: Visit, query: str) -> Locator:
    """The whole answer to a query."""
    results = turn(f"search/?q={quote(query)}").locator("[data-results=search]")
    expect(results).to_have_attribute("data-ready", "true")
    return results


def groups(results: Locator) -> dict[str, list[str]]:
    """Ids of platforms by the title of their group."""
    made: dict[str, list[str]] = results.evaluate(
        """(results) => Object.fromEntries([...results.querySelectorAll("h2")].map((title) => [
          title.textContent.replace(/（\\d+）$/, ""),
          [...title.nextElementSibling.children].map((hit) => hit.dataset.platformId ?? hit.querySelector("a").textContent),
        ]))"""
    )
    return made


@pytest.mark.parametrize(
    "query",
    [
        q
        for q, each in WRITTEN.items()
        if ("first" in each and "sd-" in each["first"]) or isinstance(each.get("has"), list)
    ],
)
def test_query_for_a_name_finds_it_in_the_group_that_is_written(turn: Visit, query: str) -> None:
    """First, or among the first; what only comes near is said to."""
    each = WRITTEN[query]
    found = groups(asked(turn, query))
    shown = found["相近的平台" if each.get("as") == "相近" else "平台"]
    for name in each.get("has", ()):
        assert NAMES[name] in shown
    if "first" in each:
        assert shown[0] == each["first"]
        assert next(iter(found.values())) == shown


@pytest.mark.parametrize("each", MORE, ids=lambda each: each["q"])
def test_query_as_people_type_it(turn: Visit, each: dict[str, Any]) -> None:
    """Hits in their order, near ones, pages and words."""
    results = asked(turn, each["q"])
    found = groups(results)
    near = found.get("相近的平台", found.get("Near matches", []))
    pages = found.get("办法与说明", found.get("Rules and help", []))
    hits = [
        name
        for group in found.values()
        if group is not near
        for name in group
        if name.startswith("sd-")
    ]
    words = f"{results.page.locator('[data-said]').inner_text()} {results.inner_text()}"
    if "hits" in each:
        assert hits == each["hits"]
    assert set(each.get("near", ())) <= set(near)
    assert each.get("group", "") in (*found, "")
    assert each.get("prose") in (None, *pages[:1])
    assert each.get("says", "") in words
    assert each.get("says_not", "没有这样的话") not in words


@pytest.mark.parametrize(
    ("query", "facets"),
    [
        ("济南 技术", {"city": "370100", "function": "technology"}),
        ("青岛 有效", {"city": "370200", "status": "in_force"}),
        ("事业单位", {"kind": "事业单位"}),
        ("期满", {"status": "expired"}),
        ("Qingdao financing", {"city": "370200", "function": "financing"}),
        ("in force", {"status": "in_force"}),
        ("省直", {"place": "省直"}),
        ("历下区", {"place": "济南市历下区"}),
    ],
)
def test_query_for_a_kind_of_platform_lists_all_of_them_in_force_first(
    turn: Visit, query: str, facets: dict[str, str]
) -> None:
    """By the columns of the index itself."""
    results = asked(turn, query)
    wanted = results.page.evaluate(
        """async (facets) => {
          const { read } = await import(new URL("../assets/columns.js", location));
          const { columns } = await read();
          const has = { function: (row, value) => columns.functions[row].includes(value) };
          return columns.id.filter((_, row) => Object.entries(facets).every(([name, value]) =>
            (has[name] ?? ((at) => columns[name][at] === value))(row, value)));
        }""",
        facets,
    )
    hits = results.locator("[data-platform-id]")
    statuses = [hit.get_attribute("data-status") for hit in hits.all()]
    assert sorted(hit.get_attribute("data-platform-id") or "" for hit in hits.all()) == wanted
    assert len(wanted) > (query == "历下区") - 1
    count = statuses.count("in_force")
    assert statuses[:count] == ["in_force"] * count


def test_rest_of_the_written_queries(turn: Visit) -> None:
    """A document's number, a wrong check digit, a question, several names, nothing at all."""
    pages = groups(asked(turn, "鲁工信发〔2020〕4号"))["办法与说明"]
    assert pages[0].endswith("山东省中小企业公共服务示范平台认定管理办法")
    expect(asked(turn, "91379900999900012E")).to_contain_text("第18位校验不符")
    assert groups(asked(turn, "怎么核对牌匾")) == {"办法与说明": ["怎样核对一块牌匾"]}
    assert groups(asked(turn, "投诉"))["办法与说明"][0] == "投诉、异议向谁提出"
    assert "2025-announcement" not in str(groups(asked(turn, "2024年")))
    nothing = asked(turn, "xxzz不存在")
    expect(nothing.locator("p").first).to_contain_text("查了全部平台")
    expect(nothing).to_contain_text("没有找到写着“xxzz不存在”的记录")
    expect(nothing).not_to_contain_text("名录中没有")
    expect(nothing.locator("a[href$='gaps/']")).to_have_count(1)
    parts = asked(turn, "济南有哪些检测平台").locator("a[href*='search/']")
    assert parts.all_inner_texts()[:2] == ["济南市", "检测"]


def test_several_names_lead_to_the_list_check_with_the_names_filled_in(visit: Visit) -> None:
    """Pasted with line ends too, which a field of one line would swallow."""
    page = visit("search/")
    page.locator("main input[name=q]").evaluate(
        """(field) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "济南工业设计公共服务平台\\r\\n荣成海洋食品检验检测公共服务平台\\n");
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true, bubbles: true }));
        }"""
    )
    page.locator("main [role=search] button").click()
    link = page.locator("[data-results=search] a[href*='check-list/']")
    fragment = urlsplit(link.get_attribute("href") or "").fragment
    assert parse_qs(fragment)["list"] == [
        "济南工业设计公共服务平台\n荣成海洋食品检验检测公共服务平台"
    ]
    link.click()
    expect(page.locator("[data-results=check-list][data-ready=true] tbody > tr")).to_have_count(2)


def test_keys_of_an_input_method_are_never_taken(visit: Visit) -> None:
    """While characters are composed, a slash and an arrow belong to the input method."""
    page = visit("help/")
    for properties in ("isComposing: true", "keyCode: 229"):
        page.evaluate(
            f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key: '/', bubbles: true, {properties} }}))"
        )
        expect(page.locator(".reg-box input")).not_to_be_focused()
