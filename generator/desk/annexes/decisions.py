"""裁定 What the clerk says of single rows, and whether two rows now speak of one platform."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.desk.annexes.complaint import Complaint
from generator.desk.annexes.matching import NO_NEW, Match, Outcome
from generator.register.register import Register
from generator.standing.lookup import folded, lookup

NEW, SKIP = "new", "skip"
FORM = "--row 应写作“行=平台编号”“行=new”（新平台）或“行=skip”（不收），如 --row 7=sd-0012"


def decisions_of(said: Iterable[str]) -> dict[str, str]:
    """裁定 By the label of the row; several rows may be named before one equals sign."""
    found: dict[str, str] = {}
    for each in said:
        labels, equals, answer = each.partition("=")
        if not equals or not answer.strip():
            raise Complaint(f"“{each}”写得不对：{FORM}。")
        for label in labels.replace("，", ",").split(","):
            if found.setdefault(label.strip(), answer.strip()) != answer.strip():
                raise Complaint(f"第 {label.strip()} 行写了两个不同的 --row。")
    return found


def decided(
    matches: Sequence[Match], said: Mapping[str, str], register: Register, takes_new: bool
) -> tuple[Match, ...]:
    """裁定后的结果 With the rows that the clerk spoke of, and doubts where two rows are one."""
    labels = {match.row.line.label for match in matches}
    strange = [label for label in said if label not in labels]
    if strange:
        raise Complaint(f"名单中没有第 {'、'.join(strange)} 行；行号见表的第一列。")
    made = [
        _decided(match, said.get(match.row.line.label), register, takes_new) for match in matches
    ]
    twins = _twins(made)
    return tuple(_apart(match, twins) for match in made)


def _decided(match: Match, said: str | None, register: Register, takes_new: bool) -> Match:
    if said is None:
        return match
    if said == SKIP:
        return replace(match, outcome=Outcome.SKIPPED, platform=None, is_by_hand=True)
    if said == NEW:
        _may_be_new(match, takes_new)
        return replace(match, outcome=Outcome.NEW, platform=None, is_by_hand=True)
    found = lookup(register, said)
    if len(found) != 1:
        why = "不在登记簿中" if not found else f"对应 {len(found)} 个平台，请写编号"
        raise Complaint(f"{match.row.line.place}：“{said}”{why}。{FORM}。")
    platform = found[0].platform.id
    return replace(match, outcome=Outcome.MATCHED, platform=platform, is_by_hand=True)


def _may_be_new(match: Match, takes_new: bool) -> None:
    if not takes_new:
        raise Complaint(f"{match.row.line.place}：{NO_NEW}。")
    if not match.row.unit:
        raise Complaint(
            f"{match.row.line.place}：没有印运营单位，不能照它新建平台；"
            "请先用 registry new platform 登记，再写明编号。"
        )


def _twins(matches: Sequence[Match]) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        for key in _keys(match):
            found[key].append(match)
    return {key: each for key, each in found.items() if len(each) > 1}


def _keys(match: Match) -> Iterator[str]:
    """What no two rows of one list may share."""
    row = match.row
    if match.outcome is Outcome.MATCHED:
        yield f"编号 {match.platform}"
    if match.outcome is Outcome.NEW:
        yield f"名称 {folded(row.name or row.unit or '')}"
        if row.code:
            yield f"代码 {row.code}"


def _apart(match: Match, twins: Mapping[str, list[Match]]) -> Match:
    if match.is_by_hand and match.outcome is Outcome.NEW:
        return match
    others = [
        other.row.line.label
        for key in _keys(match)
        for other in twins.get(key, ())
        if other.row.line.label != match.row.line.label
    ]
    if not others:
        return match
    rows = "、".join(dict.fromkeys(others))
    reason = f"与第 {rows} 行像是同一平台，一份名单只列一次；重复的一行用 --row 写 skip"
    return replace(match, outcome=Outcome.DOUBTFUL, reasons=(*match.reasons, reason))
