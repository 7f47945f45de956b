"""事项 One act with what its document must look up: the edition, names on the day, counts."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.citations import article_label
from generator.pages.wording import Wording, long_day
from generator.records.act import Act, rows_of
from generator.records.day import Day
from generator.records.regulation import Regulation
from generator.records.rows import Row
from generator.register.register import Register
from generator.standing.identity import Identity, identity
from generator.standing.validity import ONE_DAY

SHORT = "《办法》"
INCLUSIVE = "首尾均计算在内"


@dataclass(frozen=True)
class Matter:
    """事项 The act as printed; corrections made to it later are documents of their own."""

    act: Act
    register: Register

    @cached_property
    def wording(self) -> Wording:
        """措辞 The names that the register gives to its values."""
        return Wording(self.register)

    @property
    def day(self) -> date:
        """成文日 The day on which departments and platforms are named."""
        return self.act.issued_on.first

    @property
    def edition(self) -> Regulation | None:
        """所依据的办法版本 None where it is not on record."""
        return self.register.regulations.get(self.act.regulation)

    @property
    def rows(self) -> tuple[Row, ...]:
        """附表 As printed in this act."""
        return rows_of(self.act)

    @property
    def count(self) -> int:
        """数目 That of the body, else of the rows."""
        return len(self.rows) if self.act.count is None else self.act.count

    @property
    def title_granted(self) -> str:
        """称号 The title that the edition grants."""
        edition = self.edition
        return edition.designation_title if edition else self.register.site.designation_title

    @property
    def year(self) -> str:
        """年度 Of the batch; nothing where the act belongs to none."""
        batch = self.register.batches.get(self.act.batch or "")
        return f"{batch.year}年度" if batch else ""

    def grounded(self, *articles: int | None) -> str:
        """依据 The edition by its full title, and the articles that it names for this."""
        edition = self.edition
        if edition is None:
            return ""
        number = f"{edition.document_number}，" if edition.document_number else ""
        return f"根据《{edition.title}》（{number}以下简称{SHORT}）{_listed(articles)}，"

    def cited(self, article: int | None) -> str:
        """条文 By the short title, once the full one has been said."""
        return SHORT + _listed((article,))

    def department(self, name: str | None) -> str:
        """部门 Its name on the day of the act; nothing where none is recorded."""
        return self.wording.department(name, self.day) if name else ""

    def identity(self, row: Row) -> Identity | None:
        """当日名称 What the platform was called on the day of the act."""
        return self._identity(row, self.day)

    def identity_before(self, row: Row) -> Identity | None:
        """此前名称 What it was called on the eve of the act's effect."""
        return self._identity(row, self.act.effective_on.first - ONE_DAY)

    def _identity(self, row: Row, day: date) -> Identity | None:
        history = self.register.histories.get(row.platform)
        return identity(history, day) if history else None

    def named(self, act_id: str) -> str:
        """文件称谓 Another act by its title and number; its id where it is not on record."""
        act = self.register.acts.get(act_id)
        if act is None:
            return f"“{act_id}”"
        return f"《{act.title}》" + (f"（{act.document_number}）" if act.document_number else "")


def span(starts: Day, ends: Day | None) -> str:
    """起止 Both days included; a title without an end lasts until its next review."""
    until = f"起至{long_day(ends)}止" if ends else "起，至下一次复核止"
    return f"自{long_day(starts)}{until}"


def sentence(text: str) -> str:
    """成句 A recorded text ends with one full stop, whatever it ended with."""
    return text.rstrip("。；;. \n") + "。"


def _listed(articles: tuple[int | None, ...]) -> str:
    return "、".join(article_label(n) for n in sorted({n for n in articles if n}))
