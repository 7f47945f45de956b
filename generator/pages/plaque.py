"""牌匾核对 A short address and a QR code, so that a plaque on a wall can be checked.

The code leads to the platform's own page, whatever its status has become since.
"""

import html

from generator.pages.quick_response import code_of, drawn
from generator.pages.wording import long_day
from generator.printing import BARE, meta, policy
from generator.standing.snapshot import Listing, Snapshot

DEMO_MARK = "演示数据：本站所列平台、单位和文件均为虚构示例。"


def short_address(listing: Listing, snapshot: Snapshot) -> str:
    """短地址 Stable for ever; short enough for a plaque."""
    return f"{snapshot.register.site.base_url}p/{listing.id}/"


def qr_code(listing: Listing, snapshot: Snapshot) -> str:
    """二维码 Of the short address, as SVG to stand in the page."""
    base, address = snapshot.register.site.base_url, short_address(listing, snapshot)
    return drawn(code_of(address, base), f"{listing.identity.shown}的短地址")


def redirect(listing: Listing, snapshot: Snapshot) -> tuple[str, bytes]:
    """短地址页 Leads on to the platform's own page; it works without a script."""
    demo = f"<p>{DEMO_MARK}</p>" if snapshot.register.site.demo else ""
    name, target = html.escape(listing.identity.shown), f"../../platforms/{listing.id}/"
    said = f"截至{long_day(snapshot.as_of)}：{listing.status.label}"
    return (
        f"p/{listing.id}/index.html",
        (
            f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">{meta(policy(BARE))}'
            f'<meta name="viewport" content="width=device-width"><title>{name}</title>'
            f'<meta http-equiv="refresh" content="0; url={target}">'
            '<link rel="icon" href="../../assets/logo.svg">'
            f'<link rel="canonical" href="{target}"><meta name="robots" content="noindex"></head>'
            f'<body><h1><a href="{target}">{name}</a></h1><p>{said}。</p>{demo}</body></html>\n'
        ).encode(),
    )
