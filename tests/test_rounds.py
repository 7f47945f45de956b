"""Pages of a year and of its papers: rounds, numbers side by side, figures of an assessment."""

from datetime import date
from pathlib import Path

import pytest

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.pages.notices import sheets_of
from generator.site.pages.platforms import round_of, year_pages
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from tests.conftest import DAY, DEMONSTRATION

REGISTER = Register.bind(receive(DEMONSTRATION))


def numbers(register: Register, batch: str) -> list[int | None]:
    """Recommended, reviewed, publicised, of these for review, announced."""
    return [number for _, number in round_of(register, register.batches[batch]).numbers]


@pytest.mark.parametrize(
    ("batch", "wanted"),
    [
        ("2018", [None, None, None, None, None]),
        ("2022", [17, 14, 12, 0, 12]),
        ("2026", [None, None, 13, 2, None]),
    ],
)
def test_numbers_of_a_round(batch: str, wanted: list[int | None]) -> None:
    """What no paper tells is unknown, never nought; a supplement counts with its round."""
    assert numbers(REGISTER, batch) == wanted


def test_list_held_in_part_has_no_number(registry_copy: Path) -> None:
    """Whoever is not in our copy may have been announced."""
    path = registry_copy / "notices" / "2022" / "2022-announcement.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("rows:\n", "rows_complete: false\nrows:\n", 1), "utf-8")
    assert numbers(Register.bind(receive(registry_copy)), "2022")[-1] is None


def test_papers_stand_in_order_of_issue() -> None:
    """Call, publicity and announcement of one round; nothing else of it."""
    papers = [act.id for act in round_of(REGISTER, REGISTER.batches["2022"]).papers]
    assert papers == ["2022-call", "2022-publicity", "2022-announcement"]


def page_of(year: int, day: date) -> str:
    """The content of the page of a year."""
    snapshot = Snapshot.of(REGISTER, day)
    wording = Wording(REGISTER)
    page = next(each for each in year_pages(snapshot, wording) if each.address == f"years/{year}/")
    common = {"page": page, "root": page.root, "snapshot": snapshot, "wording": wording}
    return environment().get_template(page.template).render(common | page.words)


def test_page_links_the_papers_and_says_the_numbers() -> None:
    """Each paper by its title, each number with its label, 未载 where none is on record."""
    content = page_of(2022, DAY)
    for paper in ("2022-call", "2022-publicity", "2022-announcement"):
        assert f"notices/{paper}/" in content
    for label, number in (("推荐", 17), ("评审", 14), ("公示", 12), ("公布", 12)):
        assert f"<dt>{label}</dt><dd>{number} 个</dd>" in content
    assert '<dt>推荐</dt><dd><span class="reg-none">未载</span></dd>' in page_of(2018, DAY)


def test_year_whose_round_is_still_open_has_its_page() -> None:
    """Nobody was announced in the round of 2026 yet, and the page tells how far it is."""
    assert "notices/2026-publicity-2/" in page_of(2026, DAY)


def test_figures_stand_on_the_page_of_the_document_that_prints_them() -> None:
    """Each with its label and its unit, beside the functions of the row."""
    snapshot = Snapshot.of(REGISTER, DAY)
    wording = Wording(REGISTER)
    (page,) = sheets_of(REGISTER.documents["2026-publicity-2"], snapshot, wording)
    common = {"page": page, "root": page.root, "snapshot": snapshot, "wording": wording}
    content = environment().get_template(page.template).render(common | page.words)
    assert "评审数字：运营年限 4 年；资产总额 415 万元；每年服务的中小企业 142 家；" in content
    assert content.count("评审数字") == 2
