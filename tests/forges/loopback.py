"""A forge on the loopback: git over HTTP with each forge's dialect in its hooks, OAuth, and its interface."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

from generator.desk.beginning import ForgeKind
from tests.conftest import ROOT

PROJECT = "team/registry"
CLIENT, SECRET = "desk-client", "desk-secret"
WHO = ("-c", "user.name=示例·登记员", "-c", "user.email=clerk@example.org")
UNDER = {"gitlab": "/api/v4", "gitea": "/api/v1", "github": "/api/v3", "gitee": "/api/v5"}
AUTHORIZE = ("/oauth/authorize", "/login/oauth/authorize")
TOKEN = ("/oauth/token", "/login/oauth/access_token")
USER = {
    "id": 7, "username": "clerk", "login": "clerk", "name": "示例·登记员",
    "full_name": "示例·登记员", "email": "clerk@example.org",
}  # fmt: skip
MAINTAINER, GUEST = 40, 10


class LoopbackForge:
    """One forge with one project; what it was asked, what was opened, and how it misbehaves."""

    def __init__(self, folder: Path, kind: ForgeKind) -> None:
        self.kind, self.folder = kind, folder
        self.repository = folder / f"{PROJECT}.git"
        self.tokens = {"token-of-clerk"}
        self.is_member = True
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        # What the interface says of a request, by its path, beyond that it is open.
        self.states: dict[str, dict[str, Any]] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self._found()

    def _found(self) -> None:
        self.repository.mkdir(parents=True)
        self.git("init", "--quiet", "--bare", "--initial-branch=main")
        settings = {
            "http.receivepack": "true",
            "receive.advertisePushOptions": "true",
            "receive.procReceiveRefs": "refs/for",
        }
        for key, value in settings.items():
            self.git("config", key, value)
        for name in ("post-receive", "proc-receive", "pre-receive"):
            hook = self.repository / "hooks" / name
            program = ROOT / "tests" / "forges" / "hooks.py"
            hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I "{program}" {name}\n', "utf-8")
            hook.chmod(0o755)

    def git(self, *arguments: str) -> str:
        """What git says in the bare repository."""
        command = ["git", "-C", str(self.repository), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def commit(self, files: dict[str, str], message: str = "Begin") -> str:
        """A commit on main with these files beside what is there."""
        tree = self.folder / "tree"
        if not tree.exists():
            subprocess.run(["git", "clone", "--quiet", self.repository, tree],
                           check=True, capture_output=True)  # fmt: skip
        for name, text in files.items():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text, "utf-8")
        for arguments in (
            ("checkout", "--quiet", "-B", "main"), ("add", "--all"),
            (*WHO, "commit", "--quiet", "--allow-empty", "-m", message),
        ):  # fmt: skip
            subprocess.run(["git", *arguments], cwd=tree, check=True, capture_output=True)
        # Past the hooks: this is not the desk.
        subprocess.run(["git", "fetch", "--quiet", str(tree), "+main:main"],
                       cwd=self.repository, check=True, capture_output=True)  # fmt: skip
        return self.git("rev-parse", "main").strip()

    @property
    def branches(self) -> dict[str, str]:
        """Commit of each reference but main."""
        listed = self.git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()
        named = dict(line.split() for line in listed)
        return {name: commit for name, commit in named.items() if name != "refs/heads/main"}

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Requests that were opened, with the options that came with them, in order."""
        path = self.repository / "requests.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]

    def refuse(self, sentence: str) -> None:
        """From now on, every push is refused with this sentence."""
        (self.repository / "refusal").write_text(sentence, "utf-8")

    @contextmanager
    def running(self) -> Iterator[str]:
        """Its address, while it answers."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"forge": self}))
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_port}"
        (self.repository / "address").write_text(f"{self.kind} {self.address}", "utf-8")
        try:
            yield self.address
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    @property
    def remote(self) -> str:
        """What git pushes to."""
        return f"{self.address}/{PROJECT}.git"


class Handler(BaseHTTPRequestHandler):
    """One request to the forge."""

    forge: LoopbackForge

    def log_message(self, *_: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """A read."""
        self._answer()

    def do_POST(self) -> None:
        """A write."""
        self._answer()

    def do_PATCH(self) -> None:
        """A change."""
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        self.forge.asked.append((self.command, self.path, dict(self.headers), body))
        if url.path.startswith(f"/{PROJECT}.git"):
            self._git(url.path, url.query, body)
        elif url.path in AUTHORIZE:
            self._authorize(dict(parse_qsl(url.query)))
        elif url.path in TOKEN:
            self._token(dict(parse_qsl(body.decode())))
        else:
            self._interface(url.path, parse_qs(url.query), body)

    def _send(self, status: int, value: Any = None, headers: dict[str, str] | None = None) -> None:
        content = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(content)

    def _secret(self) -> str:
        kind, _, text = self.headers.get("Authorization", "").partition(" ")
        if kind == "Basic":
            return base64.b64decode(text).decode().partition(":")[2]
        return text

    def _git(self, path: str, query: str, body: bytes) -> None:
        if self._secret() not in self.forge.tokens:
            self._send(401, headers={"WWW-Authenticate": 'Basic realm="forge"'})
            return
        if not self.forge.is_member and "receive-pack" in path + query:
            self._send(403)
            return
        environment = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(self.forge.folder), "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "REMOTE_USER": "clerk",
            "CONTENT_LENGTH": str(len(body)), "GIT_CONFIG_COUNT": "0",
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        done = subprocess.run(["git", "http-backend"], input=body, capture_output=True,
                              env=environment, check=False)  # fmt: skip
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, text in {**fields, "Content-Length": str(len(content))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(content)

    def _authorize(self, asked: dict[str, str]) -> None:
        """The clerk has agreed already."""
        code = f"code-{len(self.forge.codes)}"
        self.forge.codes[code] = asked
        back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        self._send(302, headers={"Location": back})

    def _token(self, asked: dict[str, str]) -> None:
        begun = self.forge.codes.pop(asked.get("code", ""), None)
        hashed = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        is_ours = (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET)
        if begun is None or begun["code_challenge"] != challenge or not is_ours:
            self._send(400, {"error": "invalid_grant"})
        else:
            self._send(200, {"access_token": "token-of-clerk", "token_type": "bearer"})

    def _interface(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
        if self._secret() not in self.forge.tokens:
            self._send(401, {"message": "401 Unauthorized"})
            return
        rest = path.removeprefix(UNDER[self.forge.kind])
        if rest == path:
            self._send(404, {"message": "no such interface"})
        elif rest == "/user":
            self._send(200, USER)
        elif "/members/" in rest:
            assert unquote(rest) == f"/projects/{PROJECT}/members/all/7"
            level = MAINTAINER if self.forge.is_member else GUEST
            self._send(200, {"id": 7, "access_level": level})
        elif rest == f"/repos/{PROJECT}":
            rights = {"push": self.forge.is_member, "pull": True}
            self._send(200, {"permission": rights, "permissions": rights})
        else:
            self._pulls(rest, query, body)

    def _pulls(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
        log = self.forge.repository / "requests.jsonl"
        if self.command == "GET" and not query:
            self._send(200, {"state": "open", "merged": False, **self.forge.states.get(path, {})})
            return
        if self.command == "GET":
            head = query["head"][0].partition(":")[2]
            opened = [each for each in self.forge.requests if each["head"]["ref"] == head]
            self._send(200, opened)
            return
        asked = json.loads(body)
        if self.command == "POST" and any(
            each["head"]["ref"] == asked["head"] for each in self.forge.requests
        ):
            self._send(422, {"message": "A pull request already exists"})
            return
        number = len(self.forge.requests) + 1
        made = {"html_url": f"{self.forge.address}/{PROJECT}/pulls/{number}", "asked": asked,
                "head": {"ref": asked.get("head")}, "path": path}  # fmt: skip
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(made) + "\n")
        self._send(201, made)
