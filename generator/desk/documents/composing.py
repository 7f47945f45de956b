"""One act to one official document: head, title, text, annex, signature, and what is missing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.desk.documents.columns import CITY, NAME, NUMBERING, REMARKS, UNIT, DocumentColumn
from generator.desk.documents.document import (
    BLANK,
    DocumentAnnex,
    OfficialDocument,
    Paragraph,
    on_one_line,
    printable,
    title_lines,
)
from generator.desk.documents.forms import FORMS, DocumentForm
from generator.desk.documents.layout import NUMBERING_EMS
from generator.desk.documents.matter import SHORT, Matter
from generator.records.acts import Act, Correction, ListedAct, Publicity
from generator.register.register import Register
from generator.site.pages.wording import long_day

DEMONSTRATION = "演示数据　内容均为虚构　不作公文使用"
# Documents that speak to everyone name no addressee.
TO_THE_PUBLIC = ("公示", "公告", "通告")
INTRODUCED = re.compile(f"，以下简称{SHORT}|（以下简称{SHORT}）")
NO_ADDRESSEE = "主送机关：登记簿不载这一项，文中留空，请填写。"
NO_IMPRINT = "版记（抄送机关、印发机关和印发日期）：登记簿不载这一项，未编排。"
NO_LIST = "附件：登记簿没有录入名单，未编排。"
NO_NUMBER = "发文字号：登记簿没有记载，因此未印版头（发文机关标志、发文字号和红线）。"


def compose(act: Act, register: Register) -> OfficialDocument:
    """The document of an act whose kind has a form (`FORMS`)."""
    matter, form = Matter(act, register), FORMS[act.kind_of_act]
    paragraphs = _without_idle_short(
        replace(each, text=on_one_line(each.text), lead=on_one_line(each.lead))
        for each in form.says(matter)
    )
    annex = _annex(matter, form)
    addressee = "" if _title_stem(act).endswith(TO_THE_PUBLIC) else f"{BLANK}："
    return OfficialDocument(
        issuer=on_one_line(matter.department(act.issuer)),
        number=on_one_line(act.document_number or ""),
        title=title_lines(on_one_line(act.title), register.territory.name),
        addressee=addressee,
        paragraphs=paragraphs,
        annex=annex,
        day=matter.day,
        spelt_day=long_day(act.issued_on),
        mark=DEMONSTRATION if register.site.demo else "",
        gaps=(
            *_gaps(matter, addressee, paragraphs, annex),
            *([form.reminder] if form.reminder else []),
        ),
    )


def _without_idle_short(text: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """A short title is introduced only where it is used afterwards."""
    paragraphs = tuple(text)
    if sum(p.text.count(SHORT) for p in paragraphs) != 1:
        return paragraphs
    return tuple(replace(p, text=INTRODUCED.sub("", p.text)) for p in paragraphs)


def _title_stem(act: Act) -> str:
    """The title up to its last word, which names the kind of document (文种): 通知, 公示."""
    return re.sub("（[^）]*）$", "", act.title)


def _annex(matter: Matter, form: DocumentForm) -> DocumentAnnex | None:
    """Columns that are wholly empty for this act are left out."""
    if not matter.rows:
        return None
    columns = _annex_columns(matter, form)
    cells = [[printable(c.of(matter, row)) for c in columns] for row in matter.rows]
    kept = [at for at in range(len(columns)) if any(line[at] for line in cells)]
    list_title = form.list_title.format(year=matter.year, title_granted=matter.title_granted)
    return DocumentAnnex(
        title=title_lines(on_one_line(list_title), matter.register.territory.name),
        heads=(NUMBERING, *(columns[at].head for at in kept)),
        ems=(NUMBERING_EMS, *(columns[at].ems for at in kept)),
        grows=(False, *(columns[at].grows for at in kept)),
        rows=tuple((str(n), *(line[at] for at in kept)) for n, line in enumerate(cells, 1)),
        caveat=_caveat(matter),
    )


def _annex_columns(matter: Matter, form: DocumentForm) -> tuple[DocumentColumn, ...]:
    """A correction lists its rows as the corrected document did; places bear the territory's word."""
    columns = form.columns
    if isinstance(matter.act, Correction):
        corrected = matter.register.corrected_in_the_end(matter.act)
        listed = FORMS.get(corrected.kind_of_act) if corrected else None
        columns = listed.columns if listed else (NAME, UNIT, REMARKS)
    head = matter.register.territory.place_head
    return tuple(replace(each, head=head) if each is CITY else each for each in columns)


def _caveat(matter: Matter) -> str:
    if matter.act.rows_complete:
        return ""
    count = matter.act.count
    body = f"正文所列{count}个，" if count is not None else ""
    return f"本表依登记簿编制：{body}登记簿只录得{len(matter.rows)}个。"


def _gaps(
    matter: Matter, addressee: str, paragraphs: tuple[Paragraph, ...], annex: DocumentAnnex | None
) -> list[str]:
    left = [
        p.lead or p.text.split(BLANK)[0].rpartition("。")[2] for p in paragraphs if BLANK in p.text
    ]
    has_head = matter.act.document_number or isinstance(matter.act, Publicity)
    return [
        *([NO_ADDRESSEE] if addressee else []),
        *(f"“{place}”之后：登记簿没有记载，文中留空，请填写。" for place in left),
        *([] if has_head else [NO_NUMBER]),
        *(_annex_gaps(annex) if annex else []),
        *([NO_LIST] if isinstance(matter.act, ListedAct) and annex is None else []),
        NO_IMPRINT,
    ]


def _annex_gaps(annex: DocumentAnnex) -> Iterator[str]:
    """Rows that do not say, as the others do, who or whose."""
    for head in (NAME.head, UNIT.head):
        at = annex.heads.index(head) if head in annex.heads else 0
        empty = "、".join(row[0] for row in annex.rows if not row[at])
        if empty:
            yield f"附件“{head}”一栏第{empty}行：登记簿没有记载，留空。"
    if annex.caveat:
        yield f"附件不是完整的名单：{annex.caveat}"
