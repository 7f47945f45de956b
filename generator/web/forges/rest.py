"""The interface of a forge, asked as a clerk: one call, its JSON, or in plain words why not."""

from functools import cache
from ssl import SSLContext
from typing import Any

import httpx2

from generator.web.forges.proposal import Expired, Forge, Refused
from generator.web.forges.pushing import DOWN, EXPIRED, FORBIDDEN, LONGEST, TURNED_DOWN

SECONDS = 20
EXPIRED_STATUS, FORBIDDEN_STATUSES = 401, (403, 404)
UNFIT = 422


@cache
def trusted() -> SSLContext:
    """The authorities that this machine trusts, read once."""
    return httpx2.create_ssl_context()


class Unfit(Exception):
    """The forge understood the request and cannot do it; the message is its own."""


def call(forge: Forge, method: str, url: str, body: dict[str, Any] | None = None) -> Any:
    """JSON that the forge answers; raises `Refused`, or `Unfit` where what was asked cannot be."""
    headers = {"Accept": "application/json", "Authorization": f"Bearer {forge.token}"}
    try:
        answer = httpx2.request(
            method, url, json=body, headers=headers, timeout=SECONDS, verify=trusted()
        )
        value = answer.json() if answer.content else None
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
        raise Refused(DOWN) from None
    _refuse(answer.status_code, value)
    return value


def _refuse(status: int, value: Any) -> None:
    if status == EXPIRED_STATUS:
        raise Expired(EXPIRED)
    if status in FORBIDDEN_STATUSES:
        raise Refused(FORBIDDEN)
    message = str(value.get("message", "")) if isinstance(value, dict) else ""
    if status == UNFIT:
        raise Unfit(message)
    if status >= 500:
        raise Refused(DOWN)
    if status >= 400:
        raise Refused(TURNED_DOWN.format(f"“{message[:LONGEST]}”"))
