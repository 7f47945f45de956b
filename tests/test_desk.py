"""The desk in a browser, by a clerk who speaks HTTP: a story for each kind of act, and what may go wrong."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.history.versions import Version
from generator.register.timeline import timeline
from generator.terms.words import ActKind
from generator.web.draft import DeskDraft, DraftAct, Drafts, Stale, new_id
from generator.web.edition import Edition
from generator.web.future import Future
from tests.clerks import STORIES, HttpClerk, bare, handed_in, http_clerk, play, story
from tests.conftest import DAY
from tests.stories import commit, git

pytestmark = pytest.mark.slow


# What a page for clerks never says.
MACHINERY = re.compile(r"--[a-z]+|registry [a-z]+|\.yaml|`|rows\.|\bid: |platforms/|notices/")


@pytest.fixture
def clerk(clone: Path, tmp_path: Path) -> Iterator[HttpClerk]:
    """A clerk who has come in."""
    with http_clerk(clone, tmp_path / "state") as one:
        yield one


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_story(path: Path, clone: Path, clerk: HttpClerk) -> None:
    """Played to the end, a story hands in exactly the files it says."""
    told = story(path)
    play(clerk, told)
    assert handed_in(clone) == {file: [*lines] for file, lines in told["files"].items()}


def test_every_kind_has_a_story() -> None:
    """Every kind of act is recorded at the desk in some story."""
    files = [lines for path in STORIES for lines in story(path)["files"].values()]
    kinds = {kind for lines in files for line in lines for kind in re.findall(r"kind: (\w+)", line)}
    assert kinds == {kind.value for kind in ActKind}


def _revoke(clerk: HttpClerk, title: str, number: str, platform: str = "sd-0001") -> None:
    clerk.open("/")
    clerk.fill("kind", "revocation")
    clerk.press("开始登记")
    for name, text in {
        "a.0.title": title,
        "a.0.document_number": number,
        "r.0.0.name": platform,
        "r.0.0.grounds": "示例·弄虚作假",
        "r.0.0.article": "24",
    }.items():
        clerk.fill(name, text)


def test_author_is_the_clerk(clone: Path, clerk: HttpClerk) -> None:
    """What is handed in is a commit by the clerk on the newest main, and main stays."""
    before = git(clone, "rev-parse", "main")
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号")
    clerk.press("看变化")
    clerk.press("提交审阅")
    branch = git(clone, "for-each-ref", "--format=%(refname)", "refs/heads/desk")
    said = git(clone, "log", "-1", "--format=%an|%ae|%cn|%ce|%P|%s", branch)
    assert said == (
        f"示例·经办人|clerk@example.org|示例·经办人|clerk@example.org|{before}|示例·撤销甲"
    )
    assert git(clone, "rev-parse", "main") == before
    assert git(clone, "status", "--porcelain") == ""


def test_amended_and_taken_back(clone: Path, clerk: HttpClerk) -> None:
    """A draft that was handed in is handed in anew on the same branch, and taken back."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号")
    clerk.press("看变化")
    clerk.press("提交审阅")
    sent = clerk.address
    clerk.open(sent.removesuffix("sent"))
    assert "已经提交" in clerk.text
    clerk.fill("r.0.0.grounds", "示例·拒不接受检查")
    clerk.press("看变化")
    clerk.press("再次提交")
    (lines,) = handed_in(clone).values()
    assert "+    grounds: 示例·拒不接受检查" in lines
    clerk.press("撤回")
    assert git(clone, "for-each-ref", "refs/heads/desk") == ""
    assert "示例·撤销甲" in clerk.text


def test_branch_that_somebody_removed(clone: Path, clerk: HttpClerk) -> None:
    """Without a forge, too, the desk says that it came to nothing, and the clerk decides."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号")
    clerk.press("看变化")
    clerk.press("提交审阅")
    branch = git(clone, "for-each-ref", "--format=%(refname)", "refs/heads/desk")
    git(clone, "update-ref", "-d", branch)
    clerk.open("/")
    assert "“示例·撤销甲”的申请所在的分支已经删去，没有并入登记簿。" in clerk.text
    clerk.press("再提交")
    clerk.press("提交审阅")
    again = git(clone, "for-each-ref", "--format=%(refname)", "refs/heads/desk")
    assert again == f"{branch}-2"


def test_errors_keep_the_way_shut(clone: Path, clerk: HttpClerk) -> None:
    """An error is said at its row, and neither the page nor a forged form hands anything in."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号", "sd-0008")
    clerk.fill("a.0.issued_on", "2026-11-01")
    clerk.fill("r.0.0.article", "99")
    clerk.press("看变化")
    assert "名单第 1 行" in clerk.text
    assert "有错误，改正以后才能提交" in clerk.text
    names = ("csrf", "version")
    form = {name: clerk.page.query(f"input[name={name}]")[-1].attrs["value"] for name in names}
    address = clerk.address.removesuffix("changes") + "submit"
    assert clerk.client.post(address, data=form).status_code == 200
    assert git(clone, "for-each-ref", "refs/heads/desk") == ""


def test_number_of_the_rows_is_proposed_and_compared(clone: Path, clerk: HttpClerk) -> None:
    """The count stands in its field; one that is not that of the rows is said there, and none may be printed."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号")
    clerk.press("重新核对")
    (count,) = clerk.page.query("input[name='a.0.count']")
    assert count.attrs["value"] == "1"
    clerk.fill("a.0.count", "3")
    clerk.press("重新核对")
    told = "正文写 3 个，名单有 1 行。名单没有录全的，将照实注明只录到一部分。"
    assert bare(told) in bare(clerk.text)
    clerk.fill("a.0.count", "0")
    clerk.press("重新核对")
    assert bare("正文写 0 个，名单有 1 行。请对照原文改正。") in bare(clerk.text)
    clerk.fill("a.0.count", "")
    clerk.fill("no.0.count", "1")
    clerk.press("看变化")
    clerk.press("提交审阅")
    (lines,) = handed_in(clone).values()
    assert not any(line.startswith(("+count", "+rows_complete")) for line in lines)


def test_what_is_still_open_is_said(clerk: HttpClerk) -> None:
    """Who asks for changes too early is told what is missing, above the form; one who has just begun is not."""
    clerk.open("/")
    clerk.fill("kind", "revocation")
    clerk.press("开始登记")
    assert "还没有填" not in clerk.text
    clerk.fill("a.0.issued_on", "某日")
    clerk.press("看变化")
    (told,) = clerk.page.query("#open")
    assert bare(told.to_text()) == "还没有填：标题。填得不对：成文日期。还没有名单。"


def test_findings_stand_at_their_rows(clerk: HttpClerk) -> None:
    """Who goes back from what changes finds each sentence at the row that it speaks of."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号", "sd-0008")
    clerk.fill("r.0.0.article", "99")
    clerk.press("看变化")
    assert "名单第 1 行" in clerk.text
    clerk.open(clerk.address.removesuffix("changes"))
    (row,) = clerk.page.query("tr#row-0-1")
    assert "错误" in row.to_text()


def test_main_moved_under_a_draft(clone: Path, clerk: HttpClerk) -> None:
    """The number that a colleague took meanwhile is not taken again: the draft moves on by itself."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号")
    clerk.press("看变化")
    page = clerk.address
    other = clone / "registry" / "notices" / "2026" / "2026-revocation-2.yaml"
    text = (clone / "registry/notices/2026/2026-revocation.yaml").read_text("utf-8")
    other.write_text(
        text.replace("id: 2026-revocation", "id: 2026-revocation-2").replace("号", "1号", 1),
        "utf-8",
    )
    commit(clone, on="2026-11-22")
    clerk.open(page)
    clerk.press("提交审阅")
    assert [*handed_in(clone)] == ["registry/notices/2026/2026-revocation-3.yaml"]
    branch = git(clone, "for-each-ref", "--format=%(refname)", "refs/heads/desk")
    assert git(clone, "rev-parse", f"{branch}^") == git(clone, "rev-parse", "main")


def test_the_register_to_come_is_what_a_fresh_reading_tells(clone: Path, tmp_path: Path) -> None:
    """Every platform answers as if all files had been read anew, though only the new one was."""
    registry = clone / "registry"
    base = Edition(Version.present(registry), "", DAY)
    base.judge()
    name = "notices/2026/2026-revocation-2.yaml"
    row = 'kind: revocation\nid: 2026-revocation-2\ntitle: 示例·撤销\nissued_on: "2026-11-20"\n'
    row += "issuer: sd-gxt\nregulation: demo-2023\ndocument_number: 示例信〔2026〕51号\n"
    row += "rows: [{platform: sd-0001, grounds: 示例·弄虚作假, article: 24}]\n"
    future = Future(base, {name: row.encode()})
    fresh = tmp_path / "fresh"
    shutil.copytree(registry, fresh)
    (fresh / name).write_text(row, "utf-8")
    anew = Version.present(fresh).register
    assert {*anew.histories} == {*future.snapshot.listings}
    for id, history in anew.histories.items():
        assert future.snapshot.listings[id].timeline == timeline(history), id
    changed = [each.id for each in future.comparison.platforms]
    assert "sd-0001" in changed


def test_two_clerks_with_one_number(clone: Path, tmp_path: Path) -> None:
    """Two new platforms drafted at once get one number; once the first is in main, the second has the next."""
    lists = "平台名称\t运营单位\t服务功能\n示例·{0}平台\t示例·{0}有限公司\t信息服务\n"

    def publicise(clerk: HttpClerk, name: str, number: str) -> str:
        clerk.open("/")
        clerk.fill("kind", "publicity")
        clerk.press("开始登记")
        clerk.fill("a.0.title", f"示例·{name}公示")
        clerk.fill("a.0.document_number", number)
        clerk.fill("p.0", lists.format(name))
        clerk.press("看变化")
        return clerk.address

    with http_clerk(clone, tmp_path / "one") as one, http_clerk(clone, tmp_path / "two") as two:
        first, second = (
            publicise(one, "甲", "示例信〔2026〕61号"),
            publicise(two, "乙", "示例信〔2026〕62号"),
        )
        one.open(first)
        one.press("提交审阅")
        assert "registry/platforms/sd-0063.yaml" in handed_in(clone)
        branch = git(clone, "for-each-ref", "--format=%(refname)", "refs/heads/desk")
        git(clone, "merge", "--quiet", "--ff-only", branch)
        git(clone, "update-ref", "-d", branch)
        two.open(second)
        two.press("提交审阅")
        assert "registry/platforms/sd-0064.yaml" in handed_in(clone)


def test_merged_draft_is_gone(clone: Path, clerk: HttpClerk, tmp_path: Path) -> None:
    """What main holds is done: the desk says so, and neither its annex nor, once read, the draft is kept."""
    clerk.open("/")
    clerk.fill("kind", "publicity")
    clerk.press("开始登记")
    clerk.upload("annex", Path(__file__).parent / "data" / "annexes" / "new-and-reviewed.docx")
    clerk.press("上传并读名单")
    clerk.fill("a.0.title", "示例·甲公示")
    clerk.fill("a.0.document_number", "示例信〔2026〕61号")
    clerk.fill("rule.0.6", "new")
    clerk.press("看变化")
    clerk.press("提交审阅")
    kept = tmp_path / "state" / "drafts"
    assert len([*kept.glob("*.annex")]) == 1
    branch = git(clone, "for-each-ref", "--format=%(refname)", "refs/heads/desk")
    git(clone, "merge", "--quiet", "--ff-only", branch)
    clerk.open("/")
    assert "“示例·甲公示”已经并入登记簿，办完了。" in clerk.text
    assert "没有草稿" in clerk.text
    assert [*kept.glob("*.annex")] == []
    clerk.press("知道了")
    assert [*kept.glob("*.json")] == []


def test_same_draft_changed_twice(clerk: HttpClerk) -> None:
    """Whoever saves a page that is no longer the newest is told, and nothing is lost of the newer one."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号")
    address, stale = clerk.address, clerk.page
    clerk.press("重新核对")
    clerk.page = stale
    clerk.address = address
    clerk.fill("a.0.title", "示例·撤销乙")
    clerk.press("重新核对")
    assert clerk.status == 409
    assert "已在别处改过" in clerk.text
    clerk.open(address)
    assert clerk.page.query("[name='a.0.title']")[0].attrs["value"] == "示例·撤销甲"


BROKEN = {
    "empty.xlsx": b"",
    "cut.xlsx": b"PK\x03\x04 cut short",
    "picture.png": b"\x89PNG\r\n\x1a\n",
    "words.csv": "只有文字，没有表头\n".encode(),
    "noise.docx": bytes(range(256)) * 8,
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_annex(name: str, clerk: HttpClerk, tmp_path: Path) -> None:
    """A file that cannot be read is one plain sentence, and what was typed stays."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号")
    clerk.fill("r.0.0.name", "")
    (tmp_path / name).write_bytes(BROKEN[name])
    clerk.upload("annex", tmp_path / name)
    clerk.press("上传并读名单")
    assert clerk.status == 200
    said = clerk.page.query(".desk-caution")
    assert len(said) == 1
    assert not MACHINERY.search(said[0].to_text())
    assert clerk.page.query("[name='a.0.title']")[0].attrs["value"] == "示例·撤销甲"


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


def test_markup_in_every_cell(clerk: HttpClerk) -> None:
    """Whatever is typed is shown as typed, on the table, the changes and the pages to come."""
    _revoke(clerk, HOSTILE, "示例信〔2026〕51号")
    clerk.fill("r.0.0.grounds", HOSTILE)
    clerk.fill("r.0.0.remarks", HOSTILE)
    clerk.fill("a.0.remarks", HOSTILE)
    clerk.press("重新核对")
    pages = [clerk.address, f"{clerk.address}changes", f"{clerk.address}site/platforms/sd-0001/"]
    for address in pages:
        clerk.open(address)
        assert clerk.status == 200
        assert "alert(1)" in clerk.text
        assert [s for s in clerk.page.query("script") if "alert" in s.to_text()] == []
        assert clerk.page.query("img[onerror]") == []


def test_absent_is_not_empty(clone: Path, clerk: HttpClerk) -> None:
    """A proposal stays one until it is deleted or ticked as absent; then nothing is written of it."""
    clerk.open("/")
    clerk.press("登记公布")
    clerk.fill("a.0.title", "示例·公布")
    clerk.fill("a.0.document_number", "示例信〔2026〕51号")
    clerk.fill("no.0.validity.starts", "1")
    clerk.fill("a.0.validity.ends", "")
    clerk.press("重新核对")
    ticked = {
        c.attrs["name"] for c in clerk.page.query("input[type=checkbox]") if "checked" in c.attrs
    }
    assert ticked == {"no.0.validity.starts", "no.0.validity.ends"}
    clerk.fill("a.0.validity_unknown", "示例·原文没有写明")
    # This one holds the title still: a period that nobody knows would overlap.
    clerk.fill("rule.0.1", "skip")
    clerk.press("看变化")
    clerk.press("提交审阅")
    (lines,) = handed_in(clone).values()
    assert "+validity_unknown: 示例·原文没有写明" in lines
    assert [line for line in lines if line.startswith("+validity:")] == []


def test_pages_say_no_machinery(clerk: HttpClerk) -> None:
    """No command, file name or address within a record stands on a page."""
    addresses = ["/", "/search", "/search?q=济南", "/due", "/self-check", "/review"]
    addresses += ["/amend?of=2022-announcement", "/amend?of=sd-0001"]
    for address in addresses:
        clerk.open(address)
        assert clerk.status == 200
        assert not MACHINERY.search(clerk.text), address
    for kind in ActKind:
        if kind is not ActKind.CORRECTION:
            clerk.open("/")
            clerk.fill("kind", kind.value)
            clerk.press("开始登记")
            assert not MACHINERY.search(clerk.text), kind


def test_search_tells_the_caveats(clerk: HttpClerk) -> None:
    """The word on a platform comes with what is doubtful about it."""
    clerk.open("/search?q=sd-0003")
    assert bare("有效：") in bare(clerk.text)
    assert "注意：另列入正在公示的名单" in clerk.text


def test_review_shows_the_same(clerk: HttpClerk) -> None:
    """The second person sees what changes, beside the original, and the pages to come."""
    _revoke(clerk, "示例·撤销甲", "示例信〔2026〕51号")
    clerk.fill("a.0.source.url", "https://example.org/original.html")
    clerk.press("看变化")
    clerk.press("提交审阅")
    clerk.open("/review")
    (link,) = [a.attrs["href"] for a in clerk.page.query(".desk-list a")]
    clerk.open(link)
    assert "示例·济南工业设计公共服务平台：有效 → 已撤销" in bare(clerk.text).replace("→", " → ")
    links = [a.attrs["href"] for a in clerk.page.query("main a")]
    assert "https://example.org/original.html" in links
    clerk.open(next(a for a in links if a.endswith("platforms/sd-0001/")))
    assert "已撤销" in clerk.text


def test_self_check(clerk: HttpClerk) -> None:
    """Figures are judged line by line; what is no figure is said, and nothing is kept."""
    clerk.open("/self-check")
    names = [c.attrs["name"] for c in clerk.page.query("input[name^='f.']")]
    clerk.fill(names[0], "很多")
    clerk.press("对照条件")
    assert "填的是“很多”，应为不带单位的数" in clerk.text
    assert "结论：" in clerk.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/drafts/000000000000/", 404),
        ("/drafts/..%2f..%2fsecret/", 404),
        ("/drafts/x/changes", 404),
        ("/amend?of=nothing", 404),
        ("/review/nothing/", 404),
        ("/nowhere", 404),
    ],
)
def test_what_is_not_there(address: str, status: int, clerk: HttpClerk) -> None:
    """A strange address is a sentence, and never a file."""
    clerk.open(address)
    assert clerk.status == status
    assert clerk.text != ""


def test_draft_of_another_clerk(clerk: HttpClerk, tmp_path: Path) -> None:
    """Another's draft is listed, with whose it is, and opened by nobody else."""
    drafts = Drafts(tmp_path / "state" / "drafts")
    said = drafts.save(
        DeskDraft(
            id=new_id(),
            owner="other@example.org",
            name="示例·另一位",
            begun_on=DAY,
            acts=(DraftAct(kind="revocation", answers={"title": "示例·别人的草稿"}),),
        )
    )
    clerk.open("/")
    assert "示例·别人的草稿" in clerk.text
    for page in ("", "changes", "sent", "site/"):
        clerk.open(f"/drafts/{said.id}/{page}")
        assert clerk.status == 403
        assert "这是示例·另一位的草稿" in clerk.text


def test_drafts_outlive_anything(tmp_path: Path) -> None:
    """A half-written file beside, or a damaged one, harms no draft; a stale one is not saved."""
    drafts = Drafts(tmp_path / "drafts")
    said = drafts.save(DeskDraft(id=new_id(), owner="a", name="a", begun_on=DAY), b"annex")
    (tmp_path / "drafts" / f".{said.id}.json.cafe").write_text("{", "utf-8")
    (tmp_path / "drafts" / "ffffffffffff.json").write_text("{", "utf-8")
    again = Drafts(tmp_path / "drafts")
    assert again.all() == [said]
    assert again.annex(said) == b"annex"
    newer = again.save(said, b"another")
    with pytest.raises(Stale):
        drafts.save(said)
    assert (drafts.annex(newer), len([*(tmp_path / "drafts").glob("*.annex")])) == (b"another", 1)
    again.forget(newer)
    assert again.all() == []


TEN = "平台名称\t运营单位\t服务功能\n" + "".join(
    f"示例·第{at}号平台\t示例·第{at}号有限公司\t{'综合' if at in (3, 7) else '信息服务'}\n"
    for at in range(1, 11)
)


def test_ten_rows_two_doubts_in_forty_keystrokes(clone: Path, clerk: HttpClerk) -> None:
    """From the first page to the request: each key, each click counts, a paste for two keys."""
    keys = 0
    number = "示例信〔2026〕71号"
    steps: list[tuple[str, dict[str, str], int]] = [
        # Choose the kind; title, number and list: two pasted, the number typed.
        ("开始登记", {"kind": "publicity"}, 2),
        ("重新核对", {"a.0.title": "示例·十个平台公示", "a.0.document_number": number, "p.0": TEN},
         8 + len(number)),
        ("看变化", {"rule.0.4": "new", "rule.0.8": "new"}, 2),
    ]  # fmt: skip
    clerk.open("/")
    for button, controls, strokes in steps:
        for name, text in controls.items():
            clerk.fill(name, text)
        clerk.press(button)
        keys += strokes + 1
    clerk.press("提交审阅")
    assert len(handed_in(clone)) == 12
    assert keys + 1 < 40


def test_without_the_extra() -> None:
    """Where the packages of the desk are not installed, one sentence says how to get them."""
    words = "import sys; sys.modules['starlette'] = None; sys.argv[1:] = ['desk'];"
    words += "from generator.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == (
        "登记台要另装几个程序包：在程序的文件夹里运行 make desk，"
        "或者运行 pip install 'registry-generator[desk]'。\n"
    )
