"""事项的说法 The values that the public is told, in the words of the pages."""

from datetime import date
from functools import cached_property

from generator.desk.comparing.meaning import UNTIL_REVIEW, title
from generator.history.comparison import Comparison, Days, FactChange, Turn, Value
from generator.terms import Caveat, Fact, Status

LIST = "、"


class Words:
    """措辞 The labels that depend on what is on record, on either side."""

    def __init__(self, comparison: Comparison) -> None:
        # What is on record now is said as it is now: titles may have been mended or redacted.
        self._registers = (comparison.base.register, comparison.head.register)

    def fact(self, change: FactChange, *, is_new: bool) -> str:
        """一项的变化 Before and after; of what is new only what it is."""
        label, fact = change.fact.label, change.fact
        if fact is Fact.CAVEATS:
            return f"{label}：{self._caveats(change.before, change.after)}"
        after = self._value(fact, change.after)
        if is_new:
            return f"{label}：{after}"
        return f"{label}：{self._value(fact, change.before)} → {after}"

    def turn(self, turn: Turn) -> str:
        """将来的变化 On which day what will be, and by which act."""
        by = f"（{title(turn.by)}）" if turn.by else ""
        value = self._value(turn.fact, turn.value)
        if turn.fact is Fact.BARRED_UNTIL:
            return f"自 {turn.on} 起不得申报，至 {value}{by}"
        subject = "" if turn.fact is Fact.STATUS else f"{turn.fact.label}"
        return f"自 {turn.on} 起{subject}为“{value}”{by}"

    def _caveats(self, before: Value, after: Value) -> str:
        old, new = (_tuple(value) for value in (before, after))
        added = [f"新增“{self._caveat(c)}”" for c in new if c not in old]
        return "；".join(added + [f"取消“{self._caveat(c)}”" for c in old if c not in new])

    def _caveat(self, code: str) -> str:
        return Caveat.labels().get(code, code)

    def _value(self, fact: Fact, value: Value) -> str:
        if value is None:
            return "无"
        if isinstance(value, Days):
            return f"{value.starts or '未载'} 至 {value.ends or UNTIL_REVIEW}"
        if isinstance(value, tuple):
            return LIST.join(self._functions.get(each, each) for each in value)
        if isinstance(value, date):
            return value.isoformat()
        if fact is Fact.STATUS:
            return Status.labels()[value]
        return self._titles.get(value, value) if fact is Fact.DECIDED_BY else value

    @cached_property
    def _functions(self) -> dict[str, str]:
        editions = (e for register in self._registers for e in register.regulations.values())
        return {f.term: f.label for edition in editions for f in edition.service_functions}

    @cached_property
    def _titles(self) -> dict[str, str]:
        acts = (act for register in self._registers for act in register.acts.values())
        return {act.id: title(act) for act in acts}


def _tuple(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
