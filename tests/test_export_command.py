"""registry export: files, sentences and exit codes, as a clerk meets them."""

import shutil
from pathlib import Path

import docx
import pytest

from generator.checks.casebook import BASE
from tests.conftest import Command

NOTICE = "2026-revocation"


def test_export_writes_the_file_and_names_what_is_missing(
    registry_command: Command, tmp_path: Path
) -> None:
    """Where it was written, and each blank that a person must fill."""
    out = tmp_path / "撤销.docx"
    done = registry_command("export", NOTICE, "--format", "docx", "--out", out)
    assert done.returncode == 0, done.stderr
    title = "示例·关于撤销1个山东省中小企业公共服务示范平台称号的通知"
    assert done.stdout == f"已写 {out}：{title}\n"
    assert done.stderr.splitlines() == [
        "注意：主送机关：登记簿不载这一项，文中留空，请填写。",
        "注意：版记（抄送机关、印发机关和印发日期）：登记簿不载这一项，未编排。",
        "注意：撤销决定对权利救济（行政复议、行政诉讼）的告知，登记簿不作记载，请按规定补写。",
    ]
    assert [p.text for p in docx.Document(str(out)).paragraphs][:2] == [
        "山东省工业和信息化厅",
        "示例信〔2026〕001号",
    ]


def test_export_names_the_file_after_the_notice(
    registry_command: Command, registry_copy: Path, tmp_path: Path
) -> None:
    """Without --out it lies where the clerk stands; what lay there is replaced."""
    old = tmp_path / f"{NOTICE}.html"
    old.write_text("旧稿", "utf-8")
    arguments = ("export", NOTICE, "--format", "html", "--registry", registry_copy)
    assert registry_command(*arguments, cwd=tmp_path).returncode == 0
    assert old.read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("format", ["docx", "html", pytest.param("pdf", marks=pytest.mark.pdf)])
def test_the_same_record_gives_the_same_bytes(
    registry_command: Command, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another process, another time zone and another order of hashing."""
    made = []
    for at, (zone, seed) in enumerate((("Asia/Shanghai", "1"), ("America/Lima", "2"))):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        out = tmp_path / f"{at}.{format}"
        done = registry_command("export", NOTICE, "--format", format, "--out", out)
        assert done.returncode == 0, done.stderr
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_export_offers_the_nearest_notices(registry_command: Command, tmp_path: Path) -> None:
    """No such notice is exit code 1, and nothing is written."""
    done = registry_command("export", "2026-revocatoin", "--format", "docx", cwd=tmp_path)
    assert done.returncode == 1
    missing = registry_command("export", "2026-revo", "--format", "docx", "--out", tmp_path / "a")
    assert missing.returncode == 1
    assert "是否为：2026-revocation  示例·关于撤销" in missing.stderr
    assert missing.stderr.splitlines()[-1] == "登记簿中没有编号为“2026-revo”的官方文件。"
    assert list(tmp_path.iterdir()) == []


SEVERAL = """\
id: 2024-results
title: 示例·关于检查结果和退出的通知
document_number: 示例信〔2024〕8号
issued_on: 2024-06-03
issuer: sd-gxt
regulation: demo-2020
acts:
  - {kind: inspection, count: 1, rows: [{platform: sd-0001, outcome: passed}]}
  - {kind: withdrawal, count: 1, rows: [{platform: sd-0002}]}
"""


def test_export_prints_a_paper_of_several_acts_or_one_of_them(
    registry_command: Command, tmp_path: Path
) -> None:
    """The whole by the id of the document, one act by its number; a number that is not there is refused."""
    registry = tmp_path / "registry"
    shutil.copytree(BASE, registry)
    (registry / "notices" / "2024").mkdir()
    (registry / "notices" / "2024" / "2024-results.yaml").write_text(SEVERAL, "utf-8")
    common = ("--format", "docx", "--registry", registry)
    for name in ("2024-results", "2024-results#2"):
        assert registry_command("export", name, *common, cwd=tmp_path).returncode == 0
    whole, single = (
        [p.text for p in docx.Document(str(tmp_path / f"{name}.docx")).paragraphs]
        for name in ("2024-results", "2024-results-2")
    )
    assert [text for text in whole if text[:2] in ("一、", "二、")] == ["一、检查", "二、退出"]
    assert ["附件2" in whole, "附件" in single, "一、退出" in single] == [True, True, False]
    absent = registry_command("export", "2024-results#3", *common, cwd=tmp_path)
    assert absent.returncode == 1
    assert absent.stderr.splitlines()[-1] == "登记簿中没有编号为“2024-results#3”的官方文件。"


@pytest.mark.parametrize("where", ["no/such/folder/a.docx", "."])
def test_export_says_where_it_cannot_write(
    registry_command: Command, tmp_path: Path, where: str
) -> None:
    """A folder that is not there, or a folder in place of a file: wrong use, never a crash."""
    done = registry_command("export", NOTICE, "--format", "docx", "--out", tmp_path / where)
    assert done.returncode == 2
    assert done.stderr.startswith(f"写不了“{tmp_path / where}”：")


def test_export_without_chinese_type_says_what_to_install(
    registry_command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare machine prints DOCX and HTML; a PDF needs a type, and the sentence names both ways out."""
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    out = tmp_path / "a"
    done = registry_command("export", NOTICE, "--format", "pdf", "--out", out)
    assert done.returncode == 2
    assert "本机没有中文字体" in done.stderr
    assert "fonts-noto-cjk" in done.stderr
    assert "--format docx" in done.stderr
    assert not out.exists()
    assert registry_command("export", NOTICE, "--format", "docx", "--out", out).returncode == 0


@pytest.mark.parametrize(
    "arguments", [(), (NOTICE,), (NOTICE, "--format", "doc"), ("--format", "docx")]
)
def test_export_wrongly_called_is_exit_code_2(
    registry_command: Command, arguments: tuple[str, ...]
) -> None:
    """No notice, no format, or one that there is not."""
    assert registry_command("export", *arguments).returncode == 2
