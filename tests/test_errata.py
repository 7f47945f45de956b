"""Errata: our own copy was wrong, which is told everywhere and never as an act of an office."""

import csv
import io
import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from generator.checks.casebook import BASE
from generator.history.git import commits
from generator.history.versions import ReplacedSource, chronicle, replaced_sources
from generator.intake import receive
from generator.register.errata import errata_concerning, erratum_subject, field_words, list_exceeded
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.envelope import Publication
from generator.site.pages import changes, notices
from generator.site.pages.platform import PlatformPages
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from generator.verify import verify
from tests.conftest import Command
from tests.publications import write_data
from tests.stories import begun, commit, git

ON = date(2022, 8, 1)
REVOCATION = "notices/2022/2022-revocation.yaml"
ERRATUM = (
    "id: 2022-1\nof: 2022-revocation\nfields: [rows.0.grounds]\n"
    "what: 撤销理由误录为“示例理由”，原文为“示例·另一理由”。\nfound_on: 2022-06-30\n"
)


def replace(registry: Path, file: str, old: str, new: str) -> None:
    text = (registry / file).read_text("utf-8")
    assert text.count(old) == 1
    (registry / file).write_text(text.replace(old, new), "utf-8")


def write(registry: Path, file: str, text: str) -> None:
    path = registry / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def mended(tmp_path: Path) -> Path:
    """The practice register, in which the grounds of a revocation were put right, by a commit."""
    registry = begun(tmp_path / "checkout") / "registry"
    replace(registry, REVOCATION, "示例理由", "示例·另一理由")
    write(registry, "errata/2022/2022-1.yaml", ERRATUM)
    commit(registry.parent, "mended", "2022-07-01")
    return registry


def publication(registry: Path, on: date = ON) -> Publication:
    register = Register.bind(receive(registry))
    return Publication(Snapshot.of(register, on), chronicle(registry))


def rendered(page: Any, snapshot: Snapshot) -> str:
    common = {"page": page, "root": page.root, "snapshot": snapshot}
    words = common | {"wording": Wording(snapshot.register)} | page.words
    return environment().get_template(page.template).render(words)


@pytest.mark.parametrize(
    ("name", "address", "words", "exceeded"),
    [
        ("2022-revocation", "rows.0.grounds", "附表第1行“撤销的理由”", None),
        ("2022-revocation", "rows.7.grounds", "附表第8行“撤销的理由”", "rows"),
        ("2022-revocation", "rows", "附表", None),
        ("2022-revocation", "rows.grounds", None, None),
        ("2022-revocation", "title.0", None, None),
        ("2022-revocation", "takes_effect_on", "生效日", None),
        ("2022-revocation", "source.url", "来源的原文网址", None),
        ("2021-announcement", "validity.ends", "有效期的止日", None),
        ("2021-announcement", "rows.1.validity.ends", "附表第2行“有效期的止日”", None),
        ("2021-announcement", "rows.0.functions.0", "附表第1行“服务功能第1项”", None),
        ("2021-announcement", "rows.0.functions.1", "附表第1行“服务功能第2项”", "rows.0.functions"),
        ("2021-announcement", "rows.0.assessment.assets", "附表第1行“评审数字的assets”", None),
        ("sd-0001", "operating_unit.credit_code", "运营单位的统一社会信用代码", None),
        ("sd-0001", "contact.phone", "联系方式的办公电话", None),
        ("sd-0001", "contact.fax", None, None),
        ("2022-renaming", "rows.0.name.from", "附表第1行“名称变更的变更前的名称”", None),
        ("2021-announcement", "rows.1.assessment.assets", "附表第2行“评审数字的assets”", None),
    ],
)
def test_a_field_is_named_by_its_address(
    name: str, address: str, words: str | None, exceeded: str | None, tmp_path: Path
) -> None:
    """In words that a reader understands; a record without the field has none."""
    registry = begun(tmp_path / "checkout") / "registry"
    write(
        registry, "notices/2022/2022-renaming.yaml",
        "id: 2022-renaming\nkind: renaming\ntitle: 示例·更名\nissued_on: 2022-03-01\nissuer: sd-gxt\n"
        "regulation: demo-2020\nrows:\n"
        "  - {platform: sd-0001, name: {from: 示例·济南信息平台, to: 示例·泉城信息平台}}\n",
    )  # fmt: skip
    replace(
        registry, "notices/2021/2021-announcement.yaml", "functions: [information]",
        "functions: [information], assessment: {assets: 300}",
    )  # fmt: skip
    record = erratum_subject(Register.bind(receive(registry)), name)
    assert record
    assert field_words(record, address) == words
    assert list_exceeded(record, address) == exceeded


def test_an_erratum_concerns_the_document_and_the_platforms_of_its_rows(mended: Path) -> None:
    """Of another field than a row's, every platform listed; of a platform, that alone."""
    for at, (of, fields) in enumerate(
        [("2021-announcement", "rows.1.number"), ("2021-announcement", "validity.ends"),
         ("2021-publicity", "rows"), ("sd-0001", "division"), ("2021-none", "title")], 2,
    ):  # fmt: skip
        text = (
            f"id: 2022-{at}\nof: {of}\nfields: [{fields}]\nwhat: 误录。\nfound_on: 2022-07-0{at}\n"
        )
        write(mended, f"errata/2022/2022-{at}.yaml", text)
    found = errata_concerning(Register.bind(receive(mended)))
    by_document = {name: [each.id for each in errata] for name, errata in found.by_document.items()}
    assert by_document == {
        "2022-revocation": ["2022-1"],
        "2021-announcement": ["2022-2", "2022-3"],
        "2021-publicity": ["2022-4"],
    }
    by_platform = {name: [each.id for each in errata] for name, errata in found.by_platform.items()}
    assert by_platform == {
        "sd-0001": ["2022-3", "2022-4", "2022-5"],
        "sd-0002": ["2022-1", "2022-2", "2022-3", "2022-4"],
    }


def test_the_pages_concerned_tell_it_and_the_lists_of_acts_do_not(mended: Path) -> None:
    """What was wrong, in which field, when it was found; an act of no office."""
    snapshot = publication(mended).snapshot
    what = "撤销理由误录为“示例理由”，原文为“示例·另一理由”。（2022年6月30日发现）"
    (page,) = notices.sheets_of(
        snapshot.register.documents["2022-revocation"], snapshot, Wording(snapshot.register)
    )
    text = rendered(page, snapshot)
    assert f"<li><b>附表第1行“撤销的理由”</b>：{what}</li>" in text
    assert "不是发文机关的更正，原文没有变" in text
    pages = PlatformPages(snapshot, Wording(snapshot.register))
    of_platform = rendered(pages.page(snapshot.listings["sd-0002"]), snapshot)
    link = '<a href="../../notices/2022-revocation/">《示例·撤销》</a>'
    assert f"<li>{link}：<b>附表第1行“撤销的理由”</b>，{what}</li>" in of_platform
    assert "勘误" not in rendered(pages.page(snapshot.listings["sd-0001"]), snapshot)
    for page in notices.pages(snapshot, Wording(snapshot.register)):
        assert "勘误" not in rendered(page, snapshot)
    assert [each.id for each in snapshot.documents] == [
        "2022-revocation", "2021-announcement", "2021-publicity", "2021-call",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "is_told"), [(29, False), (30, True)])
def test_the_changes_tell_it_from_the_day_it_was_found(
    mended: Path, day: int, is_told: bool
) -> None:
    """Under that day, counted as one change of the month."""
    snapshot = publication(mended, date(2022, 6, day)).snapshot
    (page,) = changes.changes_page(snapshot, Wording(snapshot.register))
    text = rendered(page, snapshot)
    link = '<a href="../notices/2022-revocation/">《示例·撤销》</a>'
    assert (f"<b>勘误</b>　{link}：附表第1行“撤销的理由”</p><p>撤销理由误录为" in text) is is_told
    assert f"<h2>2022年6月</h2></summary> <span>{1 + is_told} 处" in text.replace(
        "</h2> <span>", "</h2></summary> <span>"
    )


def test_an_erratum_of_an_act_still_to_come_leads_nowhere(mended: Path) -> None:
    """A site of an earlier day has no page for it yet, and none for what is not on record."""
    early = publication(mended, date(2022, 6, 1)).snapshot
    (shown,) = PlatformPages(early, Wording(early.register)).page(early.listings["sd-0002"]).words[
        "errata"
    ]  # fmt: skip
    assert (shown.subject, shown.path) == ("《示例·撤销》", "")
    replace(mended, "errata/2022/2022-1.yaml", "of: 2022-revocation", "of: 2022-none")
    late = publication(mended).snapshot
    (page,) = changes.changes_page(late, Wording(late.register))
    assert "<b>勘误</b>　2022-none：rows.0.grounds</p>" in rendered(page, late)


def test_the_data_has_it_wherever_its_subject_is(mended: Path, tmp_path: Path) -> None:
    """Document, platform, list, table, log and changes; not among the acts, feeds or days."""
    site = tmp_path / "site"
    write_data(publication(mended), site)
    erratum = {
        "id": "2022-1", "of": "2022-revocation", "fields": ["rows.0.grounds"],
        "what": "撤销理由误录为“示例理由”，原文为“示例·另一理由”。", "found_on": "2022-06-30",
    }  # fmt: skip

    def file(name: str) -> Any:
        return json.loads((site / "api/v1" / f"{name}.json").read_bytes())

    assert file("errata")["errata"] == [erratum]
    assert file("notices/2022-revocation")["notice"]["errata"] == [erratum]
    assert file("notices/2021-call")["notice"]["errata"] == []
    assert file("platforms/sd-0002")["platform"]["errata"] == [erratum]
    assert file("platforms/sd-0001")["platform"]["errata"] == []
    assert file("log")["entries"][-2]["item"] == erratum
    assert file("log")["entries"][-2]["subject"] == "erratum"
    told = [(c["action"], c["subject"], c["id"]) for c in file("changes")["changes"][-3:]]
    assert told == [
        ("corrected", "notice", "2022-revocation"),
        ("added", "erratum", "2022-1"),
        ("corrected", "platform", "sd-0002"),
    ]
    assert (file("notices")["total"], file("index")["sequence"]) == (4, 4)
    for path in [*site.glob("feeds/**/*.atom"), *site.glob("calendar/*.ics")]:
        assert ("2022-1" in path.read_text("utf-8")) is (path.stem == "changes"), path
    table = (site / "data/errata.csv").read_text("utf-8-sig")
    assert [*csv.DictReader(io.StringIO(table))] == [erratum | {"fields": "rows.0.grounds"}]
    book = CalamineWorkbook.from_path(site / "data/errata.xlsx")
    assert book.get_sheet_by_name("勘误").to_python() == [
        [
            "编号",
            "录错的文件、事项或平台",
            "改正了的字段",
            "原来录成了什么，应当是什么",
            "发现的日期",
        ],
        ["2022-1", "2022-revocation", "rows.0.grounds", erratum["what"], "2022-06-30"],
    ]
    with sqlite3.connect(site / "data/registry.sqlite") as base:
        (row,) = base.execute("SELECT id, of, fields, what, found_on FROM errata")
    assert row == (*[*erratum.values()][:2], '["rows.0.grounds"]', *[*erratum.values()][3:])


def test_what_a_forger_makes_of_an_erratum_is_found(mended: Path, tmp_path: Path) -> None:
    """By the log: one left out, one made up, one reworded."""
    site = tmp_path / "site"
    write_data(publication(mended), site)
    path = site / "api/v1/errata.json"
    whole = path.read_text("utf-8")
    assert problems(site) == []
    path.write_text(whole.replace("原文为", "似应为"), "utf-8")
    assert problems(site) == ["api/v1/errata.json：2022-1 的 what 与日志所记的不同"]
    path.write_text(whole.replace('"id":"2022-1"', '"id":"2022-2"'), "utf-8")
    assert problems(site) == [
        "api/v1/errata.json：缺少 2022-1，日志中有",
        "api/v1/errata.json：日志中没有 2022-2",
    ]


def problems(site: Path) -> list[str]:
    """What the log says of the errata; the altered file itself is another matter."""
    return [line for line in verify(str(site))[1] if line.startswith("api/v1/errata.json：")]


def test_it_is_shown_and_drafted_by_the_commands(mended: Path, registry_command: Command) -> None:
    """`show` prints it in both formats; `new` proposes day and number, and is checked."""
    shown = registry_command("show", "sd-0002", "--registry", mended, "--on", ON).stdout
    assert shown.splitlines()[-1] == (
        "勘误：2022-06-30 2022-1（2022-revocation：rows.0.grounds） "
        "撤销理由误录为“示例理由”，原文为“示例·另一理由”。"
    )
    data = registry_command("show", "sd-0002", "--registry", mended, "--format", "json").stdout
    assert [each["id"] for each in json.loads(data)["errata"]] == ["2022-1"]
    done = registry_command(
        "new", "erratum", "--registry", mended, "--on", ON, "--yes", "--of", "2021-announcement",
        "--fields", "rows.0.number、rows.1.number", "--what", "证书编号误录。",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (mended / "errata/2022/2022-2.yaml").read_text("utf-8").splitlines()[1:] == [
        "id: 2022-2", "of: 2021-announcement", "fields: [rows.0.number, rows.1.number]",
        "what: 证书编号误录。", "found_on: 2022-08-01",
    ]  # fmt: skip


# An address that died (the case 11-dead-source-address): no act, no erratum, and yet it is told.


def test_a_replaced_address_is_told_on_the_page_and_asks_for_nothing(
    tmp_path: Path, registry_command: Command
) -> None:
    """With the day and the earlier address; neither a finding of history nor one of the gaps."""
    registry = begun(tmp_path / "checkout") / "registry"
    call = "notices/2021/2021-call.yaml"
    replace(registry, call, "https://example.org/call", "https://example.org/new/call")
    done = registry_command("check", "--registry", registry, "--on", ON, "--against", "main")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["自 main 以来没有新出现的问题。", "错误 0，提醒 0，缺口 0"],
    ), done.stdout
    commit(registry.parent, "moved", "2022-05-06")
    replace(registry, call, "title: 示例·申报通知", "title: 示例·申报通知\nremarks: 补录")
    commit(registry.parent, "remarks", "2022-05-07")
    made = publication(registry)
    replaced = replaced_sources(made.chronicle)
    assert replaced == {
        "2021-call": (ReplacedSource(date(2022, 5, 6), "https://example.org/call"),)
    }
    snapshot = made.snapshot
    document = snapshot.register.documents["2021-call"]
    (page,) = notices.sheets_of(
        document, snapshot, Wording(snapshot.register), replaced=replaced["2021-call"]
    )
    text = rendered(page, snapshot)
    note = "原文链接已更换（2022年5月6日），此前为 https://example.org/call"
    assert f"<br><small>{note}</small></dd>" in text
    assert '<a href="https://example.org/new/call"' in text
    (page,) = notices.sheets_of(document, snapshot, Wording(snapshot.register))
    assert "原文链接已更换" not in rendered(page, snapshot)


def test_an_address_first_given_or_taken_away_was_not_replaced(tmp_path: Path) -> None:
    """Only one after another; the one before a gap is remembered."""
    registry = begun(tmp_path / "checkout") / "registry"
    call = "notices/2021/2021-call.yaml"
    replace(registry, call, "source: {url: https://example.org/call}\n", "")
    commit(registry.parent, "gone", "2022-05-06")
    assert replaced_sources(chronicle(registry)) == {}
    replace(
        registry, call, "issuer: sd-gxt\n", "issuer: sd-gxt\nsource: {url: https://example.org/b}\n"
    )
    commit(registry.parent, "given", "2022-05-07")
    assert replaced_sources(chronicle(registry)) == {
        "2021-call": (ReplacedSource(date(2022, 5, 7), "https://example.org/call"),)
    }
    assert len(commits(registry)) == 3
    assert git(registry, "status", "--porcelain") == ""
    assert (BASE / call).is_file()


@pytest.mark.parametrize(
    ("of", "setting", "file", "line"),
    [
        ("2021-announcement", "validity.ends=2024-11-29", "notices/2021/2021-announcement.yaml",
         "validity: {starts: 2021-12-01, ends: 2024-11-29}"),
        ("sd-0001", "operating_unit.name=示例·泉城信息有限公司", "platforms/sd-0001.yaml",
         "  name: 示例·泉城信息有限公司"),
        ("2022-results#2", "rows.0.outcome=failed", "notices/2022/2022-results.yaml",
         "      - {platform: sd-0001, outcome: failed}"),
        ("2022-results", "title=示例·检查结果", "notices/2022/2022-results.yaml",
         "title: 示例·检查结果"),
    ],
    ids=["act", "platform", "one of several", "document"],
)  # fmt: skip
def test_new_puts_the_record_right_in_place(
    tmp_path: Path, registry_command: Command, of: str, setting: str, file: str, line: str
) -> None:
    """The value asked for and no other; then history asks for nothing more."""
    registry = begun(tmp_path / "checkout") / "registry"
    write(
        registry, "notices/2022/2022-results.yaml",
        "id: 2022-results\ntitle: 示例·结果\nissued_on: 2022-03-01\nissuer: sd-gxt\n"
        "regulation: demo-2020\nsource: {url: https://example.org/results}\nacts:\n"
        "  - kind: other\n  - kind: inspection\n    rows:\n"
        "      - {platform: sd-0001, outcome: passed}\n",
    )  # fmt: skip
    registry_command("format", "--registry", registry)
    commit(registry.parent, "published", "2022-03-02")
    before = (registry / file).read_text("utf-8").splitlines()
    command = ("new", "erratum", "--registry", registry, "--on", ON, "--yes", "--of", of)
    done = registry_command(*command, "--what", "误录。", "--set", setting)
    assert f"已改正 {registry / file}。" in done.stderr, done.stdout + done.stderr
    after = (registry / file).read_text("utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [line]
    field = setting.partition("=")[0]
    assert f"fields: [{field}]" in (registry / "errata/2022/2022-1.yaml").read_text("utf-8")
    checked = registry_command("check", "--registry", registry, "--on", ON, "--against", "main")
    assert not [line for line in checked.stdout.splitlines() if " C10" in line]


@pytest.mark.parametrize(
    ("of", "setting", "sentence"),
    [
        ("2022-revocation", "remarks=误录", "2022-revocation.yaml 中没有写 remarks，未写任何文件"),
        ("2022-none", "title=误录", "登记簿中没有“2022-none”，未写任何文件"),
        ("2022-revocation", "title", "--set 应写作 字段=值，写的是“title”。"),
    ],
)
def test_what_cannot_be_put_right_is_refused_before_anything_is_written(
    mended: Path, registry_command: Command, of: str, setting: str, sentence: str
) -> None:
    """A field that the record does not write, a record that there is not, a value that is not given."""
    command = ("new", "erratum", "--registry", mended, "--on", ON, "--yes", "--of", of)
    done = registry_command(*command, "--fields", "title", "--what", "误录。", "--set", setting)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert git(mended, "status", "--porcelain") == ""
