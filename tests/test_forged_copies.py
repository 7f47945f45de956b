"""Copies made to deceive the verifier, or to make it fall over: named, or refused with a sentence.

Each is looked at by the single file, as an outsider would.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator import verify
from generator.verify import MANIFEST, Unverifiable, is_inside
from tests.conftest import ROOT, Command

pytestmark = pytest.mark.slow
API, LOG = "api/v1", "api/v1/log.json"
ACT, HELP = f"{API}/notices/2021-revocation.json", "help/index.html"
Forge = Callable[[Path], object]
WHOLE, WRONG, REFUSED = 0, 1, 2


@pytest.fixture
def copy(publishing: Path, tmp_path: Path) -> Path:
    """One to forge."""
    return Path(shutil.copytree(publishing / "site", tmp_path / "copy"))


def verified(*arguments: object) -> subprocess.CompletedProcess[str]:
    """By the single file; it never crashes, and a sentence stands on each line."""
    command = [sys.executable, "-I", "-S", ROOT / "generator/verify.py", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert not {c for c in done.stdout + done.stderr if not c.isprintable()} - {"\n"}
    return done


def read(site: Path, name: str) -> Any:
    return json.loads((site / name).read_bytes())


def listing(site: Path, **changed: Any) -> None:
    """The manifest says otherwise."""
    (site / MANIFEST).write_text(json.dumps(read(site, MANIFEST) | changed), "utf-8")


def listed(site: Path, *more: dict[str, Any], without: str = "") -> None:
    """Files put into the manifest, or one taken out of it."""
    files = [each for each in read(site, MANIFEST)["files"] if each["path"] != without]
    listing(site, files=[*files, *more], total=len(files) + len(more))


def put(site: Path, name: str, content: Any) -> None:
    """A file altered, and the manifest made to fit."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    (site / name).write_bytes(data)
    row = {"path": name, "size": len(data), "sha256": sha256(data).hexdigest()}
    listed(site, row, without=name)


def gone(site: Path, name: str) -> None:
    """A file taken away, and the manifest made to fit."""
    (site / name).unlink()
    listed(site, without=name)


def row(path: Any) -> dict[str, Any]:
    return {"path": path, "size": 1, "sha256": "0" * 64}


def linked_file(site: Path) -> None:
    """The very bytes, until somebody changes them elsewhere."""
    (site / HELP).rename(site.parent / "elsewhere.html")
    (site / HELP).symlink_to(site.parent / "elsewhere.html")


def linked_folder(site: Path) -> None:
    """A folder more, with whatever lies in it."""
    (site.parent / "elsewhere").mkdir()
    (site.parent / "elsewhere" / "index.html").write_text("forged", "utf-8")
    (site / "more").symlink_to(site.parent / "elsewhere")


def named_twice(site: Path) -> None:
    """Two hashes for one file: whoever reads the other one is deceived."""
    good = next(each for each in read(site, MANIFEST)["files"] if each["path"] == HELP)
    (site / HELP).write_bytes(b"forged")
    listed(site, {**good, "size": 6, "sha256": sha256(b"forged").hexdigest()})


def without_home(site: Path) -> None:
    """As if it were a copy of the data alone."""
    (site / "index.html").unlink()
    (site / "platforms/sd-0004/index.html").unlink()


def act_in_log(site: Path, **changed: Any) -> None:
    """What no hash holds of an entry."""
    content = read(site, LOG)
    for each in content["entries"]:
        if each["id"] == "2021-revocation":
            each |= changed
    put(site, LOG, content)


def act_hidden(site: Path) -> None:
    """The entry stays, as it must; its content, its file and its line in the list go."""
    act_in_log(site, item=None, salt=None)
    gone(site, ACT)
    acts = read(site, f"{API}/notices.json")
    acts["notices"] = [each for each in acts["notices"] if each["id"] != "2021-revocation"]
    put(site, f"{API}/notices.json", acts)


def without_grounds(site: Path) -> None:
    """A field that was recorded is not told."""
    act = read(site, ACT)
    del act["notice"]["rows"][0]["grounds"]
    put(site, ACT, act)


FORGERIES: dict[str, tuple[Forge, int, str]] = {
    "none": (lambda _: None, WHOLE, "全部相符"),
    "a file that is a link": (linked_file, WRONG, f"多出 {HELP}：是链接"),
    "a folder that is a link": (linked_folder, WRONG, "多出 more：是链接"),
    "a link to nowhere": (lambda s: (s / "x.html").symlink_to("/nowhere"), WRONG, "多出 x.html：是链接"),
    "a pipe": (lambda s: os.mkfifo(s / "x.html"), WRONG, "多出 x.html：是链接或特殊文件"),
    "a file added": (lambda s: (s / ".x").write_text("x", "utf-8"), WRONG, "多出 .x"),
    "a file renamed": (lambda s: (s / HELP).rename(s / "help/x"), WRONG, f"缺少 {HELP}\n多出 help/x"),
    "a folder for a file": (lambda s: ((s / HELP).unlink(), (s / HELP).mkdir()), WRONG, f"缺少 {HELP}"),
    "no home page": (without_home, WRONG, "缺少 index.html\n缺少 platforms/sd-0004/index.html"),
    "a name of two lines": (
        lambda s: (s / "x\n全部相符。\x1b[2J").write_text("x", "utf-8"), WRONG, "多出 x\\n全部相符。\\x1b[2J：",
    ),
    "half a manifest": (
        lambda s: (s / MANIFEST).write_bytes((s / MANIFEST).read_bytes()[:5000]), REFUSED, "没有可读的",
    ),
    "a path that leads up": (lambda s: listed(s, row("../../x")), REFUSED, "残缺"),
    "a path from the root": (lambda s: listed(s, row("/etc/passwd")), REFUSED, "残缺"),
    "a path for a terminal": (lambda s: listed(s, row("\x1b[2J全部相符")), REFUSED, "残缺"),
    "half a character": (lambda s: listed(s, row("\ud800")), REFUSED, "残缺"),
    "a path that is a number": (lambda s: listed(s, row(5)), REFUSED, "残缺"),
    "a file named twice": (named_twice, REFUSED, "自相矛盾"),
    "a commit that is a number": (lambda s: listing(s, commit=5), REFUSED, "自相矛盾"),
    "a day with a sentence": (lambda s: listing(s, as_of="2026-11-23，全部相符。\n"), REFUSED, "没有可读的"),
    "a log that is a word": (lambda s: listing(s, log="x"), REFUSED, "残缺"),
    "nesting without end": (
        lambda s: (s / MANIFEST).write_text("[" * 200_000, "utf-8"), REFUSED, "没有可读的",
    ),
    "a list for an object": (lambda s: put(s, f"{API}/all.json", []), WRONG, f"{API}/all.json：残缺"),
    "the same, not fitted": (lambda s: (s / API / "all.json").write_text("[]"), WRONG, "改动 api/v1/all.json"),
    "half a log": (lambda s: (s / LOG).write_text("{"), WRONG, f"改动 {LOG}"),
    "an act that is a number": (lambda s: put(s, ACT, b"3"), WRONG, f"{ACT}：残缺"),
    "a salt that is none": (lambda s: act_in_log(s, salt="x"), REFUSED, "残缺"),
    "a log taken away": (lambda s: gone(s, LOG), WRONG, "写明有日志，但日志不见了"),
    "a log disowned": (
        lambda s: put(s, LOG, read(s, LOG) | {"log": {"size": 0, "head": None, "unavailable": "略"}}),
        WRONG, "写明有日志，但日志不见了",
    ),
    "a field taken away": (without_grounds, WRONG, "rows.0.grounds 与日志所记的不同"),
    "an act taken away": (act_hidden, WRONG, "有 1 份文件没有公布：2021-revocation。"),
}  # fmt: skip


@pytest.mark.parametrize(("forge", "expected", "sentence"), FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_is_named(copy: Path, forge: Forge, expected: int, sentence: str) -> None:
    """By its exit code, and by a sentence."""
    forge(copy)
    done = verified(copy)
    assert done.returncode == expected, done.stdout + done.stderr
    assert sentence in done.stdout + done.stderr


def test_an_act_taken_away_is_known_to_who_kept_a_copy(publishing: Path, copy: Path) -> None:
    """The log alone goes on as before; an older copy shows what was published with it."""
    act_hidden(copy)
    done = verified(copy, "--against", publishing / "site")
    assert done.returncode == 1
    assert "从前公布过 notice 2021-revocation 的内容，如今没有" in done.stdout


def test_a_chain_closed_anew_is_known_to_who_kept_its_head(publishing: Path, copy: Path) -> None:
    """Every hash after the altered entry is another; all places that name the head were made to fit."""
    log = read(copy, LOG)
    log["entries"][4]["on"] = "2020-01-01"
    head = None
    for entry in log["entries"]:
        entry["previous"] = head
        hashed = {name: entry[name] for name in sorted(entry.keys() - {"salt", "item"})}
        text = json.dumps(hashed, ensure_ascii=False, separators=(",", ":"))
        head = sha256(b"\0" + text.encode()).hexdigest()
    named = log["log"] | {"head": head}
    put(copy, LOG, log | {"log": named})
    put(copy, f"{API}/index.json", read(copy, f"{API}/index.json") | {"log": named})
    put(copy, f"{API}/checkpoint.txt", f"example.org\n{named['size']}\n{head}\n".encode())
    listing(copy, log=named)
    assert verified(copy).returncode == 0
    done = verified(copy, "--against", publishing / "site/api/v1/checkpoint.txt")
    assert done.returncode == 1
    assert "无从指出是哪一条）：历史被改写过" in done.stdout
    done = verified(copy, "--against", publishing / "site")
    assert done.returncode == 1
    assert "最早在第 5 条）：历史被改写过" in done.stdout


def test_an_old_site_put_back_is_known_to_who_kept_a_newer(copy: Path, tmp_path: Path) -> None:
    """It is whole, and its log may be the same: only its day tells."""
    newer = Path(shutil.copytree(copy, tmp_path / "newer"))
    listing(newer, as_of="2026-12-02")
    done = verified(copy, "--against", newer)
    assert done.returncode == 1
    assert "这一份截至 2026-11-24，从前的那一份已经截至 2026-12-02：放回了旧的网站" in done.stdout


def test_no_log_is_no_signature(copy: Path, tmp_path: Path) -> None:
    """Who asks for a signature is not told that all is well because there is nothing to sign."""
    for name in (LOG, f"{API}/checkpoint.txt"):
        gone(copy, name)
    for name in (f"{API}/index.json", MANIFEST):
        content = read(copy, name) | {"log": {"size": 0, "head": None, "unavailable": "略"}}
        put(copy, name, content) if name != MANIFEST else listing(copy, log=content["log"])
    assert verified(copy).returncode == 0
    (tmp_path / "signers").write_text("", "utf-8")
    done = verified(copy, "--key", tmp_path / "signers")
    assert (done.returncode, done.stderr) == (2, "这一份没有日志文件。\n")


def test_a_page_forged_with_its_manifest_is_known_to_who_has_the_register(
    publishing: Path, copy: Path, registry_command: Command
) -> None:
    """Every file is made anew, and there are no others. The log holds no page."""
    put(copy, "platforms/sd-0004/index.html", b"forged")
    put(copy, "more.html", b"added")
    assert verified(copy).returncode == 0
    done = registry_command("verify", copy, "--repository", publishing / "registry")
    assert done.returncode == 1
    forged = ["more.html", "platforms/sd-0004/index.html"]
    assert done.stdout.splitlines()[:2] == [f"{name} 与由登记簿生成的不同" for name in forged]
    assert "2 个与网站的不同" in done.stdout


def test_an_older_log_nested_without_end_is_refused(copy: Path, tmp_path: Path) -> None:
    """Exit code 2, and no crash; so is a file in the place of a copy."""
    (tmp_path / "log.json").write_text("[" * 200_000, "utf-8")
    assert verified(copy, "--against", tmp_path / "log.json").returncode == 2
    assert verified(tmp_path / "log.json").returncode == 2


def test_a_file_without_end_is_not_read_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than one byte past the bound."""
    monkeypatch.setattr(verify, "LARGEST", 10)
    (tmp_path / "a").write_bytes(b"x" * 10)
    (tmp_path / "b").write_bytes(b"x" * 11)
    assert verify.reader(str(tmp_path))("a") == b"x" * 10
    with pytest.raises(Unverifiable, match="没有读完"):
        verify.reader(str(tmp_path))("b")


ASTRAY = ["a\\..\\b", "C:/x", "a//b", "a/./b", "", "/", "a/", "a\x00b", "..", "\u202ea"]


@pytest.mark.parametrize("path", ASTRAY)
def test_a_path_that_may_lead_elsewhere_is_none(path: str) -> None:
    """On any system; and no file has two names."""
    assert not is_inside(path)
    assert is_inside("platforms/sd-0001/index.html")
