"""嵌入卡片 A small page to stand in a frame on somebody else's site; it needs no script."""

import html

from generator.pages.plaque import DEMO_MARK
from generator.pages.wording import long_day
from generator.printing import BARE, meta, policy
from generator.standing.snapshot import Listing, Snapshot


def card(listing: Listing, snapshot: Snapshot) -> tuple[str, bytes]:
    """嵌入卡片 Of one platform."""
    return f"embed/{listing.id}/index.html", _card(listing, snapshot).encode()


def _card(listing: Listing, snapshot: Snapshot) -> str:
    site, name = snapshot.register.site, html.escape(listing.identity.shown)
    target = html.escape(f"{site.base_url}platforms/{listing.id}/")
    demo = f"<p><strong>{DEMO_MARK}</strong></p>" if site.demo else ""
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">{meta(policy(BARE))}'
        f'<meta name="viewport" content="width=device-width"><title>{name}</title>'
        f'<meta name="robots" content="noindex"><link rel="canonical" href="{target}">'
        '<link rel="icon" href="../../assets/logo.svg">'
        '<link rel="stylesheet" href="../../assets/card.css"></head><body><main>'
        f'<h1><a href="{target}" target="_blank" rel="noopener noreferrer">{name}</a></h1>'
        f"<p>{html.escape(site.designation_title)}：<strong>{listing.status.label}</strong>"
        f"（截至{long_day(snapshot.as_of)}）</p>{_validity(listing)}{demo}</main></body></html>\n"
    )


def _validity(listing: Listing) -> str:
    period = listing.standing.period
    if period is None or not period.covers(listing.as_of):
        return ""
    ends = long_day(period.ends) if period.ends else "下次复核"
    return f"<p>有效期至{ends}</p>"
