"""订阅与日历 Read back by other libraries than wrote them."""

import html
import json
import re
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
import vobject
from icalendar import Calendar

from generator.checks.casebook import BASE
from generator.history.versions import Chronicle, chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.envelope import Publication
from generator.site.data.outputs import outputs
from tests.conftest import DAY
from tests.registries import laid_in_git
from tests.stories import commit
from tests.test_registries import laid_over


@pytest.mark.slow
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
                dated = entry.get("published", entry.updated)[:10]
                assert (
                    issued[entry.id.rstrip("/").rpartition("/")[2]] == dated <= entry.updated[:10]
                )
        looked, entries = looked + 1, entries + len(ids)
    assert looked > 80
    assert entries > 200


@pytest.mark.slow
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
        event = events.get(f"validity-{platform['id']}-{platform['designation']}")
        if event:
            last = event.dtend.value - timedelta(days=1)
            assert (event.dtstart.value, last) == (date.fromisoformat(ends),) * 2
            told += 1
    assert told > len(roll) // 2
    cities = list((site / "calendar").glob("[0-9]*.ics"))
    assert len(cities) >= 16
    assert all(vobject.readOne(path.read_text("utf-8")).version.value == "2.0" for path in cities)


def test_a_calendar_without_events_is_lawful(tmp_path: Path) -> None:
    """RFC 5545 wants a component in each: icalendar's own check of it, for a city with nothing in it."""
    files = calendars(laid_over("18-calendar", tmp_path / "registry"), date(2024, 5, 1))
    empty = files["calendar/371500.ics"]
    assert b"BEGIN:VEVENT" not in empty
    for content in files.values():
        calendar = Calendar.from_ical(content)
        calendar.validate()
        assert not calendar.errors


MOVED = {"2024-02-29": ("2024-11-30", 0, "20211115"), "2024-05-01": ("2025-11-30", 1, "20240304")}


@pytest.mark.parametrize("day", MOVED)
def test_an_event_that_moves_keeps_its_name_and_is_told_to_be_newer(
    day: str, tmp_path: Path
) -> None:
    """A list prolonged: whoever holds a copy of the old last day takes the new one for it."""
    base = BASE if day < "2024-03-04" else laid_over("18-calendar", tmp_path / "registry")
    content = calendars(base, date.fromisoformat(day))["calendar/370100.ics"]
    (event,) = [each for each in Calendar.from_ical(content).events if "validity" in each["uid"]]
    assert event["uid"] == "validity-sd-0001-2021-announcement@example.org"
    last, sequence, stamp = MOVED[day]
    assert (str(event["dtstart"].dt), event["sequence"]) == (last, sequence)
    assert event["dtstamp"].to_ical().decode().startswith(stamp)


LATE = """\
id: 2025-withdrawal-late
kind: withdrawal
title: 示例·关于1个示范平台退出的通知（晚到）
document_number: 示例信〔2025〕901号
issued_on: 2025-06-05
issuer: sd-gxt
regulation: demo-2023
source: {url: https://example.org/late}
count: 1
rows:
  - {platform: sd-0040, grounds: 示例}
"""


def test_a_document_recorded_late_is_news_on_the_day_it_came(tmp_path: Path) -> None:
    """It stands first in every feed, under the day of the register, with its own day beside it."""
    folder = laid_in_git(tmp_path / "checkout", commits={"2026-11-20": ()})
    (folder / "registry/notices/2025/2025-withdrawal-late.yaml").write_text(LATE, "utf-8")
    commit(folder, on="2026-11-23")
    snapshot = Snapshot.of(Register.bind(receive(folder / "registry")), DAY)
    made = dict(outputs(Publication(snapshot, chronicle(folder / "registry"))))
    for name in ("notices", "cities/370500"):
        content = made[f"feeds/{name}.atom"]()
        assert isinstance(content, bytes)
        first, second, *_ = feedparser.parse(content).entries
        assert first.id.endswith("/notices/2025-withdrawal-late/")
        assert (first.updated[:10], first.published[:10]) == ("2026-11-23", "2025-06-05")
        # What the register began with is dated by itself.
        assert "published" not in second
        assert second.updated[:10] <= "2026-11-20"


def calendars(folder: Path, day: date) -> dict[str, bytes]:
    """Every calendar of a registry outside git, by its path."""
    snapshot = Snapshot.of(Register.bind(receive(folder)), day)
    made = outputs(Publication(snapshot, Chronicle(None, (), "不在 git 中")))
    files = {path: make() for path, make in made if path.endswith(".ics")}
    return {path: c if isinstance(c, bytes) else b"".join(c) for path, c in files.items()}


@pytest.mark.slow
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
