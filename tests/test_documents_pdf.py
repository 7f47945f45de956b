"""Pages of the PDF, read by a program that knows nothing of how it was made."""

import re
import subprocess
from pathlib import Path

import pytest

from generator.desk.documents import NoChineseType, compose
from generator.desk.documents.document import OfficialDocument
from generator.desk.documents.printing import as_pdf, families
from generator.register.register import Register
from tests.conftest import DEMONSTRATION, ROOT
from tests.documents import CASES, composed
from tests.registries import recorded
from tests.test_documents import HEADED, HOSTILE, OPEN, hostile

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def register() -> Register:
    """The demonstration registry."""
    return recorded(DEMONSTRATION)


def pages(document: OfficialDocument, folder: Path) -> list[str]:
    """The text of each page, without spaces: they depend on the type."""
    path = folder / "document.pdf"
    path.write_bytes(as_pdf(document))
    reader = (ROOT / ".venv" / "pdftotext").read_text("utf-8").strip()
    done = subprocess.run([reader, "-raw", str(path), "-"], capture_output=True, check=True)
    said = done.stdout.decode().removesuffix("\f").split("\f")
    return ["".join(page.split()) for page in said]


def bare(text: str) -> str:
    """A text as `pages` gives it."""
    return "".join(text.split())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_word_of_a_case_is_printed(path: Path, tmp_path: Path) -> None:
    """The text on the first pages, the annex on its own, the number and the mark on every one."""
    document = composed(path, tmp_path / "registry")
    found = pages(document, tmp_path)
    text, lists = (
        found[: -len(document.annexes) or None],
        found[len(found) - len(document.annexes) :],
    )
    first = "".join(text)
    for part in document.paragraphs:
        assert bare(part.lead + part.text) in re.sub(
            r"—\d+—|演示数据内容均为虚构不作公文使用", "", first
        )
    for annex, page in zip(document.annexes, lists, strict=True):
        assert f"不作公文使用{annex.mark}{bare(''.join(annex.title))}" in page
        for row in (annex.heads, *annex.rows):
            assert all(set(bare(cell)) <= set(page) for cell in row)
    for number, page in enumerate(found, 1):
        assert f"—{number}—" in page
        assert "演示数据" in page


def test_the_annex_begins_a_page(tmp_path: Path) -> None:
    """附件, then the title of the list; the signature's page carries text of the body."""
    document = composed(HEADED, tmp_path / "registry")
    *text, annex = pages(document, tmp_path)
    assert annex.removeprefix("演示数据内容均为虚构不作公文使用").startswith("附件撤销称号的")
    signed = next(page for page in text if "2024年6月17日" in page)
    assert "不得申报。" in signed


def test_the_pdf_is_a4_archival_and_always_the_same(tmp_path: Path) -> None:
    """PDF/A, 210 × 297 mm on every page, the day of the act, and the same bytes twice."""
    document = composed(OPEN, tmp_path / "registry")
    content = as_pdf(document)
    assert content == as_pdf(document)
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert len(boxes) == len(pages(document, tmp_path)) >= 2
    assert {(round(float(w) / 72 * 25.4), round(float(h) / 72 * 25.4)) for w, h in boxes} == {
        (210, 297)
    }
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"2022-11-07" in content


@pytest.mark.parametrize("text", [text for text in HOSTILE if "🏭" not in text])
def test_hostile_text_is_printed_letter_by_letter(text: str, tmp_path: Path) -> None:
    """Markup of typst is text like any other, in every place where a record's text may stand."""
    found = "".join(pages(hostile(text), tmp_path))
    # A line break within a table's cell may come between any two letters.
    assert found.count(bare(text)) >= 9


def test_a_sign_that_no_type_has_is_named(register: Register) -> None:
    """A name printed with an empty box in it would be a wrong name."""
    act = register.acts["2026-revocation"]
    rows = (act.rows[0].model_copy(update={"name": "示例·🏭平台"}),)  # type: ignore[attr-defined]
    with pytest.raises(NoChineseType) as reason:
        as_pdf(compose([act.model_copy(update={"rows": rows})], register))
    assert reason.value.lacking == "🏭"


def test_rare_characters_of_names_are_printed(tmp_path: Path) -> None:
    """垚、喆、堃、祎、䶮、𠮷 stand in names of real units."""
    found = "".join(pages(hostile("垚喆堃祎䶮𠮷"), tmp_path))
    assert found.count("垚喆堃祎䶮𠮷") >= 9


def test_a_machine_without_chinese_type_is_told() -> None:
    """What it has is not what can print Chinese."""
    with pytest.raises(NoChineseType):
        families({"DejaVu Sans", "Libertinus Serif"})


def test_the_proper_type_comes_first() -> None:
    """Whatever the case of its name; others follow in the order wanted."""
    found = families({"Noto Serif CJK SC", "FANGSONG", "仿宋_GB2312", "SimHei"})
    assert found["body"] == ["仿宋_GB2312", "FANGSONG", "Noto Serif CJK SC", "SimHei"]
    assert found["first_level"] == ["SimHei", "Noto Serif CJK SC"]
