"""SVG badge of a platform: its present stretch of days in words, without the day of the build."""

from html import escape
from itertools import groupby

from generator.register.answer import Spell
from generator.register.snapshot import Listing
from generator.site.data.envelope import Publication
from generator.terms.words import Status

FOLDER = "badges"
HEIGHT, HAN, LATIN, EDGE = 22, 12, 7, 8
# What a reader wants to know of these is how long they last.
LASTING = (Status.IN_FORCE, Status.UNDER_PUBLICITY)
# These begin with a decision.
DECIDED = (Status.REVOKED, Status.WITHDRAWN)


def badge(listing: Listing, publication: Publication) -> bytes:
    """Title of the register on the left, status and its days on the right, the same in `<title>`."""
    left = publication.snapshot.register.site.designation_title
    right = stretch_in_words(listing) + publication.mark
    first, second = _width(left), _width(right)
    name = escape(f"{listing.identity.shown}：{right}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="{HEIGHT}" '
        f'role="img" aria-label="{name}"><title>{name}</title>'
        f'<rect width="{first}" height="{HEIGHT}" fill="#333"/>'
        f'<rect x="{first}" width="{second}" height="{HEIGHT}" fill="{listing.status.entry.badge}"/>'
        '<g fill="#fff" font-family="sans-serif" font-size="12">'
        f"{_text(left, EDGE, first)}{_text(right, first + EDGE, second)}</g></svg>\n"
    ).encode()


def stretch_in_words(listing: Listing) -> str:
    """Status with its days: `有效 至2027-11-30`, `已撤销 2025-03-01`, `期满 2024-12-01起`."""
    run = _run(listing)
    if not run:
        return listing.status.label
    starts, ends = run[0].starts, run[-1].ends
    if listing.status in LASTING and ends:
        return f"{listing.status.label} 至{ends}"
    return f"{listing.status.label} {starts}{'' if listing.status in DECIDED else '起'}"


def _run(listing: Listing) -> list[Spell]:
    """Spells around the day that have its status without a break; none before anything is on record."""
    run: list[Spell] = []
    for status, spells in groupby(listing.timeline, lambda spell: spell.standing.status):
        same = [*spells]
        if status is listing.status and same[0].starts <= listing.as_of:
            run = same
    return run


def _text(text: str, x: int, width: int) -> str:
    return f'<text x="{x}" y="15" textLength="{width - 2 * EDGE}">{escape(text)}</text>'


def _width(text: str) -> int:
    return 2 * EDGE + sum(LATIN if letter.isascii() else HAN for letter in text)
