"""The whole desk before a forge: logging in, handing in, amending, taking back, and what goes wrong meanwhile."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from generator.desk.annexes.lists import listing_of
from generator.desk.annexes.opening import opened_annex, pasted_annex
from generator.desk.beginning import ForgeKind
from generator.web.app import CannotServe, forge_at, forge_desk
from generator.web.draft import DeskDraft, DraftAct, Drafts
from generator.web.login import DeskClient
from generator.web.submission import without_annex
from tests import commands
from tests.conftest import ROOT
from tests.forges.loopback import CLIENT, SECRET, LoopbackForge
from tests.registries import DATA
from tests.test_guard import ORIGIN
from tests.test_login import led_back, led_on
from tests.test_submission import FORGES

pytestmark = pytest.mark.slow
BASE = ROOT / "generator/casebook/base"
TODAY = date(2024, 7, 1)
ID = "0123456789ab"
SAID = DeskDraft(
    id=ID, owner="clerk@example.org", name="示例·登记员", begun_on=TODAY,
    acts=(
        DraftAct(
            kind="revocation",
            answers={
                "title": "示例·关于撤销1个示范平台称号的通知", "document_number": "示例信〔2024〕6号",
                "issued_on": "2024-06-17", "issuer": "sd-gxt", "regulation": "demo-2020",
                "source.url": "https://example.org/2024-revocation",
            },
            rows=({"name": "示例·济南信息平台", "grounds": "整改期满仍不符合要求", "article": "25"},),
        ),
    ),
)  # fmt: skip


class Office:
    """A forge that holds the small lawful register, the desk of the office, and a clerk's browser."""

    def __init__(self, loopback: LoopbackForge, folder: Path) -> None:
        self.loopback, self.folder = loopback, folder
        self.held = ExitStack()
        files = (path for path in sorted(BASE.rglob("*")) if path.is_file())
        loopback.commit(
            {f"registry/{path.relative_to(BASE)}": path.read_text("utf-8") for path in files}
        )
        self.browser = self.opened()
        assert led_on(self.browser, led_back(self.browser)).status_code == 200
        self.drafts = Drafts(folder / "drafts")
        self.drafts.save(SAID)

    def opened(self) -> TestClient:
        """The desk as it is started: once more after it was stopped."""
        forge = forge_at(self.loopback.kind, self.loopback.remote, "main")
        client = DeskClient(CLIENT, SECRET)
        app = forge_desk(forge, client, self.folder, ORIGIN, lambda: TODAY, self.held)
        return TestClient(app, base_url=ORIGIN)

    def post(self, path: str, **said: str) -> Any:
        """A button of the draft's pages."""
        page = self.browser.get("/").text
        mark = re.search(
            r'name="csrf" value="(\w+)" ?[^>]*><input type="hidden" name="once" value="(\w+)"', page
        )
        assert mark
        shown = re.search(r'name="version" value="(\d+)"', self.browser.get(f"/drafts/{ID}/").text)
        form = {"csrf": mark[1], "once": mark[2], "version": shown[1] if shown else "", **said}
        return self.browser.post(f"/drafts/{ID}/{path}", data=form, headers={"origin": ORIGIN})


@pytest.fixture(params=FORGES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """One before each kind of forge."""
    loopback = LoopbackForge(tmp_path / "forge", request.param)
    with loopback.running():
        office = Office(loopback, tmp_path / "desk")
        with office.held:
            yield office


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Office]:
    """Where the forge makes no difference."""
    loopback = LoopbackForge(tmp_path / "forge", ForgeKind.GITLAB)
    with loopback.running():
        office = Office(loopback, tmp_path / "desk")
        with office.held:
            yield office


def test_a_draft_becomes_a_request_is_amended_and_taken_back(office: Office) -> None:
    """The page shows the link; the record is on the branch, and main stays."""
    before = office.loopback.git("rev-parse", "main")
    sent = office.post("submit")
    assert sent.status_code == 200, sent.text
    assert re.search(rf'href="{office.loopback.address}/team/registry/[-/\w]*/1"', sent.text)
    ((reference, first),) = office.loopback.branches.items()
    path = "registry/notices/2024/2024-revocation.yaml"
    assert "整改期满仍不符合要求" in office.loopback.git("show", f"{first}:{path}")
    said = office.drafts.find(ID)
    assert said
    office.drafts.save(said.with_act(0, answers={**SAID.acts[0].answers, "remarks": "示例：改过"}))
    office.post("submit")
    second = office.loopback.branches.get(reference)
    if office.loopback.kind is not ForgeKind.GITEA:
        assert second != first
        assert "示例：改过" in office.loopback.git("show", f"{second}:{path}")
    office.post("take-back")
    said = office.drafts.find(ID)
    assert said
    assert said.sent is None
    assert office.loopback.git("rev-parse", "main") == before


def test_what_was_handed_in_can_be_taken_as_a_file(one: Office) -> None:
    """Where the branch itself cannot be sent on."""
    assert one.browser.get(f"/drafts/{ID}/patch").url.path == f"/drafts/{ID}/"
    one.post("submit")
    answer = one.browser.get(f"/drafts/{ID}/patch")
    assert answer.headers["content-disposition"] == f'attachment; filename="{ID}.patch"'
    assert answer.text.startswith("From ")
    assert "+    grounds: 整改期满仍不符合要求" in answer.text


MERGED = {
    "gitlab": {"state": "merged"}, "gitea": {"state": "closed", "merged": True},
    "github": {"state": "closed", "merged_at": "2024-07-02"}, "gitee": {"state": "merged"},
}  # fmt: skip


LIST = "平台名称,运营单位,撤销理由,条款\n示例·济南信息平台,,整改期满仍不符合要求,25\n合计,1,,\n"


def _settled(office: Office, is_merged: bool) -> str:
    """What the first page says once the forge has settled the request of a draft with an annex."""
    act = SAID.acts[0].model_copy(
        update={"listing": "annex", "rows": (), "rulings": {"3": "not-a-row"}}
    )
    said = SAID.model_copy(update={"version": 1, "acts": (act,), "annex": "名单.csv"})
    office.drafts.save(said, LIST.encode())
    assert office.post("submit").status_code == 200
    assert "已提交" in office.browser.get("/").text
    assert len([*(office.folder / "drafts").glob("*.annex")]) == 1
    kind = office.loopback.kind
    gitlab = "/projects/team%2Fregistry/merge_requests/1"
    path = gitlab if kind is ForgeKind.GITLAB else "/repos/team/registry/pulls/1"
    office.loopback.states[path] = MERGED[kind] if is_merged else {"state": "closed"}
    office.browser = office.opened()
    led_on(office.browser, led_back(office.browser))
    page = str(office.browser.get("/").text)
    assert [*(office.folder / "drafts").glob("*.annex")] == []
    return page


TITLE = SAID.acts[0].answers["title"]


def test_a_request_that_was_merged_is_done(office: Office) -> None:
    """In whatever way it was merged: the desk says so with the link, and no draft is left once that was read."""
    page = _settled(office, is_merged=True)
    assert f"“{TITLE}”已经并入登记簿，办完了。" in page
    assert re.search(rf'href="{office.loopback.address}/team/registry/[-/\w]*/1"', page)
    assert "没有草稿。" in page
    assert office.browser.get(f"/drafts/{ID}/").url.path == f"/drafts/{ID}/sent"
    assert "没有草稿。" in office.post("discard").text
    assert office.drafts.find(ID) is None


@pytest.mark.parametrize("choice", ["again", "back"])
def test_a_request_that_was_turned_down_is_the_clerk_s_to_decide(
    office: Office, choice: str
) -> None:
    """What was read from the annex stays without it: handed in again on a branch of its own, or taken back."""
    page = _settled(office, is_merged=False)
    assert f"“{TITLE}”的申请已经关闭，没有并入登记簿。" in page
    assert "没有草稿。" in page
    before = {*office.loopback.branches}
    led = office.post("take-back", do=choice)
    assert led.url.path == f"/drafts/{ID}/{'changes' if choice == 'again' else ''}"
    said = office.drafts.find(ID)
    assert said
    assert (said.sent, said.annex, said.branch) == (None, "", f"desk/{ID}-2")
    assert "已提交" not in office.browser.get("/").text
    assert office.post("submit").status_code == 200
    ((_, commit),) = (each for each in office.loopback.branches.items() if each[0] not in before)
    told = office.loopback.git("show", f"{commit}:registry/notices/2024/2024-revocation.yaml")
    assert "count: 1\nrows:\n  - platform: sd-0001\n" in told


def test_nothing_is_lost_where_the_token_has_expired(one: Office) -> None:
    """The clerk stays in, is told, logs in again, and hands the same draft in."""
    one.browser.get("/")
    one.loopback.tokens.clear()
    refused = one.post("submit")
    assert '<a href="/login">重新登录</a>' in refused.text
    assert "登录已经过期，没有提交；您填的都还在。请重新登录，再提交一次。" in refused.text
    assert one.loopback.branches == {}
    one.loopback.tokens.add("token-of-clerk")
    led_on(one.browser, led_back(one.browser))
    assert one.post("submit").status_code == 200
    assert len(one.loopback.branches) == 1


def test_nothing_is_lost_where_the_push_is_refused(one: Office) -> None:
    """The forge's own words are shown as text."""
    one.loopback.refuse("示例：<b>不收</b>")
    refused = one.post("submit")
    assert "它说：“示例：&lt;b&gt;不收&lt;/b&gt;”" in refused.text
    said = one.drafts.find(ID)
    assert said
    assert said.sent is None


def test_nothing_is_lost_where_the_forge_is_down_or_the_desk_starts_anew(tmp_path: Path) -> None:
    """Pages show main as it was last; the visit and the draft outlive the desk."""
    loopback = LoopbackForge(tmp_path / "forge", ForgeKind.GITLAB)
    with loopback.running():
        office = Office(loopback, tmp_path / "desk")
        office.browser.get("/")
    assert "代码托管平台没有答复，没有提交；您填的都还在。" in office.post("submit").text
    cookies = office.browser.cookies
    with loopback.running():
        office.browser = office.opened()
        office.browser.cookies = cookies
        assert office.browser.get(f"/drafts/{ID}/").status_code == 200
    office.held.close()


def test_another_clerk_s_draft_is_refused(one: Office) -> None:
    """Neither read, nor changed, nor handed in."""
    one.drafts.save(SAID.model_copy(update={"version": 1, "owner": "other@example.org"}))
    for answer in (
        one.browser.get(f"/drafts/{ID}/"), one.browser.get(f"/drafts/{ID}/changes"),
        one.post("submit"), one.post("discard"), one.post("take-back"), one.post(""),
    ):  # fmt: skip
        assert answer.status_code == 403
    assert one.loopback.branches == {}
    assert one.drafts.find(ID)


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "%2e%2e%2f%2e%2e%2fsecret", "..%5c..%5csecret", "0123456789AB",
     "0123456789ab.json", "0123456789ab%00", "x" * 4000],
)  # fmt: skip
def test_an_address_leads_to_no_other_file(one: Office, path: str) -> None:
    """Drafts are named by twelve digits, and by nothing else."""
    assert one.browser.get(f"/drafts/{path}/").status_code in (404, 405)
    site = one.browser.get(f"/drafts/{ID}/site/{path}")
    assert site.status_code == 404
    assert "root:" not in site.text


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (ForgeKind.NONE, "https://git.example.org/team/registry.git"),
        (ForgeKind.GITLAB, "http://git.example.org/team/registry.git"),
        (ForgeKind.GITLAB, "https://user:secret@git.example.org/team/registry.git"),
        (ForgeKind.GITLAB, "https://git.example.org/registry.git"),
        (ForgeKind.GITLAB, "git://git.example.org/team/registry.git"),
        (ForgeKind.GITLAB, "file:///team/registry.git"),
    ],
)
def test_an_address_that_is_no_project_of_a_forge_is_refused(kind: ForgeKind, url: str) -> None:
    """A secret in it would be printed, and one without TLS could be read on the way."""
    with pytest.raises(CannotServe, match=r"^仓库的网址应为 https:// 开头的完整地址，"):
        forge_at(kind, url, "main")


@pytest.mark.parametrize(
    ("url", "address", "project"),
    [
        ("https://git.example.org/team/registry.git", "https://git.example.org", "team/registry"),
        ("https://git.example.org:8443/a/b/c", "https://git.example.org:8443", "a/b/c"),
    ],
)
def test_the_project_is_read_from_its_address(url: str, address: str, project: str) -> None:
    """Groups within groups, too."""
    forge = forge_at(ForgeKind.GITLAB, url, "main")
    assert (forge.address, forge.project, forge.remote) == (address, project, url)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--secret-file", "none"), "机密文件“none”打不开。"),
        ((), "没有应用的机密：请用 --secret-file 指明文件，或者设环境变量 REGISTRY_DESK_SECRET。"),
        (("--listen", "nowhere"), "“nowhere”用不了：写得不对，或者端口已被占用"),
        (("--listen", "127.0.0.1:99999"), "“127.0.0.1:99999”用不了"),
        (("--secret-file", "secret", "--forge", "none"), "仓库的网址应为 https:// 开头的完整地址"),
    ],
)
def test_a_desk_that_cannot_be_opened_says_why(
    options: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    """Wrong use, in a sentence; the secret is in no option and no answer."""
    (tmp_path / "secret").write_text(SECRET, "utf-8")
    url = "https://git.example.org/team/registry.git"
    listen = () if "--listen" in options else ("--listen", "127.0.0.1:0")
    given = ("--repository", url, "--state", "state", *listen, *options)
    done = commands.run("desk", *given, cwd=tmp_path)
    assert (done.returncode, SECRET in done.stderr) == (2, False)
    assert told in done.stderr


@pytest.mark.parametrize(
    "name",
    ["12-side-by-side.xlsx", "15-joint.xlsx", "36-quotes.csv", "37-paragraphs.txt",
     "city-titles.xlsx", "new-and-reviewed.docx", "units.ods"],
)  # fmt: skip
def test_what_was_read_from_an_annex_outlives_it(name: str) -> None:
    """As a pasted text it gives the same rows, below the same titles."""
    file = opened_annex(name, (DATA / "annexes" / name).read_bytes())
    listing = listing_of(file, {}, ())
    act = without_annex(DraftAct(kind="publicity", listing="annex"), listing)
    again = listing_of(pasted_annex(act.pasted), act.columns, ())
    read = [[(line.texts, line.titles) for line in each.lines] for each in (listing, again)]
    assert read[0] == read[1] != []
