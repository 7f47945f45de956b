"""Sentences of the desk: each code has words for every shower, and no page names a command or a file."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from generator.desk.annexes.grid import Complaint
from generator.desk.meanings import terminal_words
from generator.desk.sentences import OF_COMMANDS, PLATFORM, SENTENCES, platforms_in
from generator.intake import receive
from generator.program import PACKAGE
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.terms.findings import EXCUSE, NO, in_files, put
from generator.terms.said import Ids, as_json, from_json, said
from generator.web.forge_draft import IN_A_FORM
from generator.web.words import IN_BROWSER, field_names, plain_words
from tests.conftest import DAY, DEMONSTRATION

# What a page or a form for clerks never says.
MACHINERY = re.compile(r"--[a-z]+|registry [a-z]+|\.yaml|`|\brows\b|git |=[a-z]|[a-z_]: ")
SHOWERS = {"browser": IN_BROWSER, "form": IN_A_FORM}
SHOWN = sorted(SENTENCES.keys() - OF_COMMANDS.keys())


@pytest.fixture(scope="module")
def register() -> Register:
    """The demonstration register."""
    return Register.bind(receive(DEMONSTRATION))


def slots(template: str) -> set[str]:
    """Names of the slots of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def spoken() -> Iterator[tuple[str, str, set[str] | None]]:
    """Every code that the program says, with its place and its slots; None where these are not written out."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_said = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said"
            if not is_said or not isinstance(node, ast.Call) or not node.args:
                continue
            names = {each.arg for each in node.keywords}
            given = {name for name in names if name} if None not in names else None
            for each in ast.walk(node.args[0]):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value, f"{path.name}:{node.lineno}", given


def test_every_code_that_is_said_has_words_that_use_its_slots() -> None:
    """A code without words, a slot that its words lack, or words that want another, is found here."""
    said_codes = list(spoken())
    assert len(said_codes) > 60
    for code, place, given in said_codes:
        assert code in SENTENCES, place
        assert given is None or given == slots(SENTENCES[code]), place


def test_no_words_without_a_sentence() -> None:
    """Words for a code that nothing says are gone with it."""
    texts = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py")]
    used = {code for code in SENTENCES if sum(text.count(f'"{code}"') for text in texts) > 1}
    assert used == set(SENTENCES)


@pytest.mark.parametrize("shower", SHOWERS)
def test_a_shower_words_only_what_it_says_otherwise(shower: str) -> None:
    """Each of its words is for a known code, differs from the terminal's, and fills no slot of its own."""
    for code, words in SHOWERS[shower].items():
        assert words != SENTENCES[code], code
        assert slots(words) <= slots(SENTENCES[code]), code


@pytest.mark.parametrize("shower", SHOWERS)
@pytest.mark.parametrize("code", SHOWN)
def test_no_page_names_a_command_or_a_file(shower: str, code: str) -> None:
    """What is shown to clerks has no option, command, file or code of the program in it."""
    words = {**SENTENCES, **SHOWERS[shower]}[code]
    assert not MACHINERY.search(re.sub(r"\{\w+\}", "甲", words))


@pytest.mark.parametrize("code", OF_COMMANDS)
def test_what_commands_alone_say_has_one_wording(code: str) -> None:
    """It speaks of an option or of a file of theirs; a page has nothing to say of it."""
    assert not any(code in words for words in SHOWERS.values())


def test_no_words_are_known_by_their_letters() -> None:
    """What a page shows is told by codes; a pattern of Chinese words would read a sentence back."""
    tree = ast.parse((PACKAGE / "web/words.py").read_text("utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    patterns = [n for n in calls if getattr(n.func, "attr", "") in ("compile", "sub", "replace")]
    texts = [ast.unparse(each) for each in patterns]
    assert texts
    assert not any(re.search("[\u4e00-\u9fff]", text) for text in texts)


def test_a_sentence_crosses_to_another_process_as_it_is() -> None:
    """Code and slots, however deep: sentences within it, and several in one slot."""
    gaps = (said("gap", one=1, two=3), said("gap", one=4, two=7))
    sentence = said(
        "noted", list="表", line=2, cell="", what=said("ordinals_apart", breaks=gaps, more="")
    )
    assert from_json(json.loads(json.dumps(as_json(sentence)))) == sentence
    assert as_json(said("macros", part="x.bin")) == ["macros", {"part": "x.bin"}]


def test_a_platform_is_a_value_named_by_who_shows_it(register: Register) -> None:
    """A terminal says the id with the name, a page the name; the candidates are ids, however deep they lie."""
    first = said("record_renaming")
    doubt = said("named_in_remarks", platforms=Ids(PLATFORM, ("sd-0001",)), first=first)
    nested = said("if_renamed", first=doubt)
    assert [*platforms_in([nested, said("macros", part="sd-0002")])] == ["sd-0001"]
    assert terminal_words(register)(doubt) == (
        "备注提到sd-0001（示例·济南工业设计公共服务平台）；如是原名，先用 registry new renaming 登记更名"
    )
    snapshot = Snapshot.of(register, DAY)
    assert plain_words(snapshot)(doubt) == (
        "备注提到示例·济南工业设计公共服务平台；如是原名，"
        "先登记更名（“今天办什么”里“登记一份文件”选“更名”）"
    )
    assert plain_words(snapshot, IN_A_FORM)(doubt).endswith("（另填一份表单，种类选“更名”）")


def test_what_a_list_prints_is_shown_as_printed(register: Register) -> None:
    """No text of a list is taken for an id, a field or a slot."""
    doubt = said("not_a_day", text="sd-0001 {name} issued_on")
    assert plain_words(Snapshot.of(register, DAY))(doubt) == "“sd-0001 {name} issued_on”不是日期"


def test_a_complaint_keeps_its_sentence() -> None:
    """As a text it is worded for a terminal; whoever else shows it has the value."""
    refused = Complaint(said("ruled_unknown_rows", rows=("7", "8")))
    assert str(refused) == "名单中没有第 7、8 行；行号见表的第一列。"
    assert IN_BROWSER[refused.sentence.code] == "名单中没有第 {rows} 行。"


def _fixes(path: Path) -> Iterator[str]:
    """Chinese sentences of a module that are no docstrings, with a word in place of each value."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
    for node in ast.walk(tree):
        pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
        texts = [p.value if isinstance(p, ast.Constant) else "甲" for p in pieces]
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in parts:
            text = "".join(map(str, texts))
            if re.search("[\u4e00-\u9fff]", text) and "\n" not in text:
                yield text


# Of files that the desk never writes so, or of another kind of record.
OF_FILES = ("移到 notices", "与文件名“", "把文件改名为", "registry new correction")


MODULES = [
    *(path for path in (PACKAGE / "checks").glob("*.py") if path.name != "casebook.py"),
    PACKAGE / "history/immutability.py",
]


def test_every_field_of_a_step_has_a_name() -> None:
    """A page calls the field by it."""
    calls = (
        node
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("put", "holding")
    )
    fields = {each.args[0].value for each in calls if isinstance(each.args[0], ast.Constant)}
    assert len(fields) > 10
    assert fields <= field_names().keys()


def test_findings_are_said_in_words_of_the_desk(register: Register) -> None:
    """What a check says for who keeps the files is a step with words of its own on a page."""
    plain = plain_words(Snapshot.of(register, DAY))
    texts = [t for path in MODULES for t in _fixes(path) if " of a rule as " not in t]
    texts = [text for text in texts if not any(each in text for each in OF_FILES)]
    assert len(texts) > 300
    assert [text for text in texts if MACHINERY.search(plain(text))] == []


def test_a_step_is_worded_by_who_shows_the_finding(register: Register) -> None:
    """The files have a field with its value, the desk the field's name."""
    steps = ("补录名单；没有取得名单的，", put("rows_complete", NO), "；或者", EXCUSE)
    assert in_files(steps) == (
        "补录名单；没有取得名单的，写 rows_complete: false；或者列入 excused.yaml 并说明理由"
    )
    plain = plain_words(Snapshot.of(register, DAY))
    assert plain(steps) == (
        "补录名单；没有取得名单的，“名单是否录全”填“否”；或者请管理员列为特许并写明理由"
    )
