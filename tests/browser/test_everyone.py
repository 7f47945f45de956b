"""For everyone: WCAG 2.2 AA by axe on every kind of page, small screens, zoom, keyboard, print."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from justhtml import JustHTML
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_pages import KINDS_OF_PAGE

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# The smallest window, a desktop at 200% zoom, a phone; the desktop. Axe looks at the first and the last.
SMALLEST = {"width": 320, "height": 640}
WINDOWS = (SMALLEST, {"width": 640, "height": 640}, PHONE, DESKTOP)
# The pages are shared out, so that every core has some to open.
SHARES = 4
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that another colouring can change: elements and their places stay.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
MARK = """(p) => getComputedStyle(p, "::before").maskImage"""
# Text that its box hides: what may be scrolled, folded or meant for ears alone is not.
CUT = """() => [...document.querySelectorAll("main *, header *")].filter((each) => {
  const style = getComputedStyle(each);
  const clips = ["hidden", "clip"].includes(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
  const isShown = each.clientWidth > 1 && !each.closest("details:not([open]), [hidden]");
  return clips && isShown && each.textContent.trim() && style.textOverflow !== "ellipsis";
}).map((each) => each.className || each.tagName)"""
# Colours change gradually.
RESTING = """() => Promise.all(document.getAnimations().map((each) => each.finished))"""
RUN = """async (runOnly) => {
  const found = await axe.run(document, { runOnly });
  const told = (v) => [v.id, v.nodes[0].html.slice(0, 160), v.nodes[0].failureSummary];
  return { passes: found.passes.length, wrong: found.violations.map(told) };
}"""


@pytest.mark.parametrize("share", range(SHARES))
def test_every_kind_of_page_is_for_everyone(visit: Visit, address: str, share: int) -> None:
    """No error, no foreign request, one heading, no violation of WCAG 2.2 AA or of good practice.

    Nothing is wider than the window. In the dark text and links stand out from what is behind and
    around them. A run that looked at nothing fails.
    """
    small, large = (visit("", viewport=each, color_scheme="light") for each in (SMALLEST, DESKTOP))
    for path in KINDS_OF_PAGE[share::SHARES]:
        for window in WINDOWS:
            page = small if window is SMALLEST else large
            page.set_viewport_size(window)  # type: ignore[arg-type]
            page.goto(address + path)
            expect(page.locator("h1")).to_have_count(1)
            assert page.evaluate("document.documentElement.scrollWidth") <= window["width"], path
        # While one is looked at, the other comes to rest.
        for page in (small, large):
            assert judged(page, "tag", RULES) > 20
        for page in (small, large):
            page.emulate_media(color_scheme="dark")
            expect(page.locator("body[data-md-color-scheme=slate]")).to_have_count(1)
            page.evaluate(RESTING)
            assert judged(page, "rule", OF_COLOUR) > 0
            page.emulate_media(color_scheme="light")


def judged(page: Page, kind: str, rules: list[str]) -> int:
    """Number of rules that axe finds kept, each on some element; none is broken."""
    page.wait_for_load_state("networkidle")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, {"type": kind, "values": rules})
    assert (page.url, page.viewport_size, found["wrong"]) == (page.url, page.viewport_size, [])
    return int(found["passes"])


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_text_twice_as_large_is_still_all_there(
    visit: Visit, address: str, window: dict[str, int]
) -> None:
    """WCAG 1.4.4: text alone at 200 %; nothing is cut off, and nothing is wider than the window."""
    page = visit("", viewport=window)
    cut = []
    for path in KINDS_OF_PAGE:
        page.goto(address + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > window["width"]:
            cut.append(path)
        cut += [f"{path} {each}" for each in page.evaluate(CUT)]
    assert cut == []


# The order in which the keyboard comes by, and that of the page: elements between the skip link and the footer.
ORDER = """() => {
  const links = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  return links.indexOf(document.activeElement);
}"""


@pytest.mark.parametrize(
    "path", ["", "platforms/", "platforms/sd-0016/", "search/?q=%E6%B5%8E%E5%8D%97", "check-list/"]
)
def test_keyboard_comes_by_in_the_order_of_the_page(visit: Visit, path: str) -> None:
    """No jump back, no trap, nothing with a place of its own in the order."""
    page = visit(path)
    page.wait_for_load_state("networkidle")
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
    places = []
    for _ in range(30):
        page.keyboard.press("Tab")
        at = page.evaluate(ORDER)
        # After the last element the browser itself comes by.
        if at < 0:
            break
        places.append(at)
    assert places == sorted(places)
    assert len(set(places)) > 15


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("platforms/sd-0016/", "位置 荣成海洋食品 已撤销 自2024年9月20日起撤销称号 Revoked 依据 历次认定 全部文件"),
        ("platforms/", "名录 筛选 列出 平台列表 有效 济南工业设计"),
        ("verify/?id=sd-0016&on=2024-09-20", "查验某一天的资格 日子 查验 荣成海洋食品 已撤销 查验凭据 数据截至"),
        ("check-list/#list=sd-0016", "核对名单 名单 日子 核对 行：不是 结果 已撤销"),
        ("search/?q=%E8%8D%A3%E6%88%90", "查找 筛选 个结果 荣成海洋食品"),
    ],
)  # fmt: skip
def test_screen_reader_hears_what_matters_in_order(visit: Visit, path: str, words: str) -> None:
    """By the tree that browsers hand to screen readers: first who and what status, then why, then the rest."""
    page = visit(path, "2026-11-23")
    page.wait_for_load_state("networkidle")
    heard, at = page.locator("main").aria_snapshot(), 0
    for each in words.split():
        assert each in heard[at:], each
        at = heard.index(each, at)


def test_keyboard_alone_reaches_the_answer(visit: Visit) -> None:
    """Tab to the skip link and to the box; type; Enter; Tab to the first hit; Enter."""
    page = visit("")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#content")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("检验检测")
    page.keyboard.press("Enter")
    page.locator("[data-results=search][data-ready=true]").wait_for()
    link = page.locator("[data-platform-id=sd-0016] a")
    link.focus()
    outline = link.evaluate("(link) => getComputedStyle(link).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("荣成海洋食品")


def test_platform_prints_on_one_page_with_its_status_and_mark(visit: Visit) -> None:
    """One sheet of A4: the status, the ground, the QR code, and the demonstration mark."""
    page = visit("platforms/sd-0016/")
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    for text in ("已撤销", "演示数据", "自2024年9月20日起撤销称号"):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.locator(".reg-plaque img")).to_be_visible()
    # The line stands behind the title, and apart from it.
    line = page.locator(".reg-timeline p").first
    assert line.evaluate("(p) => getComputedStyle(p).display") == "inline"
    assert line.evaluate("(p) => getComputedStyle(p, '::before').content") == '"　"'


def test_folded_years_are_printed(visit: Visit) -> None:
    """Nothing on paper can be opened; on the screen they stay folded."""
    page = visit("notices/")
    line = page.locator(".reg-month:not([open]) .reg-acts a").last
    shown = "(link) => link.checkVisibility({ contentVisibilityAuto: true })"
    assert not line.evaluate(shown)
    page.emulate_media(media="print")
    assert line.evaluate(shown)


def test_revoked_cannot_be_mistaken_in_grey(visit: Visit) -> None:
    """Words and shape, not colour alone, tell a revoked platform from one in force."""
    shapes = {}
    for name in ("sd-0001", "sd-0016"):
        page = visit(f"platforms/{name}/")
        verdict = page.locator(".reg-verdict")
        shapes[name] = (
            verdict.locator("strong").first.inner_text(),
            verdict.locator("p").first.evaluate(MARK),
            verdict.evaluate("(v) => getComputedStyle(v).borderTopStyle"),
        )
    assert [shape[0] for shape in shapes.values()] == ["有效", "已撤销"]
    assert "%3Ccircle" in shapes["sd-0001"][1]
    assert "%3Crect x=" in shapes["sd-0016"][1]
    assert [shape[2] for shape in shapes.values()] == ["solid", "double"]


def test_every_page_is_well_formed(site: Path) -> None:
    """An independent parser of the standard finds no error in any page."""
    wrong, looked = [], 0
    for path in sorted(site.rglob("*.html")):
        errors = JustHTML(path.read_text("utf-8"), collect_errors=True).errors
        wrong += [f"{path.relative_to(site)}: {error}" for error in errors[:2]]
        looked += 1
    assert wrong == []
    assert looked > 200


def test_platform_page_is_light(visit: Visit, site: Path) -> None:
    """A fresh visitor fetches under 300 KB compressed for a platform's page."""
    import gzip

    page = visit("search/?q=", viewport=DESKTOP)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    base = page.url.split("search/")[0]
    page.goto(base + "platforms/sd-0016/")
    page.wait_for_load_state("networkidle")
    names = {url.removeprefix(base).partition("?")[0].partition("#")[0] for url in fetched}
    paths = [
        site / name / "index.html" if (site / name).is_dir() else site / name for name in names
    ]
    weight = sum(len(gzip.compress(path.read_bytes())) for path in paths)
    assert len(paths) > 5
    assert weight < 300_000
