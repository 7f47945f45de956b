"""Sentences of checks and readers as the desk shows them: names for codes, buttons for commands."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from generator.desk.meanings import act_title
from generator.desk.new import OTHER_RECORDS, row_questions
from generator.desk.questions import questions, row_model
from generator.records.acts import ACTS
from generator.register.identity import identity
from generator.register.snapshot import Snapshot
from generator.site.pages.wording import Wording
from generator.terms.heads import HEADS
from generator.terms.words import (
    DecisionOutcome,
    NationalOutcome,
    ObjectionOutcome,
    ReviewOutcome,
)

OUTCOMES = (ReviewOutcome, ObjectionOutcome, DecisionOutcome, NationalOutcome)

TOKEN = re.compile(
    r" ?(?<![0-9A-Za-z./_#-])[a-z0-9]+(?:[-_.][a-z0-9]+)*(?:#\d+)?(?![0-9A-Za-z/_#-]) ?"
)
CODE = re.compile(r"\d{6}")
# A platform is called by its id and, in brackets behind it, by its name: once is enough.
TWICE = re.compile(r"([^“”（）、；。]+)（\1）")
# A title has marks of its own.
QUOTED = re.compile(r"“(《[^《》]*》)”")
# What a sentence says for the terminal, and what it is on these pages.
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"先用 registry new renaming 登记更名", "先登记更名（“今天办什么”里“登记一份文件”选“更名”）"),
        (r"请先用 registry new platform 登记，再写明编号", "请在名单里补上运营单位"),
        (r"请用 registry import document 分成两项", "请在“名单”里选“按标题分成几项”"),
        (r"；各行相同的，用 --set \S+ 写明", "；请点“改这一行”补上"),
        (r"；重复的一行用 --row 写 skip", "；重复的一行选“不是名单的行”"),
        (r"请用 --sheet 写明导入哪一个[^。]*。", "请在下面选出要录入的名单。"),
        (r"列名不同的，请用 --head “印的列名=字段”指明。", "请在下面指明各列是什么。"),
        (r"请用 --head “列名=(\S+)”指明[^。]*。", r"请在下面指明哪一列是\1，另一列选“不收”。"),
        (r"请用 --kinds 依次写明[^。]*。", "请在下面逐份选种类。"),
        (r"请用 --series 写明编号的系列，如 --series \S+。", "请先由管理员登记第一个平台。"),
        (r"--head 写明不收", "您选了不收"),
        (r"按 --set", "按统一填写的"),
        (r"--(?:sheet|only|row) ?", ""),
        (r"。--row 应写作[^。]*", ""),
        (r"请另存为 (\S+) 再导入", r"请另存为 \1 再上传"),
        (r"不能导入", "不能上传"),
        (r"导入", "录入"),
        (r"(?:写入|列入|写明在|在) ?excused\.yaml ?(?:中)?(?:并说明(?:理由)?|写明理由)?", "请管理员列为特许并写明理由"),
        (r"请核对 departments\.yaml", "请核对部门名录"),
        (r"departments\.yaml 中", "部门名录中"),
        (r"建立 work_calendars/(.+?)\.yaml", r"请管理员补录 \1 年的放假安排"),
        (r"excused\.yaml", "特许"),
        (r"装上 \S+，在 site\.yaml 写 `?printer: \S+?`?(?=[。；]|$)", "请告诉管理员"),
        (r"(?<![A-Za-z])([a-z_]+(?:\.[a-z_]+)*): ", r"“\1”填"),
        (r"；编号不能再用，请换一个", ""),
        (r"，或者对照原件用 registry new 录入", "，或者在下面逐行填写"),
        (r"[；，]正在合并的，先运行 registry renumber.*?再重新运行。", "，请告诉管理员。"),
    )
)  # fmt: skip


@cache
def field_names() -> dict[str, str]:
    """Short names of all fields, by their paths and by the last names of these."""
    names: dict[str, str] = {}
    for model in (*ACTS.values(), *OTHER_RECORDS.values()):
        for question in questions(model):
            names.setdefault(question.path, question.called)
            names.setdefault(question.name, question.short)
        for question in row_questions(model) if row_model(model) else ():
            names.setdefault(question.name, question.short)
    return {**names, **{field: heads[0] for field, heads in HEADS.items()}, "rows": "名单"}


def column_name(field: str) -> str:
    """The name of a column of a list; of what no list prints, that of its field."""
    return HEADS[field][0] if field in HEADS else field_names().get(field, field)


def plain_words(snapshot: Snapshot) -> Callable[[str], str]:
    """A function from a sentence of a check or a reader to what the desk shows."""
    names = dict[str, str]()

    def name(match: re.Match[str]) -> str:
        token = match[0].strip()
        if token not in names:
            names[token] = _name(token, snapshot)
        return match[0] if names[token] == token else names[token]

    def worded(text: str) -> str:
        for pattern, instead in PHRASES:
            text = pattern.sub(instead, text)
        text = TWICE.sub(r"\1", TOKEN.sub(name, text)).replace("`", "")
        return QUOTED.sub(r"\1", text)

    return worded


def _name(token: str, snapshot: Snapshot) -> str:
    register, day = snapshot.register, snapshot.as_of
    history = register.histories.get(register.merged.get(token, token))
    acts: Any = register.named(token)
    if history:
        return identity(history, day).shown
    if acts:
        return act_title(acts[0])
    if token in register.regulations:
        return f"《{register.regulations[token].title}》"
    if register.territory.holds(token) and CODE.fullmatch(token):
        return register.territory.place(token)
    if token in register.departments:
        return Wording(register).department(token, day)
    labels = {f.term: f.label for e in register.regulations.values() for f in e.service_functions}
    labels |= {code: label for words in OUTCOMES for code, label in words.labels().items()}
    if known := labels.get(token) or field_names().get(token):
        return known
    # An address within a record: the row of a platform, a field of it.
    pieces = token.split(".")
    named = [_name(piece, snapshot) for piece in pieces] if len(pieces) > 1 else pieces
    return "的".join(named) if named != pieces else token
