"""Any missing, added, altered or mixed file is found, and any rewriting of the history."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.verify import (
    MANIFEST,
    NAMESPACE,
    SERVER_ONLY,
    Unverifiable,
    check_files,
    head_of,
    published_log,
    reader,
    verify,
)
from tests.conftest import ROOT, Command
from tests.test_exports_changes import START, commit, git

pytestmark = pytest.mark.slow
LOG, CHECKPOINT = "api/v1/log.json", "api/v1/checkpoint.txt"


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "copy"))


@pytest.fixture
def logged(publishing: Path, tmp_path: Path) -> Path:
    """A copy of the site that has a log."""
    return Path(shutil.copytree(publishing / "site", tmp_path / "logged"))


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def served(copy: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(copy)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def rewrite(site: Path, name: str, content: bytes) -> None:
    """Change a file as a careful forger would: the manifest tells the new one."""
    (site / name).write_bytes(content)
    manifest = json.loads((site / MANIFEST).read_bytes())
    for each in manifest["files"]:
        if each["path"] == name:
            each |= {"size": len(content), "sha256": sha256(content).hexdigest()}
    (site / MANIFEST).write_text(json.dumps(manifest), "utf-8")


def edit(site: Path, name: str, *way: str | int, to: Any) -> None:
    """One value of a JSON file, changed by a careful forger."""
    content = json.loads((site / name).read_bytes())
    at = content
    for part in way[:-1]:
        at = at[part]
    assert at[way[-1]] != to
    at[way[-1]] = to
    rewrite(site, name, json.dumps(content, ensure_ascii=False).encode())


def test_whole_site_is_whole(copy: Path, served: str) -> None:
    """And every file was looked at."""
    files = sum(1 for path in copy.rglob("*") if path.is_file())
    assert check_files(str(copy)) == (files - 1, [])
    assert check_files(served) == (files - 1 - len(SERVER_ONLY), [])


def test_every_kind_of_fault_is_found(copy: Path, served: str) -> None:
    """One of each, and nothing else."""
    (copy / "data/platforms.csv").unlink()
    (copy / "extra.html").write_text("extra", "utf-8")
    (copy / "index.html").write_bytes((copy / "index.html").read_bytes() + b" ")
    mixed = copy / "api/v1/status.json"
    mixed.write_text(json.dumps(json.loads(mixed.read_bytes()) | {"as_of": "2026-01-01"}), "utf-8")
    _, wrong = check_files(str(copy))
    assert sorted(fault.split("：")[0] for fault in wrong) == [
        "多出 extra.html", "改动 index.html", "混入 api/v1/status.json", "缺少 data/platforms.csv",
    ]  # fmt: skip
    assert len(check_files(served)[1]) == 3


def test_a_copy_without_a_whole_manifest_is_refused(copy: Path) -> None:
    """A verifier that looked at nothing must not say that all is well."""
    manifest = json.loads((copy / MANIFEST).read_bytes())
    (copy / MANIFEST).write_text(json.dumps(manifest | {"files": [], "total": 0}), "utf-8")
    with pytest.raises(Unverifiable):
        check_files(str(copy))
    (copy / MANIFEST).unlink()
    with pytest.raises(Unverifiable):
        check_files(str(copy))


def test_a_copy_of_the_data_alone_is_verified_as_such(
    logged: Path, registry_command: Command
) -> None:
    """Without pages, but with nothing of the data missing."""
    for path in logged.iterdir():
        if path.name not in ("api", "data"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (logged / "data/index.html").unlink()
    done = registry_command("verify", logged)
    assert done.returncode == 1
    assert done.stdout.startswith("缺少 data/index.html\n")
    listed = json.loads((logged / MANIFEST).read_bytes())["files"]
    data = [each for each in listed if each["path"].startswith(("api/", "data/"))]
    assert f"核对 {len(data)} 个文件，1 处不符。" in done.stdout
    assert "是数据副本" in done.stdout


def test_command_and_single_file_agree(logged: Path, registry_command: Command) -> None:
    """The file runs alone, without the package; exit codes are those of every command."""
    alone = [sys.executable, "-I", "-S", ROOT / "generator/verify.py", logged]
    for expected in (0, 1):
        single = subprocess.run(alone, capture_output=True, text=True, check=False)
        command = registry_command("verify", logged)
        assert single.returncode == command.returncode == expected
        assert single.stdout == command.stdout
        assert "日志" in single.stdout
        (logged / "added.txt").write_text("added", "utf-8")


def test_the_file_is_published_as_it_is(logged: Path) -> None:
    """It names no other module of the program."""
    text = (ROOT / "generator/verify.py").read_text("utf-8")
    assert (logged / "data/verify.py").read_text("utf-8") == text
    assert "from generator" not in text
    assert "import generator" not in text


def test_the_log_is_one_file_and_its_head_stands_in_the_index_and_the_manifest(
    publishing: Path, logged: Path
) -> None:
    """Every entry from the first on; nothing else tells of the log."""
    schema = json.loads((logged / "schema/log.json").read_bytes())
    file = json.loads((logged / LOG).read_bytes())
    Draft202012Validator(schema).validate(file)
    size = file["log"]["size"]
    assert [entry["number"] for entry in file["entries"]] == list(range(1, size + 1))
    assert file["total"] == size == len([*(publishing / "registry").rglob("*.yaml")])
    assert file["log"]["head"] == head_of(file["entries"])
    for name in ("api/v1/index.json", MANIFEST):
        assert json.loads((logged / name).read_bytes())["log"] == file["log"]
    assert file["log"]["head"] in (logged / "data/index.html").read_text("utf-8")
    checkpoint = (logged / CHECKPOINT).read_text("utf-8").splitlines()
    assert checkpoint[1:] == [str(size), file["log"]["head"]]
    assert not (logged / "api/v1/log").exists()


FORGED = {
    "item": (LOG, ("entries", -1, "item", "title"), "forged", "被改动过"),
    "entry": (LOG, ("entries", 4, "id"), "forged", "第 6 条：与前一条接不上"),
    "number": (LOG, ("entries", 4, "number"), 6, "第 5 条：编号是 6"),
    "last": (LOG, ("entries", -1, "id"), "forged", "与各条目算出的不符"),
    "head": (LOG, ("log", "head"), "00" * 32, f"{LOG} 所写的条数或末条散列"),
    "index": ("api/v1/index.json", ("log", "size"), 1, "index.json 所写的条数或末条散列"),
    "withheld": (LOG, ("entries", -1, "item"), None, "无法对照"),
    "row": (
        "api/v1/notices/2021-revocation.json",
        ("notice", "rows", 0, "grounds"), "别的理由", "rows.0.grounds 与日志所记的不同",
    ),
    "row taken out": (
        "api/v1/notices/2021-revocation.json", ("notice", "rows"), [], "rows 与日志所记的不同",
    ),
    "day": (
        "api/v1/notices/2021-revocation.json",
        ("notice", "issued_on"), "2021-01-01", "issued_on 与日志所记的不同",
    ),
    "unit": (
        "api/v1/platforms/sd-0001.json",
        ("platform", "operating_unit"), "别的单位", "operating_unit 与日志所记的不同",
    ),
    "added": ("api/v1/all.json", ("platforms", 0, "id"), "sd-9999", "日志中没有这条记录"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "way", "to", "sentence"), FORGED.values(), ids=FORGED)
def test_what_a_careful_forger_changes_is_found_by_the_log(
    logged: Path,
    name: str,
    way: tuple[str | int, ...],
    to: Any,
    sentence: str,
) -> None:
    """The manifest was made to fit; the log was not."""
    edit(logged, name, *way, to=to)
    assert check_files(str(logged))[1] == []
    wrong = verify(str(logged))[1]
    assert sentence in "".join(wrong)


def test_a_checkpoint_of_another_log_is_found(logged: Path, registry_command: Command) -> None:
    """It must name the head of the log beside it."""
    origin, size, head, _ = (logged / CHECKPOINT).read_text("utf-8").split("\n")
    rewrite(logged, CHECKPOINT, f"{origin}\n{int(size) - 1}\n{head}\n".encode())
    done = registry_command("verify", logged)
    assert done.returncode == 1
    assert f"{CHECKPOINT} 所写的条数或末条散列" in done.stdout


def test_todays_log_must_begin_with_yesterdays(
    logged: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Against a copy, its log file and a checkpoint; a forged one is refused, and so is none."""
    log = published_log(reader(str(logged)))
    assert not isinstance(log, str)
    old = tmp_path / "old.json"
    for size, forged, expected in (
        (100, False, 0),
        (log.size, False, 0),
        (100, True, 1),
        (log.size + 1, False, 1),
    ):
        entries = [{**entry, "id": "x"} if forged else entry for entry in log.entries]
        head = head_of(entries[:size])
        old.write_text(json.dumps({"log": {"size": size, "head": head}}), "utf-8")
        done = registry_command("verify", logged, "--against", old)
        assert done.returncode == expected, done.stdout
    assert registry_command("verify", logged, "--against", logged).returncode == 0
    assert registry_command("verify", logged, "--against", logged / CHECKPOINT).returncode == 0
    for nothing in (tmp_path, tmp_path / "none.txt", ROOT / "README.md"):
        assert registry_command("verify", logged, "--against", nothing).returncode == 2


def test_site_and_repository_tell_the_same(
    publishing: Path, logged: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Every data file is made anew; a file that is whole but other is named."""
    done = registry_command("verify", logged, "--repository", publishing / "registry")
    assert done.returncode == 0, done.stdout
    assert "是同一部日志" in done.stdout
    assert "0 个与网站的不同" in done.stdout
    rewrite(logged, "data/platforms.xlsx", b"forged")
    done = registry_command("verify", logged, "--repository", publishing / "registry")
    assert done.returncode == 1
    assert done.stdout.startswith("data/platforms.xlsx 与由登记簿生成的不同\n")
    other = Path(shutil.copytree(publishing / "registry", tmp_path / "other"))
    git(other, "init", "-q")
    commit(other, START)
    done = registry_command("verify", logged, "--repository", other)
    assert done.returncode == 1
    assert "历史被改写过" in done.stdout
    done = registry_command("verify", logged, "--repository", tmp_path)
    assert done.returncode == 2


def test_repository_is_the_one_that_holds_the_records(
    publishing: Path, logged: Path, registry_command: Command
) -> None:
    """The folder of records or the repository that they lie in, as for every command; no other folder of it."""
    for folder, code in ((".", 0), ("registry", 0), ("registry/notices", 2)):
        done = registry_command("verify", logged, "--repository", publishing / folder)
        assert (done.returncode, "Error" in done.stderr) == (code, False)


def test_command_prints_the_head_and_the_entries_on_one_record(
    publishing: Path, logged: Path, registry_command: Command
) -> None:
    """As the published log has them: whoever has the one can find it in the other."""
    file = json.loads((logged / LOG).read_bytes())
    done = registry_command("log", "--registry", publishing / "registry")
    size, head = file["log"]["size"], file["log"]["head"]
    assert (done.returncode, done.stdout) == (0, f"登记日志 {size} 条，末条散列 {head}\n")
    done = registry_command("log", "--of", "2021-revocation", "--registry", publishing / "registry")
    (entry,) = json.loads(done.stdout)
    assert entry in file["entries"]
    assert entry["item"]["title"].startswith("示例·")
    done = registry_command("log", "--of", "none", "--registry", publishing / "registry")
    assert (done.returncode, done.stderr) == (1, "登记日志中没有“none”\n")


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_signature_of_a_trusted_key_alone_is_accepted(
    logged: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Another key, another use of the key, another checkpoint: none passes."""
    for name in ("key", "stranger"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(command, check=True)
    trusted = tmp_path / "allowed_signers"
    trusted.write_text(f"office@example.org {(tmp_path / 'key.pub').read_text('utf-8')}", "utf-8")
    verified = ("verify", logged, "--key", trusted)
    assert registry_command(*verified).returncode == 2
    for key, namespace, expected in (
        ("key", NAMESPACE, 0),
        ("stranger", NAMESPACE, 1),
        ("key", "mail", 1),
    ):
        (logged / f"{CHECKPOINT}.sig").unlink(missing_ok=True)
        sign = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(tmp_path / key)]
        subprocess.run([*sign, str(logged / CHECKPOINT)], check=True, capture_output=True)
        done = registry_command(*verified)
        assert done.returncode == expected, done.stdout + done.stderr
        assert ("签名不成立" in done.stdout) == bool(expected)
    other = tmp_path / "signed"
    other.write_text("example.org\n1\nAAAA\n", "utf-8")
    subprocess.run(
        [*sign[:5], NAMESPACE, "-f", str(tmp_path / "key"), str(other)],
        check=True,
        capture_output=True,
    )
    assert registry_command(*verified, "--signature", f"{other}.sig").returncode == 1


def test_command_says_which_build_stands_and_what_a_killed_one_left(
    copy: Path, registry_command: Command
) -> None:
    """The day and the commit of the site; folders beside it; an old site moved aside."""
    manifest = json.loads((copy / MANIFEST).read_bytes())
    (copy.parent / f".{copy.name}.new-abc").mkdir()
    done = registry_command("verify", copy)
    assert f"这是截至 {manifest['as_of']} 的一次发布，提交 {manifest['commit'][:12]}" in done.stdout
    assert f".{copy.name}.new-abc 是中断的生成留下的" in done.stderr
    aside = copy.parent / f".{copy.name}.old-abc"
    aside.mkdir()
    copy.rename(aside / copy.name)
    done = registry_command("verify", copy)
    assert done.returncode == 2
    assert f".{copy.name}.old-abc 中有一份完整移开的旧网站" in done.stderr
