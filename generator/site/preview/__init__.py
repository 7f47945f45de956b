"""Preview for a clerk who is writing: on this machine only, each page rendered when asked for, and news of edits."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Lock
from urllib.parse import unquote, urlsplit

from generator.site.write import Maker, whole

HOST = "127.0.0.1"
HERE = "/_preview/"
ASSETS = {"live.js": "text/javascript", "live.css": "text/css"}
FOLDER = Path(__file__).parent
# Seconds between lines that tell either side when the other is gone.
PULSE = 10.0
PAGE = "index.html"
NOT_FOUND = "404.html"
NONE_YET = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>预览</title><body></body></html>'


@dataclass(frozen=True)
class PreviewFault:
    """One error in the records as people read it: where, what, and how to mend it."""

    place: str
    message: str
    fix: str


@dataclass(frozen=True)
class News:
    """State of the preview: `number` grows with every edit; with faults the pages stay."""

    number: int = 0
    faults: tuple[PreviewFault, ...] = ()


class Preview:
    """The site of the newest sound records, shared by who reads them and who answers browsers."""

    def __init__(self) -> None:
        self.news = News()
        self._changed = Condition()
        self._rendering = Lock()
        self._files: Mapping[str, Maker] = {}

    def show(self, files: Mapping[str, Maker]) -> None:
        """Render pages from these files from now on."""
        with self._rendering:
            self._files = files
        self._tell(())

    def fault(self, faults: tuple[PreviewFault, ...]) -> None:
        """Say what is wrong; the pages stay as they were."""
        self._tell(faults)

    def wait(self, number: int, seconds: float) -> News:
        """News other than `number`, or the same again when the seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: self.news.number != number, seconds)
            return self.news

    def __contains__(self, path: str) -> bool:
        return path in self._files

    def content(self, path: str) -> bytes | None:
        """One file of the site; none where it has no such file."""
        with self._rendering:
            make = self._files.get(path)
            return whole(make()) if make else None

    def _tell(self, faults: tuple[PreviewFault, ...]) -> None:
        with self._changed:
            self.news = News(self.news.number + 1, faults)
            self._changed.notify_all()


def open_server(port: int, preview: Preview) -> ThreadingHTTPServer:
    """Server at a port of this machine; raises `OSError` where the port is taken."""
    return _Server((HOST, port), partial(_Handler, preview))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A stream of news never ends by itself.
    block_on_close = False


class _Handler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD; whoever comes by another name than ours is sent away."""

    def __init__(self, preview: Preview, *request: object) -> None:
        self.preview = preview
        super().__init__(*request)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self._is_foreign():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self._path == f"{HERE}events":
            self._stream()
        else:
            self._answer()

    def do_HEAD(self) -> None:
        if self._is_foreign():
            self.send_error(HTTPStatus.FORBIDDEN)
        else:
            self._answer()

    def end_headers(self) -> None:
        # Pages change with the records, styles and scripts do not.
        age = "max-age=600" if self._path.startswith("/assets/") else "no-cache"
        self.send_header("Cache-Control", age)
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

    def _answer(self) -> None:
        asset = self._path.removeprefix(HERE)
        if asset in ASSETS:
            self._send((FOLDER / asset).read_bytes(), ASSETS[asset])
            return
        path = self._path.lstrip("/")
        if path and f"{path}/{PAGE}" in self.preview:
            self._lead_to(f"/{path}/")
        else:
            self._send_file(f"{path}{PAGE}" if not path or path.endswith("/") else path)

    def _send_file(self, path: str) -> None:
        content = self.preview.content(path)
        if content is None and path == PAGE:
            content = NONE_YET.encode()
        if content is None:
            self._send(self.preview.content(NOT_FOUND) or b"", "text/html", HTTPStatus.NOT_FOUND)
        elif path.endswith(".html"):
            self._send(self._alive(content), "text/html")
        else:
            self._send(content, self.guess_type(path))

    def _lead_to(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _alive(self, page: bytes) -> bytes:
        """Page with the script that asks for news: it stands in no file of the site."""
        head, _, tail = page.rpartition(b"</body>")
        script = f'<script src="{HERE}live.js" data-number="{self.preview.news.number}"></script>'
        sheet = f'<link rel="stylesheet" href="{HERE}live.css">'
        return head + sheet.encode() + script.encode() + b"</body>" + tail

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        is_text = kind.startswith("text/") or kind == "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def _stream(self) -> None:
        """Server-sent events: the news, now and after every edit."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        number = -1
        try:
            while True:
                news = self.preview.wait(number, PULSE)
                line = f"data: {json.dumps(asdict(news), ensure_ascii=False)}\n\n"
                self.wfile.write(line.encode() if news.number != number else b": \n\n")
                number = news.number
        except OSError:
            self.close_connection = True
