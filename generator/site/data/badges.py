"""SVG badge of a platform: its present stretch of days in words, without the day of the build."""

from datetime import date
from html import escape
from itertools import takewhile

from generator.records.registry import Platform
from generator.register.sentences import merged_sentence
from generator.register.snapshot import Listing
from generator.site.data.envelope import Publication
from generator.site.data.feeds import caveat_words, marked_label

FOLDER = "badges"
HEIGHT, HAN, LATIN, EDGE = 22, 12, 7, 8


def badge(listing: Listing, publication: Publication, merged: Platform | None = None) -> bytes:
    """Title of the register on the left, status and its days on the right; `<title>` has the caveats too."""
    left = publication.snapshot.register.site.designation_title
    right = stretch_in_words(listing) + publication.mark
    first, second = _width(left), _width(right)
    leads = f"（{merged_sentence(merged.id, listing.id)}）" if merged else ""
    name = escape(f"{listing.identity.shown}：{right}{caveat_words(listing.standing)}{leads}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="{HEIGHT}" '
        f'role="img"><title>{name}</title>'
        f'<rect width="{first}" height="{HEIGHT}" fill="#333"/>'
        f'<rect x="{first}" width="{second}" height="{HEIGHT}" fill="{listing.status.entry.badge}"/>'
        '<g fill="#fff" font-family="sans-serif" font-size="12">'
        f"{_text(left, EDGE, first)}{_text(right, first + EDGE, second)}</g></svg>\n"
    ).encode()


def stretch_in_words(listing: Listing) -> str:
    """Status with its days: `有效 至2027-11-30`, `已撤销※ 2025-03-01`, `期满 2024-12-01起`."""
    label, day = marked_label(listing.standing), listing.status.entry.badge_day
    starts, ends = listing.since, _last_day(listing)
    if starts is None:
        return label
    if day == "last" and ends:
        return f"{label} 至{ends}"
    return f"{label} {starts}{'' if day == 'decision' else '起'}"


def _last_day(listing: Listing) -> date | None:
    """Last day of the status by what is on record, under this designation or the next."""
    later = (
        spell for spell in listing.timeline if spell.ends is None or spell.ends >= listing.as_of
    )
    same = [*takewhile(lambda spell: spell.standing.status is listing.status, later)]
    return same[-1].ends if same else None


def _text(text: str, x: int, width: int) -> str:
    return f'<text x="{x}" y="15" textLength="{width - 2 * EDGE}">{escape(text)}</text>'


def _width(text: str) -> int:
    return 2 * EDGE + sum(LATIN if letter.isascii() else HAN for letter in text)
