"""One act with what its document must look up: the edition, names on the day, counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.desk.documents.document import BLANK
from generator.records.acts import Act, Row, rows_of
from generator.records.regulation import Regulation
from generator.records.values import Day
from generator.register.designation import ONE_DAY
from generator.register.identity import Identity, identity
from generator.register.register import Register
from generator.site.pages.wording import Wording, long_day
from generator.terms.citations import PART, article_label, part_label

SHORT = "《办法》"
INCLUSIVE = "首尾均计算在内"
ANNEX = "附件"


@dataclass(frozen=True)
class Matter:
    """An act as printed; corrections made to it later are documents of their own.

    `annex` is the mark of its list.
    """

    act: Act
    register: Register
    annex: str = ANNEX

    @cached_property
    def wording(self) -> Wording:
        """The names that the register gives to its values."""
        return Wording(self.register)

    @property
    def day(self) -> date:
        """The day of the act, on which departments and platforms are named."""
        return self.act.issued_on.first

    @property
    def edition(self) -> Regulation | None:
        """The edition that the act rests on; None where it is not on record."""
        return self.register.regulations.get(self.act.regulation)

    @property
    def is_until_review(self) -> bool:
        """Whether the edition grants titles until their next review, so that no last day is wanting."""
        term = self.edition.validity if self.edition else None
        return bool(term and term.until_review_every_years)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as printed in this act."""
        return rows_of(self.act)

    @property
    def count(self) -> int:
        """The number that the body gives, else that of the rows."""
        return len(self.rows) if self.act.count is None else self.act.count

    @property
    def title_granted(self) -> str:
        """The title that the edition grants."""
        edition = self.edition
        return edition.designation_title if edition else self.register.site.designation_title

    @property
    def year(self) -> str:
        """The batch's year, as 2026年度; empty where the act belongs to none."""
        batch = self.register.batches.get(self.act.batch or "")
        return f"{batch.year}年度" if batch else ""

    def grounded(self, *articles: int | None) -> str:
        """A clause that names the edition by its full title, and the articles it rests on."""
        return f"根据{self.introduced}{_article_list(articles)}，" if self.edition else ""

    @property
    def introduced(self) -> str:
        """The edition by its full title, which introduces the short one; empty without an edition."""
        edition = self.edition
        if edition is None:
            return ""
        number = f"{edition.document_number}，" if edition.document_number else ""
        return f"《{edition.title}》（{number}以下简称{SHORT}）"

    def cited(self, article: int | None) -> str:
        """An article by the short title, once the full one has been said."""
        return SHORT + _article_list((article,))

    def department(self, name: str | None) -> str:
        """A department's name on the day of the act; empty where none is recorded."""
        return self.wording.department(name, self.day) if name else ""

    def identity(self, row: Row, *, is_before: bool = False) -> Identity | None:
        """Names and code of a row's platform on the act's day, or on the eve of its effect."""
        history = self.register.histories.get(row.platform)
        effective = getattr(row, "takes_effect_on", None) or self.act.effective_on
        day = effective.first - ONE_DAY if is_before else self.day
        return identity(history, day) if history else None

    def named(self, act_id: str) -> str:
        """Another act by its title and number; its id where it is not on record."""
        acts = self.register.named(act_id)
        if not acts:
            return f"“{act_id}”"
        act = acts[0]
        number = f"（{act.document_number}）" if act.document_number else ""
        return f"《{act.title}》{number}{part_label(act_id)}"

    def excepted(self, act_ids: Iterable[str]) -> str:
        """The clause that spares those listed elsewhere, in this paper itself too; empty without any."""
        own = (self.act.id, self.act.document)
        listed = [
            "本文件名单" if name.partition(PART)[0] in own else self.named(name) for name in act_ids
        ]
        return f"；列入{'、'.join(dict.fromkeys(listed))}的除外" if listed else ""


def span_text(starts: Day | None, ends: Day | None, is_until_review: bool = False) -> str:
    """Both days, included; one that is not on record is left blank, or is the next review."""
    if is_until_review and ends is None:
        return f"自{_day_or_blank(starts)}起，至下一次复核止"
    return f"自{_day_or_blank(starts)}起至{_day_or_blank(ends)}止"


def _day_or_blank(day: Day | None) -> str:
    return long_day(day) if day else BLANK


def full_sentence(text: str) -> str:
    """A recorded text with one full stop at its end, whatever it ended with."""
    return text.rstrip("。；;. \n") + "。"


def _article_list(articles: tuple[int | None, ...]) -> str:
    return "、".join(article_label(n) for n in sorted({n for n in articles if n}))
