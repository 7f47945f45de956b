"""更名 Names changed; the title and its validity stay."""

from collections.abc import Iterator

from generator.desk.documents import columns
from generator.desk.documents.document import Paragraph
from generator.desk.documents.forms.form import Form
from generator.desk.documents.matter import Matter
from generator.pages.wording import long_day
from generator.records.rows import RenamingRow


def _says(matter: Matter) -> Iterator[Paragraph]:
    effective = long_day(matter.act.effective_on)
    yield Paragraph(
        f"{matter.grounded()}现将{matter.title_granted}名称变更情况"
        f"（共{matter.count}个，见附件）予以公布，自{effective}起生效。"
    )
    if len(matter.rows) == 1:
        yield from _change(matter, matter.rows[0])
    yield Paragraph("名称变更后，原认定的称号和有效期不变。")


def _change(matter: Matter, row: object) -> Iterator[Paragraph]:
    assert isinstance(row, RenamingRow)
    changes = [
        f"{label}由“{change.from_}”变更为“{change.to}”"
        for label, change in (("平台名称", row.name), ("运营单位", row.operating_unit))
        if change
    ]
    code = row.credit_code
    changes += [f"统一社会信用代码变更为{code}"] if code else []
    subject = "" if row.name else f"{columns.NAME_BEFORE.of(matter, row)}的"
    if changes:
        yield Paragraph(f"{subject}{'，'.join(changes)}。")


def _list_title(matter: Matter) -> str:
    return f"{matter.title_granted}名称变更情况表"


FORM = Form(
    _says,
    _list_title,
    (columns.NAME_BEFORE, columns.NAME_AFTER, columns.UNIT_BEFORE, columns.UNIT_AFTER,
     columns.CODE_AFTER, columns.CITY, columns.REMARKS),
)  # fmt: skip
