"""机群 The same bytes from a cluster, in a folder and in an object store, with a worker lost on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from generator.shelf import OTHER_SOURCES
from tests.bench.registries import write_registry
from tests.conftest import DAY, DEMONSTRATION, ROOT
from tests.test_cache import contents

pytestmark = pytest.mark.slow
BIN = Path(sys.executable).parent
PATIENCE = 120
LOCAL = ("--host", "127.0.0.1", "--no-dashboard")
# Enough parts that a worker is lost while there is still work.
COUNT = 600
FEW = 60
Start = Callable[..., subprocess.Popen[bytes]]


def built(registry: Path, out: Path | str, *more: str, **environment: str) -> str:
    """The command in a process of its own: what it said, or its code and what it said."""
    command = (BIN / "registry", "build", "--registry", registry, "--on", str(DAY), "--out", out)
    done = subprocess.run(
        [*map(str, (*command, *more))], cwd=ROOT, capture_output=True, text=True,
        env=os.environ | environment,
    )  # fmt: skip
    return f"{done.returncode} {done.stdout}{done.stderr}"


def until(holds: Callable[[], bool]) -> None:
    """Waits for something to become true; a test that waits in vain fails."""
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a process of dask, which ends with the test."""
    with ExitStack() as held:

        def started(*command: object, **environment: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                [*map(str, (BIN / "dask", *command))],
                cwd=ROOT, env=os.environ | environment, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            held.callback(process.wait)
            held.callback(process.kill)
            return process

        yield started


@pytest.fixture
def scheduler(start: Start, tmp_path: Path) -> Path:
    """The file by which workers and clients find it."""
    file = tmp_path / "scheduler.json"
    start("scheduler", *LOCAL, "--port", "0", "--scheduler-file", file)
    until(file.exists)
    return file


def address(scheduler: Path) -> str:
    """Once the file is whole."""
    return str(json.loads(scheduler.read_text("utf-8"))["address"])


def worker(start: Start, scheduler: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Without a nanny: one that is killed stays dead."""
    command = ("worker", *LOCAL, "--nthreads", 1, "--no-nanny", "--scheduler-file", scheduler)
    return start(*command, **environment)


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A few random lawful platforms, on disk."""
    folder = tmp_path / "registry"
    write_registry(folder, FEW)
    return folder


def same_as_one_machine(registry: Path, count: int, found: dict[str, bytes]) -> None:
    """What the ordinary build makes: path by path, byte by byte."""
    out = registry.parent / "one" / "site"
    assert built(registry, out).startswith("0 ")
    made = contents(out)
    assert len(made) > 7 * count
    assert made.keys() == found.keys()
    assert [name for name in made if made[name] != found[name]] == []


def test_lost_worker_leaves_the_same_bytes(start: Start, scheduler: Path, tmp_path: Path) -> None:
    """Two workers, one killed while it writes: the other finishes; nothing stands before the end."""
    registry = tmp_path / "registry"
    write_registry(registry, COUNT)
    workers = [worker(start, scheduler) for _ in range(2)]
    out = tmp_path / "site"
    command = (BIN / "registry", "build", "--registry", registry, "--on", str(DAY), "--out", out,
               "--engine", "dask", "--scheduler", address(scheduler))  # fmt: skip
    with subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=subprocess.PIPE) as building:
        until(lambda: any(tmp_path.glob(".site.new-*/site/platforms/*/index.html")))
        workers[0].send_signal(signal.SIGKILL)
        assert not out.exists()
        assert building.wait() == 0
    assert workers[0].wait() == -signal.SIGKILL
    assert workers[1].poll() is None
    same_as_one_machine(registry, COUNT, contents(out))
    assert list(tmp_path.glob(".site.new-*")) == []


def test_object_store_holds_the_same_bytes(registry: Path) -> None:
    """By a cluster of its own; each object says what it is; nothing is written over a whole site."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    store = {"ENDPOINT_URL": f"http://{host}:{port}", "KEY": "demo", "SECRET": "demo"}
    files = fsspec.filesystem("s3", **{name.lower(): value for name, value in store.items()})
    environment = {f"FSSPEC_S3_{name}": value for name, value in store.items()}
    try:
        files.mkdir("demo")
        target = "s3://demo/2026-11-23"
        said = built(registry, target, "--engine", "dask", **environment)
        assert said.startswith("0 "), said
        found = {name.removeprefix("demo/2026-11-23/"): name for name in files.find("demo")}
        content = files.cat(list(found.values()))
        same_as_one_machine(registry, FEW, {path: content[name] for path, name in found.items()})
        kinds = {path: files.info(found[path], refresh=True)["ContentType"] for path in KINDS}
        assert kinds == KINDS
        again = built(registry, target, "--engine", "dask", **environment)
        assert again.startswith("2 ")
        assert "已有一份完整的网站" in again
    finally:
        server.stop()


KINDS = {
    "index.html": "text/html; charset=utf-8",
    "api/v1/all.json": "application/json; charset=utf-8",
    "feeds/changes.atom": "application/atom+xml",
    "calendar/all.ics": "text/calendar; charset=utf-8",
    "badges/sd-000001.svg": "image/svg+xml; charset=utf-8",
    "data/registry.sqlite": "application/vnd.sqlite3",
    "data/platforms.csv": "text/csv; charset=utf-8",
    "assets/search.js": "text/javascript; charset=utf-8",
}


def test_worker_of_another_program_is_refused(
    registry: Path, start: Start, scheduler: Path, tmp_path: Path
) -> None:
    """Its bytes would differ: the old site stays."""
    other = tmp_path / "other"
    for name in ("generator", "site_templates"):
        shutil.copytree(ROOT / name, other / name)
    for name in OTHER_SOURCES:
        shutil.copy(ROOT / name, other)
    with (other / "site_templates" / "pages" / "home.html").open("a", encoding="utf-8") as page:
        page.write("<!-- -->")
    worker(start, scheduler, PYTHONPATH=str(other))
    out = tmp_path / "site"
    (out / "api/v1").mkdir(parents=True)
    (out / "api/v1/index.json").write_text("old", "utf-8")
    said = built(registry, out, "--engine", "dask", "--scheduler", address(scheduler))
    assert said.startswith("2 "), said
    assert "版本与本机不同" in said
    assert contents(out) == {"api/v1/index.json": b"old"}
    assert list(tmp_path.glob(".site.new-*")) == []


def test_store_out_of_reach_is_a_sentence(registry: Path) -> None:
    """And not a trace of Python."""
    environment = {"FSSPEC_S3_ENDPOINT_URL": "http://127.0.0.1:9", "FSSPEC_S3_KEY": "demo",
                   "FSSPEC_S3_SECRET": "demo"}  # fmt: skip
    said = built(registry, "s3://demo/site", "--engine", "dask", **environment)
    assert said.startswith("3 "), said
    assert "写不成“s3://demo/site”" in said
    assert "Traceback" not in said


def test_without_the_optional_packages_it_says_what_is_missing(tmp_path: Path) -> None:
    """And the ordinary build needs none of them."""
    hide = "import sys; sys.modules.update({name: None for name in ('distributed', 'dask', 'fsspec')});"
    run = f"{hide} from generator.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        run,
        "build",
        "--registry",
        str(DEMONSTRATION),
        "--on",
        str(DAY),
        "--out",
        str(tmp_path / "site"),
    ]
    for engine, code in (("dask", 2), ("local", 0)):
        done = subprocess.run(
            [*command, "--engine", engine], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        assert ("须另装 scale" in done.stderr) == (engine == "dask")


def test_addresses_are_for_the_cluster_only(tmp_path: Path) -> None:
    """A slip of the pen does not make a folder called `s3:`."""
    for more in (
        ("--out", "s3://demo/site"),
        ("--out", str(tmp_path / "site"), "--scheduler", "tcp://x"),
    ):
        done = subprocess.run(
            [BIN / "registry", "build", *more],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "须用 --engine dask" in done.stderr) == (2, True)
