"""Atom feeds: acts, lapses and changes. Entries keep their id for ever.

`updated` is the day on which readers could first know: that of the act, or the later one on
which its document came into the register; then `published` is the day of the act.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from html import escape

from generator.records.registry import Platform
from generator.register.answer import Standing
from generator.register.designation import ONE_DAY
from generator.register.register import Document
from generator.register.sentences import merged_sentence
from generator.register.snapshot import Listing
from generator.register.timeline import Spell
from generator.site.data.changes import RegisterChange
from generator.site.data.envelope import Outputs, Publication
from generator.terms.words import ActKind

FOLDER = "feeds"
NAMESPACE = "http://www.w3.org/2005/Atom"
DECLARED = "<?xml version='1.0' encoding='utf-8'?>\n"
NEVER = "1970-01-01"
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
SUBJECTS = {"platform": "平台", "notice": "文件", "erratum": "勘误"}
FEWEST = 10
# Entries of the feed of one platform, which names no day: older ones are on its page.
OF_ONE = 5
# Stands behind a status that has caveats.
MARK = "※"
WINDOW = timedelta(days=8)


@dataclass(frozen=True)
class FeedEvent:
    """Entry of a feed: `address` is its name for ever, and where it can be read.

    `on` is the day of the news, `dated` that of the document where it came later.
    """

    address: str
    on: date
    title: str
    says: str
    dated: date | None = None


def outputs(publication: Publication) -> Outputs:
    """Feeds of all acts, of those that most readers wait for, of each part of the territory, of the changes."""
    yield _address("notices"), partial(_act_feed, "notices", "公示公告", [*ActKind], publication)
    for name, (title, kind) in OF_KIND.items():
        yield _address(name), partial(_act_feed, name, title, [kind], publication)
    events = cache(partial(_events_by_city, publication))
    for code in publication.snapshot.parts:
        yield _address(f"cities/{code}"), partial(_city_feed, code, events, publication)
    yield _address("changes"), partial(_change_feed, publication)


def marked_label(standing: Standing) -> str:
    """Label of a status, with the mark of a caveat where it has any: never the bare word then."""
    return standing.status.label + (MARK if standing.caveats else "")


def caveat_words(standing: Standing) -> str:
    """Caveats of a status in a sentence; empty where it has none."""
    texts = "；".join(caveat.label for caveat in standing.caveats)
    return f"。注意：{texts}。" if texts else ""


def platform_feed(
    listing: Listing, publication: Publication, merged: Platform | None = None
) -> bytes:
    """Atom feed of one platform: its acts and lapses, newest first, as they were on their days.

    That of a `merged` record of the platform says so, and leads readers to the platform's own.
    """
    names = dict.fromkeys(entry.act.document for entry in listing.entries)
    documents = publication.snapshot.register.documents
    acts = (_document_event(documents[name], publication) for name in names)
    events = sorted([*acts, *_lapses(listing, publication)], key=_order, reverse=True)
    name, title = f"platforms/{listing.id}", listing.identity.shown
    says = f"{merged_sentence(merged.id, listing.id) if merged else ''}{publication.terms}"
    return _feed(publication, name, title, events[:OF_ONE], says)


def _act_feed(name: str, title: str, kinds: Container[ActKind], publication: Publication) -> bytes:
    documents = publication.snapshot.documents
    chosen = (each for each in documents if any(kind in kinds for kind in each.kinds))
    events = (_document_event(each, publication) for each in chosen)
    return _recent_feed(publication, name, title, events)


def _city_feed(
    code: str, events: Callable[[], Mapping[str | None, list[FeedEvent]]], publication: Publication
) -> bytes:
    """Atom feed of a part of the territory: what happened to a platform while it lay there."""
    title = publication.snapshot.part_name(code)
    return _feed(publication, f"cities/{code}", title, events().get(code, []), publication.says)


def _change_feed(publication: Publication) -> bytes:
    events = _change_events(publication.changes, publication)
    return _recent_feed(publication, "changes", "登记簿变更", events)


def _recent_feed(
    publication: Publication, name: str, title: str, events: Iterable[FeedEvent]
) -> bytes:
    recent = recent_events(events, publication.snapshot.as_of)
    return _feed(publication, name, title, recent, publication.says)


def recent_events(events: Iterable[FeedEvent], as_of: date) -> list[FeedEvent]:
    """Newest first: all of the last eight days, and never fewer than ten where there are ten."""
    newest_first = sorted(events, key=_order, reverse=True)
    fresh = [event for event in newest_first if event.on > as_of - WINDOW]
    return newest_first[: max(FEWEST, len(fresh))]


def _order(event: FeedEvent) -> tuple[date, str]:
    return event.on, event.address


def _document_event(
    document: Document, publication: Publication, names: Iterable[str] = ()
) -> FeedEvent:
    """Document under the address of its own page, with the platforms it speaks of."""
    number = document.document_number or "无文号"
    listed = "、".join(names)
    dated = document.issued_on.first
    on = max(dated, publication.recorded_on.get(document.id, dated))
    return FeedEvent(
        publication.address(f"notices/{document.id}/"),
        on,
        f"{document.label}：{document.title}",
        f"{document.issued_on}，{number}。" + (f"涉及：{listed}。" if listed else ""),
        dated if dated < on else None,
    )


def _events_by_city(publication: Publication) -> Mapping[str | None, list[FeedEvent]]:
    """The latest lapses of a status, and documents with the platforms they speak of, by the city of that day."""
    documents = publication.snapshot.register.documents
    events: dict[str | None, list[FeedEvent]] = defaultdict(list)
    named: dict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
    for listing in publication.snapshot.listings.values():
        for entry in listing.entries:
            of = listing.city_on(entry.issued_on), entry.act.document
            named[of][listing.id] = listing.identity.shown
        for event in _lapses(listing, publication):
            events[listing.city_on(event.on)].append(event)
    for (city, name), names in named.items():
        events[city].append(_document_event(documents[name], publication, names.values()))
    as_of = publication.snapshot.as_of
    return {city: recent_events(each, as_of) for city, each in events.items()}


def _lapses(listing: Listing, publication: Publication) -> Iterator[FeedEvent]:
    """Changes of status on days of which there is no act."""
    acted = {day for entry in listing.entries for day in (entry.issued_on, entry.effective_on)}
    before = None
    for spell in listing.timeline:
        standing, starts = spell.standing, spell.starts
        is_new = before is not None and before.status is not standing.status
        if is_new and starts <= listing.as_of and starts not in acted:
            address = f"platforms/{listing.id}/#{standing.status.value}-{starts}"
            title = f"{marked_label(standing)}：{listing.identity.shown}"
            text = _lapse_in_words(spell)
            yield FeedEvent(publication.address(address), starts, title, text)
        before = standing


def _lapse_in_words(spell: Spell) -> str:
    now, event, starts = spell.standing, spell.event, spell.starts
    cause = f"（{event.label}）" if event and event.label != now.status.label else ""
    status = f"自{starts}起{cause}，资格状态为“{now.status.label}”"
    return f"{status}；前一状态至{starts - ONE_DAY}{caveat_words(now) or '。'}"


def _change_events(
    changes: Iterable[RegisterChange], publication: Publication
) -> Iterator[FeedEvent]:
    """Entry for each day and commit, named by the number of its first change."""
    grouped: dict[tuple[date, str | None], list[RegisterChange]] = {}
    for change in changes:
        grouped.setdefault((change.on, change.commit), []).append(change)
    for (on, commit), together in grouped.items():
        address = publication.address(f"api/v1/changes.json#{together[0].number}")
        by = f"提交 {commit[:12]}：" if commit else ""
        merged = publication.snapshot.register.merged
        text = "；".join(_change_in_words(change, merged) for change in together)
        legend = f"{MARK}：有附注，见该平台的网页。" if MARK in text else ""
        title = f"{on} 登记簿变更 {len(together)} 处"
        yield FeedEvent(address, on, title, f"{by}{text}。{legend}")


def _change_in_words(change: RegisterChange, merged: Mapping[str, str]) -> str:
    after = change.after
    if change.action == "removed" and change.id in merged:
        return f"平台 {change.id} 并入 {merged[change.id]}"
    status = f"（{after.status.label}{MARK if after.caveats else ''}）" if after else ""
    return f"{ACTIONS[change.action]}{SUBJECTS[change.subject]} {change.id}{status}"


def _feed(
    publication: Publication, name: str, title: str, events: list[FeedEvent], subtitle: str
) -> bytes:
    """Compact XML, one entry on a line; a feed without entries was last updated long ago."""
    site = publication.snapshot.register.site
    address = publication.address(_address(name))
    lines = [
        f'{DECLARED}<feed xmlns="{NAMESPACE}" xml:lang="zh-CN">{_element("id", address)}',
        _element("title", f"{title} - {site.title}{publication.mark}"),
        _element("subtitle", subtitle),
        _element("updated", f"{events[0].on if events else NEVER}{MIDNIGHT}"),
        f"<author>{_element('name', site.publisher)}</author>",
        _element("rights", site.licence or "未载"),
        f'<link rel="self" href="{escape(address)}"/>',
        f'<link href="{escape(site.base_url)}"/>',
        *(_entry(event, publication.mark) for event in events),
        "</feed>\n",
    ]
    return "\n".join(lines).encode()


def _address(name: str) -> str:
    return f"{FOLDER}/{name}.atom"


def _entry(event: FeedEvent, mark: str) -> str:
    published = f"<published>{event.dated}{MIDNIGHT}</published>" if event.dated else ""
    return (
        f"<entry>{_element('id', event.address)}{_element('title', event.title + mark)}"
        f"{published}<updated>{event.on}{MIDNIGHT}</updated>"
        f'<link href="{escape(event.address)}"/>'
        f"{_element('summary', event.says)}</entry>"
    )


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>"
