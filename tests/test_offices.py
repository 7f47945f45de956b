"""Offices on pages: to whom one applies and complains, when, with what, and what they have laid down."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import Case, Edit
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.pages import platforms, regulations
from generator.site.pages.platform import PlatformPages
from generator.site.pages.regulations import complaints_path
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from tests.casebook import laid_out
from tests.conftest import DAY, DEMONSTRATION, Command

DEPARTMENTS = "departments.yaml"
CONTACT = """    city: "370100"
    contact: {phone: 0531-00000000, address: 示例·某路1号, website: https://example.org/jinan}
    measures:
      - {title: 示例·市级办法, url: https://example.org/measures, document_number: 示例市发〔2021〕1号}
"""
WITH_CONTACT = Edit(file=DEPARTMENTS, old='    city: "370100"\n', new=CONTACT)
EDITION = "regulations/demo-2020.yaml"
SUPERVISED = Edit(
    file=EDITION,
    old="authority:",
    new="supervision: {article: 27}\nauthority:\n  recommendation: {by: [place], article: 17}",
)
CALL = "notices/2021/2021-call.yaml"


def snapshot_of(tmp_path: Path, day: date, *edits: Edit) -> Snapshot:
    """The casebook's registry with these edits, on a day."""
    case = Case(says="示例", edits=edits, findings=())
    return Snapshot.of(Register.bind(receive(laid_out(case, tmp_path / "registry"))), day)


def text_of(snapshot: Snapshot, address: str) -> str:
    """Words of a page as people read them, without its templates for later days."""
    wording = Wording(snapshot.register)
    makers = (regulations.eligibility_page, platforms.city_pages, regulations.regulation_pages)
    page = next(p for make in makers for p in make(snapshot, wording) if p.address == address)
    common = {"page": page, "root": page.root, "snapshot": snapshot, "wording": wording}
    html = environment().get_template(page.template).render(common | page.words)
    plain = re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", plain))


def test_page_of_a_place_says_to_whom_one_complains(tmp_path: Path) -> None:
    """Its department first, then the territory's, with the contact and both articles; else nothing."""
    snapshot = snapshot_of(tmp_path, date(2022, 1, 10), WITH_CONTACT, SUPERVISED)
    text = text_of(snapshot, "cities/370100/")
    names = [snapshot.register.departments[name].names[-1].name for name in ("jinan-gxj", "sd-gxt")]
    assert f"反映这里的平台的问题，可以向{names[0]}或者{names[1]}提出" in text
    assert "第二十四条）" in text
    assert "第二十七条）" in text
    assert "电话 0531-00000000，地址 示例·某路1号，https://example.org/jinan" in text
    assert "反映平台的问题" in text_of(snapshot, "regulations/demo-2020/")
    silent = snapshot_of(tmp_path / "silent", date(2022, 1, 10))
    assert "反映" not in text_of(silent, "cities/370100/")
    for of, wanted in ((snapshot, True), (silent, False)):
        page = PlatformPages(of, Wording(of.register)).page(of.listings["sd-0001"])
        html = environment().get_template(page.template).render(page.words)
        assert ('href="../../cities/370100/#complaints"' in html) is wanted
    edition = snapshot.register.regulations["demo-2020"]
    assert complaints_path(snapshot, edition, None) == "regulations/demo-2020/#complaints"


def test_measures_are_linked_under_their_office(tmp_path: Path) -> None:
    """On the page of the place, and where one learns whom to turn to."""
    snapshot = snapshot_of(tmp_path, date(2022, 1, 10), WITH_CONTACT, SUPERVISED)
    for address in ("cities/370100/", "eligibility/"):
        assert "示例·市级办法（示例市发〔2021〕1号）" in text_of(snapshot, address)


def test_applicant_is_told_whom_to_turn_to(tmp_path: Path) -> None:
    """Every place with its department and contact; units directly under the territory turn to its own."""
    snapshot = snapshot_of(tmp_path, date(2022, 1, 10), WITH_CONTACT, SUPERVISED)
    text = text_of(snapshot, "eligibility/")
    jinan, own = (
        snapshot.register.departments[name].names[-1].name for name in ("jinan-gxj", "sd-gxt")
    )
    assert "向所在地的主管部门申报，由它推荐（第十七条）" in text
    assert f"济南市{jinan}，电话 0531-00000000" in text
    assert f"{snapshot.territory.own}直接向{own}" in text
    unsaid = snapshot_of(tmp_path / "unsaid", date(2022, 1, 10))
    assert "由谁推荐，登记簿没有记载" in text_of(unsaid, "eligibility/")


@pytest.mark.parametrize(
    ("day", "applications", "said"),
    [
        (
            "2021-09-15",
            "{starts: 2021-09-10, ends: 2021-10-10}",
            "正在受理，至2021年10月10日（含当日）",
        ),
        (
            "2021-10-10",
            "{starts: 2021-09-10, ends: 2021-10-10}",
            "正在受理，至2021年10月10日（含当日）",
        ),
        ("2021-09-15", "{starts: 2021-09-20, ends: 2021-10-10}", "2021年9月20日起受理"),
        ("2021-10-11", "{starts: 2021-09-10, ends: 2021-10-10}", "申报已于2021年10月10日截止"),
    ],
)
def test_applicant_is_told_when(tmp_path: Path, day: str, applications: str, said: str) -> None:
    """By the call's window and the day; after the last, that it is over."""
    file = (laid_out(Case(says="示例", findings=()), tmp_path / "base") / CALL).read_text("utf-8")
    old = re.search(r"applications: .*", file)
    issued = re.search(r"issued_on: .*", file)
    assert old is not None
    assert issued is not None
    edits = (
        Edit(file=CALL, old=old[0], new=f"applications: {applications}"),
        Edit(file=CALL, old=issued[0], new="issued_on: 2021-09-01"),
    )
    assert said in text_of(snapshot_of(tmp_path, date.fromisoformat(day), *edits), "eligibility/")


def test_applicant_is_told_what_to_bring() -> None:
    """Twelve materials, both forms with their articles, the site of the credit report, and of which year."""
    snapshot = Snapshot.of(Register.bind(receive(DEMONSTRATION)), DAY)
    text = text_of(snapshot, "eligibility/")
    for said in (
        "材料共 12 项（第十九条）", "附件1 推荐表（第十八条）", "附件2 申请报告（第十九条）", "www.creditchina.gov.cn",
        "“上年度”指申报那一年的前一年",
    ):  # fmt: skip
        assert said in text
    during = Snapshot.of(snapshot.register, date(2026, 9, 1))
    assert "2026年申报的，“上年度”指2025年" in text_of(during, "eligibility/")


def test_edition_past_its_term_says_so_wherever_it_is_used(
    registry_command: Command, tmp_path: Path
) -> None:
    """On its own page, on the applicant's page and in the command; on its last day not yet."""
    ended = Edit(file=EDITION, old="ends: 2030-10-06", new="ends: 2022-01-09")
    addresses = ("regulations/demo-2020/", "eligibility/")
    for day, wanted in ((date(2022, 1, 9), False), (date(2022, 1, 10), True)):
        folder = tmp_path / str(day)
        snapshot = snapshot_of(folder, day, ended)
        said = ["施行期已于2022年1月9日届满" in text_of(snapshot, each) for each in addresses]
        application = folder / "application.yaml"
        application.write_text("figures: {assets: 300}\n", "utf-8")
        arguments = ("--registry", folder / "registry", "--on", day)
        done = registry_command("eligibility", application, *arguments)
        said.append("施行期已于 2022-01-09 届满" in done.stderr)
        assert said == [wanted] * 3, done.stderr
