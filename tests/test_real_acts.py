"""The real acts known to us can be recorded as they are, and nothing false is found in them.

Each registry below tests/cases/real/ holds what a public source says of one title and no
more; what the source does not say is left out, and the register then reports gaps only.
"""

import csv
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.intake import receive
from generator.records.acts import Announcement, Publicity, rows_of
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.register.working_days import WorkingDays
from generator.site.data.platform import platform_json
from generator.terms.words import Severity
from tests.conftest import DAY, NATIONAL, findings_of

REAL = Path(__file__).parent / "cases" / "real"
DATA = Path(__file__).parent / "data"

# What each registry lacks, by code: how many findings, all of them gaps.
GAPS = {
    "hainan": {"D103": 1, "G101": 6, "G103": 1, "G105": 2},
    "little-giant-2021": {"G103": 1},
    "qingdao-2021": {"D103": 1, "G101": 4, "G103": 1, "G105": 2},
    "shandong-2022": {"G103": 1},
    "shandong-2023": {"D103": 1, "G103": 1},
    "shandong-2024": {"D103": 1, "G103": 1},
    "shandong-zjtx-2022": {"D103": 2, "G103": 1, "G105": 2},
    "shanxi-2021": {"D103": 1, "G103": 1},
    "suzhou-2015": {"D103": 1, "G103": 1},
    "national": {
        "D103": 3,
        "G101": 19,
        "G102": 13,
        "G103": 1,
        "G104": 10,
        "G105": 3,
        "G106": 2,
        "G108": 7,
    },
}

WINDOWS = {
    "shandong-2023": ("2023-11-03", "2023-11-09"),
    "shandong-2024": ("2024-06-13", "2024-06-19"),
    "shanxi-2021": ("2021-07-07", "2021-07-13"),
    "suzhou-2015": ("2015-10-15", "2015-10-21"),
}

# The act that each notice of the source is recorded as, and the counts that it prints.
NOTICES = {
    "N001": ("shandong-2022", {"2022-call": None}),
    "N002": ("shandong-2023", {"2023-publicity": 60}),
    "N003": ("shandong-2024", {"2024-publicity": 36}),
    "N006": ("shandong-zjtx-2022", {"2022-lists#1": 2683, "2022-lists#2": 185}),
    "N010": ("national", {"2017-139#1": 98, "2017-139#2": 7}),
    "N012": ("national", {"2020-announcement": 214}),
    "N013": ("national", {"2012-announcement": 208}),
    "N021": ("little-giant-2021", {"2021-171": None}),
    "N022": ("shanxi-2021", {"2021-publicity": 6}),
    "N025": ("suzhou-2015", {"2015-publicity": 100}),
}
KINDS = {
    "申报通知": ["call"],
    "公示": ["publicity"],
    "公布": ["announcement"],
    "公布(复核)+撤销": ["review", "revocation"],
    "更名程序": ["other"],
}
# One paper that the source calls an announcement holds a list of reviews, too.
KINDS_OF = {"N006": ["announcement", "review"]}

# The registry that the rows of a title are recorded in, and what the source says of each row.
TITLES = {
    "青岛市中小企业公共服务示范平台": "qingdao-2021",
    "海南中小企业公共服务示范平台": "hainan",
    "国家中小企业公共服务示范平台": "national",
}
SAYS = {
    "拟认定(公示)": "publicity",
    "认定": "announcement",
    "复核通过": "review",
    "撤销称号(复核未通过)": "revocation",
}

# Issued on some day of 2020; its validity is printed to the day, and counts as printed.
HAINAN = {
    "2019-12-31": ("not_designated", ["before_the_register_begins"]),
    "2020-08-07": ("not_designated", ["day_uncertain"]),
    "2020-08-08": ("in_force", []),
    "2023-08-08": ("in_force", []),
    "2023-08-09": ("expired", []),
}


def registry_of(name: str) -> Path:
    """Where a registry of real acts lies."""
    return NATIONAL if name == "national" else REAL / name


def bound(name: str) -> Register:
    """The register of real acts, bound."""
    return Register.bind(receive(registry_of(name)))


def answer(name: str, platform: str, day: str) -> tuple[str, list[str]]:
    """The status of a platform on a day, and its caveats."""
    snapshot = Snapshot.of(bound(name), date.fromisoformat(day))
    shown = platform_json(snapshot.listings[platform], snapshot)
    return shown["status"], [caveat["code"] for caveat in shown["caveats"]]


def window_of(name: str) -> tuple[date, date]:
    """The window of the one publicity of a registry."""
    (act,) = (act for act in bound(name).acts.values() if isinstance(act, Publicity))
    return act.window.starts.first, act.window.ends.last


def test_every_registry_of_real_acts_is_looked_at() -> None:
    """No folder is left out of the tables above, and none of them is empty."""
    assert {path.name for path in REAL.iterdir()} == set(GAPS) - {"national"}
    assert all(bound(name).acts for name in GAPS)


@pytest.mark.parametrize("name", GAPS)
def test_nothing_false_is_found(name: str) -> None:
    """Every finding is a gap, and the gaps are exactly those the sources leave."""
    found = findings_of(registry_of(name), DAY)
    assert {f.rule.severity for f in found} == {Severity.GAP}
    assert Counter(f.rule.code for f in found) == GAPS[name]


@pytest.mark.parametrize("name", GAPS)
def test_every_act_says_where_it_was_published(name: str) -> None:
    """Each real act has the address of its source."""
    files = sorted(registry_of(name).glob("notices/*/*.yaml"))
    assert files
    assert [f.name for f in files if "url: " not in f.read_text("utf-8")] == []
    assert [
        act.id for act in bound(name).acts.values() if not (act.source and act.source.url)
    ] == []


def test_a_registry_holds_one_title() -> None:
    """Every edition of a registry grants the title that the registry is about."""
    looked = 0
    for name in GAPS:
        register = bound(name)
        used = {act.regulation for act in register.acts.values()}
        titles = {register.regulations[edition].designation_title for edition in used}
        assert titles <= {register.site.designation_title}, name
        looked += len(titles)
    assert looked == len(GAPS)


@pytest.mark.parametrize("day", HAINAN)
def test_hainan_on_its_first_and_last_days(day: str) -> None:
    """Both printed days belong to the validity; the end is an expiry, not a revocation."""
    platforms = list(bound("hainan").platforms)
    assert len(platforms) == 6
    said = [answer("hainan", platform, day) for platform in platforms]
    assert said == [HAINAN[day]] * 6


def test_two_lists_of_one_notice() -> None:
    """2022-06-23: 2,683 new and 185 passed review; two acts, no day of validity made up."""
    acts = bound("shandong-zjtx-2022").acts
    assert {act.kind: act.count for act in acts.values()} == {"announcement": 2683, "review": 185}
    assert {str(act.issued_on) for act in acts.values()} == {"2022-06-23"}
    granted = acts["2022-lists#1"]
    assert isinstance(granted, Announcement)
    assert granted.validity is None
    assert granted.validity_unknown == "文件只写“有效期三年”，没有起止日"


def table(name: str) -> dict[str, dict[str, str]]:
    """Rows of a table of real acts, by their first column."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def test_every_notice_of_the_source_is_recorded_as_one_document() -> None:
    """Kind, number, day, window, counts and address, as the table of real notices has them."""
    notices = table("real-notices.csv")
    assert set(notices) == set(NOTICES)
    for number, (name, counts) in NOTICES.items():
        source, register = notices[number], bound(name)
        acts = [register.acts[each] for each in counts]
        assert [act.count for act in acts] == [*counts.values()], number
        assert [str(act.kind) for act in acts] == KINDS_OF.get(number, KINDS[source["kind"]])
        assert len({act.document for act in acts}) == 1, number
        assert {act.document_number or "" for act in acts} == {source["document_number"]}
        assert {act.source and act.source.url for act in acts} == {source["source_url"]}
        day = source["issue_date"] or re.findall(r"\d{4}-\d\d-\d\d", source["note"])[0]
        assert {str(act.issued_on) for act in acts} == {day}, number
        window = getattr(acts[0], "window", None)
        printed = (str(window.starts), str(window.ends)) if window else ("", "")
        assert printed == (source["publicity_from"], source["publicity_to"]), number
        printed_counts = re.findall(r"\d+", source["counts_in_notice"])
        assert [str(count) for count in counts.values() if count] == printed_counts, number


def test_every_row_of_the_source_is_recorded_as_it_is() -> None:
    """Title, unit, platform, number, days and outcome; and no row that the source has not."""
    rows, recorded = table("real-rows.csv"), 0
    for name in set(TITLES.values()):
        register = bound(name)
        recorded += sum(len(rows_of(act)) for act in register.acts.values())
    assert recorded == len(rows) == 29
    for number, source in rows.items():
        register = bound(TITLES[source["title"]])
        (platform,) = (
            each
            for each in register.platforms.values()
            if each.operating_unit.name == source["operating_unit"]
        )
        assert (platform.name or "") == source["platform_name"], number
        (entry,) = register.histories[platform.id].entries
        act, row = entry.act, entry.row
        assert str(act.kind) == SAYS[source["status_in_source"]], number
        assert getattr(row, "operating_unit", None) == source["operating_unit"], number
        assert (act.document_number or "") == source["document_number"], number
        validity = getattr(act, "validity", None)
        days = (str(validity.starts), str(validity.ends)) if validity else ("", "")
        assert days == (source["valid_from"], source["valid_to"]), number
        assert (not platform.division) == (source["province"] == ""), number


@pytest.mark.parametrize("name", WINDOWS)
def test_real_windows_hold_five_working_days(name: str) -> None:
    """As printed, first day counted; not counting it leaves four."""
    starts, ends = window_of(name)
    assert (starts.isoformat(), ends.isoformat()) == WINDOWS[name]
    assert WorkingDays({}).count(starts, ends, first_day_counts=True) == 5
    assert WorkingDays({}).count(starts, ends, first_day_counts=False) == 4


@pytest.mark.parametrize("name", WINDOWS)
@pytest.mark.parametrize(("asked", "found"), [(5, 0), (6, 1)])
def test_five_asked_are_there_and_six_are_not(
    name: str, asked: int, found: int, tmp_path: Path
) -> None:
    """An edition that asks five is content with the real window; one that asks six is not."""
    folder = Path(shutil.copytree(registry_of(name), tmp_path / name))
    (edition,) = (folder / "regulations").glob("*.yaml")
    lines = edition.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("publicity:")]
    term = f"publicity: {{working_days: {asked}, first_day_counts: true}}"
    edition.write_text("\n".join([*kept, term]), encoding="utf-8")
    codes = Counter(f.rule.code for f in findings_of(folder, DAY))
    assert codes["P302"] == found
    assert codes - Counter(GAPS[name]) == Counter({"P302": found} if found else {})
