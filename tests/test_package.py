"""The program as a wheel: built here without a network, installed alone, run from elsewhere."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from generator.desk.beginning import ForgeKind
from tests.forges.reading import value_of
from tests.registries import DEMONSTRATION, contents
from tests.stories import git

ROOT = Path(__file__).parents[1]
INDEX = "api/v1/index.json"
DAY = "2026-11-23"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Console script of an environment that has the wheel and, beside it, the libraries of this one."""
    folder = tmp_path_factory.mktemp("package")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    offline = ["--no-deps", "--no-index"]
    subprocess.run(
        [*pip, "wheel", str(ROOT), *offline, "--no-build-isolation", "-w", str(folder)], check=True
    )
    (wheel,) = folder.glob("*.whl")
    own = folder / "venv"
    venv.create(own, symlinks=True)
    python = own / "bin/python"
    subprocess.run([*pip, "--python", str(python), "install", *offline, str(wheel)], check=True)
    # A line in a .pth adds a folder, but not what the .pth files of that folder add: the checkout.
    (place,) = own.glob("lib/*/site-packages")
    (place / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return own / "bin/registry"


def run(script: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the console script from a folder that is not the checkout."""
    return subprocess.run(
        [script, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_the_wheel_runs_its_own_code(installed: Path, tmp_path: Path) -> None:
    python = installed.with_name("python")
    asked = [python, "-c", "import generator; print(generator.__file__)"]
    told = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(told.stdout.strip()).is_relative_to(installed.parents[1])


def test_a_site_of_the_wheel_is_that_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    ours = Path(sysconfig.get_path("scripts"), "registry")
    for script, out in ((installed, "of-wheel"), (ours, "of-checkout")):
        built = run(
            script, "build", "--registry", DEMONSTRATION, "--on", DAY, "--out", out, cwd=tmp_path
        )
        assert built.returncode == 0, built.stderr
    of_wheel, of_checkout = contents(tmp_path / "of-wheel"), contents(tmp_path / "of-checkout")
    assert len(of_wheel) > 600
    assert of_wheel == of_checkout
    program = json.loads(of_wheel[INDEX])["program"]
    assert (program["name"], program["version"]) == ("registry-generator", "0.1.0")
    verified = run(installed, "verify", "of-wheel", cwd=tmp_path)
    assert verified.returncode == 0, verified.stdout


def test_every_kind_of_command_finds_its_files(installed: Path, tmp_path: Path) -> None:
    shown = run(
        installed, "show", "sd-0001", "--registry", DEMONSTRATION, "--on", DAY, cwd=tmp_path
    )
    assert "有效" in shown.stdout
    for format in ("docx", "html"):
        export = ["export", "2021-announcement", "--format", format, "--registry", DEMONSTRATION]
        printed = run(installed, *export, cwd=tmp_path)
        assert printed.returncode == 0, printed.stderr
        assert (tmp_path / f"2021-announcement.{format}").stat().st_size > 5_000
    assert "第" in run(installed, "explain", "V203", cwd=tmp_path).stdout
    checked = run(installed, "check", "--registry", DEMONSTRATION, cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout


def test_version(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "--version", cwd=tmp_path).stdout.startswith("registry-generator 0.1.0")


BEGUN = [
    "init", "ours", "--yes", "--territory", "云南省", "--title", "示例·名录", "--publisher", "示例·处",
    "--base-url", "https://register.gov.cn/", "--forge", ForgeKind.GITLAB, "--function", "legal=法律服务",
]  # fmt: skip


def pipeline(job: str, folder: Path, script: Path, **variables: str) -> None:
    """Run what the pipeline of GitLab tells a shell, step by step, with the installed program."""
    told = value_of(folder / ".gitlab-ci.yml")[job]["script"]
    path = f"{script.parent}:{os.environ['PATH']}"
    command = ["bash", "-euo", "pipefail", "-c", "\n".join(told)]
    environment = {**os.environ, "PATH": path, **variables}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_repository_of_data_alone_is_checked_compared_and_built(
    installed: Path, tmp_path: Path
) -> None:
    """Made by `init`, kept bare, cloned: its own pipeline runs, and the site comes out."""
    begun = run(installed, *BEGUN, cwd=tmp_path)
    assert begun.returncode == 0, begun.stdout + begun.stderr
    (wheel,) = installed.parents[2].glob("*.whl")
    pinned = (tmp_path / "ours/requirements.txt").read_text("utf-8").splitlines()[-1]
    assert pinned == f"./wheels/{wheel.name}"
    git(tmp_path, "clone", "--quiet", "--bare", "ours", "forge.git")
    git(tmp_path, "clone", "--quiet", "forge.git", "clone")
    clone = tmp_path / "clone"
    base = git(clone, "rev-parse", "HEAD")
    site = clone / "registry" / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("update_days: 7", "update_days: 3"), "utf-8")
    git(clone, "commit", "-q", "-a", "-m", "Update sooner")
    pipeline("records", clone, installed, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert "原为“7”，现为“3”" in (clone / "out/report.md").read_text("utf-8")
    index = json.loads((clone / "site" / INDEX).read_text("utf-8"))
    assert index["commit"] == git(clone, "rev-parse", "HEAD")
    pipeline("pages", clone, installed)
    assert (clone / "public" / INDEX).is_file()
    assert git(clone, "status", "--porcelain", "--", "registry") == ""


def test_a_wheel_without_its_templates_is_a_sentence(installed: Path, tmp_path: Path) -> None:
    (packed,) = installed.parents[1].glob("lib/*/site-packages/generator/packed")
    taken = tmp_path / "site_templates"
    (packed / "site_templates").rename(taken)
    try:
        built = run(installed, "build", "--registry", DEMONSTRATION, "--out", "out", cwd=tmp_path)
    finally:
        taken.rename(packed / "site_templates")
    assert built.returncode == 3
    assert built.stderr == "程序不完整：缺少 site_templates，请重新安装完整的程序包。\n"
    assert not (tmp_path / "out").exists()
