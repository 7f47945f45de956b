"""核验 Any missing, added, altered or mixed file is found, and any rewriting of the history."""

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

from generator.verifier import MANIFEST, SERVER_ONLY, Unverifiable, verify
from generator.verifier.assembly import MODULES, assembled
from generator.verifier.commands import looked
from generator.verifier.entries import chained
from generator.verifier.logs import log_of as published_log
from generator.verifier.merkle import root_of
from generator.verifier.places import reader
from generator.verifier.signatures import NAMESPACE
from tests.conftest import DEMONSTRATION, ROOT, Command
from tests.test_exports_changes import START, commit, git

pytestmark = pytest.mark.slow
LOG, CHECKPOINT = "api/v1/log.json", "api/v1/checkpoint.txt"


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "copy"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, registry_command: Command) -> Path:
    """A registry in a repository of its own, and the site built of it beside."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(DEMONSTRATION, folder / "registry")
    git(folder, "init", "-q")
    commit(folder, START)
    built = registry_command(
        "build", "--on", START, "--out", "site", "--registry", "registry", cwd=folder
    )
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture
def logged(made: Path, tmp_path: Path) -> Path:
    """A copy of the site that has a log."""
    return Path(shutil.copytree(made / "site", tmp_path / "logged"))


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
    said = json.loads((site / name).read_bytes())
    at = said
    for part in way[:-1]:
        at = at[part]
    assert at[way[-1]] != to
    at[way[-1]] = to
    rewrite(site, name, json.dumps(said, ensure_ascii=False).encode())


def test_whole_site_is_whole(copy: Path, served: str) -> None:
    """And every file was looked at."""
    files = sum(1 for path in copy.rglob("*") if path.is_file())
    assert verify(str(copy)) == (files - 1, [])
    assert verify(served) == (files - 1 - len(SERVER_ONLY), [])


def test_every_kind_of_fault_is_found(copy: Path, served: str) -> None:
    """One of each, and nothing else."""
    (copy / "data/platforms.csv").unlink()
    (copy / "extra.html").write_text("extra", "utf-8")
    (copy / "index.html").write_bytes((copy / "index.html").read_bytes() + b" ")
    mixed = copy / "api/v1/status.json"
    mixed.write_text(json.dumps(json.loads(mixed.read_bytes()) | {"as_of": "2026-01-01"}), "utf-8")
    _, wrong = verify(str(copy))
    assert sorted(fault.split("：")[0] for fault in wrong) == [
        "多出 extra.html", "改动 index.html", "混入 api/v1/status.json", "缺少 data/platforms.csv",
    ]  # fmt: skip
    assert len(verify(served)[1]) == 3


def test_a_copy_without_a_whole_manifest_is_refused(copy: Path) -> None:
    """A verifier that looked at nothing must not say that all is well."""
    manifest = json.loads((copy / MANIFEST).read_bytes())
    (copy / MANIFEST).write_text(json.dumps(manifest | {"files": [], "total": 0}), "utf-8")
    with pytest.raises(Unverifiable):
        verify(str(copy))
    (copy / MANIFEST).unlink()
    with pytest.raises(Unverifiable):
        verify(str(copy))


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
    alone = [sys.executable, "-I", "-S", ROOT / "tools/verify.py", logged]
    for expected in (0, 1):
        single = subprocess.run(alone, capture_output=True, text=True, check=False)
        command = registry_command("verify", logged)
        assert single.returncode == command.returncode == expected
        assert single.stdout == command.stdout
        assert "日志" in single.stdout
        (logged / "added.txt").write_text("added", "utf-8")


def test_single_file_is_the_package(logged: Path) -> None:
    """`make docs` was run; every module is in it; no two of them use one name."""
    assert (ROOT / "tools/verify.py").read_text("utf-8") == assembled()
    assert (logged / "data/verify.py").read_text("utf-8") == assembled()
    assert "generator.verifier." not in assembled()
    names = {p.stem for p in (ROOT / "generator/verifier").glob("*.py")}
    assert names - set(MODULES) == {"__init__", "assembly"}
    lines = assembled().splitlines()
    defined = [x.split("(")[0].split(":")[0] for x in lines if x.startswith(("def ", "class "))]
    assert len(defined) == len(set(defined)) > 50


def test_parts_of_the_log_obey_their_schema(logged: Path) -> None:
    """The first entries stand in a part, the rest with the head."""
    schema = json.loads((logged / "schema/log-part.json").read_bytes())
    part = json.loads((logged / "api/v1/log/1.json").read_bytes())
    head = json.loads((logged / LOG).read_bytes())
    Draft202012Validator(schema).validate(part)
    numbers = [each["number"] for each in (*part["entries"], *head["entries"])]
    assert numbers == list(range(1, head["log"]["size"] + 1))
    assert head["parts"] == ["log/1.json"]
    assert len(part["entries"]) == head["part_size"] < head["log"]["size"]
    index = json.loads((logged / "api/v1/index.json").read_bytes())
    assert index["log"] == head["log"] == json.loads((logged / MANIFEST).read_bytes())["log"]
    assert head["log"]["root"] in (logged / "data/index.html").read_text("utf-8")


FORGED = {
    "item": (LOG, ("entries", -1, "item", "title"), "forged", "被改动过"),
    "entry": ("api/v1/log/1.json", ("entries", 4, "id"), "forged", "第 6 条：与前一条接不上"),
    "number": ("api/v1/log/1.json", ("entries", 4, "number"), 6, "第 5 条：编号是 6"),
    "last": (LOG, ("entries", -1, "id"), "forged", "与各条目算出的不符"),
    "head": (LOG, ("log", "root"), "00" * 32, f"{LOG} 所写的日志根"),
    "index": ("api/v1/index.json", ("log", "size"), 1, "index.json 所写的日志根"),
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


@pytest.mark.parametrize(("name", "way", "to", "said"), FORGED.values(), ids=FORGED)
def test_what_a_careful_forger_changes_is_found_by_the_log(
    logged: Path,
    name: str,
    way: tuple[str | int, ...],
    to: Any,
    said: str,
) -> None:
    """The manifest was made to fit; the log was not."""
    edit(logged, name, *way, to=to)
    assert verify(str(logged))[1] == []
    wrong = looked(str(logged), None, None, None)[1]
    assert said in "".join(wrong)


def test_a_checkpoint_of_another_log_is_found(logged: Path, registry_command: Command) -> None:
    """It must name the root of the log beside it."""
    origin, size, root, _ = (logged / CHECKPOINT).read_text("utf-8").split("\n")
    rewrite(logged, CHECKPOINT, f"{origin}\n{int(size) - 1}\n{root}\n".encode())
    done = registry_command("verify", logged)
    assert done.returncode == 1
    assert f"{CHECKPOINT} 所写的日志根" in done.stdout


def test_todays_log_must_begin_with_yesterdays(
    logged: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Against a copy, its log file and a checkpoint; a forged one is refused, and so is none."""
    log = published_log(reader(str(logged)))
    assert not isinstance(log, str)
    old = tmp_path / "old.json"
    for size, forged, expected in (
        (100, False, 0),
        (142, False, 0),
        (100, True, 1),
        (143, False, 1),
    ):
        hashes = chained([{**e, "id": "x"} if forged else e for e in log.entries])[0]
        root = root_of(hashes[:size]).hex()
        old.write_text(json.dumps({"log": {"size": size, "root": root}}), "utf-8")
        done = registry_command("verify", logged, "--against", old)
        assert done.returncode == expected, done.stdout
    assert registry_command("verify", logged, "--against", logged).returncode == 0
    assert registry_command("verify", logged, "--against", logged / CHECKPOINT).returncode == 0
    for nothing in (tmp_path, tmp_path / "none.txt", ROOT / "README.md"):
        assert registry_command("verify", logged, "--against", nothing).returncode == 2


def test_site_and_repository_tell_the_same(
    made: Path, logged: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Every data file is made anew; a file that is whole but other is named."""
    done = registry_command("verify", logged, "--repository", made / "registry")
    assert done.returncode == 0, done.stdout
    assert "是同一部日志" in done.stdout
    assert "0 个与网站的不同" in done.stdout
    rewrite(logged, "data/platforms.csv", b"forged")
    done = registry_command("verify", logged, "--repository", made / "registry")
    assert done.returncode == 1
    assert done.stdout.startswith("data/platforms.csv 与由登记簿生成的不同\n")
    other = Path(shutil.copytree(made / "registry", tmp_path / "other"))
    git(other, "init", "-q")
    commit(other, START)
    done = registry_command("verify", logged, "--repository", other)
    assert done.returncode == 1
    assert "历史被改写过" in done.stdout
    done = registry_command("verify", logged, "--repository", tmp_path)
    assert done.returncode == 2


def test_proof_is_printed_and_verified_alone(
    made: Path, logged: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Consistency and inclusion, by the single file, against the checkpoint."""
    for wanted in (("--proof", 100, 142), ("--of", "2021-revocation"), ("--of", "sd-0001")):
        done = registry_command("log", *wanted, "--registry", made / "registry")
        assert done.returncode == 0, done.stderr
        proof = tmp_path / "proof.json"
        proof.write_text(done.stdout, "utf-8")
        alone = [sys.executable, "-I", "-S", ROOT / "tools/verify.py", proof, "--against"]
        for checkpoint, expected in ((logged / CHECKPOINT, 0), (tmp_path / "other.txt", 1)):
            if expected:
                checkpoint.write_text("example.org\n5\nAAAA\n", "utf-8")
            single = subprocess.run(
                [*alone, checkpoint], capture_output=True, text=True, check=False
            )
            assert single.returncode == expected, single.stderr
        proof.write_text(done.stdout.replace('"path": [\n  "', '"path": [\n  "00', 1), "utf-8")
        assert registry_command("verify", proof).returncode == 1
    assert registry_command("log", "--of", "none", "--registry", made / "registry").returncode == 1
    assert registry_command("log", "--proof", 9, 8, "--registry", made / "registry").returncode == 2


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
