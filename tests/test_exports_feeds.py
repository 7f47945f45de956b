"""订阅与日历 Read back by other libraries than wrote them."""

import html
import json
import re
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
import vobject

from tests.conftest import DAY

pytestmark = pytest.mark.slow


def test_feeds_are_valid_and_stable(site: Path) -> None:
    """Every feed parses; ids are unique and dated by their act; the length rule holds."""
    issued = {
        each["id"]: each["issued_on"]
        for each in json.loads((site / "api/v1/notices.json").read_text("utf-8"))["notices"]
    }
    looked = entries = 0
    for path in (site / "feeds").rglob("*.atom"):
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
        assert feed.version == "atom10"
        assert "演示数据" in feed.feed.title
        is_of_one = path.parent.name == "platforms"
        assert (str(DAY) in feed.feed.subtitle) is not is_of_one
        ids = [entry.id for entry in feed.entries]
        assert len(ids) == len(set(ids))
        days = [entry.updated[:10] for entry in feed.entries]
        assert days == sorted(days, reverse=True)
        assert all(day > str(DAY - timedelta(days=8)) for day in days[10:])
        for entry in feed.entries:
            if "/notices/" in entry.id:
                assert issued[entry.id.rstrip("/").rpartition("/")[2]] == entry.updated[:10]
        looked, entries = looked + 1, entries + len(ids)
    assert looked > 80
    assert entries > 200


def test_calendars_say_what_the_data_says(site: Path) -> None:
    """Windows, last days to object, ends of validity and of bars, in whole days."""
    whole = vobject.readOne((site / "calendar/all.ics").read_text("utf-8"))
    events = {event.uid.value.partition("@")[0]: event for event in whole.vevent_list}
    assert len(events) == len(whole.vevent_list) > 20
    assert {name.partition("-")[0] for name in events} == {"window", "object", "validity", "bar"}
    roll = json.loads((site / "api/v1/platforms.json").read_text("utf-8"))["platforms"]
    told = 0
    for platform in roll:
        ends = platform["validity"]["ends"]
        event = events.get(f"validity-{platform['id']}-{ends}")
        if event:
            last = event.dtend.value - timedelta(days=1)
            assert (event.dtstart.value, last) == (date.fromisoformat(ends),) * 2
            told += 1
    assert told > len(roll) // 2
    cities = list((site / "calendar").glob("[0-9]*.ics"))
    assert len(cities) >= 16
    assert all(vobject.readOne(path.read_text("utf-8")).version.value == "2.0" for path in cities)


def test_badges_say_the_stretch_in_words(site: Path) -> None:
    """The days of the status, and not the day of the build; the same words in the title."""
    everyone = json.loads((site / "api/v1/all.json").read_text("utf-8"))["platforms"]
    for each in everyone:
        badge = (site / f"badges/{each['id']}.svg").read_text("utf-8")
        title, shown = (
            re.search(r"<title>(.*)</title>", badge),
            re.findall(r">([^<]+)</text>", badge),
        )
        assert title
        assert each["status_label"] in shown[1]
        notes = "；".join(caveat["text"] for caveat in each["caveats"])
        told = f"。注意：{notes}。" if notes else ""
        assert title[1] == f"{html.escape(each['name'])}：{shown[1]}{told}"
        assert ("※" in shown[1]) is bool(notes)
        assert shown[1].endswith("（演示数据）")
        assert str(DAY) not in badge
        assert "<script" not in badge
    assert len(everyone) >= 60
