"""A second edition is data alone: its numbers and its articles govern what rests on it.

The edition is made up (示例), and every number of it differs from the first one's.
"""

from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import Case, Edit
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.platform import platform_json
from tests.casebook import CASE_DAY, laid_out
from tests.conftest import DEMONSTRATION, findings_of
from tests.registries import recorded

OLD, NEW = "demo-2020", "demo-2023"
LISTED = "列入公示（申报时间未载，按公示首日核对）"
OLD_SAYS, NEW_SAYS = "示例信发〔2020〕1号", "示例信发〔2023〕2号"

SECOND = """\
id: demo-2023
title: 示例·认定管理办法（新）
document_number: 示例信发〔2023〕2号
issued_on: 2023-09-15
issuer: sd-gxt
level: provincial
designation_title: 示例·示范平台
in_force: {starts: 2023-10-07, article: 40}
replaces: {document_number: 示例信发〔2020〕1号}
source: {url: https://example.org/regulation-2}
service_functions:
  - {term: information, label: 信息服务, article: 5}
  - {term: technology, label: 技术服务, article: 6}
  - {term: entrepreneurship, label: 创业服务, article: 7}
  - {term: training, label: 培训服务, article: 8}
  - {term: financing, label: 融资服务, article: 9}
  - {term: consulting, label: 咨询服务, article: 10}
  - {term: legal, label: 法律服务, article: 11}
  - {term: digital, label: 示例·数字化服务, article: 12}
validity: {years: 5, article: 31}
reapplication: {years_before_expiry: 1, article: 32}
publicity: {working_days: 7, first_day_counts: false, article: 33}
bar: {years: 2, article: 34}
batches: {per_year: 2, article: 35}
annual_report: {due: 12-31, article: 36}
authority: {}
published_at: {}
"""
MUNICIPAL = """\
id: demo-city
title: 示例·市级认定办法
issuer: qingdao-gxj
level: municipal
designation_title: 示例·市级示范平台
in_force: {starts: 2020-01-01}
authority: {}
published_at: {}
"""
BAR_ARTICLES = {OLD: 24, NEW: 34}
PLATFORM = """\
id: sd-0003
name: 示例·烟台数字平台
operating_unit:
  name: 示例·烟台数字有限公司
  credit_code: 91379900DEM0000308
  kind: enterprise
division: "370602"
"""
PUBLICITY = """\
id: {year}-publicity
kind: publicity
title: 示例·公示
issued_on: {starts}
issuer: sd-gxt
regulation: {edition}
source: {{url: https://example.org/publicity-{year}}}
window: {{starts: {starts}, ends: {ends}}}
count: 1
rows:
  - {{platform: {platform}, functions: [{function}]}}
"""
ANNOUNCEMENT = """\
id: {year}-announcement
kind: announcement
title: 示例·公布
issued_on: {issued}
issuer: sd-gxt
regulation: {edition}
batch: {year}-2
source: {{url: https://example.org/announcement-{year}}}
publicity: {year}-publicity
validity: {{starts: {starts}, ends: {ends}}}
count: 1
rows:
  - {{platform: {platform}, functions: [{function}]}}
"""
REVOCATION = """\
id: 2023-revocation
kind: revocation
title: 示例·撤销
issued_on: 2023-11-01
issuer: sd-gxt
regulation: {edition}
source: {{url: https://example.org/revocation-2}}
count: 1
rows:
  - {{platform: sd-0001, grounds: 示例理由, article: {article}}}
"""
BATCH = "id: {name}\nyear: {year}\nregulation: {edition}\n"


def publicity(
    starts: str, ends: str, edition: str = NEW, platform: str = "sd-0003", function: str = "digital"
) -> Edit:
    """A publicity of one platform, in the folder of its year."""
    year = starts[:4]
    content = PUBLICITY.format(
        year=year, starts=starts, ends=ends, edition=edition, platform=platform, function=function
    )
    return Edit(file=f"notices/{year}/{year}-publicity.yaml", content=content)


def announcement(
    starts: str,
    ends: str,
    edition: str = NEW,
    platform: str = "sd-0003",
    function: str = "digital",
    issued: str = "2024-11-15",
) -> Edit:
    """An announcement of one platform, in the folder of its year."""
    year = issued[:4]
    content = ANNOUNCEMENT.format(
        year=year, issued=issued, starts=starts, ends=ends, edition=edition,
        platform=platform, function=function,
    )  # fmt: skip
    return Edit(file=f"notices/{year}/{year}-announcement.yaml", content=content)


def batch(name: str, year: int = 2024, edition: str = NEW) -> Edit:
    """A round of a year under an edition."""
    content = BATCH.format(name=name, year=year, edition=edition)
    return Edit(file=f"batches/{name}.yaml", content=content)


def revocation(edition: str) -> Edit:
    """A revocation of 2023-11-01 under an edition."""
    return Edit(
        file="notices/2023/2023-revocation.yaml",
        content=REVOCATION.format(edition=edition, article=BAR_ARTICLES[edition]),
    )


ENDS = Edit(file=f"regulations/{OLD}.yaml", old="ends: 2030-10-06", new="ends: 2023-10-06")
ADDED = Edit(file=f"regulations/{NEW}.yaml", content=SECOND)
NEWCOMER = Edit(file="platforms/sd-0003.yaml", content=PLATFORM)
TWO_EDITIONS = (ENDS, ADDED)
# The old edition stays in force, so that its numbers can be held against acts of a later day.
BOTH_IN_FORCE = (ADDED,)
WINDOW = publicity("2024-11-01", "2024-11-12")
GRANT = announcement("2024-12-01", "2029-11-30")
ROUND = (NEWCOMER, batch("2024-1"), batch("2024-2"), WINDOW, GRANT)


def laid(tmp_path: Path, *edits: Edit) -> Path:
    """The base registry of the casebook with these edits."""
    return laid_out(Case(says="示例", edits=edits, findings=()), tmp_path / "registry")


# Less than a year after the windows of 2024: what follows them may still be to come.
SOON_AFTER = date(2025, 10, 6)


def said(folder: Path, day: date = CASE_DAY) -> list[tuple[str, str, str]]:
    """The findings of a registry: code, message, article."""
    return [(f.rule.code, f.message, f.article) for f in findings_of(folder, day)]


def answer(folder: Path, platform: str, day: str) -> tuple[str, str | None]:
    """The status of a platform on a day, and until when its unit may not apply."""
    snapshot = Snapshot.of(Register.bind(receive(folder)), date.fromisoformat(day))
    shown = platform_json(snapshot.listings[platform], snapshot)
    return shown["status"], shown["barred_until"]


def test_a_lawful_round_under_it_has_no_findings(tmp_path: Path) -> None:
    """Seven days after the first, five years, the eighth function, two rounds: all lawful."""
    folder = laid(tmp_path, *TWO_EDITIONS, *ROUND)
    assert said(folder) == []
    edition = Register.bind(receive(folder)).regulations[NEW]
    assert len(edition.service_functions) == 8
    assert answer(folder, "sd-0003", "2024-11-12") == ("under_publicity", None)
    assert answer(folder, "sd-0003", "2024-11-13") == ("awaiting_announcement", None)
    assert answer(folder, "sd-0003", "2024-12-01") == ("in_force", None)
    assert answer(folder, "sd-0003", "2029-11-30") == ("in_force", None)
    assert answer(folder, "sd-0003", "2029-12-01") == ("expired", None)


VALIDITY = {
    (NEW, "2027-11-30"): (5, f"{NEW_SAYS} 第三十一条"),
    (NEW, "2029-11-30"): None,
    (OLD, "2029-11-30"): (3, f"{OLD_SAYS} 第二十三条"),
    (OLD, "2027-11-30"): None,
}


@pytest.mark.parametrize(("edition", "ends"), VALIDITY)
def test_the_years_of_a_title_are_its_editions(edition: str, ends: str, tmp_path: Path) -> None:
    """Five years are right under the new edition and wrong under the old, and three the reverse."""
    window = publicity("2024-11-01", "2024-11-12", edition, function="technology")
    grant = announcement("2024-12-01", ends, edition, function="technology")
    rounds = (NEWCOMER, batch("2024-2", edition=edition), window, grant)
    wrong = VALIDITY[edition, ends]
    message = f"有效期 2024-12-01 至 {ends}，不是 {wrong[0]} 年" if wrong else ""
    expected = [("V203", message, wrong[1])] if wrong else []
    assert said(laid(tmp_path, *BOTH_IN_FORCE, *rounds)) == expected


WINDOWS = {
    (OLD, "2024-11-07"): None,
    (OLD, "2024-11-06"): (4, 5, f"{OLD_SAYS} 第二十条"),
    (NEW, "2024-11-07"): (4, 7, f"{NEW_SAYS} 第三十三条"),
    (NEW, "2024-11-11"): (6, 7, f"{NEW_SAYS} 第三十三条"),
    (NEW, "2024-11-12"): None,
}


@pytest.mark.parametrize(("edition", "ends"), WINDOWS)
def test_the_days_of_publicity_are_its_editions(edition: str, ends: str, tmp_path: Path) -> None:
    """What is long enough under the old edition is not under the new: more days, first not in."""
    window = publicity("2024-11-01", ends, edition, function="technology")
    wrong = WINDOWS[edition, ends]
    expected = []
    if wrong:
        count, asked, article = wrong
        message = f"公示期 2024-11-01 至 {ends} 只有 {count} 个工作日，应有 {asked} 个"
        expected = [("P302", message, article)]
    assert said(laid(tmp_path, *BOTH_IN_FORCE, NEWCOMER, window), SOON_AFTER) == expected


BARS = {
    (NEW, "2025-10-31"): ("2025-11-01", f"{NEW_SAYS} 第三十四条"),
    (NEW, "2025-11-03"): None,
    (OLD, "2025-11-03"): ("2026-11-01", f"{OLD_SAYS} 第二十四条"),
}


@pytest.mark.parametrize(("edition", "day"), BARS)
def test_the_bar_is_that_of_the_edition_revoked_under(
    edition: str, day: str, tmp_path: Path
) -> None:
    """Two years under the new edition, three under the old, whatever the new round rests on."""
    window = publicity(day, "2025-11-20", platform="sd-0001")
    folder = laid(tmp_path, *BOTH_IN_FORCE, revocation(edition), window)
    wrong = BARS[edition, day]
    message = (
        f"{day} {LISTED}，而其运营单位由“2023-revocation”撤销称号"
        f"（平台“sd-0001”），至 {wrong[0]} 不得申报"
        if wrong
        else ""
    )
    assert said(folder) == ([("R402", message, wrong[1])] if wrong else [])
    last = "2025-11-01" if edition == NEW else "2026-11-01"
    assert answer(folder, "sd-0001", last) == ("revoked", last)


def test_the_old_bar_outlives_the_old_edition(tmp_path: Path) -> None:
    """Revoked in 2022 for three years: the new edition's two do not shorten it."""
    late = publicity("2025-06-13", "2025-06-24", platform="sd-0002")
    message = (
        f"2025-06-13 {LISTED}，而其运营单位由“2022-revocation”撤销称号"
        "（平台“sd-0002”），至 2025-06-15 不得申报"
    )
    found = said(laid(tmp_path / "barred", *TWO_EDITIONS, late))
    assert found == [("R402", message, f"{OLD_SAYS} 第二十四条")]
    later = publicity("2025-06-16", "2025-06-25", platform="sd-0002")
    assert said(laid(tmp_path / "free", *TWO_EDITIONS, later)) == []


ROUNDS = {
    (OLD, 1): None,
    (OLD, 2): (2, 1, f"{OLD_SAYS} 第二十二条"),
    (NEW, 2): None,
    (NEW, 3): (3, 2, f"{NEW_SAYS} 第三十五条"),
}


@pytest.mark.parametrize(("edition", "held"), ROUNDS)
def test_the_rounds_of_a_year_are_its_editions(edition: str, held: int, tmp_path: Path) -> None:
    """One round a year under the old edition, two under the new."""
    batches = [batch(f"2024-{at}", edition=edition) for at in range(1, held + 1)]
    wrong = ROUNDS[edition, held]
    expected = []
    if wrong:
        at, allowed, article = wrong
        expected = [("B501", f"2024 年已是第 {at} 个批次，每年只开展 {allowed} 次", article)]
    assert said(laid(tmp_path, *BOTH_IN_FORCE, *batches)) == expected


@pytest.mark.parametrize(("edition", "found"), [(OLD, True), (NEW, False)])
def test_the_functions_are_its_editions(edition: str, found: bool, tmp_path: Path) -> None:
    """The eighth function means nothing under the old edition."""
    window = publicity("2024-11-01", "2024-11-12", edition)
    codes = [(code, message) for code, message, _ in said(
        laid(tmp_path, *BOTH_IN_FORCE, NEWCOMER, window), SOON_AFTER
    )]  # fmt: skip
    assert codes == ([("E602", f"办法“{OLD}”没有服务功能“digital”")] if found else [])


REAPPLIED = {
    (OLD, "2023-11-06"): ("2024", f"{OLD_SAYS} 第二十三条"),
    (NEW, "2023-11-06"): None,
    (NEW, "2022-11-07"): ("2023", f"{NEW_SAYS} 第三十二条"),
}


@pytest.mark.parametrize(("edition", "day"), REAPPLIED)
def test_reapplication_is_as_early_as_its_edition_allows(
    edition: str, day: str, tmp_path: Path
) -> None:
    """A title to 2024-11-30: from 2024 under the old edition, from 2023 under the new."""
    begun = Edit(file=f"regulations/{NEW}.yaml", content=SECOND.replace("2023-10-07", "2022-01-01"))
    window = publicity(day, f"{day[:4]}-11-20", edition, "sd-0001", "information")
    wrong = REAPPLIED[edition, day]
    message = (
        f"{day} {LISTED}，是再次申报，而现有称号到 2024-11-30 才期满，{wrong[0]} 年方可申报"
        if wrong
        else ""
    )
    expected = [("V206", message, wrong[1])] if wrong else []
    assert said(laid(tmp_path, begun, window), date(int(day[:4]) + 1, 10, 7)) == expected


def test_titles_outlive_the_edition_that_granted_them(tmp_path: Path) -> None:
    """The old edition ended on 2023-10-06; a title of 2021 lasts to its printed end."""
    folder = laid(tmp_path, *TWO_EDITIONS)
    assert said(folder) == []
    assert answer(folder, "sd-0001", "2023-10-07") == ("in_force", None)
    assert answer(folder, "sd-0001", "2024-11-30") == ("in_force", None)
    assert answer(folder, "sd-0001", "2024-12-01") == ("expired", None)


def test_an_act_after_the_end_rests_on_the_old_edition_in_vain(tmp_path: Path) -> None:
    """E601 at each act dated too late, naming the edition in force on its day."""
    window = publicity("2024-11-01", "2024-11-07", OLD, function="technology")
    grant = announcement("2024-12-01", "2027-11-30", OLD, function="technology")
    folder = laid(tmp_path, *TWO_EDITIONS, NEWCOMER, batch("2024-2"), window, grant)
    found = findings_of(folder)
    span = f"依据“{OLD}”，该版本施行期为 2020-10-07 至 2023-10-06"
    assert [(f.rule.code, f.message, f.fix, f.article) for f in found] == [
        ("E601", f"{day} 的文件{span}", f"当日施行的是 {NEW}", f"{OLD_SAYS} 第二十九条")
        for day in ("2024-11-15", "2024-11-01")
    ]


def test_an_act_before_the_start_cannot_rest_on_the_new_edition(tmp_path: Path) -> None:
    """E601 the other way round, naming the old edition; the last and first days are allowed."""
    early = publicity("2023-10-06", "2023-10-20", platform="sd-0001", function="information")
    (found,) = findings_of(laid(tmp_path / "early", *TWO_EDITIONS, early), date(2024, 10, 7))
    assert (found.rule.code, found.fix) == ("E601", f"当日施行的是 {OLD}")
    assert found.message.endswith("该版本施行期为 2023-10-07 至 未定")
    assert found.article == f"{NEW_SAYS} 第四十条"
    on_time = publicity("2023-10-07", "2023-10-20", platform="sd-0001", function="information")
    assert said(laid(tmp_path / "on-time", *TWO_EDITIONS, on_time), date(2024, 10, 7)) == []


def test_levels_do_not_mix(tmp_path: Path) -> None:
    """E603 at the act under a city's own edition, in a registry of the provincial title."""
    city = Edit(file="regulations/demo-city.yaml", content=MUNICIPAL)
    window = publicity("2024-11-01", "2024-11-12", "demo-city", function="technology")
    folder = laid(tmp_path, *TWO_EDITIONS, city, NEWCOMER, window)
    (found,) = findings_of(folder, SOON_AFTER)
    assert found.rule.code == "E603"
    assert found.message == "依据的“demo-city”是市级办法，而本名录登记的是省级称号"
    assert found.place.file.endswith("notices/2024/2024-publicity.yaml")
    assert found.place.line == 6
    unused = laid(tmp_path / "unused", *TWO_EDITIONS, city)
    assert said(unused) == []


def test_made_up_edition_says_so_in_its_title_and_its_issuer() -> None:
    """Every page names an edition by its number or its title; one without a number is made up."""
    register = recorded(DEMONSTRATION)
    invented = [each for each in register.regulations.values() if each.title.startswith("示例·")]
    assert [each.id for each in invented] == ["demo-2023"]
    for edition in invented:
        assert edition.document_number is None
        assert edition.title.endswith("（虚构）")
        issuer = register.departments[edition.issuer]
        assert [name.name for name in issuer.names] == ["示例·省级主管部门（虚构）"]
