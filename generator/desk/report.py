"""A comparison of two versions in sentences: for the terminal, and as a comment of a forge."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.desk.meanings import UNTIL_REVIEW, act_meaning, act_title
from generator.history.alteration import edit_message
from generator.history.comparison import (
    ActChange,
    Comparison,
    Days,
    FactChange,
    PlatformChange,
    RecordChange,
    StatusChange,
    Turn,
    Value,
)
from generator.history.versions import Version
from generator.records.acts import RevocationRow
from generator.records.differences import Difference
from generator.records.registry import Erratum
from generator.records.regulation import function_labels
from generator.register.answer import StandingCaveat
from generator.terms.answers import Caveat
from generator.terms.citations import article_label
from generator.terms.findings import text as finding_text
from generator.terms.words import (
    Action,
    Fact,
    Status,
)

LONGEST_VALUE, SHORT_COMMIT = 160, 10


class FactWording:
    """Sentences on facts, with labels that depend on what is on record on either side."""

    def __init__(self, comparison: Comparison) -> None:
        # What is on record now is said as it is now: titles may have been mended or redacted.
        self._registers = (comparison.base.register, comparison.head.register)

    def fact(self, change: FactChange, *, is_new: bool) -> str:
        """The value before and after; for what is new, only what it is."""
        label, fact = change.fact.label, change.fact
        if fact is Fact.CAVEATS:
            return f"{label}：{self._caveats(change.before, change.after)}"
        after = self._value(fact, change.after)
        if is_new:
            return f"{label}：{after}"
        return f"{label}：{self._value(fact, change.before)} → {after}"

    def turn(self, turn: Turn) -> str:
        """The day from which a value holds, and by which act."""
        by = f"（{act_title(turn.by[-1])}）" if turn.by else ""
        value = self._value(turn.fact, turn.value)
        if turn.fact is Fact.BARRED_UNTIL:
            return f"自 {turn.on} 起不得申报，至 {value}{by}"
        subject = "" if turn.fact is Fact.STATUS else f"{turn.fact.label}"
        return f"自 {turn.on} 起{subject}为“{value}”{by}{_caveat_words(turn.caveats)}"

    def _caveats(self, before: Value, after: Value) -> str:
        old, new = (value if isinstance(value, tuple) else () for value in (before, after))
        labels = Caveat.labels()
        added = [f"新增“{labels.get(c, c)}”" for c in new if c not in old]
        return "；".join(added + [f"取消“{labels.get(c, c)}”" for c in old if c not in new])

    def _value(self, fact: Fact, value: Value) -> str:
        if value is None:
            return "无"
        if isinstance(value, Days):
            return f"{value.starts or '未载'} 至 {value.ends or UNTIL_REVIEW}"
        if isinstance(value, tuple):
            labels = self._titles if fact is Fact.DECIDED_BY else self._functions
            return "、".join(labels.get(each, each) for each in value)
        if isinstance(value, date):
            return value.isoformat()
        if fact is Fact.STATUS:
            return Status.labels()[value]
        return value

    @cached_property
    def _functions(self) -> dict[str, str]:
        editions = (e for register in self._registers for e in register.regulations.values())
        return function_labels(editions)

    @cached_property
    def _titles(self) -> dict[str, str]:
        acts = (act for register in self._registers for act in register.acts.values())
        return {act.id: act_title(act) for act in acts}


@dataclass(frozen=True)
class ReportItem:
    """A change: what it is about, the main thing said of it, and the rest line by line."""

    about: str
    main: str
    rest: tuple[str, ...]


def act_items(comparison: Comparison) -> Iterator[ReportItem]:
    """Items on the acts, in the order of their days."""
    for change in comparison.acts:
        act = change.act
        about = f"{act.kind_of_act.label} {act_title(act)}（{act.id}）"
        yield ReportItem(about, change.action.label, tuple(_act_lines(change, comparison)))


def _act_lines(change: ActChange, comparison: Comparison) -> Iterator[str]:
    is_gone = change.action is Action.REMOVED
    register = (comparison.base if is_gone else comparison.head).register
    if is_gone or change.action is Action.ADDED:
        yield act_meaning(change.act, register)
    for each in change.mended:
        path = ("rows", each.platform, each.field)
        difference = Difference(path, path, each.before, each.after, type(change.act))
        yield from _difference_lines((difference,))
    yield from _difference_lines(change.differences)


def platform_items(comparison: Comparison) -> Iterator[ReportItem]:
    """Items on the platforms, those whose status changes on the day first."""
    words = FactWording(comparison)
    for change in comparison.platforms:
        about = f"{change.name}（{change.id}）"
        yield ReportItem(about, _status_line(change.status), tuple(_platform_lines(change, words)))


def _status_line(status: StatusChange) -> str:
    """A status as 有效 → 已撤销，自 2026-03-02，依据第二十四条，《标题》文号."""
    if status.after is None:
        return f"{status.before.label if status.before else ''} → 移除"
    if not status.is_change:
        return f"{status.after.label}，状态不变{_caveat_words(status.caveats_after)}"
    line = f"{status.before.label if status.before else '新登记'} → {status.after.label}"
    line += f"，自 {status.since}" if status.since else ""
    return line + _status_ground(status) + _caveat_words(status.caveats_after)


def _caveat_words(caveats: tuple[StandingCaveat, ...]) -> str:
    """Caveats of a status, which are told wherever it is."""
    texts = "；".join(caveat.label for caveat in caveats)
    return f"（注意：{texts}）" if texts else ""


def _status_ground(status: StatusChange) -> str:
    """Article and title of the last of the acts that the status rests on."""
    if not status.deciding:
        return ""
    entry = status.deciding[-1]
    row = entry.row
    article = row.article if isinstance(row, RevocationRow) else None
    return f"，依据{article_label(article) + '，' if article else ''}{act_title(entry.act)}"


def _platform_lines(change: PlatformChange, words: FactWording) -> Iterator[str]:
    is_new = change.action is Action.ADDED
    shown = {Fact.DECIDED_BY} if change.status.is_change else set()
    shown |= {Fact.NAME} if is_new else set()
    yield from (words.fact(f, is_new=is_new) for f in change.facts if f.fact not in shown)
    yield from (words.turn(turn) for turn in change.coming)
    yield from (f"原定{words.turn(turn)}，现已改变" for turn in change.dropped)
    for each in change.past:
        days = f"{each.starts} 至 {each.ends} 各日"
        when = days if each.starts < each.ends else f"{each.starts} "
        yield f"对 {when}的答复：{each.before.label} → {each.after.label}"
    yield from _difference_lines(change.differences)


def record_items(comparison: Comparison) -> Iterator[ReportItem]:
    """Items on the other records, file by file."""
    for change in comparison.records:
        lines = (*_erratum_lines(change, comparison), *_difference_lines(change.differences))
        yield ReportItem(change.file, change.action.label, lines)


def new_erratum(change: RecordChange, comparison: Comparison) -> Erratum | None:
    """Erratum that a new file holds: it says itself what was wrong."""
    filed = comparison.head.filed.get(change.file, ()) if change.action is Action.ADDED else ()
    return next((each.record for each in filed if isinstance(each.record, Erratum)), None)


def _erratum_lines(change: RecordChange, comparison: Comparison) -> Iterator[str]:
    """Line on a new erratum: its record, the fields, and what was wrong."""
    erratum = new_erratum(change, comparison)
    if erratum:
        acts = comparison.head.register.named(erratum.of)
        title = act_title(acts[0]) if acts else "平台"
        yield f"勘误{title}（{erratum.of}）的 {'、'.join(erratum.fields)}：{erratum.what}"


def _difference_lines(differences: tuple[Difference, ...]) -> Iterator[str]:
    return (edit_message(each, LONGEST_VALUE) for each in differences)


def _heading(comparison: Comparison) -> str:
    """Both versions by name and commit."""
    return f"原来的版本：{_version_name(comparison.base)}；后来的版本：{_version_name(comparison.head)}"


def _version_name(side: Version) -> str:
    return f"{side.name}（{side.commit[:SHORT_COMMIT]}）" if side.commit else side.name


def comparison_summary(comparison: Comparison) -> str:
    """One paragraph on what changes for the public."""
    counts = "，".join(_change_counts(comparison)) or _no_change(comparison)
    return f"截至 {comparison.as_of}，{counts}。"


def _cautions(comparison: Comparison) -> Iterator[str]:
    """Sentences on what could not be compared."""
    for findings, side in (
        (comparison.unread, comparison.head),
        (comparison.unread_before, comparison.base),
    ):
        if findings:
            yield (
                f"注意：{side.name}中有 {len(findings)} 处错误，"
                "读不出的记录没有比较，以上可能不全、不准。"
            )


def _change_counts(comparison: Comparison) -> Iterator[str]:
    acts = [*_document_counts(comparison)]
    if acts:
        yield f"文件{'、'.join(acts)}"
    today, later = len(comparison.status_changes), len(comparison.later_status_changes)
    others = len(comparison.platforms) - today - later
    if today:
        yield f"{today} 个平台的资格状态有变化"
    if later:
        yield f"{later} 个平台日后的资格状态与原来不同"
    if others:
        yield f"{others} 个平台另有变化"
    if comparison.records:
        yield f"其他记录 {len(comparison.records)} 个文件有变化"


def _document_counts(comparison: Comparison) -> Iterator[str]:
    """Documents by what was done to them, and their acts where one has several."""
    for action in Action:
        acts = [change.act for change in comparison.acts if change.action is action]
        documents = {act.document for act in acts}
        items = f"（{len(acts)} 项）" if len(acts) > len(documents) else ""
        if acts:
            yield f"{action.label} {len(documents)} 份{items}"


def _no_change(comparison: Comparison) -> str:
    if comparison.unread or comparison.unread_before:
        return "读得出的记录没有变化"
    if comparison.form_only:
        count = len(comparison.form_only)
        return f"对公众没有变化：{count} 个文件只改了写法（如注释、换行、字段次序、所在子文件夹），记录的内容不变"
    return "对公众没有变化：两边的记录完全相同"


def as_text(comparison: Comparison) -> str:
    """The whole comparison for the terminal: summary, acts, platforms and the rest."""
    return "\n".join(map(one_line, _text_lines(comparison)))


def _text_lines(comparison: Comparison) -> Iterator[str]:
    main_first, about_first = "  {item.main} {item.about}", "  {item.about}：{item.main}"
    wrong = map(finding_text, (*comparison.unread, *comparison.unread_before))
    yield _heading(comparison)
    yield comparison_summary(comparison)
    yield from _text_section("文件", _item_lines(act_items(comparison), main_first))
    yield from _text_section("平台", _item_lines(platform_items(comparison), about_first))
    yield from _text_section("其他记录", _item_lines(record_items(comparison), main_first))
    yield from _text_section("只改了写法", (f"  {file}" for file in comparison.form_only))
    yield from _text_section(
        "读不出的记录", (f"  {line}" for text in wrong for line in text.split("\n"))
    )
    yield from _cautions(comparison)


def _text_section(name: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from ("", name, *listed)


def _item_lines(items: Iterable[ReportItem], head: str) -> Iterator[str]:
    for item in items:
        yield head.format(item=item)
        yield from (f"    {line}" for line in item.rest)


def one_line(text: str) -> str:
    """The text on one line, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


LONGEST = 300
# Every sign that Markdown or HTML could obey; a hyphen within a word or a date is none.
SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
INNER_HYPHEN = re.compile(r"(?<=[0-9A-Za-z])-(?=[0-9A-Za-z])")
# Forges look for mentions, references and pictograms once more, after the entities are read.
BECKONING = re.compile(r"([@#!~%&$^:])(?=\w)|(?<=\bgh)(-)(?=\d)", re.I)
ZERO_WIDTH_SPACE = "\u200b"


def escaped_text(text: str) -> str:
    """The text on one line, cut at LONGEST characters, harmless in every Markdown dialect."""
    line = one_line(text)
    line = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
    apart = BECKONING.sub(rf"\g<0>{ZERO_WIDTH_SPACE}", line)
    harmless = {hyphen.start() for hyphen in INNER_HYPHEN.finditer(apart)}
    return SIGNS.sub(
        lambda sign: sign[0] if sign.start() in harmless else f"&#{ord(sign[0])};", apart
    )


# What a forge takes in one comment is a little more than all of these together.
SECTION_ROOM = {
    "文件": 18_000, "平台": 30_000, "其他记录": 5_000, "只改了写法": 2_000, "读不出的记录": 3_000,
}  # fmt: skip
FOLDED_FROM = 10
MOST_LINES = 20
TABLE = "| 平台 | 资格状态 | 其他变化 |\n|---|---|---|"


def as_markdown(comparison: Comparison) -> str:
    """A comment of at most some 60,000 characters, with a sentence on what was cut."""
    return "\n".join(_markdown_parts(comparison)).strip()


def _markdown_parts(comparison: Comparison) -> Iterator[str]:
    yield f"**{escaped_text(comparison_summary(comparison))}**\n"
    yield from (f"{escaped_text(caution)}\n" for caution in _cautions(comparison))
    yield from _markdown_section("文件", map(_markdown_item, act_items(comparison)))
    yield from _markdown_section("平台", map(_markdown_row, platform_items(comparison)), TABLE)
    yield from _markdown_section("其他记录", map(_markdown_item, record_items(comparison)))
    yield from _markdown_section(
        "只改了写法", (f"- {escaped_text(file)}" for file in comparison.form_only)
    )
    wrong = (
        f"- {escaped_text(f'{each.place} {each.rule.code} {each.message}')}"
        for each in (*comparison.unread, *comparison.unread_before)
    )
    yield from _markdown_section("读不出的记录", wrong)
    yield f"\n{escaped_text(_heading(comparison))}。"


def _markdown_section(name: str, items: Iterable[str], head: str = "") -> Iterator[str]:
    listed = list(items)
    if not listed:
        return
    shown = list(_fitting(listed, SECTION_ROOM[name]))
    yield f"### {name}\n"
    is_long = len(listed) > FOLDED_FROM
    if is_long:
        yield f"<details><summary>共 {len(listed)} 条，点开查看</summary>\n"
    yield from ([head] if head else [])
    yield from shown
    if is_long:
        yield "\n</details>"
    if len(shown) < len(listed):
        cut = len(listed) - len(shown)
        yield f"\n另有 {cut} 条没有列出，请在本机运行 registry diff 查看全部。"
    yield ""


def _fitting(items: list[str], room: int) -> Iterator[str]:
    for item in items:
        room -= len(item) + 1
        if room < 0:
            return
        yield item


def _markdown_item(item: ReportItem) -> str:
    lines = [f"- **{escaped_text(item.main)}** {escaped_text(item.about)}"]
    return "\n".join(lines + [f"  - {line}" for line in _few_lines(item.rest)])


def _markdown_row(item: ReportItem) -> str:
    return f"| {escaped_text(item.about)} | {escaped_text(item.main)} | {'<br>'.join(_few_lines(item.rest))} |"


def _few_lines(lines: tuple[str, ...]) -> list[str]:
    shown = [escaped_text(line) for line in lines[:MOST_LINES]]
    left = len(lines) - len(shown)
    return shown + ([f"另有 {left} 处，请在本机运行 registry diff 查看"] if left else [])
