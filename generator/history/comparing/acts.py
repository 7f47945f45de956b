"""文件的变化 Which acts were added, edited or removed, and what each correction puts right."""

from collections.abc import Iterator

from generator.history.comparing.comparison import ActChange, Mended
from generator.history.comparing.hiding import hidden, told
from generator.history.keeping.completing import completes
from generator.history.sides import Side, within
from generator.records.act import Act, rows_of
from generator.records.acts import Correction
from generator.records.differences import Difference, differences, unredacted
from generator.records.rows import Row
from generator.register.register import Register
from generator.terms import Action


def act_changes(base: Side, head: Side) -> Iterator[ActChange]:
    """各文件的变化 In the order of their days; what cannot be read now is not told as removed."""
    before, after = base.register.acts, head.register.acts
    every = sorted({**before, **after}.values(), key=lambda act: (act.issued_on.first, act.id))
    for act in every:
        if act.id not in after:
            if act.id not in head.receipt.refused:
                yield ActChange(Action.REMOVED, act, _file(base, act))
        elif act.id not in before:
            mended = tuple(_mended(act, base.register, head.register))
            yield ActChange(Action.ADDED, act, _file(head, act), mended=mended)
        elif act != before[act.id]:
            yield _edited(before[act.id], act, head)


def _edited(before: Act, after: Act, head: Side) -> ActChange:
    found = differences(before, after)
    return ActChange(_action(found, before), after, _file(head, after), hidden(found))


def _action(found: list[Difference], before: Act) -> Action:
    left = unredacted(found)
    if not left:
        return Action.REDACTED
    return Action.COMPLETED if all(completes(each, before) for each in left) else Action.EDITED


def _file(side: Side, act: Act) -> str:
    return within(side.receipt.folder, side.register.filed_act(act).file)


def _mended(act: Act, base: Register, head: Register) -> Iterator[Mended]:
    """What a new correction says otherwise than what stood before it."""
    if not isinstance(act, Correction):
        return
    target = head.corrected_in_the_end(act)
    wrong = _standing(target, base) if target else {}
    for row in rows_of(act):
        was = wrong.get(row.platform)
        for name in type(row).model_fields:
            if name in row.model_fields_set and name != "platform":
                now = getattr(row, name)
                yield Mended(row.platform, name, told(getattr(was, name, None), now), now)


def _standing(target: Act, base: Register) -> dict[str, Row]:
    """The rows as they counted before; as printed, where the act itself is new."""
    if target.id in base.acts:
        entries = base.entries_of(base.acts[target.id])
        return {name: entry.row for name, entry in entries.items() if entry.row}
    return {row.platform: row for row in rows_of(target)}
