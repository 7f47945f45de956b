"""撤销 Titles revoked, on what grounds, and the bar that follows (第二十四条、第二十五条)."""

from collections.abc import Iterator

from generator.desk.documents import columns
from generator.desk.documents.document import BLANK, Paragraph
from generator.desk.documents.forms.form import Form
from generator.desk.documents.matter import Matter, sentence
from generator.pages.wording import long_day
from generator.records.regulation import BarTerm
from generator.records.rows import RevocationRow
from generator.standing.validity import anniversary


def _says(matter: Matter) -> Iterator[Paragraph]:
    rows = _rows(matter)
    effective = long_day(matter.act.effective_on)
    yield Paragraph(
        f"{matter.grounded(*(row.article for row in rows))}{_proposed(matter, rows)}"
        f"决定撤销{_whom(matter, rows)}的{matter.title_granted}称号，自{effective}起生效。"
    )
    yield Paragraph(_grounds(rows))
    barred = _barred(matter, rows)
    if barred:
        yield Paragraph(barred)


def _rows(matter: Matter) -> list[RevocationRow]:
    return [row for row in matter.rows if isinstance(row, RevocationRow)]


def _proposed(matter: Matter, rows: list[RevocationRow]) -> str:
    names = dict.fromkeys(matter.department(row.proposed_by) for row in rows if row.proposed_by)
    return f"经{'、'.join(names)}提请，" if names else ""


def _whom(matter: Matter, rows: list[RevocationRow]) -> str:
    if len(rows) != 1 or matter.count != 1:
        return f"附件所列{matter.count}个平台"
    name, unit = columns.NAME.of(matter, rows[0]), columns.UNIT.of(matter, rows[0])
    return f"{name}（运营单位：{unit}）" if name and unit else name or unit


def _grounds(rows: list[RevocationRow]) -> str:
    found = [row.grounds for row in rows if row.grounds]
    if len(rows) > 1 and found:
        return "撤销的理由见附件。"
    return f"撤销的理由是：{sentence(found[0] if found else BLANK)}"


def _barred(matter: Matter, rows: list[RevocationRow]) -> str:
    """What the edition rules, unless the document itself says that it does not bar."""
    free = [row for row in rows if row.bars_reapplication is False]
    if rows and len(free) == len(rows):
        return "本次撤销不限制其运营单位再次申报。"
    term = matter.edition.bar if matter.edition else None
    if term is None and not any(row.bars_reapplication for row in rows):
        return ""
    years = f"{term.years}年" if term else BLANK
    by = f"依照{matter.cited(term.article)}，" if term else ""
    apart = "；附件注明不限制的除外" if free else ""
    return (
        f"{by}被撤销称号的平台，其运营单位自撤销之日起{years}内"
        f"{_until(matter, term)}不得申报{apart}。"
    )


def _until(matter: Matter, term: BarTerm | None) -> str:
    effective = matter.act.effective_on
    if term is None or not effective.is_exact:
        return ""
    return f"（至{long_day(anniversary(effective.first, term.years))}，含当日）"


def _list_title(matter: Matter) -> str:
    return f"撤销称号的{matter.title_granted}名单"


FORM = Form(
    _says,
    _list_title,
    (columns.NAME, columns.UNIT, columns.CREDIT_CODE, columns.CITY, columns.GROUNDS,
     columns.ARTICLE, columns.PROPOSER, columns.BAR, columns.REMARKS),
    "撤销决定对权利救济（行政复议、行政诉讼）的告知，登记簿不作记载，请按规定补写。",
)  # fmt: skip
