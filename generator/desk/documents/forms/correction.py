"""更正 What another document said wrongly; its rows have the form of that document's rows."""

from collections.abc import Iterator

from generator.desk.documents import columns
from generator.desk.documents.document import Paragraph
from generator.desk.documents.forms.form import Form
from generator.desk.documents.matter import Matter, sentence
from generator.records.acts import Correction


def _says(matter: Matter) -> Iterator[Paragraph]:
    act = matter.act
    assert isinstance(act, Correction)
    listed = "更正后的内容见附件，没有列出的保持不变。" if act.rows else ""
    yield Paragraph(f"现对{matter.named(act.corrects)}作如下更正：{sentence(act.what)}{listed}")


def _list_title(_: Matter) -> str:
    return "更正内容"


FORM = Form(_says, _list_title, (columns.NAME, columns.UNIT, columns.REMARKS))
