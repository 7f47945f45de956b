"""预览服务器 On this machine only: files of the site, newer pages from the stage, and the news of edits."""

import json
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.preview.stage import Stage

HOST = "127.0.0.1"
HERE = "/_preview/"
ASSETS = {"live.js": "text/javascript", "live.css": "text/css"}
FOLDER = Path(__file__).parent
# A line now and then, so that either side learns that the other is gone.
PULSE = 10.0
PAGE = "index.html"
NONE_YET = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>预览</title><body></body></html>'


def opened(port: int, site: Path, stage: Stage) -> ThreadingHTTPServer:
    """开启 Raises `OSError` where the port is taken."""
    return _Server((HOST, port), partial(_Desk, stage, directory=str(site)))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A stream of news never ends by itself.
    block_on_close = False


class _Desk(SimpleHTTPRequestHandler):
    """Answers GET and HEAD; whoever comes by another name than ours is sent away."""

    def __init__(self, stage: Stage, *request: object, directory: str) -> None:
        self.stage = stage
        super().__init__(*request, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self._is_foreign():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self._path == f"{HERE}events":
            self._stream()
        elif not self._answered():
            super().do_GET()

    def do_HEAD(self) -> None:
        if self._is_foreign():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif not self._answered():
            super().do_HEAD()

    def end_headers(self) -> None:
        # Pages change with the records, styles and scripts do not.
        kept = "max-age=600" if self._path.startswith("/assets/") else "no-cache"
        self.send_header("Cache-Control", kept)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""

    @property
    def _path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _is_foreign(self) -> bool:
        """A page elsewhere may have its own name point here: it must not read what we answer."""
        name = self.headers.get("Host", "").rpartition(":")[0]
        return name not in (HOST, "localhost")

    def _answered(self) -> bool:
        asset = self._path.removeprefix(HERE)
        if asset in ASSETS:
            self._send((FOLDER / asset).read_bytes(), ASSETS[asset])
            return True
        name = self._path.lstrip("/")
        path = f"{name}{PAGE}" if not name or name.endswith("/") else name
        content = self.stage.content(path) or self._lying(path)
        if content is not None and path.endswith(".html"):
            self._send(self._alive(content), "text/html")
        elif content is not None:
            self._send(content, self.guess_type(path))
        return content is not None

    def _lying(self, path: str) -> bytes | None:
        """A page as it lies on the disk; other files are sent as they are, and folders led on to."""
        place = Path(self.translate_path(f"/{path}"))
        if path.endswith(".html") and place.is_file():
            return place.read_bytes()
        return NONE_YET.encode() if path == PAGE else None

    def _alive(self, page: bytes) -> bytes:
        """With the script that asks for news: it stands in no file of the site."""
        head, _, tail = page.rpartition(b"</body>")
        script = f'<script src="{HERE}live.js" data-number="{self.stage.shown.number}"></script>'
        sheet = f'<link rel="stylesheet" href="{HERE}live.css">'
        return head + sheet.encode() + script.encode() + b"</body>" + tail

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        is_text = kind.startswith("text/") or kind == "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def _stream(self) -> None:
        """Server-sent events: what is shown, now and after every edit."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        number = -1
        try:
            while True:
                shown = self.stage.wait(number, PULSE)
                told = f"data: {json.dumps(asdict(shown), ensure_ascii=False)}\n\n"
                self.wfile.write(told.encode() if shown.number != number else b": \n\n")
                number = shown.number
        except OSError:
            self.close_connection = True
