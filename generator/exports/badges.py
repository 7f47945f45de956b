"""徽章 An SVG per platform that says its status in words, and of which day that is."""

from html import escape

from generator.exports.envelope import File, Publication
from generator.standing.snapshot import Listing

FOLDER = "badges"
HEIGHT, HAN, LATIN, EDGE = 22, 12, 7, 8

def badge(listing: Listing, publication: Publication) -> File:
    """徽章 Of one platform: an ended title says that it has ended."""
    return f"{FOLDER}/{listing.id}.svg", _badge(listing, publication).encode()


def _badge(listing: Listing, publication: Publication) -> str:
    left = publication.snapshot.register.site.designation_title
    right = f"{listing.status.label} {listing.as_of}{publication.mark}"
    first, second = _width(left), _width(right)
    said = escape(
        f"{listing.identity.shown}：{listing.status.label}，截至{listing.as_of}{publication.mark}"
    )
    colour = listing.status.entry.badge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="{HEIGHT}" '
        f'role="img" aria-label="{said}"><title>{said}</title>'
        f'<rect width="{first}" height="{HEIGHT}" fill="#333"/>'
        f'<rect x="{first}" width="{second}" height="{HEIGHT}" fill="{colour}"/>'
        '<g fill="#fff" font-family="sans-serif" font-size="12">'
        f"{_text(left, EDGE, first)}{_text(right, first + EDGE, second)}</g></svg>\n"
    )


def _text(text: str, x: int, width: int) -> str:
    return f'<text x="{x}" y="15" textLength="{width - 2 * EDGE}">{escape(text)}</text>'


def _width(text: str) -> int:
    return 2 * EDGE + sum(LATIN if letter.isascii() else HAN for letter in text)
