"""Clerks at the desk in a browser: one who speaks HTTP alone, and the stories that every clerk can play.

A story is a list of steps: `begin` a kind, `open` an address, `fill` controls by their names,
`upload` a file of tests/data/annexes, `press` a button by its words, `see` texts on the page or
`miss` them. At the end it says which files its branch holds otherwise than main.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from justhtml import JustHTML
from starlette.testclient import TestClient

from generator.web.app import local_desk
from tests.conftest import DAY
from tests.histories import read
from tests.registries import DATA, laid_in_git
from tests.stories import git

STORIES = sorted((Path(__file__).parent / "cases" / "desk").glob("*.yaml"))
ORIGIN = "http://127.0.0.1:8787"
CLERK = "示例·经办人"


class Clerk(Protocol):
    """Somebody who sees a page and works with its controls."""

    def open(self, address: str) -> None: ...
    def fill(self, name: str, text: str) -> None: ...
    def upload(self, name: str, file: Path) -> None: ...
    def press(self, words: str) -> None: ...
    @property
    def text(self) -> str: ...


def desk_office(folder: Path) -> Path:
    """A clone on a clerk's own machine, with the demonstration in it."""
    office = laid_in_git(folder)
    git(office, "config", "user.name", CLERK)
    git(office, "config", "user.email", "clerk@example.org")
    return office


class HttpClerk:
    """A clerk whose browser knows forms and nothing else."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self._chosen: dict[str, Any] = {}
        self._files: dict[str, tuple[str, bytes]] = {}
        self.open("/")

    def open(self, address: str) -> None:
        """Goes to an address."""
        self._arrived(self.client.get(address))

    def _arrived(self, response: Any) -> None:
        self.status, self.address = response.status_code, urlsplit(str(response.url)).path
        self.page = JustHTML(response.text, sanitize=False)
        if self.page.query("meta[http-equiv=refresh]"):
            # The page of a check that is not ready comes back by itself.
            self.open(self.address)
        self._chosen, self._files = {}, {}
        assert self.status < 500, self.text

    @property
    def text(self) -> str:
        """All words of the page, on one line."""
        return " ".join(self.page.to_text().split())

    def fill(self, name: str, text: str) -> None:
        """Types, chooses or ticks; the control must be there, and an option among those offered."""
        controls = [c for c in self._controls() if c.attrs.get("name") == name]
        assert controls, f"no control {name} on {self.address}"
        if controls[0].name == "select":
            values = [_value_of_option(each) for each in controls[0].query("option")]
            assert text in values, f"{name} offers {values}"
        if controls[0].attrs.get("type") in ("radio", "checkbox"):
            values = [c.attrs.get("value", "on") for c in controls]
            assert text in ("", *values), f"{name} offers {values}"
        self._chosen[name] = text

    def upload(self, name: str, file: Path) -> None:
        """Chooses a file."""
        self._files[name] = file.name, file.read_bytes()

    def press(self, words: str) -> None:
        """Presses the first button of these words, and sends its form."""
        buttons = [b for b in self.page.query("button") if _words(b) == words]
        assert buttons, f"no button {words} on {self.address}: {self.text}"
        form = buttons[0].parent
        while form.name != "form":
            form = form.parent
        fields = [*self._fields(form)]
        if name := buttons[0].attrs.get("name"):
            fields.append((name, buttons[0].attrs.get("value", "")))
        self._send(form, fields)

    def _send(self, form: Any, fields: list[tuple[str, str]]) -> None:
        action = form.attrs.get("action") or self.address
        if form.attrs.get("method") != "post":
            self._arrived(self.client.get(action, params=fields))
            return
        data: dict[str, list[str]] = {}
        for name, value in fields:
            data.setdefault(name, []).append(value)
        if form.attrs.get("enctype"):
            empty = {"annex": ("", b"")}
            files = self._files or empty
            self._arrived(self.client.post(action, data=data, files=files))
        else:
            self._arrived(self.client.post(action, data=data))

    def _controls(self) -> list[Any]:
        return self.page.query("input, select, textarea")

    def _fields(self, form: Any) -> Iterator[tuple[str, str]]:
        for control in form.query("input, select, textarea"):
            name, kind = control.attrs.get("name"), control.attrs.get("type")
            if not name or kind == "file":
                continue
            if kind in ("radio", "checkbox"):
                value = control.attrs.get("value", "on")
                ticked = "checked" in control.attrs
                if name in self._chosen:
                    ticked = value == self._chosen[name]
                if ticked:
                    yield name, value
            else:
                yield name, self._chosen.get(name, _value(control))


def _value(control: Any) -> str:
    if control.name == "select":
        options = control.query("option")
        chosen = [each for each in options if "selected" in each.attrs] or options[:1]
        return _value_of_option(chosen[0]) if chosen else ""
    return control.to_text() if control.name == "textarea" else control.attrs.get("value", "")


def _value_of_option(option: Any) -> str:
    return option.attrs.get("value", option.to_text().strip())


def _words(element: Any) -> str:
    return "".join(element.to_text().split())


@contextmanager
def http_clerk(office: Path, folder: Path) -> Iterator[HttpClerk]:
    """A clerk on a desk of a clone, through the guard and the one-time address."""
    headers = {"host": "127.0.0.1:8787", "origin": ORIGIN}
    with ExitStack() as held:
        application, address = local_desk(office, folder, ORIGIN, lambda: DAY, held)
        client = held.enter_context(TestClient(application, base_url=ORIGIN, headers=headers))
        question = dict(parse_qsl(urlsplit(address).query))
        client.get("/", params=question)
        yield HttpClerk(client)


def play(clerk: Clerk, story: Mapping[str, Any]) -> None:
    """Plays the steps of a story."""
    for step in story["steps"]:
        ((what, value),) = step.items()
        if what == "begin":
            clerk.open("/")
            clerk.fill("kind", value)
            clerk.press("开始登记")
        elif what == "fill":
            for name, text in value.items():
                clerk.fill(name, text)
        elif what == "upload":
            clerk.upload("annex", DATA / "annexes" / value)
            clerk.press("上传并读名单")
        elif what in ("see", "miss"):
            for text in value:
                assert (bare(text) in bare(clerk.text)) == (what == "see"), (
                    f"{what} {text}: {clerk.text}"
                )
        else:
            getattr(clerk, what)(value)


def bare(text: str) -> str:
    """A text without its blanks, which pages set as they like."""
    return "".join(text.split())


def handed_in(office: Path) -> dict[str, list[str]]:
    """Lines that the one branch of the desk adds to main and takes from it, by file."""
    branch = git(office, "for-each-ref", "--format=%(refname)", "refs/heads/desk")
    files = git(office, "diff", "--name-only", "main", branch).splitlines()
    return {file: [*_changed_lines(office, branch, file)] for file in files}


def _changed_lines(office: Path, branch: str, file: str) -> Iterator[str]:
    for line in git(office, "diff", "--unified=0", "main", branch, "--", file).splitlines():
        if line.startswith(("+", "-")) and not line.startswith(("+++", "---")):
            yield line


def story(path: Path) -> dict[str, Any]:
    """One story as it is written."""
    value: dict[str, Any] = read(path)
    return value
