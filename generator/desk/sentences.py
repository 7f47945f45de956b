"""Sentences of the desk as values: a code with its slots, and the words of a terminal for each code.

Who shows them words them. Another shower has a table of its own for what it says otherwise, and
its own names for records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PLATFORM, EDITION, DEPARTMENT, DIVISION = "platform", "edition", "department", "division"


@dataclass(frozen=True)
class Ids:
    """Records of one kind by their ids; who shows the sentence says how they are called."""

    kind: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A sentence by its code: slots hold texts as printed, ids of records, or sentences within it."""

    code: str
    slots: Mapping[str, Any]

    def within(self) -> Iterator["Said"]:
        """The sentence, and those within it."""
        yield self
        for value in self.slots.values():
            if isinstance(value, Said):
                yield from value.within()


# What readers of files say is a text, alike for all who show it.
Sentence = Said | str
Namer = Callable[[str, str], str]


def said(code: str, /, **slots: Any) -> Said:
    """A sentence by its code and its slots."""
    return Said(code, slots)


def platforms_in(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Ids of the platforms that sentences speak of, in their order."""
    for each in (
        s for sentence in sentences if isinstance(sentence, Said) for s in sentence.within()
    ):
        for value in each.slots.values():
            if isinstance(value, Ids) and value.kind == PLATFORM:
                yield from value.ids


def worded(sentence: Sentence, called: Namer, instead: Mapping[str, str]) -> str:
    """The words of a sentence; `called` names a record by its kind and id, `instead` words codes otherwise."""
    if isinstance(sentence, str):
        return sentence

    def shown(value: Any) -> str:
        if isinstance(value, Said):
            return worded(value, called, instead)
        if isinstance(value, Ids):
            return "、".join(called(value.kind, id) for id in value.ids)
        return "、".join(value) if isinstance(value, tuple) else str(value)

    template = instead.get(sentence.code) or SENTENCES[sentence.code]
    return template.format_map({name: shown(value) for name, value in sentence.slots.items()})


def bare_words(sentence: Sentence) -> str:
    """The words of a terminal where no register is at hand: records are called by their ids."""
    return worded(sentence, lambda _, id: id, {})


class Hindrance(Exception):
    """The sentence on why something is not done; as a text in the words of a terminal."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(bare_words(sentence))
        self.sentence = sentence


# The words for a terminal; whoever has none of its own for a code says it alike.
SENTENCES: dict[str, str] = {
    # Who a row is about.
    "record_renaming": "先用 registry new renaming 登记更名",
    "if_renamed": "如已更名，{first}",
    "place_differs": "所印所在地与登记的不同：{platforms}登记在{places}",
    "name_blank": "“平台名称”一格是空的",
    "no_unit": "没有印运营单位，新平台无从登记",
    "no_new": "登记簿中没有这个平台，这类名单不能新建平台",
    "new_by_hand": "登记簿中没有这个平台；认定它的名单还没有登记的，写明是新平台",
    "named_in_remarks": "备注提到{platforms}；如是原名，{first}",
    "no_names": "没有平台名称，也没有单位名称",
    "near": "与已登记的{platforms}相近；是同一平台还是新平台，请写明",
    "several_of_code": "信用代码对应几个平台：{platforms}",
    "code_and_name": "信用代码是{platforms}的，名称却是{named}的",
    "code_of_other_name": "信用代码是{platforms}的，平台名称不同；{renamed}",
    "several_of_name": "平台名称对应几个平台：{platforms}",
    "unit_of_other_name": "运营单位是{platforms}的，平台名称不同；{renamed}；确为另一平台的，写明是新平台",
    "several_of_unit": "运营单位名下有几个平台：{platforms}",
    "unit_differs": "{same}与{platforms}相同，运营单位不同；{renamed}",
    "code_differs": "{same}与{platforms}相同，信用代码不同；{renamed}",
    "twin_rows": "与第 {rows} 行像是同一平台，一份名单只列一次；重复的一行用 --row 写 skip",
    "former_printed": "印的是曾用名，现名“{name}”",
    "former_unit_printed": "印的是单位的曾用名，现名“{name}”",
    "code_to_add": "名单印有信用代码 {code}，登记簿尚缺，可补登",
    "place_to_add": "名单印有所在地（{division}），登记簿尚缺，可补登",
    # What a row says.
    "field_missing": "没有印“{label}”；各行相同的，用 --set {field}=值 写明",
    "change_missing": "没有印变更后的名称或代码",
    "review_in_title": "标题“{title}”说是复核，{kind}的名单记不下这一项；请用 registry import document 分成两项",
    "title_unclear": "标题“{title}”看不懂，不知道它对下面的行说了什么",
    "formula_error": "“{label}”是公式错误 {text}，请在表格中改为值",
    "only_ditto": "“{label}”只印“{text}”，不是这一行自己的内容，请写全",
    "joint_names": "“{text}”看不出哪是平台、哪是单位",
    "tick_unclear": "“{label}”一列印的“{text}”看不出有没有",
    "document_several": "文件“{text}”有几份",
    "document_unknown": "文件“{text}”不在登记簿中{near}",
    "platform_several": "“{text}”对应 {count} 个平台",
    "platform_unknown": "平台“{text}”不在登记簿中{near}",
    "near_names": "；相近的有“{names}”",
    "from_title": "{label}按标题“{title}”",
    "from_ticks": "服务功能按打勾的列",
    "from_joint_cell": "平台与单位从一格分开",
    "from_option": "{label}按 --set",
    "from_above": "{label}按“同上”取自上一行",
    "above_unclear": "“{label}”是空的，上面印的是“{text}”，看不出是不是同上",
    "kept_in_remarks": "备注记入：{text}",
    # What is not understood of a value.
    "articles_several": "依据条款“{text}”引了 {count} 条，这里只能记一条",
    "article_none": "依据条款“{text}”没有引出条文编号，这里只能记一条",
    "bar_unclear": "再次申报一栏“{text}”看不出限制还是不限制",
    "figure_unclear": "“{label}”一栏“{text}”不是数",
    "code_spoilt": "信用代码被表格软件当作数存成了“{text}”，原代码已经丢失；请把该列设为“文本”格式，照原件重填",
    "code_rounded": "{fault}；末三位是 000，多半是被表格软件舍入的，请把该列设为“文本”格式，照原件重填",
    "code_wrong": "{fault}",
    "validity_unclear": "有效期“{text}”读不出起日和止日",
    "span_unclear": "有效期“{starts}”至“{ends}”不是两个日期",
    "not_a_day": "“{text}”不是日期",
    "yes_no_unclear": "“{text}”看不出是还是否",
    "outcome_unknown": "结论“{text}”不认识，应为{labels}",
    "department_several": "“{text}”是 {departments} 几个部门的名称",
    "department_of_old": "“{text}”的名称在 {day} 不在使用，请核对 departments.yaml",
    "department_unknown": "departments.yaml 中没有名为“{text}”的部门{near}",
    "function_unknown": "服务功能“{text}”不在{where}之内，其中有：{labels}",
    "of_edition": "办法版本“{edition}”",
    "of_editions": "登记簿的各办法版本",
    "place_unclear": "所在地{why}",
    "review_unclear": "复核一栏“{text}”看不出是不是复核",
    "not_a_number": "“{text}”不是数",
    # What is not taken.
    "line_passed": "未收第 {row} 行（{why}）：{text}",
    "column_passed": "未收第 {column} 列“{head}”（{why}）",
    "column_unknown": "不认识的列名",
    "column_dropped": "--head 写明不收",
    "column_of_others": "{kind}的名单没有这一项",
    "not_asked_for": "不在 --only 所选之内",
    "note": "注意：{text}",
    "totals": "共 {lines} 行：名单 {rows} 行（{counted}），未收 {passed} 行{selected}。",
    "not_selected": "（其中不在 --only 所选之内的 {left} 行）",
    # Why a list is refused.
    "lists_several": (
        "有 {count} 处像是名单：{lists}。"
        "请用 --sheet 写明导入哪一个（名称或第几个）；同属一份名单的，可以写几个 --sheet。"
    ),
    "list_turned": (
        "{list}的列名竖着排在第一列，一个平台占一列；请在表格软件里转置（复制后选择性粘贴、转置），另存后再试。"
    ),
    "sheet_without_list": "--sheet “{sheet}”中没有名单。文件里有：{known}。",
    "no_list": (
        "没有找到名单的表头：应有一行印着“平台名称”或“运营单位”等列名。{seen}"
        "列名不同的，请用 --head “印的列名=字段”指明。"
    ),
    "wide_line": "{list}第 {line} 行印的是“{text}”。",
    "columns_alike": (
        "{list}有几列都像是{label}：{columns}。"
        "请用 --head “列名={label}”指明用哪一列，或用 --head “列名=忽略”去掉一列。"
    ),
    "no_rows": "表头之下没有名单的行；请核对是否选错了文件或条件。",
    "ruling_form": (
        "--row 应写作“行=平台编号”“行=new”（新平台）、“行=skip”（不收）"
        "或“行=not-a-row”（不是名单的行），如 --row 7=sd-0012"
    ),
    "ruling_wrong": "“{text}”写得不对：{form}。",
    "ruled_twice": "第 {row} 行写了两个不同的 --row。",
    "ruled_unknown_rows": "名单中没有第 {rows} 行；行号见表的第一列。",
    "ruled_unknown": "{place}：“{text}”不在登记簿中。{form}。",
    "ruled_several": "{place}：“{text}”对应 {count} 个平台，请写编号。{form}。",
    "ruled_new_of_known_kind": "{place}：登记簿中没有这个平台，这类名单不能新建平台。",
    "ruled_new_without_unit": (
        "{place}：没有印运营单位，不能照它新建平台；请先用 registry new platform 登记，再写明编号。"
    ),
    "twins_of_lists": "第 {rows} 行像是同一个新平台（{key}）；请先用 registry new platform 登记，再写明编号。",
    "no_series": "登记簿里还没有平台，请用 --series 写明编号的系列，如 --series sd。",
    "day_of_issue_wrong": "成文日期“{text}”不是日期，应写作 2022-11-07。",
    "edition_unknown": "没有办法版本“{text}”，登记簿中有：{editions}。",
    "already_there": "已有文件 {files}，未写任何文件；编号不能再用，请换一个。",
    "numbers_unreadable": "{file} 读不出来，或者不是文本{remedy}",
    "numbers_broken": "{file} 残缺，或者合并的冲突还没有处理{remedy}",
    "numbers_remedy": (
        "，无从知道编号取到了哪里；正在合并的，先运行 registry renumber，"
        "不是的，用 git 取回原来的文件，再重新运行。没有写任何文件。"
    ),
    "on_record_already": "{day} 的《{title}》已经登记，编号是 {act}；不能再登记一次。",
}  # fmt: skip
