"""待办日历 What is due, as a calendar that an office subscribes to or opens."""

from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from generator.desk.due import Due
from generator.standing.snapshot import Snapshot
from generator.standing.validity import ONE_DAY


def due_calendar(snapshot: Snapshot, found: list[Due]) -> bytes:
    """待办日历 One event of a whole day each; what is overdue stands on today."""
    site = snapshot.register.site
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//registry-generator//ZH")
    made.add("x-wr-calname", f"待办 - {site.title}{'（演示数据）' if site.demo else ''}")
    for each in found:
        made.add_component(_event(each, snapshot.as_of))
    return bytes(made.to_ical())


def _event(each: Due, as_of: date) -> Event:
    day = max(each.on, as_of)
    event = Event()
    event.add("uid", f"{each.duty.value}-{each.subject or 'registry'}-{each.on}@registry-generator")
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + ONE_DAY)
    late = f"（应于 {each.on}）" if each.is_overdue(as_of) else ""
    event.add("summary", f"{each.duty.label}：{each.says}{late}")
    event.add("transp", "TRANSPARENT")
    return event
