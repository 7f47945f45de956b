"""订阅 Atom feeds: entries keep their id for ever; `updated` is the day of the act."""

from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree import ElementTree as xml

from generator.exports.changes import Change
from generator.exports.envelope import File, Publication
from generator.exports.events import Event, of_act, of_platforms, recent
from generator.standing.division import division_name
from generator.standing.snapshot import Listing
from generator.terms import ActKind, City

FOLDER = "feeds"
NAMESPACE = "http://www.w3.org/2005/Atom"
DECLARED = "<?xml version='1.0' encoding='utf-8'?>\n"
MIDNIGHT = "T00:00:00+08:00"
ACTIONS = {
    "added": "新增",
    "status_changed": "状态变化",
    "amended": "依文件变化",
    "corrected": "更正",
    "redacted": "隐去",
    "removed": "移除",
}
OF_KIND = {
    "publicity": ("公示", ActKind.PUBLICITY),
    "revocations": ("撤销", ActKind.REVOCATION),
}
SUBJECTS = {"platform": "平台", "notice": "文件"}


def files(publication: Publication) -> Iterator[File]:
    """订阅 All acts, those that most readers wait for, each city, each change."""
    snapshot = publication.snapshot
    acts = [(act.kind_of_act, of_act(act, publication)) for act in snapshot.acts]
    yield _feed(publication, "notices", "公示公告", (event for _, event in acts))
    for name, (title, kind) in OF_KIND.items():
        yield _feed(publication, name, title, (event for k, event in acts if k is kind))
    for code in sorted({*(c.value for c in City), *snapshot.by_city} - {""}):
        events = of_platforms(snapshot.by_city.get(code, ()), publication)
        yield _feed(publication, f"cities/{code}", city_title(code), events)
    yield _feed(publication, "changes", "登记簿变更", of_changes(publication.changes, publication))


def platform_feed(listing: Listing, publication: Publication) -> File:
    """平台订阅 What becomes of one platform."""
    events = of_platforms([listing], publication)
    return _feed(publication, f"platforms/{listing.id}", listing.identity.shown, events)


def city_title(code: str) -> str:
    """市名 By GB/T 2260; the code itself where it is not known."""
    return division_name(code) or code


def of_changes(changes: Iterable[Change], publication: Publication) -> Iterator[Event]:
    """变更动态 One for each day and commit, told by its first entry's number."""
    grouped: dict[tuple[date, str | None], list[Change]] = {}
    for change in changes:
        grouped.setdefault((change.on, change.commit), []).append(change)
    for (on, commit), found in grouped.items():
        address = publication.address(f"api/v1/changes.json#{found[0].number}")
        by = f"提交 {commit[:12]}：" if commit else ""
        said = "；".join(_said(change) for change in found)
        yield Event(address, on, f"{on} 登记簿变更 {len(found)} 处", f"{by}{said}。")


def _said(change: Change) -> str:
    status = f"（{change.told.status.label}）" if change.told else ""
    return f"{ACTIONS[change.action]}{SUBJECTS[change.subject]} {change.id}{status}"


def _feed(publication: Publication, name: str, title: str, events: Iterable[Event]) -> File:
    site, path = publication.snapshot.register.site, f"{FOLDER}/{name}.atom"
    shown = recent(events, publication.snapshot.as_of)
    feed = xml.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "zh-CN"})
    _add(feed, "id", publication.address(path))
    _add(feed, "title", f"{title} - {site.title}{publication.mark}")
    _add(feed, "subtitle", publication.says)
    _add(feed, "updated", f"{shown[0].on if shown else publication.snapshot.as_of}{MIDNIGHT}")
    _add(xml.SubElement(feed, "author"), "name", site.publisher)
    _add(feed, "rights", site.licence or "未载")
    xml.SubElement(feed, "link", rel="self", href=publication.address(path))
    xml.SubElement(feed, "link", rel="alternate", href=site.base_url)
    for event in shown:
        feed.append(_entry(event, publication.mark))
    xml.indent(feed)
    # As text first: written as bytes, each piece passes through two streams.
    return path, f"{DECLARED}{xml.tostring(feed, 'unicode')}\n".encode()


def _entry(event: Event, mark: str) -> xml.Element:
    entry = xml.Element("entry")
    _add(entry, "id", event.address)
    _add(entry, "title", event.title + mark)
    _add(entry, "updated", f"{event.on}{MIDNIGHT}")
    xml.SubElement(entry, "link", rel="alternate", href=event.address)
    _add(entry, "summary", event.says)
    return entry


def _add(parent: xml.Element, tag: str, text: str) -> None:
    xml.SubElement(parent, tag).text = text
