"""Acts as official documents: what they say, how they are laid out, and that they travel back."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import asdict, replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
import typer
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate

from generator.cli.exporting import export
from generator.desk.documents import FORMS, Format, compose
from generator.desk.documents.document import (
    DocumentAnnex,
    OfficialDocument,
    Paragraph,
    title_lines,
)
from generator.desk.documents.layout import (
    TYPE_WIDTH,
    ems,
    head_size,
    signature_indents,
    table_widths,
)
from generator.desk.documents.printing import TEMPLATES, as_docx
from generator.intake import receive
from generator.records.acts import (
    Announcement,
    Publicity,
    PublicityRow,
    Revocation,
    RevocationRow,
    Row,
    rows_of,
)
from generator.records.values import Validity, parse_day
from generator.register.identity import identity
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site import printing
from generator.site.pages.wording import long_day
from generator.terms.citations import article_label
from generator.terms.words import ActKind
from tests.conftest import DAY, DEMONSTRATION, NATIONAL, ROOT
from tests.documents import (
    CASES,
    attribute,
    composed,
    html,
    html_table,
    laid,
    said,
    table,
    word,
    word_table,
)
from tests.histories import read
from tests.registries import recorded

LISTED = (Publicity, Announcement, Revocation)
HEADED = ROOT / "tests" / "cases" / "documents" / "revocation.yaml"
OPEN = ROOT / "tests" / "cases" / "documents" / "publicity.yaml"
HOSTILE = (
    '<script>alert(1)</script></style>&amp;"\'', "#panic(\"x\")", "*粗* _斜_ $x$ @ref <lab>",
    "{{7*7}}{% raw %}", "{_{7*7}_}{_% raw %_}", "]]>-->", "\\u{41} // 注 /* 注 */", "=cmd|' /C calc'!A0", "🏭𠮷䶮",
    '```typ #read("/etc/hostname")```',
)  # fmt: skip


@pytest.fixture(scope="module")
def register() -> Register:
    """The demonstration registry."""
    return recorded(DEMONSTRATION)


ARTICLES = {article_label(number): number for number in range(1, 100)}


def hostile(text: str) -> OfficialDocument:
    """A document that says one text wherever a record's text may stand."""
    annex = DocumentAnnex(
        "附件", (text,), ("序号", "平台名称"), (2, 10), (False, True), (("1", text),), text
    )
    part = Paragraph(text, text, 2)
    return OfficialDocument(
        text, text, (text,), text, (Paragraph(lead=text, level=1), part), (annex,), date(2022, 2, 3),
        "2022年2月3日", "演示", (),
    )  # fmt: skip


# What it says


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_composed_as_it_says(path: Path, tmp_path: Path) -> None:
    """Head, title, addressee, text, annex and what is missing, word by word."""
    assert said(composed(path, tmp_path / "registry")) == read(path)["expect"]


def test_every_form_has_a_case(tmp_path: Path) -> None:
    """A kind of act with a form shows what it says in some case."""
    registers = [(laid(path, tmp_path / path.stem), read(path)["notice"]) for path in CASES]
    shown = [act for register, notice in registers for act in register.named(notice)]
    assert {act.kind_of_act for act in shown} == set(FORMS) == set(ActKind)


def test_the_numbers_of_the_law_come_from_the_edition(tmp_path: Path) -> None:
    """Another edition, another number of years and days."""
    folder = tmp_path / "registry"
    laid(HEADED, folder)
    edition = folder / "regulations" / "demo-2020.yaml"
    text = edition.read_text("utf-8").replace("bar: {years: 3", "bar: {years: 7")
    edition.write_text(text.replace("working_days: 5", "working_days: 9"), "utf-8")
    register = Register.bind(receive(folder))
    revocation = said(compose([register.acts["2024-revocation"]], register))["text"]
    publicity = said(compose([register.acts["2021-publicity"]], register))["text"]
    assert revocation[2].startswith(
        "依照《办法》第二十四条，被撤销称号的平台，其运营单位自撤销之日起7年内（至2031年"
    )
    assert publicity[2].startswith("《办法》第二十条规定公示9个工作日。")


def test_the_first_day_counts_where_the_edition_says_so(tmp_path: Path) -> None:
    """Five days from Monday to Friday, or four."""
    folder = tmp_path / "registry"
    laid(OPEN, folder)
    edition = folder / "regulations" / "demo-2020.yaml"
    text = edition.read_text("utf-8")
    edition.write_text(text.replace("first_day_counts: true", "first_day_counts: false"), "utf-8")
    register = Register.bind(receive(folder))
    window = said(compose([register.acts["2022-publicity"]], register))["text"][2]
    assert window.endswith("自2022年11月7日起至2022年11月11日止，首日不计算在内，共4个工作日。")


def test_every_act_is_composed(register: Register) -> None:
    """Both registries; no document copies a sentence of the edition's gists."""
    national = recorded(NATIONAL)
    seen = 0
    for of in (register, national):
        gists = {a.gist for edition in of.regulations.values() for a in edition.articles}
        for act in of.acts.values():
            document = compose([act], of)
            text = "".join(part.lead + part.text for part in document.paragraphs)
            assert "".join(document.title) == act.title
            assert not [gist for gist in gists if gist.rstrip("。") in text]
            assert (document.mark != "") == of.site.demo
            seen += 1
    assert seen > 45


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("id", ["2024-publicity", "2021-revocation"])
def test_codes_stay_on_one_line_on_paper(id: str, register: Register, tmp_path: Path) -> None:
    """Every credit code of a list, in a PDF that LibreOffice makes of the Word file in whatever type it has."""
    act = register.acts[id]
    (tmp_path / "a.docx").write_bytes(as_docx(compose([act], register)))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    made = ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run([*command, *made], check=True, capture_output=True)
    pages = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    lines = "\n".join(page.get_textpage().get_text_range() for page in pages).split()
    codes = [
        identity(register.histories[row.platform], act.issued_on.first).credit_code
        for row in rows_of(act)
    ]
    assert codes
    assert [code for code in codes if code and not any(code in line for line in lines)] == []


# That it travels back


def validity_of(text: str) -> Validity:
    """The two days of a period, both printed in full."""
    starts, ends = (date(*map(int, day)) for day in re.findall(r"(\d+)年(\d+)月(\d+)日", text))
    return Validity.model_validate({"starts": str(starts), "ends": str(ends)})


def rows_read_back(
    of: Register, act: Publicity | Announcement | Revocation
) -> list[dict[str, object]]:
    """The rows as the annex of the DOCX says them, by an inverse that shares nothing with it."""
    heads, *lines = word_table(compose([act], of))
    editions = of.regulations.values()
    terms = {each.label: each.term for edition in editions for each in edition.service_functions}
    bureaus = {name.name: each.id for each in of.departments.values() for name in each.names}
    readers = {
        "平台名称": ("name", str), "运营单位": ("operating_unit", str), "证书编号": ("number", str),
        "服务功能": ("functions", lambda text: tuple(terms[label] for label in text.split("、"))),
        "推荐单位": ("recommended_by", bureaus.__getitem__), "撤销理由": ("grounds", str),
        "提请单位": ("proposed_by", bureaus.__getitem__),
        "依据条款": ("article", lambda text: ARTICLES[text]),
        "再次申报": ("bars_reapplication", lambda text: {"限制": True, "不限制": False}[text]),
        "备注": ("reviewed", lambda text: {"复核": True}[text]), "有效期": ("validity", validity_of),
    }  # fmt: skip
    found = []
    for line in lines:
        cells = {head: text for head, text in zip(heads, line, strict=True) if text}
        assert set(cells) <= {*readers, "序号", "统一社会信用代码", "所在市"}
        row = {
            readers[head][0]: readers[head][1](text)
            for head, text in cells.items()
            if head in readers
        }
        found.append(row | {"code": cells.get("统一社会信用代码")})
    return found


def rows_recorded(
    of: Register, act: Publicity | Announcement | Revocation
) -> list[dict[str, object]]:
    """The same rows from the record; figures of an assessment have no room on paper."""
    listings = Snapshot.of(of, act.issued_on.first).listings
    return [
        {name: getattr(row, name) for name in row.model_fields_set - {"platform", "assessment"}}
        | {"code": listings[row.platform].identity.credit_code}
        for row in act.rows
    ]


@pytest.mark.slow
def test_the_annex_carries_every_row_of_every_list(register: Register) -> None:
    """Publicity, announcement and revocation: every field of every row can be read back."""
    seen = 0
    for act in register.acts.values():
        if isinstance(act, LISTED):
            assert rows_read_back(register, act) == rows_recorded(register, act), act.id
            seen += len(act.rows)
    assert seen > 150


@pytest.mark.slow
def test_both_formats_hold_the_same_annex(register: Register) -> None:
    """The table of the DOCX and of the HTML is the one composed."""
    for act in register.acts.values():
        if getattr(act, "rows", ()):
            document = compose([act], register)
            assert word_table(document) == html_table(document) == table(document)


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (PublicityRow(platform="sd-0001", reviewed="true"), "备注", "复核"),
        (PublicityRow(platform="sd-0001", reviewed="true", remarks="甲"), "备注", "甲"),
        (PublicityRow(platform="sd-0001", reviewed="true", remarks="甲"), "复核", "是"),
        (PublicityRow(platform="sd-0001", remarks="甲"), "复核", None),
        (RevocationRow(platform="sd-0001", bars_reapplication="false"), "再次申报", "不限制"),
        (RevocationRow(platform="sd-0001"), "再次申报", None),
        (RevocationRow(platform="sd-0001", article="240"), "依据条款", "第240条"),
        (RevocationRow(platform="no-such"), "平台名称", None),
        (RevocationRow(platform="sd-0001"), "平台名称", "示例·济南工业设计公共服务平台"),
        (RevocationRow(platform="sd-0001", operating_unit="乙"), "平台名称", None),
    ],
)
def test_a_cell_says_what_the_row_says(
    register: Register, row: Row, column: str, cell: str | None
) -> None:
    """A column without a cell is left out; names are looked up only where the row has none."""
    kind = "publicity" if isinstance(row, PublicityRow) else "revocation"
    act = register.acts[f"2026-{kind}"].model_copy(update={"rows": (row,)})
    heads, line = table(compose([act], register))
    assert (line[heads.index(column)] if column in heads else None) == cell


THREE = ROOT / "tests" / "cases" / "documents" / "three-acts.yaml"


def test_lists_of_several_acts_stand_one_after_the_other(tmp_path: Path) -> None:
    """Each under its mark on a page of its own, listed in the text, all in one size of type."""
    document = composed(THREE, tmp_path / "registry")
    made, page = word(document), html(document)
    listed = [[[cell.text for cell in row.cells] for row in each.rows] for each in made.tables]
    assert listed == [[list(row) for row in (a.heads, *a.rows)] for a in document.annexes]
    assert len(page.query("table")) == len(document.annexes) == 3
    marks = [p.text for p in made.paragraphs if p.paragraph_format.page_break_before]
    assert marks == [h.to_text() for h in page.query(".annexed")] == ["附件1", "附件2", "附件3"]
    (note,) = [p.text for p in made.paragraphs if p.style.name == "附件说明"]
    assert note.splitlines() == [
        "附件：1.示例·示范平台检查结果",
        "2.撤销称号的示例·示范平台名单",
        "3.示例·示范平台名称变更情况表",
    ]
    widths = [sum(cell.width.mm for cell in each.rows[0].cells) for each in made.tables]
    assert all(abs(width - TYPE_WIDTH) < 0.3 for width in widths)
    assert {each.size for each in document.tables} == {9}


def test_levels_of_a_publicity_among_others_are_one_lower(tmp_path: Path) -> None:
    """Below the heading of the act: （一） on a line of its own, then 1. in the type of the text."""
    register = laid(OPEN, tmp_path / "registry")
    acts = [register.acts["2022-publicity"], register.acts["2022-revocation"]]
    document = compose(acts, register)
    leads = [part.lead for part in document.paragraphs if part.lead]
    assert leads == ["一、公示", "（一）公示期限", "（二）异议的提出", "二、撤销"]
    numbered = [part.text for part in document.paragraphs if part.text[:1].isdigit()]
    assert [text.partition("。")[0] for text in numbered] == [
        "1.受理单位",
        "2.提出方式",
        "3.联系方式",
    ]


# How it is laid out


def test_the_page_is_that_of_the_standard(tmp_path: Path) -> None:
    """A4, 37 mm above, 28 mm at the binding edge, 156 × 225 mm of type; even pages mirror."""
    made = word(composed(HEADED, tmp_path / "registry"))
    (section,) = made.sections
    measures = {
        "page_width": 210, "page_height": 297, "top_margin": 37, "left_margin": 28,
        "right_margin": 210 - 28 - 156, "bottom_margin": 297 - 37 - 225,
    }  # fmt: skip
    for name, millimetres in measures.items():
        assert abs(getattr(section, name) - Mm(millimetres)) <= Mm(0.05), name
    assert made.settings.odd_and_even_pages_header_footer
    assert made.settings.element.find(qn("w:mirrorMargins")) is not None


def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    """Neither fewer nor more, by the pitch of lines and characters that Word is told."""
    made = word(composed(HEADED, tmp_path / "registry"))
    style = made.styles["公文正文"]
    line, size = style.paragraph_format.line_spacing, style.font.size
    assert size == Pt(16)
    assert 22 * line <= Mm(225) < 23 * line
    spacing = Pt(int(attribute(style.element.rPr, "spacing", "val") or 0) / 20)
    assert 28 * (size + spacing) <= Mm(156) < 29 * (size + spacing)
    assert attribute(style.element, "ind", "firstLineChars") == "200"


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("发文机关标志", "方正小标宋简体", 48),
        ("发文字号", "仿宋_GB2312", 16),
        ("公文标题", "方正小标宋简体", 22),
        ("主送机关", "仿宋_GB2312", 16),
        ("公文正文", "仿宋_GB2312", 16),
        ("公文一级标题", "黑体", 16),
        ("公文二级标题", "楷体_GB2312", None),
        ("附件说明", "仿宋_GB2312", 16),
        ("发文机关署名", "仿宋_GB2312", 16),
        ("成文日期", "仿宋_GB2312", 16),
        ("附件标识", "黑体", 16),
        ("附表栏目", "黑体", 9),
        ("附表内容", "仿宋_GB2312", 9),
        ("公文页码", "宋体", 14),
    ],
)
def test_every_part_is_set_in_its_type(
    tmp_path: Path, style: str, face: str, size: float | None
) -> None:
    """The type that the standard asks for, for characters as for digits."""
    found = word(composed(HEADED, tmp_path / "registry")).styles[style]
    fonts = {attribute(found.element, "rFonts", which) for which in ("eastAsia", "ascii", "hAnsi")}
    assert fonts == {face}
    assert found.font.size == (Pt(size) if size else None)


def test_every_part_of_the_docx_stands_in_its_place(tmp_path: Path) -> None:
    """From the head to the annex on its own page, each in its style."""
    document = composed(HEADED, tmp_path / "registry")
    parts = [(p.style.name, p.text.replace("\n", "")) for p in word(document).paragraphs]
    text = [("公文正文", part.text) for part in document.paragraphs]
    assert parts == [
        ("发文机关标志", "示例·省厅"),
        ("发文字号", "示例信〔2024〕6号"),
        ("公文标题", "示例·关于撤销1个示范平台称号的通知"),
        ("主送机关", "＿＿＿＿＿＿＿＿："),
        *text,
        ("附件说明", "附件：撤销称号的示例·示范平台名单"),
        ("发文机关署名", "示例·省厅"),
        ("成文日期", "2024年6月17日"),
        ("附件标识", "附件"),
        ("公文标题", "撤销称号的示例·示范平台名单"),
    ]


def test_what_must_not_part_is_kept_together(tmp_path: Path) -> None:
    """The signature's page carries text; the annex begins a page; its heads stand on each."""
    made = word(composed(HEADED, tmp_path / "registry"))
    kept = [p.style.name for p in made.paragraphs if p.paragraph_format.keep_with_next]
    assert kept == ["公文正文", "附件说明", "发文机关署名"]
    broken = [p.text for p in made.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["附件"]
    rows = made.tables[0].rows
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_levels_of_headings_have_their_types(tmp_path: Path) -> None:
    """一、in 黑体 on a line of its own; （一）in 楷体 with the text running on."""
    made = word(composed(OPEN, tmp_path / "registry"))
    first = [p.text for p in made.paragraphs if p.style.name == "公文一级标题"]
    assert first == ["一、公示期限", "二、异议的提出"]
    second = [r.text for p in made.paragraphs for r in p.runs if r.style.name == "公文二级标题"]
    assert second == ["（一）受理单位。", "（二）提出方式。", "（三）联系方式。"]


def test_pages_are_numbered_on_the_outer_side(tmp_path: Path) -> None:
    """— 1 — right on odd pages and left on even ones; the mark of demonstration on both."""
    (section,) = word(composed(HEADED, tmp_path / "registry")).sections
    for footer, side, edge in (
        (section.footer, "RIGHT", "right"),
        (section.even_page_footer, "LEFT", "left"),
    ):
        (number,) = footer.paragraphs
        assert number.text == "— 1 —"
        assert number._p.find(f".//{qn('w:instrText')}").text.strip() == "PAGE"
        assert number.alignment.name == side
        assert attribute(number._p, "ind", edge) == str(14 * 20)
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "演示数据　内容均为虚构　不作公文使用"


def test_only_a_demonstration_is_marked(tmp_path: Path) -> None:
    """A registry that is none has nothing above its documents."""
    document = replace(composed(HEADED, tmp_path / "registry"), mark="")
    (section,) = word(document).sections
    assert section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == ""
    assert html(document).query(".mark") == []


def test_the_html_stands_alone(tmp_path: Path) -> None:
    """The same words in the same order; no script, no address; the mark on both sheets."""
    document = composed(OPEN, tmp_path / "registry")
    page = html(document)
    assert [h.to_text() for h in page.query("h1, h2, h3")] == [
        "示例·2022年度示范平台拟认定名单公示", "一、公示期限", "二、异议的提出", "附件",
        "2021年度示例·示范平台拟认定名单",
    ]  # fmt: skip
    words = [p.to_text(separator="") for p in page.query("main p")]
    text = [p.lead + p.text for p in document.paragraphs if p.level != 1]
    assert words == [
        document.mark, *text, "附件：2021年度示例·示范平台拟认定名单", "示例·省厅", "2022年11月7日",
        document.mark,
    ]  # fmt: skip
    assert page.query("script, link, img, iframe, [src], [href]") == []
    style = page.query("style")[0].to_text()
    assert "url(" not in style
    assert "size: 210mm 297mm;" in style
    assert "margin: 37mm 26mm 35mm 28mm;" in style


def test_the_signature_is_centred_on_its_day() -> None:
    """The day stands four characters from the right (右空四字); a long issuer moves it in."""
    assert signature_indents("山东省工业和信息化厅", "2026年11月6日") == (2.25, 4)
    issuer, day = signature_indents("中" * 30, "2026年11月6日")
    assert (issuer, day) == (0, 10.75)


def test_the_head_fits_on_one_line() -> None:
    """As large as the line holds, within reason, whatever the name."""
    assert head_size("示例·省厅") == 48
    assert head_size("中" * 20) * 20 <= TYPE_WIDTH / 25.4 * 72
    assert head_size("") == 48


@pytest.mark.parametrize(
    ("wanted", "grows", "size"),
    [
        ((2.2, 10, 10), (False, True, True), 12),
        ((2.2, 10, 10, 5.4, 3.2, 5.2, 6.2), (False, True, True, *[False] * 4), 10.5),
        ((2.2, 10, 10, 5.4, 3.2, 5.2, 6.2, 4.2), (False, True, True, *[False] * 5), 9),
        ((2.2, 5, 5), (False, False, False), 12),
        ((2.2, *[10] * 12), (False, *[True] * 12), 9),
        ((2.2, *[9] * 12, 10), (False, *[False] * 12, True), 9),
    ],
)
def test_columns_fill_the_type_area(
    wanted: tuple[float, ...], grows: tuple[bool, ...], size: float
) -> None:
    """The largest type that leaves room for names; together always 156 mm."""
    (found,) = table_widths([(wanted, grows)])
    assert found.size == size
    assert abs(sum(found.columns) - TYPE_WIDTH) < 0.2
    assert min(found.columns) > 0


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("示例·公示", ("示例·公示",)),
        (
            "关于公布2023年度山东省中小企业公共服务示范平台名单的通知",
            ("关于公布2023年度山东省中小企业", "公共服务示范平台名单的通知"),
        ),
        (
            "2026年度山东省中小企业公共服务示范平台（第二次）拟认定名单公示",
            ("2026年度山东省中小企业公共服务", "示范平台（第二次）拟认定名单公示"),
        ),
        ("a" * 90, ("a" * 90,)),
        ("长" * 500, ("长" * 500,)),
    ],
)
def test_a_title_breaks_between_words(title: str, lines: tuple[str, ...]) -> None:
    """Few lines, nearly equal, no word cut; what no break can help is left alone."""
    assert title_lines(title) == lines


def test_every_title_on_record_fits_its_lines(register: Register) -> None:
    """No line wider than the type area, and nothing lost."""
    for act in register.acts.values():
        lines = title_lines(act.title)
        assert "".join(lines) == act.title
        assert max(map(ems, lines)) * 22 <= TYPE_WIDTH / 25.4 * 72


# That it is safe, and always the same


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    """Whatever a record says, both formats show it letter by letter."""
    document = hostile(text)
    made, page = word(document), html(document)
    assert {p.text for p in made.paragraphs} == {
        text, text + text, f"附件：{text}", "2022年2月3日", "附件",
    }  # fmt: skip
    assert word_table(document) == html_table(document) == table(document)
    assert page.query("script, img") == []
    shown = [each.to_text(strip=False) for each in page.query("p, h1, h2, h3")]
    assert len([each for each in shown if text in each]) == 10


def test_what_cannot_be_printed_is_shown(register: Register) -> None:
    """Control characters, lone surrogates and marks that turn the writing round."""
    act = register.acts["2026-revocation"]
    assert isinstance(act, Revocation)
    spoilt = "甲\x07乙\x00丙\ud800丁\u202e戊\ufffe己\t庚\n辛"
    row = act.rows[0].model_copy(update={"grounds": spoilt})
    document = compose([act.model_copy(update={"rows": (row,), "title": spoilt})], register)
    assert "".join(document.title) == "甲\ufffd乙\ufffd丙\ufffd丁\ufffd戊\ufffd己 庚 辛"
    heads, line = word_table(document)
    assert line[heads.index("撤销理由")] == "甲\ufffd乙\ufffd丙\ufffd丁\ufffd戊\ufffd己 庚\n辛"
    assert html_table(document) == table(document)


def test_the_docx_knows_no_time_but_the_acts_own(tmp_path: Path) -> None:
    """Twice the same bytes; every member and both properties bear the day of the act."""
    document = composed(HEADED, tmp_path / "registry")
    content = as_docx(document)
    assert content == as_docx(document)
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {member.date_time for member in package.infolist()} == {(2024, 6, 17, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name or "custom" in name]
    properties = word(document).core_properties
    assert {properties.created.date(), properties.modified.date()} == {date(2024, 6, 17)}
    assert properties.author == properties.last_modified_by == "示例·省厅"
    assert (properties.title, properties.comments) == ("示例·关于撤销1个示范平台称号的通知", "")


def test_the_word_template_asks_for_what_a_document_says(tmp_path: Path) -> None:
    """A name misspelt in the template would be printed as nothing at all."""
    template = DocxTemplate(TEMPLATES / "official.docx")
    names = {"issuer", "number", "title", "addressee", "paragraphs", "annexes", "spelt_day", "mark"}
    assert template.get_undeclared_template_variables() == names | {"annexed"}
    assert names <= asdict(composed(HEADED, tmp_path / "registry")).keys()


def edited_template(folder: Path, part: str, old: str, new: str) -> Path:
    """A folder with the template of Word, one part of it edited."""
    with (
        zipfile.ZipFile(TEMPLATES / "official.docx") as ours,
        zipfile.ZipFile(folder / "official.docx", "w") as theirs,
    ):
        for name in ours.namelist():
            text = ours.read(name).decode("utf-8")
            assert name != part or old in text
            theirs.writestr(name, text.replace(old, new) if name == part else text)
    return folder


def test_a_word_template_may_come_from_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice names the core properties otherwise: the document still has them once."""
    document = composed(HEADED, tmp_path / "registry")
    edited = edited_template(tmp_path, "_rels/.rels", "package/2006/relationships/meta", "other/m")
    monkeypatch.setattr("generator.desk.documents.printing.TEMPLATES", edited)
    with zipfile.ZipFile(BytesIO(as_docx(document))) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
        assert package.read("_rels/.rels").count(b"core-properties") == 1


def test_a_table_may_be_added_to_the_word_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An imprint (版记) that an office adds is left as it is; the list is found by its style."""
    template = docx.Document(str(TEMPLATES / "official.docx"))
    imprint = template.add_table(1, 1)
    imprint.rows[0].cells[0].text = "抄送：各市"
    template.element.body.insert(0, imprint._tbl)
    template.save(str(tmp_path / "official.docx"))
    document = composed(HEADED, tmp_path / "registry")
    monkeypatch.setattr("generator.desk.documents.printing.TEMPLATES", tmp_path)
    first, listed = word(document).tables
    assert first.rows[0].cells[0].text == "抄送：各市"
    assert [[cell.text for cell in row.cells] for row in listed.rows] == table(document)


@pytest.mark.parametrize(
    ("part", "old", "new", "why"),
    [
        ("word/document.xml", "{{ issuer }}", "{{ isuer }}", "不认识 isuer"),
        ("word/document.xml", "{{ issuer }}", "{{ issuer", "."),
        ("word/document.xml", "{%p endfor %}", "", "."),
        ("word/document.xml", "{{ issuer }}", "{{ issuer.__class__.__mro__ }}", "unsafe"),
        ("word/styles.xml", "成文日期", "日期", "成文日期"),
    ],
)
def test_a_broken_word_template_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    part: str, old: str, new: str, why: str,
) -> None:  # fmt: skip
    """A name misspelt, a brace or a line lost, a program hidden, a style renamed: nothing is written."""
    edited = edited_template(tmp_path, part, old, new)
    monkeypatch.setattr("generator.desk.documents.printing.TEMPLATES", edited)
    out = tmp_path / "a.docx"
    with pytest.raises(typer.Exit) as left:
        export("2026-revocation", Format.DOCX, out, ROOT / "registry")
    message = capsys.readouterr().err
    assert left.value.exit_code == 2
    assert message.startswith("公文模板 site_templates/documents/official.docx 不能用：")
    assert why in message
    assert message.endswith("。请用 Word 改正，或者用 git 取回原来的模板。\n")
    assert not out.exists()


def test_the_templates_stay_out_of_the_site(register: Register) -> None:
    """What the documents are printed with is no page of the site."""
    staged = [path for path, _ in printing.stage(Snapshot.of(register, DAY))]
    assert len(staged) > 20
    assert [path for path in staged if "official" in path or "documents" in path] == []


def test_a_day_is_spelt_no_finer_than_it_is_known() -> None:
    """A day, a month, or a bare year."""
    days = ("2012-12-06", "2012-12", "2012")
    assert [long_day(parse_day(day)) for day in days] == ["2012年12月6日", "2012年12月", "2012年"]


def test_no_number_of_the_law_stands_in_the_forms() -> None:
    """Years, days and articles are read from the edition."""
    forms = ROOT / "generator" / "desk" / "documents" / "forms.py"
    code = re.sub(r'""".*?"""', "", forms.read_text("utf-8"), flags=re.DOTALL)
    assert len(code) > 8000
    assert not re.search(r"\d+\s*(年|个工作日)|第[一二三四五六七八九十]+条", code)
