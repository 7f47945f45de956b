"""The acts of one paper to one official document: head, title, text, annexes, signature, what is missing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.desk.documents.columns import CITY, NAME, NUMBERING, REMARKS, UNIT, DocumentColumn
from generator.desk.documents.document import (
    BLANK,
    THIRD_LEVEL,
    DocumentAnnex,
    OfficialDocument,
    Paragraph,
    on_one_line,
    printable,
    title_lines,
)
from generator.desk.documents.forms import FORMS
from generator.desk.documents.layout import NUMBERING_EMS
from generator.desk.documents.matter import ANNEX, SHORT, Matter
from generator.records.acts import Act, Correction, ListedAct, Publicity, Row, rows_of
from generator.register.register import Register
from generator.site.pages.wording import long_day

DEMONSTRATION = "演示数据　内容均为虚构　不作公文使用"
# Documents that speak to everyone name no addressee.
TO_THE_PUBLIC = ("公示", "公告", "通告")
OPENING = "现将有关事项通知如下。"
PRINTED_NUMBER = re.compile("^[一二三四五六七八九十]+、")
INTRODUCED = re.compile(f"，以下简称{SHORT}|（以下简称{SHORT}）")
NO_ADDRESSEE = "主送机关：登记簿不载这一项，文中留空，请填写。"
NO_IMPRINT = "版记（抄送机关、印发机关和印发日期）：登记簿不载这一项，未编排。"
NO_NUMBER = "发文字号：登记簿没有记载，因此未印版头（发文机关标志、发文字号和红线）。"


def compose(acts: Sequence[Act], register: Register) -> OfficialDocument:
    """The document of an act, or of several acts of one paper in the order printed."""
    matters, first = _matters(acts, register), acts[0]
    paragraphs = tuple(_numbered(without_idle_short(map(_on_lines, _said(matters)))))
    annexes = tuple(_annexes(matters))
    addressee = "" if _title_stem(first).endswith(TO_THE_PUBLIC) else f"{BLANK}："
    return OfficialDocument(
        issuer=on_one_line(matters[0].department(first.issuer)),
        number=on_one_line(first.document_number or ""),
        title=title_lines(on_one_line(first.title), register.territory.name),
        addressee=addressee,
        paragraphs=paragraphs,
        annexes=annexes,
        day=matters[0].day,
        spelt_day=long_day(first.issued_on),
        mark=DEMONSTRATION if register.site.demo else "",
        gaps=tuple(dict.fromkeys(_gaps(matters, addressee, paragraphs, annexes))),
    )


def _matters(acts: Sequence[Act], register: Register) -> list[Matter]:
    """The acts, each with the mark of its annex: numbered where there are several lists."""
    listed = [act.id for act in acts if rows_of(act)]
    marks = {name: f"{ANNEX}{at}" for at, name in enumerate(listed, 1)} if listed[1:] else {}
    return [Matter(act, register, marks.get(act.id, ANNEX)) for act in acts]


def _said(matters: Sequence[Matter]) -> Iterator[Paragraph]:
    """The text of the act; of several, each under its heading, and an edition introduced once in a row."""
    if len(matters) == 1:
        yield from FORMS[matters[0].act.kind_of_act].says(matters[0])
        return
    yield Paragraph(OPENING)
    introduced = ""
    for matter in matters:
        yield Paragraph(lead=_heading(matter), level=1)
        for each in FORMS[matter.act.kind_of_act].says(matter):
            is_known = matter.introduced and matter.introduced == introduced
            text = each.text.replace(introduced, SHORT) if is_known else each.text
            yield replace(each, text=text, level=each.level + 1 if each.level else 0)
        introduced = matter.introduced


def _heading(matter: Matter) -> str:
    """The heading as printed, but for the number that it gets by its place."""
    return PRINTED_NUMBER.sub("", matter.act.heading or matter.act.kind_of_act.label)


def _on_lines(paragraph: Paragraph) -> Paragraph:
    text, lead = on_one_line(paragraph.text), on_one_line(paragraph.lead)
    return replace(paragraph, text=text, lead=lead)


def _numbered(text: Iterable[Paragraph]) -> Iterator[Paragraph]:
    counts = [0] * THIRD_LEVEL
    for each in text:
        level = each.level
        if level:
            counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (THIRD_LEVEL - level)]
        yield each.numbered(counts[level - 1]) if level else each


def without_idle_short(text: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """A short title is introduced only where it is used afterwards."""
    paragraphs = tuple(text)
    if sum(p.text.count(SHORT) for p in paragraphs) != 1:
        return paragraphs
    return tuple(replace(p, text=INTRODUCED.sub("", p.text)) for p in paragraphs)


def _title_stem(act: Act) -> str:
    """The title up to its last word, which names the kind of document (文种): 通知, 公示."""
    return re.sub("（[^）]*）$", "", act.title)


def _annexes(matters: Sequence[Matter]) -> Iterator[DocumentAnnex]:
    """The list of each act that has one; lists that would bear one title are told apart by their headings."""
    titles = [_list_title(matter) for matter in matters]
    for matter, title in zip(matters, titles, strict=True):
        apart = f"（{_heading(matter)}）" if titles.count(title) > 1 and matter.act.heading else ""
        if matter.rows:
            lines = title_lines(on_one_line(title + apart), matter.register.territory.name)
            yield _annex(matter, lines)


def _list_title(matter: Matter) -> str:
    form = FORMS[matter.act.kind_of_act]
    return form.list_title.format(year=matter.year, title_granted=matter.title_granted)


def _annex(matter: Matter, title: tuple[str, ...]) -> DocumentAnnex:
    made = annex_of(matter, matter.annex, title, _annex_columns(matter), matter.rows)
    return replace(made, caveat=_caveat(matter))


def annex_of(
    matter: Matter,
    mark: str,
    title: tuple[str, ...],
    columns: tuple[DocumentColumn, ...],
    rows: Sequence[Row],
) -> DocumentAnnex:
    """List of rows under these columns; those that are wholly empty are left out."""
    head = matter.register.territory.place_head
    columns = tuple(replace(each, head=head) if each is CITY else each for each in columns)
    cells = [[printable(c.of(matter, row)) for c in columns] for row in rows]
    kept = [at for at in range(len(columns)) if any(line[at] for line in cells)]
    return DocumentAnnex(
        mark=mark,
        title=title,
        heads=(NUMBERING, *(columns[at].head for at in kept)),
        ems=(NUMBERING_EMS, *(columns[at].ems for at in kept)),
        grows=(False, *(columns[at].grows for at in kept)),
        rows=tuple((str(n), *(line[at] for at in kept)) for n, line in enumerate(cells, 1)),
    )


def _annex_columns(matter: Matter) -> tuple[DocumentColumn, ...]:
    """A correction lists its rows as the corrected document did."""
    act = matter.act
    corrected = matter.register.corrected_in_the_end(act) if isinstance(act, Correction) else act
    return FORMS[corrected.kind_of_act].columns if corrected else (NAME, UNIT, REMARKS)


def _caveat(matter: Matter) -> str:
    if matter.act.rows_complete:
        return ""
    count = matter.act.count
    body = f"正文所列{count}个，" if count is not None else ""
    return f"本表依登记簿编制：{body}登记簿只录得{len(matter.rows)}个。"


def _gaps(
    matters: Sequence[Matter],
    addressee: str,
    paragraphs: tuple[Paragraph, ...],
    annexes: tuple[DocumentAnnex, ...],
) -> Iterator[str]:
    acts = [matter.act for matter in matters]
    yield from [NO_ADDRESSEE] if addressee else []
    for each in (p for p in paragraphs if BLANK in p.text):
        place = each.lead or each.text.split(BLANK)[0].rstrip("。").rpartition("。")[2]
        yield f"“{place}”之后：登记簿没有记载，文中留空，请填写。"
    if not (acts[0].document_number or any(isinstance(act, Publicity) for act in acts)):
        yield NO_NUMBER
    for annex in annexes:
        yield from _annex_gaps(annex)
    yield from (_no_list(matter, matters) for matter in matters if _lacks_list(matter))
    yield NO_IMPRINT
    yield from (reminder for act in acts if (reminder := FORMS[act.kind_of_act].reminder))


def _lacks_list(matter: Matter) -> bool:
    return isinstance(matter.act, ListedAct) and not matter.rows


def _no_list(matter: Matter, matters: Sequence[Matter]) -> str:
    of = f"（{_heading(matter)}）" if len(matters) > 1 else ""
    return f"附件{of}：登记簿没有录入名单，未编排。"


def _annex_gaps(annex: DocumentAnnex) -> Iterator[str]:
    """Rows that do not say, as the others do, who or whose."""
    for head in (NAME.head, UNIT.head):
        at = annex.heads.index(head) if head in annex.heads else 0
        empty = "、".join(row[0] for row in annex.rows if not row[at])
        if empty:
            yield f"{annex.mark}“{head}”一栏第{empty}行：登记簿没有记载，留空。"
    if annex.caveat:
        yield f"{annex.mark}不是完整的名单：{annex.caveat}"
