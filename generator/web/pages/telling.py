"""Texts of a page whose draft was changed meanwhile: shown, so that nothing typed is lost."""

from collections.abc import Iterator

from generator.web.draft import DeskDraft
from generator.web.words import column_name, field_names

STALE = "这份草稿已在别处改过（比如开了两个页面），这个页面上的改动没有保存；请打开最新的一版再改。"


def left_out(draft: DeskDraft, typed: DeskDraft) -> dict[str, str]:
    """Texts that were told otherwise than the draft has them, each with its name."""
    return {name: text for name, text in _texts(typed) if (name, text) not in {*_texts(draft)}}


def _texts(draft: DeskDraft) -> Iterator[tuple[str, str]]:
    for at, act in enumerate(draft.acts, 1):
        of_act = f"第 {at} 项 " if len(draft.acts) > 1 else ""
        for path, text in act.answers.items():
            yield f"{of_act}{field_names().get(path, path)}", text
        for number, row in enumerate(act.rows, 1):
            for column, text in row.items():
                yield f"{of_act}名单第 {number} 行 {column_name(column)}", text
        if act.pasted:
            yield f"{of_act}粘贴的名单", act.pasted
    for address, text in (draft.amends.changes if draft.amends else {}).items():
        yield field_names().get(address.rpartition(".")[2], address), text
