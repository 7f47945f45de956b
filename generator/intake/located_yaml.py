"""带位置的 YAML Every value with its line and column; every plain scalar stays text.

The stock loader would turn `010` into 8, `no` into false and `12:30` into 750,
keep the last of two equal keys, and forget where anything stood.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.findings import Finding, Place, Rule
from generator.intake import rules, syntax
from generator.records.base import Path

Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NOTHING = object()
# No record comes near it: a list of a thousand rows is a quarter of it.
LARGEST = 1_048_576
PREFIX = "tag:yaml.org,2002:"
PLAIN_TAGS = {PREFIX + "str", PREFIX + "seq", PREFIX + "map"}


@dataclass
class Document:
    """文件内容 Plain values, and where each value and each key stands.

    `refused` holds the paths already reported, so that one mistake is one finding.
    """

    file: str
    value: Any = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    refused: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def key_place(self, path: Path) -> Place:
        """The place of a key."""
        return Place(self.file, *self.keys[path])


def load(file: str, content: bytes) -> Document:
    """读 Bytes of one file to a document; its findings say what could not be read."""
    document = Document(file)
    if len(content) > LARGEST:
        document.findings.append(_too_large(file))
        return document
    node = _composed(document, content)
    if document.findings:
        return document
    if not isinstance(node, yaml.MappingNode):
        document.findings.append(_not_mapping(document, node))
        return document
    value = _Builder(document).build(node, ())
    document.value = None if value is NOTHING else value
    return document


def _composed(document: Document, content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
        too_deep = syntax.too_deep(document.file, text)
        if too_deep:
            document.findings.append(too_deep)
            return None
        return yaml.compose(text, Loader=Loader)
    except UnicodeDecodeError as fault:
        document.findings.append(syntax.not_utf8(document.file, content, fault))
    except yaml.YAMLError as fault:
        document.findings.append(syntax.not_yaml(document.file, text, fault))
    return None


def _too_large(file: str) -> Finding:
    message = f"文件超过 {LARGEST:,} 字节，不会被读取"
    fix = "一份记录远没有这样大；核对是否误放了别的文件"
    return rules.UNREADABLE.found(Place(file), message, fix)


def _not_mapping(document: Document, node: Any) -> Finding:
    empty = node is None or (isinstance(node, yaml.ScalarNode) and not node.value)
    there = "文件是空的" if empty else "文件最外层是一段文字或一个列表"
    return rules.NOT_MAPPING.found(
        Place(document.file),
        f"{there}，应为若干行“字段: 值”",
        "参照 docs/record-forms.md 中同类记录的样例重写；冒号用半角，后面空一格",
    )


class _Builder:
    """Turns nodes into plain values and notes the place of each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def build(self, node: Any, path: Path) -> Any:
        self.document.marks[path] = _mark(node)
        if not self._is_plain(node, path):
            return NOTHING
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if isinstance(node, yaml.SequenceNode):
            # An item refused keeps its place, so that the next ones keep theirs.
            return tuple(self.build(item, (*path, at)) for at, item in enumerate(node.value))
        return self._mapping(node, path)

    def _scalar(self, node: Any, path: Path) -> Any:
        if node.value.strip() == "" or (not node.style and node.value in ("~", "null")):
            self._empty(path)
            return NOTHING
        hidden = syntax.hidden_character(node.value)
        if hidden:
            message = f"含有看不见的字符 {hidden}"
            self._refuse(rules.HIDDEN, path, message, "删去该处文字，重新键入")
            return NOTHING
        return node.value

    def _empty(self, path: Path) -> None:
        name = syntax.spoken(path)
        if "：" in name or ":" in name:
            message, fix = f"“{name}”处的冒号不对", "冒号用半角，后面空一格"
        else:
            message, fix = f"“{name}”没有值", "补上它的值；不知道的，删去这一行"
        self._refuse(rules.EMPTY, path, message, fix)

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                fix = "改为“字段: 值”"
                self._refuse(rules.NOT_MAPPING, path, "字段名应是一个词", fix, key_node)
            elif hidden := syntax.hidden_character(key):
                message, fix = f"字段名含有看不见的字符 {hidden}", "重新键入字段名"
                self._refuse(rules.HIDDEN, path, message, fix, key_node)
            elif (*path, key) in self.document.keys:
                self._duplicate(key_node, (*path, key))
            elif self._is_plain(key_node, (*path, key)):
                self.document.keys[(*path, key)] = _mark(key_node)
                value = self.build(value_node, (*path, key))
                if value is not NOTHING:
                    found[key] = value
        return found

    def _duplicate(self, node: Any, path: Path) -> None:
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


def _mark(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
