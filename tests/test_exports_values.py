"""Badges and feeds of the small lawful registry, with the words and colours that they must have."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.history.versions import Chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.badges import badge
from generator.site.data.envelope import Publication
from generator.site.data.feeds import (
    FeedEvent,
    caveat_words,
    marked_label,
    platform_feed,
    recent_events,
)
from generator.site.data.platform import stretches
from generator.terms.words import Status
from tests.conftest import DEMONSTRATION
from tests.histories import registered

GREEN, TEAL, BLUE, RED, GREY = "#1b6e3c", "#2f6f6b", "#1f5f99", "#a32020", "#555"

GRANT = "2021-announcement"
# Of a platform publicised, announced, in force and revoked; its bar ends in a stretch of its own.
STRETCHES: list[tuple[object, ...]] = [
    ("not_designated", None, None, [], None, None),
    ("under_publicity", "2021-11-01", "window_opens", ["2021-publicity"], None, None),
    ("awaiting_announcement", "2021-11-06", "window_closes", ["2021-publicity"], None, None),
    ("announced", "2021-11-15", "grant", [GRANT], GRANT, None),
    ("in_force", "2021-12-01", "first_day", [GRANT], GRANT, None),
    ("revoked", "2022-06-15", "revocation", ["2022-revocation"], GRANT, None),
    ("revoked", "2022-06-15", "revocation", ["2022-revocation"], GRANT, None),
]


def publication(on: str, folder: Path = BASE) -> Publication:
    snapshot = Snapshot.of(Register.bind(receive(folder)), date.fromisoformat(on))
    return Publication(snapshot, Chronicle(None, (), "不在 git 中"))


@pytest.mark.parametrize(
    ("name", "on", "words", "colour"),
    [
        ("sd-0001", "2020-01-01", "未认定※", GREY),
        ("sd-0001", "2021-11-03", "公示中 至2021-11-05", BLUE),
        ("sd-0001", "2021-11-08", "公示期满待公布 2021-11-06起", BLUE),
        ("sd-0001", "2021-11-20", "已公布待生效 至2021-11-30", TEAL),
        ("sd-0001", "2023-01-01", "有效 至2024-11-30", GREEN),
        ("sd-0001", "2025-01-01", "期满 2024-12-01起", GREY),
        ("sd-0002", "2023-01-01", "已撤销 2022-06-15", RED),
    ],
)
def test_badge_says_the_stretch_that_holds_the_day(
    name: str, on: str, words: str, colour: str
) -> None:
    """In the picture and in its title, in the colour of the status; the day itself in neither."""
    told = publication(on)
    svg = badge(told.snapshot.listings[name], told).decode()
    assert re.findall(r">([^<]+)</text>", svg)[1].removesuffix("（演示数据）") == words
    assert f"：{words}" in svg.partition("<title>")[2].partition("</title>")[0]
    assert re.findall('fill="(#[0-9a-f]+)"', svg)[1] == colour
    assert on not in svg


def test_badge_of_a_status_with_a_caveat_bears_its_mark_and_says_it() -> None:
    """The mark in the picture, the caveat in its title: the word never stands alone."""
    told = publication("2026-11-23", DEMONSTRATION)
    svg = badge(told.snapshot.listings["sd-0047"], told).decode()
    assert re.findall(r">([^<]+)</text>", svg)[1] == "有效※ 至2027-11-30（演示数据）"
    assert svg.partition("<title>")[2].partition("</title>")[0] == (
        "示例·郓城酿造技术公共服务平台：有效※ 至2027-11-30（演示数据）"
        "。注意：附整改要求，称号保留，整改结果尚未载入。"
    )


def test_feed_says_the_caveat_beside_a_status() -> None:
    """Undetermined once the term of an edition has passed that printed no period."""
    folded = registered({"acts": [{"kind": "announcement", "issued_on": "2020-01-01"}]})
    told = Publication(Snapshot.of(folded, date(2026, 1, 1)), Chronicle(None, (), "不在 git 中"))
    (listing,) = told.snapshot.listings.values()
    assert listing.status is Status.UNDETERMINED
    assert marked_label(listing.standing) == "已认定，是否有效不明※"
    assert caveat_words(listing.standing) == (
        "。注意：公布文件没有写明有效期的起止日，本名录不能断定其在该日是否有效。"
    )


def test_every_stretch_of_a_platform_says_since_when_and_what_happened() -> None:
    """The whole life of one platform: status, since, event, all deciding acts, explanation."""
    told = publication("2025-01-01")
    values = stretches(told.snapshot.listings["sd-0002"], told.snapshot)
    names = ("status", "status_since", "event", "decided_by", "designation", "explanation")
    assert [tuple(each[name] for name in names) for each in values] == STRETCHES


def test_feed_of_one_platform_tells_its_last_acts_and_lapses() -> None:
    """Newest first, dated by their days; nothing in it is of the build."""
    told = publication("2025-01-01")
    feed = platform_feed(told.snapshot.listings["sd-0001"], told).decode()
    assert re.findall(
        r"<entry>.*?<title>(.*?)(?:（演示数据）)?</title>.*?<updated>(.{10})", feed
    ) == [
        ("期满：示例·济南信息平台", "2024-12-01"),
        ("有效：示例·济南信息平台", "2021-12-01"),
        ("公布：示例·公布", "2021-11-15"),
        ("公示期满待公布：示例·济南信息平台", "2021-11-06"),
        ("公示：示例·公示", "2021-11-01"),
    ]
    assert "2025" not in feed


def test_lists_of_events_hold_ten_or_all_of_the_last_eight_days() -> None:
    """Whichever is more."""
    day = date(2025, 1, 31)
    old = [FeedEvent(f"a{at}", day - timedelta(days=20 + at), "", "") for at in range(14)]
    fresh = [FeedEvent(f"b{at}", day - timedelta(days=at), "", "") for at in range(12)]
    assert recent_events(old, day) == old[:10]
    assert recent_events([*old, *fresh], day) == fresh[:10]
    crowd = [FeedEvent(f"c{at:02}", day - timedelta(days=7), "", "") for at in range(13)]
    assert recent_events([*old, *crowd], day) == crowd[::-1]
