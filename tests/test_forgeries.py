"""The corpus of forged copies: by which command each is found, and the very sentence."""

import io
import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.verify import MANIFEST, print_report, verify
from tests.conftest import Command

pytestmark = pytest.mark.slow
CORPUS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "forgeries.yaml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory, publishing: Path) -> Path:
    """A site with a log, beside its registry; each forgery is undone after it."""
    return Path(shutil.copytree(publishing, tmp_path_factory.mktemp("forged") / "office")) / "site"


class Forger:
    """Alters files of a site, makes the manifest fit, and puts all back."""

    def __init__(self, site: Path) -> None:
        """A site, which may be altered."""
        self.site, self.before = site, dict[str, bytes | None]()

    def write(self, name: str, content: bytes) -> None:
        """One file, as a careful forger would: the manifest lists it as it is now."""
        path = self.site / name
        for each in (name, MANIFEST):
            there = self.site / each
            self.before.setdefault(each, there.read_bytes() if there.exists() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        manifest = json.loads((self.site / MANIFEST).read_bytes())
        row = {"path": name, "size": len(content), "sha256": sha256(content).hexdigest()}
        files = [each for each in manifest["files"] if each["path"] != name]
        manifest |= {"files": [*files, row], "total": len(files) + 1}
        (self.site / MANIFEST).write_text(json.dumps(manifest), "utf-8")

    def restore(self) -> None:
        """Everything as it was."""
        for name, content in self.before.items():
            if content is None:
                (self.site / name).unlink()
            else:
                (self.site / name).write_bytes(content)


@pytest.fixture
def forger(forged: Path) -> Iterator[Forger]:
    forger = Forger(forged)
    yield forger
    forger.restore()


def apply(forger: Forger, edit: dict[str, Any]) -> None:
    """One edit of a forgery."""
    name = edit.get("more") or edit["file"]
    content = (forger.site / edit.get("like", name)).read_bytes()
    if "at" in edit:
        value = json.loads(content)
        _set(value, edit)
        content = json.dumps(value, ensure_ascii=False).encode()
    if "old" in edit:
        new = edit["new"].replace("HUGE", "9" * 5000)
        assert edit["old"].encode() in content, edit
        content = content.replace(edit["old"].encode(), new.encode())
    if "encoding" in edit:
        content = content.decode().encode(edit["encoding"])
    if "nested" in edit:
        content = b"[" * int(edit["nested"]) + b"]" * int(edit["nested"])
    forger.write(name, content)


def _set(value: Any, edit: dict[str, Any]) -> None:
    *way, last = (int(part) if part.isdecimal() else part for part in edit["at"].split("."))
    for part in way:
        value = value[part]
    if "gone" in edit:
        del value[last]
    else:
        assert isinstance(value, list) or value.get(last, 0) != edit["to"], edit
        value[last] = edit["to"]


def told(site: Path, **options: str) -> tuple[int, list[str]]:
    """Exit code, and what was said, a line each."""
    with redirect_stdout(io.StringIO()) as output, redirect_stderr(output):
        code = print_report(lambda: verify(str(site), **options))
    return code, output.getvalue().splitlines()


@pytest.mark.parametrize("forgery", CORPUS, ids=[each["says"] for each in CORPUS])
def test_a_forgery_is_found_with_its_sentence(
    forger: Forger, forgery: dict[str, Any], registry_command: Command
) -> None:
    """By the single file alone; what it cannot find, the register does."""
    for edit in forgery["edits"]:
        apply(forger, edit)
    code, lines = told(forger.site)
    assert code == int(forgery.get("code", 1)), lines
    for sentence in forgery.get("finds", []):
        assert sentence in lines
    if sentence := forgery.get("repository"):
        done = registry_command(
            "verify", forger.site, "--repository", forger.site.parent / "registry"
        )
        assert (done.returncode, sentence in done.stdout.splitlines()) == (1, True), done.stdout


def test_the_corpus_is_large_and_every_forgery_says_what_finds_it() -> None:
    """Each once; nothing is left without an expected sentence."""
    assert len({each["says"] for each in CORPUS}) == len(CORPUS) >= 60
    assert all(each.get("finds") or each.get("repository") for each in CORPUS)
