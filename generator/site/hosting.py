"""Headers that a web server should send, written for the usual servers from one list.

A page carries its policy itself; only a server can say who may frame it, and guard files that are no pages.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from generator.site.printing import BARE, OWN_FILES, policy, script_hashes
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


def server_outputs(
    paths: Iterable[str], printed: Path
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Files of rules for Netlify and Cloudflare Pages, Apache and nginx, which nobody is served."""
    folders = {*FRAMED, *(path.partition("/")[0] for path in paths if "/" in path)}
    pages, cards = _page_policy(printed), policy(BARE) + "; frame-ancestors *"
    written = (
        _pages_hosts(sorted(folders), pages, cards),
        _apache(pages, cards),
        _nginx(pages, cards),
    )
    for name, lines in zip(SERVER_ONLY, written, strict=True):
        yield name, partial(_lines, [*lines])


def _page_policy(printed: Path) -> str:
    """The policy of every page: own files, and the scripts that the printer wrote into its pages."""
    shells = (path.read_text("utf-8") for path in printed.rglob("*.html"))
    hashes = sorted({digest for shell in shells for digest in script_hashes(shell)})
    return policy(OWN_FILES, hashes) + "; frame-ancestors 'self'"


def _pages_hosts(folders: list[str], pages: str, cards: str) -> Iterator[str]:
    """A folder a rule: two rules that fit one page would both bind it."""
    yield "/*"
    yield from (f"  {name}: {value}" for name, value in HEADERS.items())
    for place in ("/", "/index.html", "/404.html", *(f"/{folder}/*" for folder in folders)):
        folder = place.strip("/*")
        yield place
        yield f"  {CSP}: {cards if folder in FRAMED else pages}"
        if folder in SHARED:
            yield f"  {ANYONE}: *"


def _apache(pages: str, cards: str) -> Iterator[str]:
    yield "<IfModule mod_headers.c>"
    yield from (f'  Header always set {name} "{value}"' for name, value in HEADERS.items())
    yield f'  Header always set {CSP} "{pages}"'
    yield f'  <If "%{{REQUEST_URI}} =~ m#/({"|".join(FRAMED)})/#">'
    yield f'    Header always set {CSP} "{cards}"'
    yield "  </If>"
    yield f'  <If "%{{REQUEST_URI}} =~ m#/({"|".join(SHARED)})/#">'
    yield f'    Header always set {ANYONE} "*"'
    yield "  </If>"
    yield "</IfModule>"


def _nginx(pages: str, cards: str) -> Iterator[str]:
    """Maps for the `http` block; an empty value sends no header."""
    yield "# http { include …/.nginx-headers.conf; }"
    yield "map $uri $registry_policy {"
    yield f'  default "{pages}";'
    yield f'  "~/({"|".join(FRAMED)})/" "{cards}";'
    yield "}"
    yield "map $uri $registry_shared {"
    yield '  default "";'
    yield f'  "~/({"|".join(SHARED)})/" "*";'
    yield "}"
    yield from (f'add_header {name} "{value}" always;' for name, value in HEADERS.items())
    yield f"add_header {CSP} $registry_policy always;"
    yield f"add_header {ANYONE} $registry_shared always;"


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
