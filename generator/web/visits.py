"""Visits of clerks who have logged in: kept on the server, readable only by their own cookie.

A cookie is a random text. The server keeps its hash as a name, and who it is and the token of the
forge under a key made from it: neither the disk alone nor the cookie alone tells a token.
"""

import hashlib
import hmac
import json
import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import Request as WebRequest
from starlette.responses import Response

from generator.web.forge import Forge, Person
from generator.web.guard import Visit

SECONDS = 12 * 3600
BYTES = 32
SECRET = "secret"


class Visits:
    """The visits of one desk, a file each in a folder that only the desk may read."""

    def __init__(self, folder: Path, origin: str, forge: Forge) -> None:
        self._folder, self._forge = folder, forge
        self._is_safe = origin.startswith("https://")
        # Such a name is refused by browsers unless the cookie is of this very host and path.
        self.cookie = "__Host-desk" if self._is_safe else "desk"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._secret = _kept_secret(folder / SECRET)

    def begin(self, answer: Response, clerk: Person, token: str | None) -> None:
        """Lets a clerk in: the answer carries the cookie."""
        mark = secrets.token_urlsafe(BYTES)
        content = json.dumps({"clerk": asdict(clerk), "token": token}, ensure_ascii=False)
        file = self._folder / _name(mark)
        _write_new(file, Fernet(_key(mark)).encrypt(content.encode()))
        self._forget_old(file.stat().st_mtime)
        self.set_cookie(answer, self.cookie, mark)

    def set_cookie(self, answer: Response, name: str, value: str, seconds: int = SECONDS) -> None:
        """A cookie that no script reads and no other site sends."""
        answer.set_cookie(
            name, value, max_age=seconds, httponly=True, secure=self._is_safe, samesite="strict"
        )

    def of(self, request: WebRequest) -> Visit | None:
        """The visit that a request belongs to; None for a cookie that is forged, spoilt or old."""
        mark = request.cookies.get(self.cookie, "")
        try:
            sealed = (self._folder / _name(mark)).read_bytes()
            kept = json.loads(Fernet(_key(mark)).decrypt(sealed, ttl=SECONDS))
        except (OSError, InvalidToken, ValueError):
            return None
        clerk = Person(**kept["clerk"])
        return Visit(clerk, self._forge.of(kept["token"]), self._form_mark(clerk))

    def end(self, request: WebRequest, answer: Response) -> None:
        """Forgets the visit that a request belongs to."""
        (self._folder / _name(request.cookies.get(self.cookie, ""))).unlink(missing_ok=True)
        answer.delete_cookie(self.cookie, httponly=True, secure=self._is_safe, samesite="strict")

    def _form_mark(self, clerk: Person) -> str:
        """The mark of a clerk's forms; it outlives a visit, so that a page left open can be sent again."""
        who = f"{clerk.account}\0{clerk.email}".encode()
        return hmac.new(self._secret, who, hashlib.sha256).hexdigest()

    def _forget_old(self, now: float) -> None:
        for file in self._folder.glob("*.visit"):
            with suppress(OSError):
                if now - file.stat().st_mtime > SECONDS:
                    file.unlink()


def _name(mark: str) -> str:
    return hashlib.sha256(b"name" + mark.encode()).hexdigest() + ".visit"


def _key(mark: str) -> bytes:
    return urlsafe_b64encode(hashlib.sha256(b"key" + mark.encode()).digest())


def _write_new(path: Path, content: bytes) -> None:
    at = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(at, "wb") as file:
        file.write(content)


def _kept_secret(path: Path) -> bytes:
    """The secret of this desk, made when it is first asked for."""
    with suppress(FileExistsError):
        _write_new(path, secrets.token_bytes(BYTES))
    return path.read_bytes()
