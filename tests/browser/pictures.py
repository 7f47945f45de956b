"""分享图 Draws the picture that a shared link shows: one for each status, one for every other page."""

import hashlib
import html
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from generator.site.printing import status_mark
from generator.terms.words import Status
from tests.browser.conftest import launched
from tests.conftest import ROOT

FOLDER = ROOT / "site_templates" / "assets" / "shared"
LOGO = ROOT / "site_templates" / "assets" / "logo.svg"
SIZE = {"width": 1200, "height": 630}
NOTE = b"drawn-from"
STYLE = """body{margin:0;height:630px;display:grid;place-content:center;justify-items:center;font-family:sans-serif;
background:#fff;border-bottom:40px solid;box-sizing:border-box}i{width:220px;height:220px;background:currentcolor;
-webkit-mask:var(--mark) center/contain no-repeat}b{font-size:110px}span{font-size:44px;color:#444}
svg{width:300px;height:300px}"""


def drawings() -> Iterator[tuple[str, str]]:
    """Name and page of every picture: what it shows follows from the words of the status."""
    for status in Status:
        entry = status.entry
        mark = html.escape(status_mark(entry), quote=True)
        yield (
            entry.code,
            (
                f'<style>{STYLE}</style><body style="color:{entry.light};--mark:{mark}">'
                f"<i></i><b>{entry.label}</b><span>{entry.english}</span>"
            ),
        )
    yield "register", f'<style>{STYLE}</style><body style="color:#1d4f86">{LOGO.read_text("utf-8")}'


def digest(page: str) -> bytes:
    """What tells whether a picture is still that of its page."""
    return hashlib.sha256(page.encode()).hexdigest().encode()


def noted(picture: bytes, page: str) -> bytes:
    """A PNG that says of which page it was made."""
    chunk = b"tEXt" + NOTE + b"\0" + digest(page)
    made = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    end = picture.rindex(b"IEND") - 4
    return picture[:end] + made + picture[end:]


def main() -> None:
    """Draws every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for browser in launched():
        page = browser.new_page(viewport=SIZE, locale="zh-CN")
        for name, drawn in drawings():
            page.set_content(drawn)
            Path(FOLDER / f"{name}.png").write_bytes(noted(page.screenshot(), drawn))


if __name__ == "__main__":
    main()
