"""The page of one platform: its standing stretch by stretch, its facts, its history.

It prints the first and last days of stretches and never the day of the build: the page of
a platform to which nothing happened is the same bytes tomorrow. It is rendered once per
platform, so what many platforms share (links to acts, articles and places) is made once.
"""

import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import Any

import segno
from markupsafe import Markup
from pydantic_core import to_json

from generator.checks.governing import governing
from generator.records.acts import Act, SuccessionRow, ValidityChange
from generator.records.registry import Platform
from generator.records.regulation import Regulation
from generator.register.answer import live_fold
from generator.register.decisions import decisions_on, live_entries
from generator.register.designation import ONE_DAY, Period
from generator.register.eligibility import newest
from generator.register.identity import first_identity
from generator.register.places import is_dated
from generator.register.register import Entry
from generator.register.sentences import merged_sentence
from generator.register.snapshot import Listing, Snapshot
from generator.register.territory import UNKNOWN
from generator.site.pages.entries import entry_line
from generator.site.pages.page import Page
from generator.site.pages.regulations import complaints_path
from generator.site.pages.verdict import Article, Stretch, stretch_words, stretches, verdict
from generator.site.pages.wording import ErratumWords, Wording, erratum_words, long_day
from generator.terms.citations import article_label, notice_path
from generator.terms.words import ActKind, Status

Values = dict[str, Any]
# Of a page at platforms/<id>/.
ROOT = "../../"
# Quiet modules around a QR code, by its standard; and a mask, since trying all takes most of the time.
BORDER, MASK = 4, 3
PNG = b"\x89PNG\r\n\x1a\n"
# A line of the history, as far as it is the same for every platform.
HEAD = Markup('<li class="reg-kind--{}"><span>{}</span><div><b>{}</b> {}')
NUMBER = Markup(" <small>{}</small>")
# What a later act did to a line of the history, and to a period.
CORRECTED = Markup("本行已由《{}》更正。")
UNDONE = Markup("已被《{}》撤销，视为自始没有作出。")
IDLE = Markup("当时没有可以调整的称号，对本平台不起作用。")
CHANGED = {ActKind.SUCCESSION: "承继", ActKind.REVIEW: "延续"}
FACTS = {
    "unit": ("运营单位", "platform.operating_unit"),
    "code": ("统一社会信用代码", "platform.operating_unit.credit_code"),
    "kind": ("单位性质", "platform.operating_unit.kind"),
    "division": ("所在地", "platform.division"),
    "functions": ("服务功能", "announcement.rows.functions"),
}


def _titled(listing: Listing, later: Sequence[Stretch]) -> str:
    """The status with the days on which it holds, so that it is true on any day; ※ where it bears caveats."""
    mark, first = "※" if listing.standing.caveats else "", listing.since or ""
    changes = (each.starts for each in later if each.listing.status is not listing.status)
    change = next(changes, None)
    last = f"至{change - ONE_DAY}" if change else ""
    days = f" {first}{last or '起'}" if first or last else ""
    return f"{listing.status.label}{mark}{days}"


class PlatformPages:
    """The pages of the platforms of one snapshot."""

    def __init__(self, snapshot: Snapshot, wording: Wording) -> None:
        self.snapshot, self.wording, self.site = snapshot, wording, snapshot.register.site
        self._qr = QrCodes(f"{self.site.base_url}platforms/")
        # Made once for all pages. Records are slow to hash: they are known by their ids.
        self._acts: dict[str, Values] = {}
        self._terms: dict[tuple[str | None, str], Markup] = {}
        self._articles: dict[tuple[str, int], Markup] = {}
        self._functions = cache(self._function_links)
        self._place = cache(place_link)
        edition = newest(snapshot.register, snapshot.as_of, "authority")
        self._complaints = cache(partial(complaints_path, snapshot, edition))

    def page(self, listing: Listing, merged: Platform | None = None) -> Page:
        """The page as of the stretch of days that holds the day of the listing.

        That of a `merged` record of the platform says so, gives the answer and leads to the platform.
        """
        now, *later = stretches(listing, self.snapshot)
        listing = now.listing
        values = self._values(listing, [now, *later])
        held, title = verdict(listing), _titled(listing, later)
        name, shown = listing.id, listing.identity.shown
        if merged:
            name, shown = merged.id, first_identity(merged).shown
        return Page(
            f"platforms/{name}/", "platform", shown if merged else f"{shown}：{title}", "platform.html",
            "".join([held.sentence, *held.remarks]),
            values
            | {
                "heading": shown,
                "leads": merged_sentence(merged.id, listing.id) if merged else "",
            },
            f"api/v1/platforms/{name}.json",
            "" if merged else linked_data(listing, self.snapshot),
            listing.status.value,
            f"platforms/{listing.id}/",
        )  # fmt: skip

    def _values(self, listing: Listing, all_stretches: list[Stretch]) -> Values:
        platform, identity = listing.platform, listing.identity
        unit, basis = platform.operating_unit, listing.standing.decided_by
        address = f"{self.site.base_url}platforms/{listing.id}/"
        edition = basis.regulation if basis else None
        return {
            "id": listing.id,
            "shown": identity.shown,
            "status": listing.status.value,
            "verdicts": self._verdicts(all_stretches),
            "name": identity.name,
            "name_unknown": platform.name_unknown or UNKNOWN,
            "unit": identity.operating_unit,
            "code": identity.credit_code,
            "code_unknown": unit.credit_code_unknown or UNKNOWN,
            "kind": unit.kind.label if unit.kind else None,
            "place": self._places(listing),
            "functions": self._functions(listing.functions),
            "services": platform.services,
            "remarks": platform.remarks,
            "contact": platform.contact,
            "last": self._last_change(listing),
            "terms": {name: self._term(edition, *fact) for name, fact in FACTS.items()},
            "periods": [self._period(listing, each) for each in reversed(listing.periods)],
            "former": [_former(each) for each in listing.former],
            "merged": [(each.id, first_identity(each)) for each in listing.history.merged],
            "kin": [*self._kin(listing)],
            "entries": self._entries(listing),
            "errata": self._errata(listing),
            "address": address,
            "qr": self._qr.picture(address),
            "repository": self.site.repository,
            "complaints": self._complaints(listing.city),
        }

    def _verdicts(self, all_stretches: list[Stretch]) -> list[Values]:
        following = [*all_stretches[1:], None]
        return [self._verdict(*pair) for pair in zip(all_stretches, following, strict=True)]

    def _verdict(self, stretch: Stretch, later: Stretch | None) -> Values:
        judged, status = verdict(stretch.listing), stretch.listing.status
        bar = judged.bar
        return {
            "starts": stretch.starts,
            "status": status.value,
            "label": status.label,
            "sentence": judged.sentence,
            "english": judged.english,
            "acts": [self._act(each.act) for each in judged.acts],
            "article": self._article(judged.article),
            "bar": bar.sentence if bar else "",
            "bar_article": self._article(bar.article) if bar else "",
            "remarks": judged.remarks,
            "days": stretch_words(stretch, later),
        }

    def _act(self, act: Act) -> Values:
        if act.id not in self._acts:
            self._acts[act.id] = _act_values(act)
        return self._acts[act.id]

    def _article(self, article: Article | None) -> Markup:
        if article is None:
            return Markup()
        key = article[0].id, article[1]
        if key not in self._articles:
            self._articles[key] = article_link(*article)
        return self._articles[key]

    def _term(self, edition: Regulation | None, label: str, path: str) -> Markup:
        key = edition.id if edition else None, path
        if key not in self._terms:
            self._terms[key] = term_link(edition, label, path)
        return self._terms[key]

    def _last_change(self, listing: Listing) -> Values | None:
        """First day of the status, what happened then, and the act of that very day, if there is one."""
        since, event = listing.since, listing.event
        if since is None or event is None:
            return None
        act = _act_of(listing, since)
        return {
            "day": long_day(since),
            "event": event.label,
            "act": self._act(act) if act else None,
        }

    def _period(self, listing: Listing, period: Period) -> Values:
        """One period of validity, drawn to scale in days: what has passed is left to a script.

        `length`, `passed` and `cut` are days; a period without an end has no scale.
        """
        ender = _ender(listing, period)
        scale = {"length": 0, "passed": 0, "cut": None, "running": False}
        if period.ends:
            scale = _scale(listing, period, period.ends, ender)
        return scale | {
            "term": self._term(period.entry.regulation, "有效期", "announcement.validity"),
            "starts": period.starts,
            "ends": period.ends,
            "first": long_day(period.starts if period.starts_known else None),
            "last": "下一次复核" if period.is_open else long_day(period.ends),
            "act": self._act(period.entry.act),
            "changed_by": self._act(period.changed_by.act) if period.changed_by else None,
            "changed": CHANGED.get(period.by[-1].act.kind_of_act, "调整"),
            "cut_on": long_day(ender.effective_on) if ender else "",
            "cut_by": ender.act.kind_of_act.label if ender else "",
        }

    def _kin(self, listing: Listing) -> Iterator[tuple[str, Markup]]:
        """Platforms that succeeded to this one, or that it succeeded to, with what they are to it."""
        link = Markup('<a href="../{}/">{}</a>')
        for entry in live_entries(listing.history, listing.as_of):
            if isinstance(entry.row, SuccessionRow) and entry.issued_on <= listing.as_of:
                row, is_left = entry.row, entry.row.platform == listing.id
                name = row.successor if is_left else row.platform
                shown = self.wording.platform(name, entry.effective_on)
                yield "承继者" if is_left else "承继自", link.format(name, shown)

    def _entries(self, listing: Listing) -> list[tuple[Markup, str, str | None, list[Markup]]]:
        """The lines of the history, the newest first, each with the acts that put it right or undid it."""
        decided = decisions_on(listing.history, listing.as_of)
        undone = {id(each.entry): each.decision.act for each in decided if each.is_annulled}
        idle = _idle_changes(listing)
        return [
            self._entry(each, undone.get(id(each)), id(each) in idle)
            for each in reversed(listing.entries)
        ]

    def _entry(
        self, entry: Entry, undone_by: Act | None, is_idle: bool
    ) -> tuple[Markup, str, str | None, list[Markup]]:
        """The head of the line, cached by act; the line, the remarks, what later acts did to it."""
        notes = [
            note.format(self._act(act)["titled"])
            for note, act in ((CORRECTED, entry.corrected_by), (UNDONE, undone_by))
            if act
        ] + [IDLE] * is_idle
        remarks = entry.row.remarks if entry.row else None
        return self._act(entry.act)["head"], entry_line(entry, self.wording), remarks, notes

    def _places(self, listing: Listing) -> Markup:
        """The place, as HTML; of one that was re-assigned every place with its first day, the latest first."""
        placements = listing.platform.division
        if not is_dated(listing.platform):
            return self._place(listing.city, listing.place)
        pieces = []
        for each in reversed(placements):
            part, words = listing.territory.part_of(each.code), listing.territory.place(each.code)
            since = f"自{long_day(each.from_)}起：" if each.from_ else "此前："
            link = self._place(part if part in self.snapshot.parts else None, words)
            pieces.append(Markup.escape(since) + link)
        return Markup("；").join(pieces)

    def _errata(self, listing: Listing) -> list[ErratumWords]:
        errata = self.snapshot.errata.by_platform.get(listing.id, ())
        return [erratum_words(each, self.snapshot) for each in errata]

    def _function_links(self, terms: tuple[str, ...]) -> Markup:
        link = Markup('<a class="reg-tag" href="{}functions/{}/">{}</a>')
        links = (link.format(ROOT, term, self.wording.function(term)) for term in terms)
        return Markup().join(links)


def _act_values(act: Act) -> Values:
    """Give what pages say of an act: `link` by its number, `titled` and `head` are HTML already."""
    link, path = Markup('<a href="{}{}">{}</a>'), notice_path(act.id)
    number, kind = act.document_number or "", act.kind_of_act
    day, titled = long_day(act.issued_on), link.format(ROOT, path, act.title)
    head = HEAD.format(kind.value, day, kind.label, titled)
    return {
        "day": day,
        "label": kind.label,
        "number": number,
        "link": link.format(ROOT, path, number or act.title),
        "titled": titled,
        "head": head + NUMBER.format(number) if number else head,
    }


def article_link(edition: Regulation, number: int | None) -> Markup:
    """An edition, or one article of it, as HTML."""
    name, anchor = edition.document_number or edition.title, ""
    if number:
        name, anchor = f"{name} {article_label(number)}", f"#art-{number}"
    link = Markup('<a href="{}regulations/{}/{}">{}</a>')
    return link.format(ROOT, edition.id, anchor, name)


def term_link(edition: Regulation | None, label: str, path: str) -> Markup:
    """A word, linked to the article of the edition that governs it where there is one, as HTML."""
    number = governing(edition, path)
    if edition is None or number is None:
        return Markup.escape(label)
    link = '<a href="{}regulations/{}/#art-{}" title="{}">{}</a>'
    return Markup(link).format(ROOT, edition.id, number, article_label(number), label)


def place_link(city: str | None, place: str) -> Markup:
    """A place, linked to the page of the part of the territory that it lies in, as HTML."""
    if city is None:
        return Markup.escape(place)
    return Markup('<a href="{}cities/{}/">{}</a>').format(ROOT, city, place)


def _idle_changes(listing: Listing) -> set[int]:
    """Changes of validity that found no title to move, by their identity in memory."""
    chains = live_fold(listing.history, listing.as_of).designations
    moved = {id(entry) for chain in chains for period in chain.periods for entry in period.by}
    moved |= {id(chain.ending.by) for chain in chains if chain.ending}
    changes = (entry for entry in listing.entries if isinstance(entry.act, ValidityChange))
    return {id(entry) for entry in changes} - moved


def _former(each: Any) -> str:
    unit = f"（{each.operating_unit}）" if each.name else ""
    starts = long_day(each.starts) if each.starts else ""
    return f"{each.shown}{unit}　{starts}至{long_day(each.ends)}"


def _act_of(listing: Listing, day: date) -> Act | None:
    """The act that the status rests on since a day, if it was issued or took effect on that day."""
    spell = listing.spell_on(day)
    for entry in reversed(spell.standing.deciding if spell else ()):
        if day in (entry.effective_on, entry.counts_on, entry.issued_on, entry.counts_on_issue):
            return entry.act
    return None


def _ender(listing: Listing, period: Period) -> Entry | None:
    """The act that ended the period before its last day."""
    ending = live_fold(listing.history, listing.as_of).ending_of(period)
    return ending.by if ending and ending.on <= listing.as_of else None


def _scale(listing: Listing, period: Period, last: date, ender: Entry | None) -> Values:
    length = (last - period.starts).days + 1
    cut = max((ender.effective_on - period.starts).days, 0) if ender else None
    running = cut is None and listing.as_of <= last
    passed = cut if cut is not None else 0 if running else length
    return {"length": length, "passed": passed, "cut": cut, "running": running}


class QrCodes:
    """QR codes of addresses below one base, each as a picture within the page.

    The library takes longer for a code than the rest of a page. A code is linear: a letter in
    a place flips the same modules whatever the others are. So the library makes two codes per
    length, place and letter, and every code is the sum of what its letters flip.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self._flips = cache(self._flipped)

    def picture(self, address: str) -> str:
        """Address of the code as a picture that holds itself (PNG): a pixel for each module."""
        return f"data:image/png;base64,{b64encode(_png(*self.code(address))).decode()}"

    def code(self, address: str) -> tuple[int, int]:
        """The modules of a side, and all modules as the bits of one number, row by row."""
        ground = self.base.ljust(len(address), "0")
        size, bits = _modules(ground)
        for at in range(len(self.base), len(address)):
            bits ^= self._flips(len(address), at, address[at])
        return size, bits

    def _flipped(self, length: int, at: int, letter: str) -> int:
        ground = self.base.ljust(length, "0")
        other = f"{ground[:at]}{letter}{ground[at + 1 :]}"
        return _modules(ground)[1] ^ _modules(other)[1]


@cache
def _modules(text: str) -> tuple[int, int]:
    matrix = segno.make(text, error="m", micro=False, mask=MASK).matrix
    return len(matrix), int("".join("01"[module] for row in matrix for module in row), 2)


def _png(size: int, bits: int) -> bytes:
    """Modules as a PNG of one bit a pixel, quiet modules around them; a picture's 1 is white."""
    side = size + 2 * BORDER
    length = -(-side // 8)
    shift, white = 8 * length - BORDER - size, (1 << 8 * length) - 1
    rows = [white ^ ((bits >> size * at & (1 << size) - 1) << shift) for at in range(size)]
    quiet = [white] * BORDER
    # Each row begins with its filter: none. It is stored: other libraries would pack it otherwise.
    lines = b"".join(b"\0" + row.to_bytes(length) for row in (*quiet, *reversed(rows), *quiet))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(lines, 0)), (b"IEND", b"")
    return PNG + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return len(content).to_bytes(4) + checked + zlib.crc32(checked).to_bytes(4)


def linked_data(listing: Listing, snapshot: Snapshot) -> str:
    """The platform as schema.org JSON-LD, for a script element; empty where no title was granted."""
    period = listing.standing.period
    if period is None:
        return ""
    site, identity = snapshot.register.site, listing.identity
    active = listing.status is Status.IN_FORCE
    last = period.ends.isoformat() if period.ends else None
    content: Values = {
        "@context": "https://schema.org",
        "@type": ["GovernmentPermit", "Certification"],
        "@id": f"{site.base_url}platforms/{listing.id}/",
        "name": site.designation_title + ("（演示数据）" if site.demo else ""),
        "identifier": listing.id,
        "certificationStatus": "CertificationActive" if active else "CertificationInactive",
        "validFrom": period.starts.isoformat() if period.starts_known else None,
        "validUntil": last,
        "expires": last,
        "about": {
            "@type": "Organization",
            "name": identity.operating_unit,
            **_code(identity.credit_code),
        },
    }
    known = {name: value for name, value in content.items() if value is not None}
    text = to_json(known).decode()
    # A closing tag or an entity in a name must never end the script element.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _code(credit_code: str | None) -> Values:
    if credit_code is None:
        return {}
    value = {"@type": "PropertyValue", "propertyID": "统一社会信用代码", "value": credit_code}
    return {"identifier": value}
