"""内容安全策略 What a page may load and run: this site's own files, and the scripts its printer wrote into it.

One list; from it come the line in the head of every page and the headers for a web server.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from html.parser import HTMLParser

MARK = "<!--policy-->"
# `data:` in pictures is the theme's own style sheet, which draws its icons so.
OWN_FILES = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
# What needs no script, no form and no data: a badge in a page of others.
BARE = {**OWN_FILES, "script-src": ("'none'",), "form-action": ("'none'",)}
EXECUTED = (None, "", "text/javascript", "module")


class _Scripts(HTMLParser):
    """The scripts written into a page that a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        runs = attributes.get("type") in EXECUTED and "src" not in attributes
        self.inside = tag == "script" and runs

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.inside = False


def script_hashes(page: str) -> list[str]:
    """脚本摘要 Of every script written into a page, as a policy names it."""
    parser = _Scripts()
    parser.feed(page)
    digests = {hashlib.sha256(script.encode()).digest() for script in parser.found}
    return sorted(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def policy(directives: dict[str, tuple[str, ...]], hashes: Iterable[str] = ()) -> str:
    """策略 As one line, with the hashes of the scripts that may run."""
    with_scripts = directives | {"script-src": (*directives["script-src"], *hashes)}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in with_scripts.items())


def meta(line: str) -> str:
    """页内策略 First in the head: what stands before it would not be bound by it."""
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{line}">'
        '<meta name="referrer" content="no-referrer">'
    )


def guarded(page: str) -> str:
    """加策略 A page as printed, its mark replaced by the policy that its own scripts need."""
    if page.count(MARK) != 1:
        raise ValueError(f"印出的页面中应恰有一处 {MARK}，实有 {page.count(MARK)} 处")
    return page.replace(MARK, meta(policy(OWN_FILES, script_hashes(page))))
