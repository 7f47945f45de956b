"""封套 What every published file says of itself: version, day, demonstration mark.

No clock time: the same records and day give the same bytes.
"""

import json
from typing import Any

from generator.standing.snapshot import Snapshot

SCHEMA_VERSION = "1.0"
DEMO_NOTICE = "本站全部数据均为演示数据，不是真实的认定结果，不得作为任何依据。"


def enveloped(snapshot: Snapshot, content: dict[str, Any]) -> bytes:
    """装封 The content of one file under the common head, as UTF-8 JSON."""
    return encoded(head(snapshot) | content)


def head(snapshot: Snapshot) -> dict[str, Any]:
    """文件头 The same in every file of one build."""
    site = snapshot.register.site
    return {
        "schema_version": SCHEMA_VERSION,
        "title": site.title,
        "as_of": snapshot.as_of.isoformat(),
        "next_update": snapshot.next_update.isoformat(),
        "demonstration": site.demo,
        "notice": DEMO_NOTICE if site.demo else None,
        "licence": site.licence,
    }


def encoded(value: Any) -> bytes:
    """编码 Stable, readable JSON with a newline at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
