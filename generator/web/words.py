"""Sentences of checks and readers as the desk shows them: names for records, buttons for commands."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from generator.desk.meanings import act_title
from generator.desk.new import OTHER_RECORDS, row_questions
from generator.desk.questions import questions, row_model
from generator.desk.sentences import SENTENCES
from generator.records.acts import ACTS
from generator.records.registry import SiteRecord
from generator.records.regulation import function_labels
from generator.register.identity import identity
from generator.register.snapshot import Snapshot
from generator.site.pages.wording import Wording
from generator.terms.findings import Advice, pieces
from generator.terms.heads import HEADS
from generator.terms.said import Said, worded
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
# What these pages say otherwise than a terminal, by the code of the sentence.
IN_BROWSER: dict[str, str] = {
    "record_renaming": "先登记更名（“今天办什么”里“登记一份文件”选“更名”）",
    "twin_rows": "与第 {rows} 行像是同一平台，一份名单只列一次；重复的一行选“不是名单的行”",
    "field_missing": "没有印“{label}”；请点“改这一行”补上",
    "review_in_title": (
        "标题“{title}”说是复核，{kind}的名单记不下这一项；请在“名单”里选“按标题分成几项”"
    ),
    "from_option": "{label}按统一填写的",
    "department_of_old": "“{text}”的名称在 {day} 不在使用，请核对部门名录",
    "department_unknown": "部门名录中没有名为“{text}”的部门{near}",
    "of_edition": "{edition}",
    "column_dropped": "您选了不收",
    "lists_several": "有 {count} 处像是名单：{lists}。请在下面选出要录入的名单。",
    "sheet_without_list": "“{sheet}”中没有名单。文件里有：{known}。",
    "no_list": (
        "没有找到名单的表头：应有一行印着“平台名称”或“运营单位”等列名。{seen}"
        "请在下面指明各列是什么。"
    ),
    "columns_alike": (
        "{list}有几列都像是{label}：{columns}。请在下面指明哪一列是{label}，另一列选“不收”。"
    ),
    "ruling_form": "请选一个平台，或者写它的编号",
    "ruled_twice": "第 {row} 行裁定了两次，两次不同。",
    "ruled_unknown_rows": "名单中没有第 {rows} 行。",
    "ruled_new_without_unit": "{place}：没有印运营单位，不能照它新建平台；请在名单里补上运营单位。",
    "twins_of_lists": "第 {rows} 行像是同一个新平台（{key}）；请在名单里补上运营单位。",
    "no_series": "登记簿里还没有平台，请先由管理员登记第一个平台。",
    "already_there": "登记簿里已经有这一条（如同一年度的批次），没有写任何文件；请核对年度。",
    "numbers_unreadable": "编号的记录读不出来{remedy}",
    "numbers_broken": "编号的记录残缺{remedy}",
    "numbers_remedy": "，没有写任何文件；请告诉管理员。",
    "excuse": "请管理员列为特许并写明理由",
    "put": "“{field}”填“{value}”",
    "holding": "“{field}”填“{value}”",
    "no": "否",
    "yes": "是",
    "of_kind": "的决定",
    "add_calendar": "请管理员补录 {year} 年的放假安排",
    "install_printer": "请告诉管理员",
    "follow_form": "照这样改",
}  # fmt: skip


@cache
def field_names() -> dict[str, str]:
    """Short names of all fields, by their paths and by the last names of these."""
    names: dict[str, str] = {}
    for model in (*ACTS.values(), *OTHER_RECORDS.values(), SiteRecord):
        for question in questions(model):
            names.setdefault(question.path, question.called)
            names.setdefault(question.name, question.short)
        for question in row_questions(model) if row_model(model) else ():
            names.setdefault(question.name, question.short)
    return {
        **names,
        **{field: heads[0] for field, heads in HEADS.items()},
        "rows": "名单",
        "rows_complete": "名单是否录全",
    }


def column_name(field: str) -> str:
    """The name of a column of a list; of what no list prints, that of its field."""
    return HEADS[field][0] if field in HEADS else field_names().get(field, field)


# From a sentence of the desk or of a check to what a page shows.
Plain = Callable[[Said | Advice], str]


def plain_words(snapshot: Snapshot, instead: Mapping[str, str] = IN_BROWSER) -> Plain:
    """A function from a sentence of the desk or of a check to what is shown, records by their names."""
    names, table = dict[str, str](), {**SENTENCES, **instead}

    def called(token: str) -> str:
        if token not in names:
            names[token] = _name(token, snapshot)
        return names[token]

    def name(match: re.Match[str]) -> str:
        token = match[0].strip()
        return match[0] if called(token) == token else called(token)

    def of_code(sentence: Said) -> str:
        return worded(sentence, lambda _, id: called(id), table)

    def words(sentence: Said | Advice) -> str:
        if isinstance(sentence, Said):
            return of_code(sentence)
        texts = (each if isinstance(each, str) else of_code(each) for each in pieces(sentence))
        text = TWICE.sub(r"\1", TOKEN.sub(name, "".join(texts))).replace("`", "")
        return QUOTED.sub(r"\1", text)

    return words


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
    labels = function_labels(register.regulations.values())
    labels |= {code: label for words in OUTCOMES for code, label in words.labels().items()}
    if known := labels.get(token) or field_names().get(token):
        return known
    # An address within a record: the row of a platform, a field of it.
    pieces = token.split(".")
    named = [_name(piece, snapshot) for piece in pieces] if len(pieces) > 1 else pieces
    return "的".join(named) if named != pieces else token
