"""The browser's own scripts against the fold: /verify/, the directory and the search, on thousands of days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.site.build import Site
from tests import lawful
from tests.browser.conftest import DESKTOP, served
from tests.surfaces.reading import content, verdict
from tests.surfaces.truth import Answer, Truth, truths
from tests.test_surfaces import AS_OF, built

pytestmark = pytest.mark.browser
HISTORIES, DAYS_EACH, ASKED = 200, 12, 8
# Files of single platforms and documents, which these pages do without.
SINGLE = (
    "platforms/sd-", "notices/h", "badges/", "feeds/", "api/v1/notices/", "data/",
)  # fmt: skip
# All that the scripts need, taken before the network goes.
TAKEN = """async () => {
  const json = async (path) => (await fetch(new URL(path, document.baseURI))).json();
  const script = (path) => import(new URL(path, document.baseURI));
  const columns = await script("assets/columns.js");
  window.held = { answers: await columns.readAnswers(), index: await json("search/index.json"), ...columns };
}"""
GONE = """() => fetch(document.baseURI, { cache: "no-store" }).then(() => false, () => true)"""
JUDGED = """(questions) => {
  const { answers, judged, worded } = window.held;
  const days = new Map(answers.platforms.id.map((id, at) => [id, answers.platforms.days[at]]));
  return questions.map(([id, day]) => {
    const held = answers.verdicts[judged(days.get(id), day)[1]];
    const { label, sentence, english, bar, remarks } = worded(answers, held);
    return { status: held.status, label, sentence, english, remarks, barred: bar.replace(/（撤销日没有印全.*/, ""),
      decided_by: held.acts ?? [], explanation: held.explanation ?? null };
  });
}"""
LISTED = """(days) => days.map((day) => {
  const { id, status, caveats } = window.held.opened(window.held.index, day).columns;
  return id.map((name, row) => [name, status[row], caveats[row]]);
})"""


def written(site: Site, folder: Path) -> Path:
    """The pages of a site that answer by a script, with all that these take."""
    for path in site:
        if not path.startswith(SINGLE):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content(site, path))
    return folder


def different(part: Answer, answer: Answer) -> dict[str, Any]:
    return {key: (value, answer[key]) for key, value in part.items() if answer[key] != value}


def thinned(truth: Truth) -> list[date]:
    """Some of the days of a platform, from the first to the last."""
    return truth.days[:: max(1, len(truth.days) // DAYS_EACH)]


def by_verify(page: Page, known: list[Truth]) -> tuple[int, list[Any]]:
    """Every verdict that the scripts of /verify/ fill in."""
    questions = [(truth, day) for truth in known for day in thinned(truth)]
    found = page.evaluate(JUDGED, [[truth.platform, str(day)] for truth, day in questions])
    pairs = zip(questions, found, strict=True)
    wrong = [
        (truth.platform, day, bad)
        for (truth, day), part in pairs
        if (bad := different(part, truth.on(day)))
    ]
    return len(found), wrong


def by_lists(page: Page, known: list[Truth]) -> tuple[int, list[Any]]:
    """Every status that the directory, the lists and the search show, on the day of the site and later."""
    days = [AS_OF, date(2019, 1, 1), date(2020, 2, 29), date(2023, 7, 1)]
    looked, wrong = 0, []
    by_name = {truth.platform: truth for truth in known}
    for day, rows in zip(days, page.evaluate(LISTED, [str(day) for day in days]), strict=True):
        for name, status, caveats in rows:
            truth = by_name[name]
            if day in truth.days:
                looked += 1
                bad = different({"status": status, "caveats": caveats}, truth.on(day))
                wrong += [(name, day, bad)] if bad else []
    return looked, wrong


def by_address(page: Page, address: str, known: list[Truth]) -> tuple[int, list[Any]]:
    """Some questions asked in the address, the answer read as it stands on the page."""
    wrong = []
    for truth in known[:: len(known) // ASKED]:
        day = truth.days[len(truth.days) // 2]
        page.goto(f"{address}verify/?id={truth.platform}&on={day}")
        hit = page.locator("[data-ready=true] .reg-hit")
        expect(hit).to_have_count(1)
        part = verdict(hit.evaluate("(item) => item.outerHTML"))
        if bad := different(part, truth.on(day)):
            wrong.append((truth.platform, day, bad))
    return len(known[:: len(known) // ASKED]), wrong


@pytest.mark.parametrize("edition", lawful.EDITIONS)
def test_browser_says_what_the_fold_says(
    edition: str, browser: Browser, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Two hundred histories of each edition: addresses; then verdicts and lists with the network gone."""
    site = built(tmp_path, edition, HISTORIES, AS_OF)
    known = [*truths(site.publication.snapshot)]
    for address in served(written(site, tmp_path / "site")):
        context = browser.new_context(viewport=DESKTOP)
        page = context.new_page()
        looked = [by_address(page, address, known)]
        page.goto(address)
        page.evaluate(TAKEN)
        context.set_offline(True)
        assert page.evaluate(GONE)
        looked += [by_verify(page, known), by_lists(page, known)]
        context.close()
    assert [wrong for _, differing in looked for wrong in differing] == []
    assert sum(count for count, _ in looked) > HISTORIES * 3 * DAYS_EACH
    record_property("comparisons", sum(count for count, _ in looked))
