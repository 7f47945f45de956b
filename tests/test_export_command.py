"""registry export: files, sentences and exit codes, as a clerk meets them."""

from pathlib import Path

import docx
import pytest

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


def test_export_refuses_kinds_without_a_form(registry_command: Command, tmp_path: Path) -> None:
    """A call, an inspection and the like are wrong use, with the kinds that have a form."""
    for notice, kind in (("2026-call", "申报通知"), ("2026-inspection", "检查")):
        done = registry_command("export", notice, "--format", "pdf", "--out", tmp_path / "a")
        assert done.returncode == 2
        assert done.stderr == (
            f"“{notice}”是{kind}，没有公文样式；"
            "可以编印的有：公示、公布、撤销、更名、更正、复核、有效期调整、退出。\n"
        )
    assert list(tmp_path.iterdir()) == []


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
