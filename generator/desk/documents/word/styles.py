"""样式 Each part of the document as a style of Word, so that a clerk can go on writing in it."""

import math
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor

from generator.desk.documents import layout
from generator.desk.documents.typefaces import TYPEFACES, Type
from generator.desk.documents.word.elements import (
    IN_PARAGRAPH,
    IN_RUN,
    TWIPS_PER_POINT,
    element,
    put,
)

LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
# Whole twips, rounded down: a twip too much would cost the page a line, or the line a
# character. Word's own grid says the same, but other programs read it otherwise.
LINE = int(layout.LINE_PITCH * TWIPS_PER_POINT)
TRACKING = math.floor((layout.CHARACTER_PITCH - layout.BODY) * TWIPS_PER_POINT)
EM = layout.CHARACTER_PITCH * TWIPS_PER_POINT
KEPT = {"Normal", "Header", "Footer", "Default Paragraph Font", "Normal Table", "No List"}


@dataclass(frozen=True, slots=True)
class Style:
    """样式 `before` and `after` are lines of the body, `indent` is characters, `level` is the outline's."""

    name: str
    face: Type = Type.BODY
    size: float = layout.BODY
    align: Any = JUSTIFIED
    before: float = 0
    after: float = 0
    indent: float = 0
    level: int | None = None
    pitch: float = LINE / TWIPS_PER_POINT
    colour: str | None = None


NUMBER = Style("发文字号", align=CENTRE)
TITLE = Style("公文标题", Type.TITLE, layout.TITLE, CENTRE, after=1, level=0)
ADDRESSEE = Style("主送机关", align=LEFT)
TEXT = Style("公文正文", indent=layout.INDENT_EMS)
RAGGED = Style("公文正文左对齐", align=LEFT, indent=layout.INDENT_EMS)
FIRST_LEVEL = Style("公文一级标题", Type.FIRST_LEVEL, indent=layout.INDENT_EMS, level=1)
SECOND_LEVEL = "公文二级标题"
NOTE = Style("附件说明", align=LEFT, before=1)
ISSUER = Style("发文机关署名", align=RIGHT, before=layout.LINES_BEFORE_SIGNATURE)
DAY = Style("成文日期", align=RIGHT)
ANNEX = Style("附件标识", Type.FIRST_LEVEL, align=LEFT, after=1, level=1)
CAVEAT = Style("附表说明", align=CENTRE)
MARK = Style("演示标记", Type.FIRST_LEVEL, layout.MARK, CENTRE)
PAGE_NUMBER = Style(
    "公文页码", Type.PAGE_NUMBER, layout.PAGE_NUMBER, LEFT, pitch=layout.PAGE_NUMBER
)
STYLES = (
    NUMBER, TITLE, ADDRESSEE, TEXT, RAGGED, FIRST_LEVEL, NOTE, ISSUER, DAY, ANNEX, CAVEAT, MARK,
    PAGE_NUMBER,
)  # fmt: skip


def head(issuer: str) -> Style:
    """版头 The issuer's name in red, as large as one line holds."""
    size = layout.head_size(issuer)
    return Style("发文机关标志", Type.TITLE, size, CENTRE, pitch=size * 1.2, colour=layout.RED)


def cells(size: float) -> tuple[Style, Style]:
    """附表 The heads of a list, and its cells."""
    pitch = size * layout.TABLE_LEADING
    return (
        Style("附表栏目", Type.FIRST_LEVEL, size, CENTRE, pitch=pitch),
        Style("附表内容", Type.BODY, size, CENTRE, pitch=pitch),
    )


def prepare(document: Document) -> None:
    """备样式 Those of the document, and none of the template's that it does not use."""
    for style in list(document.styles):
        if style.name not in KEPT:
            style.delete()
    _neutral(document.styles.element.find(qn("w:docDefaults")))
    _write(document.styles["Normal"], Style("Normal"))
    for wanted in STYLES:
        add(document, wanted)
    second = document.styles.add_style(SECOND_LEVEL, WD_STYLE_TYPE.CHARACTER)
    _typed(second.element.get_or_add_rPr(), Type.SECOND_LEVEL)


def add(document: Document, wanted: Style) -> str:
    """加样式 Gives back its name."""
    style = document.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    _write(style, wanted)
    return wanted.name


def _write(style: Any, wanted: Style) -> None:
    _typed(style.element.get_or_add_rPr(), wanted.face)
    style.font.size = Pt(wanted.size)
    tracking = TRACKING if wanted.size == layout.BODY else 0
    put(style.element.get_or_add_rPr(), IN_RUN, element("spacing", val=tracking))
    if wanted.colour:
        style.font.color.rgb = RGBColor.from_string(wanted.colour)
    form = style.paragraph_format
    form.alignment, form.widow_control = wanted.align, False
    form.space_before, form.space_after = lines(wanted.before), lines(wanted.after)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(wanted.pitch)
    properties = style.element.get_or_add_pPr()
    # No room between a digit and a character: a line holds so many of either.
    for tag in ("autoSpaceDE", "autoSpaceDN"):
        put(properties, IN_PARAGRAPH, element(tag, val=0))
    if wanted.indent:
        indent(properties, firstLine=wanted.indent)
    if wanted.level is not None:
        put(properties, IN_PARAGRAPH, element("outlineLvl", val=wanted.level))


def indent(properties: BaseOxmlElement, **ems: float) -> None:
    """缩进 In characters, as Word's own dialogue says it, and in twips."""
    said = {f"{name}Chars": round(value * 100) for name, value in ems.items()}
    said |= {name: round(value * EM) for name, value in ems.items()}
    put(properties, IN_PARAGRAPH, element("ind", **said))


def _typed(properties: BaseOxmlElement, face: Type) -> None:
    """One name for letters, digits and characters alike."""
    name = TYPEFACES[face].proper
    fonts = element("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    put(properties, IN_RUN, fonts)


def _neutral(defaults: BaseOxmlElement) -> None:
    """The template's own type, language and space between paragraphs would shine through."""
    run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _typed(run, Type.BODY)
    put(run, IN_RUN, element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    paragraph = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
    put(paragraph, IN_PARAGRAPH, element("spacing", before=0, after=0))


def lines(number: float) -> Any:
    """行 A height of so many lines of the body."""
    return Pt(number * LINE / TWIPS_PER_POINT)
