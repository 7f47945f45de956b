"""The build: whole or not at all, the same bytes twice, no link broken."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.program import sources
from generator.site import stamp
from generator.site.write import MARK as SITE_MARK
from generator.site.write import FileEntry, Maker, write, write_file
from generator.terms.words import ActKind, Status
from tests.conftest import DAY, DEMONSTRATION, NATIONAL, Command
from tests.registries import contents

pytestmark = pytest.mark.slow


def write_files(files: dict[str, Maker], target: Path) -> int:
    """Write a site of these files, its manifest a list of their paths."""
    return write(files, lambda entries: (stamp.MANIFEST, _listed(entries)), target)


def _listed(entries: list[FileEntry]) -> bytes:
    return json.dumps({"files": [entry._asdict() for entry in entries]}).encode()


def test_same_records_and_day_give_the_same_bytes(
    site: Path, tmp_path: Path, registry_command: Command
) -> None:
    """A second build, elsewhere, equals the first byte for byte."""
    again = tmp_path / "elsewhere" / "again"
    assert registry_command("build", "--on", DAY, "--out", again).returncode == 0
    first, second = contents(site), contents(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 300


def test_errors_leave_the_old_site_in_place(
    registry_command: Command, registry_copy: Path, tmp_path: Path
) -> None:
    """All findings at once, exit code 1, and not a byte of the old site changed."""
    out = tmp_path / "site"
    assert (
        registry_command("build", "--registry", registry_copy, "--on", DAY, "--out", out).returncode
        == 0
    )
    before = contents(out)
    (registry_copy / "platforms" / "sd-0001.yaml").write_text("id: sd-0001\nnmae: x\n", "utf-8")
    (registry_copy / "platforms" / "sd-0002.yaml").write_bytes("name: 示例的".encode("gbk"))
    done = registry_command("build", "--registry", registry_copy, "--on", DAY, "--out", out)
    assert done.returncode == 1
    assert {code for code in ("F001", "F002", "Y003") if code in done.stdout} == {
        "F001",
        "F002",
        "Y003",
    }
    assert f"“{out}”保持原样" in done.stderr
    assert contents(out) == before


def test_foreign_folder_is_not_overwritten(registry_command: Command, tmp_path: Path) -> None:
    """A folder with somebody's work in it is refused, and kept."""
    precious = tmp_path / "thesis.docx"
    precious.write_text("precious", "utf-8")
    done = registry_command("build", "--on", DAY, "--out", tmp_path)
    assert (done.returncode, precious.read_text("utf-8")) == (2, "precious")
    assert "不是本程序生成的网站" in done.stderr


def test_failure_half_way_leaves_the_old_site_and_no_litter(tmp_path: Path) -> None:
    """A generator that fails after some files changes nothing on disk."""
    target = tmp_path / "site"
    write_files({SITE_MARK: lambda: b"old"}, target)
    before = contents(tmp_path)

    def failing() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="disk full"):
        write_files({SITE_MARK: lambda: b"new", "late.txt": failing}, target)
    assert contents(tmp_path) == before
    assert before[f"site/{SITE_MARK}"] == b"old"


def test_two_files_of_one_path_are_refused(tmp_path: Path) -> None:
    """Two makers of one page are a fault of ours, and never pass silently."""
    write_file(tmp_path, "a", b"1")
    with pytest.raises(FileExistsError):
        write_file(tmp_path, "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"


def test_content_in_pieces_is_written_and_hashed_as_one(tmp_path: Path) -> None:
    """A long list is never held whole; its entry tells the size and the hash of all of it."""
    entry = write_file(tmp_path, "b/list.json", iter([b"one", b"", b"two"]))
    digest = "25b6746d5172ed6352966a013d93ac846e1110d5a25e8f183b5931f4688842a1"
    assert entry == ("b/list.json", 6, digest)
    assert (tmp_path / "b/list.json").read_bytes() == b"onetwo"


def test_stamp_tells_an_unmodified_site_of_the_same_key(tmp_path: Path) -> None:
    """One file changed, lost or added, another key or another folder in its place: built anew."""
    target = tmp_path / "site"
    write_files({SITE_MARK: lambda: b"1", "a/b c.txt": lambda: b"as written"}, target)
    assert not stamp.is_current(target, "key"), "no stamp yet"
    stamp.keep(target, "key")
    assert stamp.is_current(target, "key")
    assert not stamp.is_current(target, "other")
    assert not stamp.is_current(target, "")
    for path in ("a/b c.txt", "new.txt"):
        place = target / path
        was = place.rename(tmp_path / "aside") if place.exists() else None
        assert stamp.is_current(target, "key") == (was is None), f"{path} lost"
        place.write_bytes(b"not written")
        assert not stamp.is_current(target, "key"), f"{path} changed or added"
        place.unlink()
        if was:
            was.rename(place)
        assert stamp.is_current(target, "key")
    shutil.copytree(target, tmp_path / "copy")
    target.rename(tmp_path / "away")
    (tmp_path / "copy").rename(target)
    assert not stamp.is_current(target, "key"), "another folder in its place"
    stamp.keep(target, "")
    assert not (tmp_path / ".site.stamp").exists()


def test_build_key_sees_every_name_and_every_byte(registry_copy: Path) -> None:
    """A byte of a record, a stray file, another fact; but nothing of git's own."""
    keys = [stamp.build_key(registry_copy, "2026-11-23")]
    assert stamp.build_key(registry_copy, "2026-11-23") == keys[0]
    keys.append(stamp.build_key(registry_copy, "2026-11-24"))
    (registry_copy / "stray.txt").write_text("", "utf-8")
    keys.append(stamp.build_key(registry_copy, "2026-11-23"))
    site = registry_copy / "site.yaml"
    site.write_bytes(site.read_bytes() + b"\n")
    keys.append(stamp.build_key(registry_copy, "2026-11-23"))
    assert len({*keys}) == 4
    (registry_copy / ".git" / "refs").mkdir(parents=True)
    (registry_copy / ".git" / "refs" / "head").write_text("", "utf-8")
    assert stamp.build_key(registry_copy, "2026-11-23") == keys[-1]
    assert stamp.build_key(registry_copy / "none", "2026-11-23") == ""


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "not-kept"])
def test_templates_are_kept_compiled_where_python_keeps_its_own(
    tmp_path: Path, is_kept: bool
) -> None:
    """And nowhere else, so that nothing compiled decides the key of a build."""
    ask = "from generator.site.pages.templates import environment as e; e().get_template('en.html')"
    off = {} if is_kept else {"PYTHONDONTWRITEBYTECODE": "1"}
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = own | off | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", ask], check=True, env=environment)
    assert len([*tmp_path.rglob("template-*.pyc")]) == is_kept
    assert not [name for name, _ in sources() if "__pycache__" in name]


def test_second_build_of_the_same_touches_no_file(
    registry_command: Command, registry_copy: Path, tmp_path: Path
) -> None:
    """It says so; the day after, the site is built."""
    out = tmp_path / "site"
    command = ("build", "--registry", registry_copy, "--out", out, "--on")
    assert registry_command(*command, DAY).returncode == 0
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    done = registry_command(*command, DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{out} 已是最新，未改动任何文件，截至 {DAY}。\n"
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    done = registry_command(*command, date(2026, 11, 24))
    assert "已生成" in done.stdout


def test_every_page_and_file_says_that_this_is_demonstration_data(site: Path) -> None:
    """The mark stands in every page, every JSON file and every name."""
    pages = list(site.rglob("*.html"))
    # The OpenAPI document says it in its own way (test_exports_api).
    data = [p for p in (site / "api").rglob("*.json") if p.name != "openapi.json"]
    assert len(pages) > 150
    assert len(data) > 130
    assert [p for p in pages if "均为虚构示例" not in p.read_text("utf-8")] == []
    assert [p for p in data if not _is_marked(json.loads(p.read_text("utf-8")))] == []
    everyone = json.loads((site / "api/v1/all.json").read_text("utf-8"))["platforms"]
    assert len(everyone) >= 60
    assert [p for p in everyone if not p["name"].startswith("示例·")] == []
    assert [p for p in everyone if not p["operating_unit"].startswith("示例·")] == []


def _is_marked(content: dict[str, object]) -> bool:
    """An OpenAPI document has room for a mark of ours only under `x-`."""
    return content.get("demonstration") is True or content.get("x-demonstration") is True


def test_demonstration_shows_every_status_and_every_kind_of_act(site: Path) -> None:
    """Nothing that the register can say goes unshown."""
    statuses = json.loads((site / "api/v1/status.json").read_text("utf-8"))["status"]
    notices = json.loads((site / "api/v1/notices.json").read_text("utf-8"))["notices"]
    assert {*statuses.values()} == {status.value for status in Status}
    assert {notice["kind"] for notice in notices} == {kind.value for kind in ActKind}
    years = {int(notice["issued_on"][:4]) for notice in notices}
    assert years == set(range(2018, 2027))


def test_no_internal_link_is_broken(site: Path) -> None:
    """Every relative link, image and form of every page leads to a file and an anchor."""
    looked, broken = 0, []
    pages = {
        path: path.read_text("utf-8") for path in site.rglob("*.html") if path.name != "404.html"
    }
    for path, text in pages.items():
        for target in re.findall(r'(?<![-\w])(?:href|src|action)="([^"]+)"', text):
            if re.match(r"[a-z]+:", target):
                continue
            looked += 1
            place, _, anchor = target.partition("#")
            file = Path(os.path.normpath(path.parent / place.partition("?")[0])) if place else path
            file = file / "index.html" if file.is_dir() else file
            if not file.exists() or (anchor and f'id="{anchor}"' not in file.read_text("utf-8")):
                broken.append(f"{path.relative_to(site)} → {target}")
    assert broken == []
    assert looked > 5000


def test_every_page_leads_to_the_same_columns(site: Path) -> None:
    """The tabs of every page, at whatever depth, lead to the eight columns."""
    columns = [
        "", "platforms", "verify", "notices", "revocations", "regulations", "data", "help",
    ]  # fmt: skip
    wanted = [site / column / "index.html" for column in columns]
    looked = 0
    for path in site.rglob("index.html"):
        _, tabs = path.read_text("utf-8").split('<nav class="md-tabs"')
        links = re.findall(r'<li><a href="([^"]+)"', tabs.partition("</nav>")[0])
        places = [Path(os.path.normpath(path.parent / link)) for link in links]
        found = [place / "index.html" if place.is_dir() else place for place in places]
        assert found == wanted, path
        looked += 1
    assert looked > 150


def test_addresses_of_the_contract_exist(site: Path) -> None:
    """What outside readers rely on is there, for every platform and notice."""
    everyone = json.loads((site / "api/v1/status.json").read_text("utf-8"))["status"]
    notices = json.loads((site / "api/v1/notices.json").read_text("utf-8"))["notices"]
    wanted = [
        "platforms",
        "notices",
        "publicity",
        "revocations",
        "search",
        "eligibility",
        "data",
        "help",
    ]
    wanted += [f"platforms/{name}" for name in everyone]
    wanted += [f"notices/{notice['id']}" for notice in notices]
    missing = [address for address in wanted if not (site / address / "index.html").exists()]
    files_wanted = [f"api/v1/platforms/{name}.json" for name in everyone]
    files_wanted += [f"api/v1/notices/{notice['id']}.json" for notice in notices]
    missing += [name for name in files_wanted if not (site / name).exists()]
    assert missing == []
    assert len(wanted) > 100


def test_page_list_and_data_agree_on_every_status(site: Path) -> None:
    """The page, the lists and the JSON of a platform never say two things."""
    statuses = json.loads((site / "api/v1/status.json").read_text("utf-8"))["status"]
    directory = (site / "platforms/index.html").read_text("utf-8")
    listed = dict(re.findall(r'data-platform-id="([^"]+)" data-status="([^"]+)"', directory))
    assert listed == statuses
    for name, status in statuses.items():
        page = (site / "platforms" / name / "index.html").read_text("utf-8")
        own = json.loads((site / f"api/v1/platforms/{name}.json").read_text("utf-8"))["platform"]
        begun = [each for each in own["timeline"] if each["starts"] <= str(DAY)]
        assert f'data-platform-id="{name}" data-status="{status}"' in page
        assert begun[-1]["status"] == status


def test_page_that_does_not_exist_offers_the_look_up(site: Path) -> None:
    """Its links are absolute, since it answers at any depth."""
    page = (site / "404.html").read_text("utf-8")
    assert "没有这个页面" in page
    assert 'action="/sd-sme-platforms/search/"' in page


def test_real_example_builds_without_the_demonstration_mark(
    registry_command: Command, tmp_path: Path
) -> None:
    """The national excerpt is real: no demonstration mark, and its gaps are said."""
    out = tmp_path / "national"
    folder = NATIONAL
    assert (
        registry_command("build", "--registry", folder, "--on", DAY, "--out", out).returncode == 0
    )
    banner = "均为虚构示例"
    assert [p for p in out.rglob("*.html") if banner in p.read_text("utf-8")] == []
    notice = next((out / "notices").glob("2020*/index.html")).read_text("utf-8")
    assert "工信部企业函〔2020〕326号" in notice
    assert "本名录只录到 9 行，名单不全" in notice


def test_build_needs_nothing_beside_the_checkout(registry_command: Command, tmp_path: Path) -> None:
    """A registry elsewhere, a target elsewhere, another folder to stand in."""
    shutil.copytree(DEMONSTRATION, tmp_path / "档案 柜")
    done = registry_command(
        "build", "--registry", "档案 柜", "--out", "网 站", "--on", date(2024, 2, 29), cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "网 站" / "index.html").exists()
