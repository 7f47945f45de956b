"""Values written out which no comparison of one output with another would miss."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import date

import feedparser
import pytest

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.pages import platforms
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from tests.conftest import DEMONSTRATION
from tests.test_exports_tables import published

RED, GREEN, BLUE, GREY = "#a32020", "#1b6e3c", "#1f5f99", "#555"
REVOKED = {
    "status": "revoked", "status_since": "2024-09-20", "event": "revocation", "event_label": "撤销",
    "caveats": None, "caveat_texts": None, "explanation": None, "bar_starts": "2024-09-20",
    "barred_until": "2027-09-20", "bar_by": "2024-revocation", "decided_by": "2024-revocation",
    "document_number": "示例信〔2024〕003号", "designation": "2022-announcement",
    "sentence": "自2024年9月20日起撤销称号，不再是示范平台。理由：示例：出具不实检测报告，经查属实。",
}  # fmt: skip
PREFIX = "https://example.org/sd-sme-platforms/"


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.bind(receive(DEMONSTRATION))


@pytest.fixture(scope="module")
def files(register: Register) -> dict[str, bytes]:
    """Every file for machines."""
    return published(register)


@pytest.mark.slow
def test_the_database_keeps_every_name_of_a_platform(files: dict[str, bytes]) -> None:
    """A renamed platform has two rows, with the days between which each name was used."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(files["data/registry.sqlite"])
        rows = base.execute("SELECT * FROM names WHERE platform = 'sd-0044' ORDER BY position")
        assert rows.fetchall() == [
            ("sd-0044", 0, "示例·梁山专用汽车公共服务平台", "示例·梁山专用汽车技术服务有限公司",
             "913799009999004418", None, "2025-08-18"),
            ("sd-0044", 1, "示例·梁山新能源专用汽车公共服务平台", "示例·梁山新能源汽车技术服务有限公司",
             "913799009999004418", "2025-08-19", None),
        ]  # fmt: skip


def test_the_database_keeps_the_caveats_and_all_deciding_acts_of_a_stretch(
    files: dict[str, bytes],
) -> None:
    """Beside the status, when it began and by what; several acts and caveats in tables of their own."""
    query = """
        SELECT status, status_since, event, designation, code, notice FROM spells
        JOIN spell_caveats USING (platform, starts) JOIN spell_decided_by USING (platform, starts)
        WHERE platform = ? AND starts <= ? AND ifnull(ends, '9999') >= ?"""
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(files["data/registry.sqlite"])
        assert base.execute(query, ["sd-0047", "2026-11-23", "2026-11-23"]).fetchall() == [
            ("in_force", "2024-12-01", "first_day", "2024-announcement", "rectification_pending",
             "2024-announcement"),
        ]  # fmt: skip
        row = base.execute("SELECT * FROM platforms WHERE id = 'sd-0016'")
        names = [column[0] for column in row.description]
        revoked = dict(zip(names, row.fetchone(), strict=True))
    assert {name: revoked[name] for name in REVOKED} == REVOKED


def test_status_json_names_the_caveats_beside_the_plain_words(files: dict[str, bytes]) -> None:
    """A map of every id to its status, and a second one of those that have caveats."""
    answer = json.loads(files["api/v1/status.json"])
    pending = [{"code": "rectification_pending", "text": "附整改要求，称号保留，整改结果尚未载入"}]
    unknown = "公布文件没有写明有效期的起止日，本名录不能断定其在该日是否有效"
    assert (answer["status"]["sd-0047"], answer["status"]["sd-0016"]) == ("in_force", "revoked")
    again = "另列入正在公示的名单，公示期自2026-11-20至2026-11-26；公示不改变以上状态"
    listed = {"sd-0003", "sd-0018", "sd-0043", "sd-0044"}
    assert {
        name for name, notes in answer["caveats"].items() if notes[-1]["text"] == again
    } == listed
    assert {name: notes for name, notes in answer["caveats"].items() if name not in listed} == {
        "sd-0012": [{"code": "validity_unknown", "text": unknown}],
        "sd-0021": pending,
        "sd-0047": pending,
    }


def test_a_feed_of_one_platform_has_its_five_newest_entries(files: dict[str, bytes]) -> None:
    """However long ago they were: acts at their own pages, lapses at the platform's."""
    feed = feedparser.parse(files["feeds/platforms/sd-0003.atom"])
    assert [(entry.updated[:10], entry.id.removeprefix(PREFIX)) for entry in feed.entries] == [
        ("2026-11-20", "notices/2026-publicity-2/"),
        ("2026-01-13", "notices/2026-annual-report/"),
        ("2025-01-14", "notices/2025-annual-report/"),
        ("2024-01-01", "platforms/sd-0003/#in_force-2024-01-01"),
        ("2023-09-26", "notices/2023-announcement-2/"),
    ]


@pytest.mark.parametrize(
    ("platform", "colour"),
    [("sd-0001", GREEN), ("sd-0041", BLUE), ("sd-0040", BLUE), ("sd-0016", RED), ("sd-0002", GREY)],
    ids=["in force", "under publicity", "awaiting announcement", "revoked", "expired"],
)
def test_a_badge_has_the_colour_of_its_status(
    platform: str, colour: str, files: dict[str, bytes]
) -> None:
    """The left half is dark on every badge, the right half tells."""
    badge = files[f"badges/{platform}.svg"].decode()
    assert re.findall(r'<rect [^>]*fill="(#\w+)"', badge) == ["#333", colour]


@pytest.mark.parametrize(
    ("day", "reach"),
    [
        ("2026-12-01", "30"),
        ("2026-11-30", "90"),
        ("2026-11-01", "90"),
        ("2026-10-31", "90"),
        ("2026-10-02", "90"),
        ("2026-10-01", "180"),
    ],
)
def test_titles_stand_under_the_days_in_which_they_end(
    day: str, reach: str, register: Register
) -> None:
    """Eight titles of the demonstration end on 2026-12-31, and no other within 180 days of these."""
    snapshot, wording = Snapshot.of(register, date.fromisoformat(day)), Wording(register)
    (page,) = platforms.ending_page(snapshot, wording)
    words = {"page": page, "root": page.root, "snapshot": snapshot, "wording": wording}
    text = environment().get_template(page.template).render(words | page.words)
    sections = re.findall(r'<h2 id="soon-(\d+)">(.*?)</section>', text, re.S)
    listed = {heading: re.findall(r'data-platform-id="(.*?)"', body) for heading, body in sections}
    numbers = (3, 18, 19, 23, 43, 44, 45, 46)
    expected = {"30": [], "90": [], "180": []} | {reach: [f"sd-{at:04}" for at in numbers]}
    assert listed == expected
