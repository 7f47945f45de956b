"""Texts of a page whose draft was changed or dropped meanwhile: shown, so that nothing typed is lost."""

from collections.abc import Iterator

from generator.web.amend import standing_record
from generator.web.draft import DeskDraft
from generator.web.visitor import Refusal, Visitor
from generator.web.words import column_name, field_names

STALE = "这份草稿已在别处改过（比如开了两个页面），这个页面上的改动没有保存；请打开最新的一版再改。"

NOT_DROPPED = "这份草稿已在别处改过，没有删去；请打开最新的一版，看过再删。"
NOT_HANDED_IN = (
    "这份草稿已在别处改过，刚才看的变化不是最新的，没有提交；请打开最新的一版，再看一遍变化。"
)
RECORD_CHANGED = (
    "登记簿里的这条记录刚刚改过，这个页面上的改动没有保存；请打开最新的一版，对照现在的内容再改。"
)


def told_draft(visitor: Visitor) -> DeskDraft:
    """The draft that a form was filled in for; of one that is gone the refusal shows what was typed."""
    try:
        return visitor.draft()
    except Refusal as reason:
        raise Refusal(str(reason), reason.status, on_page(visitor), is_gone=True) from None


def refuse_stale(visitor: Visitor, draft: DeskDraft, sentence: str = STALE) -> None:
    """Refuses what was pressed on a page of an older version: it was not said of what is there now."""
    if visitor.text("version") != str(draft.version):
        raise Refusal(sentence, 409, on_page(visitor))


def on_page(visitor: Visitor) -> dict[str, str]:
    """All texts of the form, each with its name; of a record that stands, what is said otherwise of it."""
    texts = dict[str, list[str]]()
    for name, text in _named(visitor):
        texts.setdefault(name, []).append(text)
    return {name: text for name, each in texts.items() if (text := ",".join(filter(None, each)))}


def _named(visitor: Visitor) -> Iterator[tuple[str, str]]:
    is_one = len([*visitor.texts("k.")]) < 2
    for rest, text in visitor.texts("a."):
        at, _, path = rest.partition(".")
        yield f"{_of_act(at, is_one)}{field_names().get(path, path)}", text
    for rest, text in visitor.texts("r."):
        at, number, column = rest.split(".", 2)
        yield f"{_of_act(at, is_one)}名单第 {int(number) + 1} 行 {column_name(column)}", text
    for at, text in visitor.texts("p."):
        yield f"{_of_act(at, is_one)}粘贴的名单", text
    for column, text in visitor.texts("e."):
        yield column_name(column), text
    yield from _amended(visitor)


def _of_act(at: str, is_one: bool) -> str:
    return "" if is_one else f"第 {int(at) + 1} 项 "


def _amended(visitor: Visitor) -> Iterator[tuple[str, str]]:
    record = standing_record(visitor.edition, visitor.text("of"))
    for address, text in typed_fields(visitor).items():
        if record is None or address not in record.every or text != record.every[address].text:
            yield amended_name(address), text


def typed_fields(visitor: Visitor) -> dict[str, str]:
    """Texts typed for the fields of a record that stands, by address; of a list from which all was taken, none."""
    typed: dict[str, list[str]] = {address: [] for address, _ in visitor.texts("fhas.")}
    for address, text in visitor.texts("f."):
        typed.setdefault(address, []).extend([text] if text else [])
    return {address: ",".join(texts) for address, texts in typed.items()}


def amended_name(address: str) -> str:
    """The name of a field of a record, with the row that it stands in."""
    steps = address.split(".")
    row = f"名单第 {int(steps[1]) + 1} 行 " if steps[0] == "rows" and len(steps) > 1 else ""
    return f"{row}{field_names().get(steps[-1], address)}"


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
        yield amended_name(address), text
