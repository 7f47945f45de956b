"""YAML with positions: every value with its line and column, every plain scalar as text.

The stock loader would turn `010` into 8, `no` into false and `12:30` into 750,
keep the last of two equal keys, and forget where anything stood.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.intake import rules
from generator.records.values import Path
from generator.terms.findings import Finding, Place, Rule

Mark = tuple[int, int]
# Gives the content of a file by its name.
Source = Callable[[str], bytes]
# By these and the platforms listed, the form of a notice is known before the whole is read.
HEAD = ("id", "kind", "corrects")
Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# No record comes near it: a list of a thousand rows is a quarter of it.
LARGEST = 1_048_576
PREFIX = "tag:yaml.org,2002:"
PLAIN_TAGS = {PREFIX + "str", PREFIX + "seq", PREFIX + "map"}
SAYINGS = (
    ("another document", "文件里有两份以上的内容（出现了多余的 --- 行）", "一个文件只写一条记录"),
    ("mapping values are not allowed", "这里多了一个冒号，或上一行缩进不对", "含冒号的文字用引号括起来；检查缩进"),
    ("could not find expected ':'", "这一行不是“字段: 值”，找不到半角冒号", "冒号用半角，后面空一格"),
    ("unexpected end of stream", "引号或括号没有配对，直到文件末尾也没有合上", "补上成对的引号或括号"),
    ("',' or ", "方括号或花括号没有配对，或漏了逗号", "补上成对的括号，各项之间用半角逗号分开"),
    ("node content", "方括号或花括号没有配对", "补上成对的括号，各项之间用半角逗号分开"),
    ("alphabetic or numeric", "值不能以 *、& 或 ! 开头", "用引号把整个值括起来"),
    ("cannot start any token", "值不能以这个字符开头", "用引号把整个值括起来"),
    ("undefined alias", "引用了不存在的别名（*）", "把内容原样写在这里"),
    ("did not find expected", "缩进或列表符号与上文不一致", "同一层的行左边对齐，列表每项以“- ”开头"),
    ("control characters", "含有不可见的控制字符", "删去该字符后重新键入"),
)  # fmt: skip
SETTLE = "两边新取了同一个号的，运行 registry renumber；其他的，对照原件留下对的，删去 <、=、> 各七个的行"
DEEPEST = 50
NESTED_BLOCKS = re.compile(rf"^[ ?-]{{{4 * DEEPEST},}}", re.M)
BRACKETS = re.compile(r"[\[\]{}]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Zero-width marks, marks that turn the direction of writing round, fillers, variation
# selectors and tags: all that shows nothing or asks not to be shown.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Anchors, aliases, tags and escapes: a file that may hold one is read with care.
UNUSUAL = re.compile(rf"(?:^|[\s\[{{,:])[&*!]|\\|{HIDDEN.pattern}")
WIDE_COLON = re.compile(r"^[\s-]*\w+(：)", re.ASCII)


@dataclass
class YamlDocument:
    """Values of one file, read with care: where each value and each key stands, and what is wrong.

    `value` is a dictionary of dictionaries, tuples and texts, or None where nothing could
    be read; `marks` and `keys` hold line and column by path, both from 1. `refused` holds
    the paths already reported, so that one mistake is one finding.
    """

    file: str
    value: Any = None
    marks: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    # Of a part of a document: where it lies in the whole. Its own paths begin there.
    prefix: Path = ()

    @property
    def whole(self) -> Any:
        """Every value of the file."""
        return self.value

    @property
    def careful(self) -> "YamlDocument":
        """The document, read with care."""
        return self

    def part(self, prefix: Path, value: Any, shared: Collection[str]) -> "YamlDocument":
        """One item of a list in the document; what it shares with the others is complained of once."""
        one = YamlDocument(self.file, value, prefix=prefix)
        one.marks = {p: m for p, m in self.marks.items() if p[:1] and p[0] in shared}
        for places, whole in ((one.marks, self.marks), (one.keys, self.keys)):
            places |= {p[len(prefix) :]: m for p, m in whole.items() if p[: len(prefix)] == prefix}
        one.refused = {p[len(prefix) :] for p in self.refused if p[: len(prefix)] == prefix}
        own = {path[0] for path in one.keys if path}
        one.refused |= {(name,) for name in shared if name not in own}
        one.findings = self.findings
        return one

    def key_place(self, path: Path) -> Place:
        """Place of a key."""
        return Place(self.file, *self.keys[path])


class CleanDocument:
    """Document without findings, kept small: its values are one JSON text.

    Nearly every record is right, and nobody asks where its values stand. When a finding
    does ask, the file is read again.
    """

    __slots__ = ("_head", "_shared", "file", "marks", "prefix", "text")
    findings: tuple[Finding, ...] = ()
    refused: frozenset[Path] = frozenset()

    def __init__(
        self,
        file: str,
        value: dict[str, Any],
        marks: "LazyMarks",
        prefix: Path = (),
        shared: Collection[str] | None = None,
    ) -> None:
        self.file = file
        self.text = json.dumps(value, ensure_ascii=False).encode()
        self._head = json.dumps(_head_of(value, lists="corrects" in value))
        self.marks = marks
        self.prefix = prefix
        self._shared = shared

    @property
    def whole(self) -> dict[str, Any]:
        """Every value of the file."""
        values: dict[str, Any] = json.loads(self.text)
        return values

    @property
    def careful(self) -> YamlDocument:
        """The document, read with care."""
        document = self.marks.document
        if self._shared is None:
            return document
        return document.part(self.prefix, _frozen(self.whole), self._shared)

    def part(self, prefix: Path, value: Any, shared: Collection[str]) -> "CleanDocument":
        """One item of a list in the document, as a document with this value."""
        return CleanDocument(self.file, value, self.marks, prefix, shared)

    @property
    def value(self) -> dict[str, Any]:
        """The few values that tell the form of a notice; the whole is in `text`."""
        head: dict[str, Any] = json.loads(self._head)
        return head


class LazyMarks(Mapping[Path, Mark]):
    """Line and column of every value of a clean document, read when the first is asked for."""

    __slots__ = ("_document", "_file", "_source")

    def __init__(self, file: str, source: Source) -> None:
        self._file, self._source = file, source
        self._document: YamlDocument | None = None

    @property
    def document(self) -> YamlDocument:
        """The file read with care; empty where it is gone."""
        if self._document is None:
            try:
                self._document = load(self._file, self._source(self._file))
            except OSError:
                self._document = YamlDocument(self._file)
        return self._document

    def __getitem__(self, path: Path) -> Mark:
        return self.document.marks[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self.document.marks)

    def __len__(self) -> int:
        return len(self.document.marks)


AnyDocument = YamlDocument | CleanDocument


def _head_of(value: dict[str, Any], *, lists: bool) -> dict[str, Any]:
    head = {name: value[name] for name in HEAD if name in value}
    if lists:
        head["rows"] = [{"platform": name} for name in platforms_in(value)]
    if "acts" in value:
        acts = value["acts"]
        items = acts if isinstance(acts, list) else ()
        head["acts"] = [_head_of(each, lists=True) for each in items if isinstance(each, dict)]
    return head


def platforms_in(value: Mapping[str, Any]) -> list[str]:
    """Platforms that the rows of a notice name, as far as they have their form."""
    rows = value.get("rows")
    listed = rows if isinstance(rows, list | tuple) else ()
    named = (row.get("platform") for row in listed if isinstance(row, dict))
    return [name for name in named if isinstance(name, str)]


def _frozen(value: Any) -> Any:
    """The value with tuples for lists, as a careful reading gives it."""
    if isinstance(value, dict):
        return {name: _frozen(each) for name, each in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def read(file: str, content: bytes, source: Source) -> AnyDocument:
    """Document of these bytes; `source` gives them once more if a place in them is asked for."""
    value = _ordinary(content)
    if value is not None:
        return CleanDocument(file, value, LazyMarks(file, source))
    document = load(file, content)
    return (
        document
        if document.findings
        else CleanDocument(file, document.value, LazyMarks(file, source))
    )


def load(file: str, content: bytes) -> YamlDocument:
    """Document of these bytes, read with care; its findings say what could not be read."""
    document = YamlDocument(file)
    if len(content) > LARGEST:
        document.findings.append(_too_large(file))
        return document
    node = _composed(document, content)
    if document.findings:
        return document
    if not isinstance(node, yaml.MappingNode):
        document.findings.append(_not_mapping(document, node))
        return document
    document.value = _Builder(document).build(node, ())
    return document


class _Unusual(Exception):
    """Something stands in a file that only a careful reading can judge."""


def _ordinary(content: bytes) -> dict[str, Any] | None:
    """Values of an ordinary file, three times as fast as with care; else none."""
    try:
        text = content.decode("utf-8-sig")
        if len(content) > LARGEST or UNUSUAL.search(text) or _too_deep("", text):
            return None
        node = yaml.compose(text, Loader=Loader)
        return _values(node) if isinstance(node, yaml.MappingNode) else None
    except (UnicodeDecodeError, yaml.YAMLError, _Unusual):
        return None


def _values(node: Any) -> Any:
    form = node.__class__
    if form is yaml.ScalarNode:
        if _is_empty(node):
            raise _Unusual
        return node.value
    if form is yaml.SequenceNode:
        return [_values(item) for item in node.value]
    values: dict[str, Any] = {}
    for key, value in node.value:
        if key.__class__ is not yaml.ScalarNode or key.value in values:
            raise _Unusual
        values[key.value] = _values(value)
    return values


def _is_empty(node: Any) -> bool:
    value = node.value
    return not value or value.isspace() or (value in ("~", "null") and not node.style)


def _composed(document: YamlDocument, content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
        too_deep = _too_deep(document.file, text)
        if too_deep:
            document.findings.append(too_deep)
            return None
        return yaml.compose(text, Loader=Loader)
    except UnicodeDecodeError as fault:
        document.findings.append(_not_utf8(document.file, content, fault))
    except yaml.YAMLError as fault:
        document.findings.append(_not_yaml(document.file, text, fault))
    return None


def _too_large(file: str) -> Finding:
    message = f"文件超过 {LARGEST:,} 字节，不会被读取"
    fix = "一份记录远没有这样大；核对是否误放了别的文件"
    return rules.UNREADABLE.found(Place(file), message, fix)


def _not_mapping(document: YamlDocument, node: Any) -> Finding:
    empty = node is None or (isinstance(node, yaml.ScalarNode) and not node.value)
    there = "文件是空的" if empty else "文件最外层是一段文字或一个列表"
    return rules.NOT_MAPPING.found(
        Place(document.file),
        f"{there}，应为若干行“字段: 值”",
        "参照 docs/record-forms.md 中同类记录的样例重写；冒号用半角，后面空一格",
    )


class _Builder:
    """Turns nodes into plain values and notes the place of each; None where one is refused."""

    def __init__(self, document: YamlDocument) -> None:
        self.document = document
        self.seen: set[int] = set()

    def build(self, node: Any, path: Path) -> Any:
        self.document.marks[path] = _mark(node)
        if not self._is_plain(node, path):
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if isinstance(node, yaml.SequenceNode):
            # An item refused keeps its place, so that the next ones keep theirs.
            return tuple(self.build(item, (*path, at)) for at, item in enumerate(node.value))
        return self._mapping(node, path)

    def _scalar(self, node: Any, path: Path) -> Any:
        if _is_empty(node):
            self._refuse_empty(path)
            return None
        hidden = hidden_character(node.value)
        if hidden:
            message = f"含有看不见的字符 {hidden}"
            self._refuse(rules.HIDDEN, path, message, "删去该处文字，重新键入")
            return None
        return node.value

    def _refuse_empty(self, path: Path) -> None:
        name = spoken(path)
        if "：" in name or ":" in name:
            message, fix = f"“{name}”处的冒号不对", "冒号用半角，后面空一格"
        else:
            message, fix = f"“{name}”没有值", "补上它的值；不知道的，删去这一行"
        self._refuse(rules.EMPTY, path, message, fix)

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                fix = "改为“字段: 值”"
                self._refuse(rules.NOT_MAPPING, path, "字段名应是一个词", fix, key_node)
            elif hidden := hidden_character(key):
                message, fix = f"字段名含有看不见的字符 {hidden}", "重新键入字段名"
                self._refuse(rules.HIDDEN, path, message, fix, key_node)
            elif (*path, key) in self.document.keys:
                self._refuse_duplicate(key_node, (*path, key))
            elif self._is_plain(key_node, (*path, key)):
                self.document.keys[(*path, key)] = _mark(key_node)
                value = self.build(value_node, (*path, key))
                if value is not None:
                    values[key] = value
        return values

    def _refuse_duplicate(self, node: Any, path: Path) -> None:
        first = self.document.keys[path][0]
        message = f"字段“{path[-1]}”写了两次，前一次在第 {first} 行"
        self._refuse(rules.DUPLICATE_KEY, path, message, "核对原文，只留一处", node)

    def _is_plain(self, node: Any, path: Path) -> bool:
        if id(node) in self.seen:
            fix = "把被引用的内容原样写在这里"
            self._refuse(rules.NOT_PLAIN, path, "使用了别名（*）", fix, node)
            return False
        self.seen.add(id(node))
        if node.tag in PLAIN_TAGS:
            return True
        tag = node.tag.replace(PREFIX, "!!")
        self._refuse(rules.NOT_PLAIN, path, f"使用了标签“{tag}”", "删去标签，只写值", node)
        return False

    def _refuse(
        self, rule: Rule, path: Path, message: str, fix: str, node: Any | None = None
    ) -> None:
        line, column = self.document.marks[path] if node is None else _mark(node)
        self.document.refused.add(path)
        place = Place(self.document.file, line, column)
        self.document.findings.append(rule.found(place, message, fix))


def _mark(node: Any) -> Mark:
    return node.start_mark.line + 1, node.start_mark.column + 1


def spoken(path: Path) -> str:
    """Path as people say it: rows 第 1 项的 platform."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f" 第 {part + 1} 项"
        else:
            text += f"的 {part}" if text.endswith("项") else (f".{part}" if text else part)
    return text


def hidden_character(text: str) -> str | None:
    """Code point (U+200B) of the first character of a text that shows nothing, or None."""
    match = HIDDEN.search(text)
    return f"U+{ord(match[0]):04X}" if match else None


def _too_deep(file: str, text: str) -> Finding | None:
    """Nesting is looked for before the parser sees it: its own stack would give way."""
    block = NESTED_BLOCKS.search(text)
    at = block.start() if block else _deep_bracket(text)
    if at is None:
        return None
    place = Place(file, text.count("\n", 0, at) + 1)
    message = f"括号或列表嵌套超过 {DEEPEST} 层，无法读取本文件"
    return rules.NOT_YAML.found(place, message, "登记记录不需要这样的嵌套，按样例重写")


def _deep_bracket(text: str) -> int | None:
    depth = 0
    for bracket in BRACKETS.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            return bracket.start()
    return None


def _not_utf8(file: str, content: bytes, fault: UnicodeDecodeError) -> Finding:
    """Finding at the first byte that is not UTF-8, with the likely encoding."""
    before = content[: fault.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return rules.NOT_UTF8.found(
        Place(file, line, column),
        f"第 {fault.start + 1} 个字节 0x{content[fault.start]:02X} 不是 UTF-8 编码{_guess(content)}",
        "用编辑器打开后“另存为”，编码选 UTF-8",
    )


def _guess(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "，看来是 UTF-16（记事本的“Unicode”）"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "，看来是 GBK"


def _not_yaml(file: str, text: str, fault: Any) -> Finding:
    """Finding where the mistake most likely stands, with what usually is the matter there."""
    problem, context = str(getattr(fault, "problem", fault)), str(getattr(fault, "context", ""))
    # Where a bracket or a quote was never closed, the parser stops long after it.
    unclosed = "flow" in context or "quoted" in context
    mark = getattr(fault, "context_mark" if unclosed else "problem_mark", None)
    place = (mark.line + 1, mark.column + 1) if mark else _control_character(text)
    likely = _likely(text.splitlines(), place[0], problem)
    line, column, message, fix = likely or (*place, *_saying(problem))
    return rules.NOT_YAML.found(Place(file, line, column), f"{message}，无法读取本文件", fix)


def _likely(lines: list[str], stopped: int, problem: str) -> tuple[int, int, str, str] | None:
    """The everyday mistakes, sought from where the parser stopped backwards."""
    for number in (n for n, line in enumerate(lines, 1) if line[:8] in ("<<<<<<< ", ">>>>>>> ")):
        return number, 1, "留有 git 合并冲突的标记", SETTLE
    for number in range(min(stopped, len(lines)), max(0, stopped - 2), -1):
        line = lines[number - 1]
        if wide := WIDE_COLON.match(line):
            fix = "字段名后改用半角冒号“:”，再空一格"
            return number, wide.start(1) + 1, "用了全角冒号“：”", fix
        if re.match(r" *\t", line):
            return number, line.index("\t") + 1, "用了制表符（Tab）", "缩进改用空格，每层两个"
    if "did not find expected" in problem:
        return _open_quote(lines[:stopped])
    return None


def _open_quote(lines: list[str]) -> tuple[int, int, str, str] | None:
    for number, line in enumerate(lines, 1):
        if line.count('"') % 2:
            return number, line.index('"') + 1, "引号没有配对", "补上成对的引号"
    return None


def _saying(problem: str) -> tuple[str, str]:
    for part, message, fix in SAYINGS:
        if part in problem:
            return message, fix
    return "此处不合 YAML 语法", "对照上下行检查引号、冒号、缩进和列表符号"


def _control_character(text: str) -> tuple[int, int]:
    match = CONTROL.search(text)
    before = text[: match.start()] if match else ""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
