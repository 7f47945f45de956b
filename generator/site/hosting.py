"""Headers that a web server should send, written for the usual servers from one list.

A page carries its policy itself; only a server can say who may frame it, and guard files that are no pages.
Each file binds the folder of the site alone: another site of the same server never notices.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from generator.site.printing import BARE, OWN_FILES, policy
from generator.verify import SERVER_ONLY

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
CSP = "Content-Security-Policy"
# Made to stand in pages of others; everything else may only be framed by this site.
FRAMED = ("badges",)
# Read by programs of others, in their own pages too.
SHARED = ("api", "badges", "calendar", "data", "feeds", "schema")
ANYONE = "Access-Control-Allow-Origin"


# How each file is sent; of what is written after the semicolon, the letters.
TYPES = {
    "html": "text/html; utf-8", "css": "text/css; utf-8", "js": "text/javascript; utf-8",
    "json": "application/json", "jsonld": "application/ld+json", "xml": "application/xml",
    "atom": "application/atom+xml", "csv": "text/csv; utf-8", "ics": "text/calendar; utf-8",
    "txt": "text/plain; utf-8", "py": "text/x-python; utf-8", "sql": "application/sql; utf-8",
    "sqlite": "application/vnd.sqlite3", "svg": "image/svg+xml", "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
LETTERED = [ending for ending, sent in TYPES.items() if sent.endswith("; utf-8")]


class _Policies(NamedTuple):
    """Policy of every page, and that of the cards which may stand in pages of others."""

    pages: str
    cards: str


def server_outputs(
    paths: Iterable[str], base_url: str
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Files of rules for Netlify and Cloudflare Pages, Apache and nginx, which nobody is served."""
    folders = {*FRAMED, *(path.partition("/")[0] for path in paths if "/" in path)}
    policies = _Policies(
        f"{policy(OWN_FILES)}; frame-ancestors 'self'", f"{policy(BARE)}; frame-ancestors *"
    )
    place = quote(unquote(urlsplit(base_url).path), safe="/~").rstrip("/") + "/"
    # Several registers of one server have names of their own.
    name = f"$registry_{sha256(base_url.encode()).hexdigest()[:8]}"
    written = (
        _pages_hosts(sorted(folders), policies),
        _apache(place, policies),
        _nginx_maps(place, name, policies),
        _nginx_headers(place, name),
    )
    for file, lines in zip(SERVER_ONLY, written, strict=True):
        yield file, partial(_lines, [*lines])


def _pages_hosts(folders: list[str], policies: _Policies) -> Iterator[str]:
    """A folder a rule: two rules that fit one page would both bind it."""
    yield "/*"
    yield from (f"  {name}: {value}" for name, value in HEADERS.items())
    for place in ("/", "/index.html", "/404.html", *(f"/{folder}/*" for folder in folders)):
        folder = place.strip("/*")
        yield place
        yield f"  {CSP}: {policies.cards if folder in FRAMED else policies.pages}"
        if folder in SHARED:
            yield f"  {ANYONE}: *"


def _apache(place: str, policies: _Policies) -> Iterator[str]:
    yield f"ErrorDocument 404 {place}404.html"
    yield "<IfModule mod_mime.c>"
    yield from (f"  AddType {sent.partition(';')[0]} .{end}" for end, sent in TYPES.items())
    yield f"  AddCharset utf-8 {' '.join(f'.{ending}' for ending in LETTERED)}"
    yield "</IfModule>"
    yield "<IfModule mod_headers.c>"
    yield from (f'  Header always set {name} "{value}"' for name, value in HEADERS.items())
    yield f'  Header always set {CSP} "{policies.pages}"'
    yield f'  <If "%{{REQUEST_URI}} =~ m#{_below(place, FRAMED)}#">'
    yield f'    Header always set {CSP} "{policies.cards}"'
    yield "  </If>"
    yield f'  <If "%{{REQUEST_URI}} =~ m#{_below(place, SHARED)}#">'
    yield f'    Header always set {ANYONE} "*"'
    yield "  </If>"
    yield "</IfModule>"


def _nginx_maps(place: str, name: str, policies: _Policies) -> Iterator[str]:
    """Maps for the `http` block: they name values, and send nothing."""
    yield "# http { include …/.nginx-maps.conf; }"
    yield f"map $uri {name}_policy {{"
    yield f'  default "{policies.pages}";'
    yield f'  "~{_below(place, FRAMED)}" "{policies.cards}";'
    yield "}"
    yield f"map $uri {name}_shared {{"
    yield '  default "";'
    yield f'  "~{_below(place, SHARED)}" "*";'
    yield "}"


def _nginx_headers(place: str, name: str) -> Iterator[str]:
    """Headers that the `location` of the site sends; an empty value sends none."""
    yield f"# location {place} {{ alias …/; include …/.nginx-headers.conf; }}"
    yield f"error_page 404 {place}404.html;"
    yield "types {"
    yield from (f"  {sent.partition(';')[0]} {ending};" for ending, sent in TYPES.items())
    yield "}"
    yield "charset utf-8;"
    lettered = (TYPES[ending].partition(";")[0] for ending in LETTERED if ending != "html")
    yield f"charset_types {' '.join(lettered)};"
    yield from (f'add_header {header} "{value}" always;' for header, value in HEADERS.items())
    yield f"add_header {CSP} {name}_policy always;"
    yield f"add_header {ANYONE} {name}_shared always;"


def _below(place: str, folders: tuple[str, ...]) -> str:
    """Pattern of what lies in these folders; a letter that either server may misread is any letter."""
    return f"^{re.sub(r'[^A-Za-z0-9_/~-]', '.', unquote(place))}({'|'.join(folders)})/"


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
