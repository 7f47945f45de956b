"""关联数据 One platform as schema.org JSON-LD: a permit of a government, and who holds it."""

import json
from typing import Any

from generator.standing.snapshot import Listing, Snapshot
from generator.terms import Status

# A closing tag or an entity in a name must never end the script element.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def linked_data(listing: Listing, snapshot: Snapshot) -> str:
    """关联数据 As text for a script element; nothing where no title was ever granted."""
    period = listing.standing.period
    if period is None:
        return ""
    site, identity = snapshot.register.site, listing.identity
    active = listing.status is Status.IN_FORCE
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["GovernmentPermit", "Certification"],
        "@id": f"{site.base_url}platforms/{listing.id}/",
        "name": site.designation_title + ("（演示数据）" if site.demo else ""),
        "identifier": listing.id,
        "certificationStatus": "CertificationActive" if active else "CertificationInactive",
        "validFrom": period.starts.isoformat() if period.starts_known else None,
        "validUntil": period.ends.isoformat() if period.ends else None,
        "expires": period.ends.isoformat() if period.ends else None,
        "about": {
            "@type": "Organization",
            "name": identity.operating_unit,
            **_code(identity.credit_code),
        },
    }
    known = {name: value for name, value in content.items() if value is not None}
    return json.dumps(known, ensure_ascii=False).translate(ESCAPES)


def _code(credit_code: str | None) -> dict[str, Any]:
    if credit_code is None:
        return {}
    value = {"@type": "PropertyValue", "propertyID": "统一社会信用代码", "value": credit_code}
    return {"identifier": value}
