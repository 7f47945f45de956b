"""The words of a terminal for each sentence of the desk, by its code.

Another shower has a table of its own for what it says otherwise, and its own names for records.
"""

from collections.abc import Iterable, Iterator

from generator.terms.findings import STEPS
from generator.terms.said import Ids, Said, worded

PLATFORM, EDITION, DEPARTMENT, DIVISION = "platform", "edition", "department", "division"


def platforms_in(sentences: Iterable[Said]) -> Iterator[str]:
    """Ids of the platforms that sentences speak of, in their order."""
    for each in (part for sentence in sentences for part in sentence.within()):
        for value in each.slots.values():
            if isinstance(value, Ids) and value.kind == PLATFORM:
                yield from value.ids


def bare_words(sentence: Said) -> str:
    """The words of a terminal where no register is at hand: records are called by their ids."""
    return worded(sentence, lambda _, id: id, SENTENCES)


class Hindrance(Exception):
    """The sentence on why something is not done; as a text in the words of a terminal."""

    def __init__(self, sentence: Said) -> None:
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
    "title_unclear": "不知道标题“{title}”对下面的行说了什么",
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
    "year_in_two_digits": "“{text}”的年份只有两位，请写四位",
    "day_as_number": "“{text}”像是表格软件存的日期序号，请照原件写成年月日",
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
    "not_a_number": "“{text}”不是数，应为：不带单位的整数，如 12",
    # What is not taken.
    "line_passed": "未收第 {row} 行（{why}）：{text}",
    "column_passed": "未收第 {column} 列“{head}”（{why}）",
    "column_unknown": "不认识的列名",
    "column_dropped": "--head 写明不收",
    "column_of_others": "{kind}的名单没有这一项",
    "note": "注意：{text}",
    "totals": "共 {lines} 行：名单 {rows} 行（{counted}），未收 {passed} 行{selected}。",
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
        "或“行=not-a-row”（不是名单的行），如 --row 7=pt-0012"
    ),
    "ruling_wrong": "“{text}”写得不对：{form}。",
    "ruled_twice": "第 {row} 行有两个不同的裁定，请只留一个。",
    "ruled_unknown_rows": "名单中没有第 {rows} 行；行号见表的第一列。",
    "ruled_unknown": "{place}：“{text}”不在登记簿中。{form}。",
    "ruled_several": "{place}：“{text}”对应 {count} 个平台，请写编号。{form}。",
    "ruled_new_of_known_kind": "{place}：登记簿中没有这个平台，这类名单不能新建平台。",
    "ruled_new_without_unit": (
        "{place}：没有印运营单位，不能照它新建平台；请先用 registry new platform 登记，再写明编号。"
    ),
    "twins_of_lists": "第 {rows} 行像是同一个新平台（{key}）；请先用 registry new platform 登记，再写明编号。",
    "no_series": "登记簿里还没有平台，请用 --series 写明编号的系列，如 --series pt。",
    "day_of_issue_wrong": "成文日期“{text}”不是日期，应写作 2022-11-07。",
    "edition_unknown": "没有办法版本“{text}”，登记簿中有：{editions}。",
    "already_there": "已有文件 {files}，未写任何文件；编号不能再用，请换一个。",
    "numbers_unreadable": "{file} 读不出来，或者不是文本{remedy}",
    "numbers_broken": "{file} 残缺，或者合并的冲突还没有处理{remedy}",
    "numbers_remedy": (
        "，无从知道编号取到了哪里；正在合并的，先运行 registry renumber，"
        "不是的，用 git 取回原来的文件，再重新运行。没有写任何文件。"
    ),
    "record_gone": "要改的记录已经不在登记簿里。",
    "correction_emptied": (
        "更正只能写改成什么，写不了“没有了”，现在空着的是：{fields}。请填改正后的内容，"
        "或者恢复原样；更正文件删去这一项的，照原文写进备注。"
    ),
    "on_record_already": "{day} 的《{title}》已经登记，编号是 {act}；不能再登记一次。",
    # What a cell shows beyond its text, or hides; worded to follow the name of its column.
    "quoted": "“{text}”",
    "picture": "图片或图形",
    "text_box": "文本框“{text}”",
    "lies_within": "里面有{shape}",
    "lies_over_line": "这一行上面有{shape}",
    "lies_over_sheet": "所在的工作表上面有{shape}",
    "control_over_line": "这一行上面有表单控件（{kind}）",
    "table_within": "里面另有表格",
    "unread_within": "里面有读不了的内容（{tag}）{text}",
    "has_note": "有{kind}{text}",
    "struck_out": "被划掉",
    "struck_text": "被划掉，有文字{text}",
    "hidden_text": "有隐藏的文字{text}",
    "unseen_text": "有看不见的文字{text}",
    "tiny_text": "有小得看不见的文字{text}",
    "layered_text": "在可以关掉的图层里，有文字{text}",
    "cut_text": "有被截去的文字{text}",
    "covered_text": "被盖住，有文字{text}",
    "covered_by_merge": "有被合并的单元格盖住的文字“{text}”",
    "white_text": "是白色的字",
    "text_like_ground": "的字与底色相同，看不见",
    "raised_text": "有上标或下标{text}，像是注释的标记",
    "smaller_text": "有小一号的字“{text}”，像是注释的标记",
    "note_mark": "带有像是注释的标记“{mark}”",
    "stand_in": "有代替缺字的“{sign}”，看不出印的是什么",
    "names_within": "里面像是不止一个名称",
    "code_within": "里面夹有像是信用代码的“{code}”，名称和代码应各在一格",
    "zero_hidden": "是 0，工作表却设成不显示零，印出来是空的",
    "signs_turned": "有转了方向的文字{text}",
    "crammed_text": "有叠在一起的文字“{text}”",
    "text_beside": "的前后有样式加的文字，没有读",
    "control_unfilled": "的内容控件还没有填，印的是提示",
    "formula_as_text": "是公式，看不出印的是什么",
    "from_right_to_left": "有从右往左写的文字，看不出印的次序",
    "turned_text": "有改了书写方向的文字，看不出印的次序",
    "moved_text": "有移了位置的文字",
    "text_on_lines": "这一行有压在线上的文字“{text}”，可能没有印全，或是旁边一格的",
    "crowded_text": "所在的表格有叠在一起的文字，行太低，可能没有印全",
    "inserted_text": "有修订加进的文字",
    "deleted_text": "有修订删去的文字{text}",
    "line_deleted": "整行已用修订删去",
    "line_inserted": "整行是用修订加进的",
    "line_hidden": "整行是隐藏的",
    "cell_revised": "是用修订加进、删去或合并的单元格",
    "kept_in_data": "的内容另存在文档的数据里，Word 显示的可能不同",
    "field_unsolved": "有没有结果的域“{text}”，看不出印的是什么",
    "formula_unsolved": "是没有存结果的公式{text}，看不出印的是什么",
    "old_checkbox": "有旧式的复选框，看不出打勾没有",
    "numbered": "有自动编号，编号没有读",
    "in_paragraph": "这一段{what}",
    "print_not_stored": "没有存印出的文字，里面存的是“{text}”",
    "stored_day": "存的是日期 {day}，看不出印成什么样",
    "taken_for_day": "被表格软件当作日期（{day}），看不出原来打的是什么",
    "shown_by_format": "按“{format}”显示，看不出原来打的是什么，里面存的是 {day}",
    "conditional_format": "有条件格式，显示的可能与存的不同",
    "format_hides_text": "的格式（{format}）不显示文字",
    "format_hides": "的格式（{format}）不显示内容，里面存的是“{text}”",
    "format_unknown": "用了看不懂的数字格式（{format}），里面存的是“{text}”",
    "numbered_format": "第 {number} 号内置格式",
    "lines_swallowed": "里面有几行带分隔符的文字，像是引号不成对，吞了后面的行",
    "strange_character": "第 {at} 个字符是{called} U+{sign}，看不出印的是什么",
    "ticked_unknown": "打了勾，列名却不认识",
    "columns_merged": "合成一格，看不出是哪一列的",
    "column_hidden": "这一列在文件里是隐藏的",
    # What the file says of a line of the list.
    "of_columns": "“{heads}”{what}",
    "hidden_in_file": "这一行在文件里是隐藏的",
    "column_without_head": "第 {column} 列没有列名，印有“{text}”",
    "row_broken": "{place}没有序号，像是一行分在两页（两个表格）上；请对照原件，改正名单后再试",
    "row_goes_on": "{place}没有序号，像是一行分成了两行；请对照原件，改正名单后再试，或写明怎样裁定",
    # Why a line is no row.
    "head_repeated": "重复的表头",
    "note_beside": "表外的说明",
    "total_line": "合计",
    "wide_text": "通栏文字",
    "group_title": "分组标题",
    "ordinal_alone": "只有序号",
    "loose_text": "零散的文字",
    "ruled_no_row": "裁定不是名单的行",
    "listed_already": "登记簿的这份名单里已经有了，不再写",
    # What the reader of a file noticed.
    "read_by_content": "文件名以“.{ending}”结尾，内容其实是 {kind}，按内容读取。",
    "converted": "文件由本机的 LibreOffice 转换后读取，请对照原件核对。",
    "macros": "文件里有宏（{part}），没有运行。",
    "margin_text": "页眉或页脚印有“{text}”。",
    "box_beside": "文档另有文本框，没有读：“{text}”。",
    "beside_tables": "表格以外的文字没有读：{texts}{more}。",
    "and_more_paragraphs": " 等 {count} 段",
    "not_read": "没有读：{lists}。",
    "changes_tracked": "表格里有修订记录，读的是修订后的内容；请对照原件。",
    "conditions_within": "表格里有条件格式，显示的可能与存的不同；请对照原件。",
    "pages_without_text": "第 {pages} 页没有文字，是图片或空白，没有读；请对照原件。",
    "radicals_read": "PDF 里有部首字，按常用字读取：{signs}；请对照原件。",
    "sign_read_as": "{sign}读作{plain}",
    "sheet_hidden": "{list}在文件里是隐藏的，照样读入。",
    "old_workbook": (
        "旧版 .xls 看不出哪些内容是隐藏的、划掉的，也看不出数的格式；有这些的，请另存为 .xlsx 再试。"
    ),
    "noted": "{list}第 {line} 行{cell}{what}。",
    "and_column": "第 {column} 列",
    "ordinals_apart": "序号不连续：{breaks}{more}；请核对有没有缺行。",
    "gap": "{one} 之后是 {two}",
    "and_more_places": " 等 {count} 处",
    # Why a file is not read.
    "file_empty": "文件是空的，请重新取得后再试。",
    "file_locked": "文件设有打开密码，请去掉密码另存后再试。",
    "no_table": "文件里没有表格，或者表格是空的；请核对是否选错了文件。",
    "what_is_readable": "能读的有 .xlsx、.xls、.et、.ods、.csv、.docx、有文字的 .pdf 和网页表格。",
    "not_of_its_ending": "内容不是 .{ending} 文件，或者已经损坏；请重新取得。{readable}",
    "archive_of_files": "这个压缩包不是名单；请先解开。{readable}",
    "ofd": "OFD 版式文件读不了，请向发文处室要 Word 或 Excel 的附件。",
    "not_converted": (
        "{called}要经 LibreOffice 读，本机没有或读不出；"
        "请用 Word、Excel 或 WPS 打开，另存为 .{into} 再试。"
    ),
    "annex_too_much": (
        "这个附件读不下来：太大、太复杂，或者已经损坏。"
        "请用 Excel 或 WPS 打开，只留名单，另存为 .xlsx 再上传。"
    ),
    "document_damaged": "文档已损坏，请用 Word 或 WPS 打开后另存为 .docx 再试。",
    "workbook_damaged": (
        "工作簿已损坏，或者大得读不下；请用 Excel 或 WPS 打开，只留名单，另存为 .xlsx 再试。"
    ),
    "package_locked": "文件设有密码或用了不常见的压缩方式，请去掉密码另存后再试。",
    "package_damaged": "文件已损坏或没有下载完整，请重新取得后再试。",
    "package_too_large": (
        "文件解开后有 {size} MiB，是压缩时的 {times} 倍，超过 {largest} MiB 或 {densest} 倍的不读；"
        "名单不会这样大，请核对文件来源。"
    ),
    "part_outside": (
        "文件里有一个部分叫“{name}”，会写到文件夹以外；Word、Excel 和 WPS 不这样写，请核对文件来源。"
    ),
    "part_twice": (
        "文件里有两个“{name}”，内容不同，看不出哪一个是真的；"
        "请用 Word、Excel 或 WPS 打开核对，另存后再试。"
    ),
    "pdf_damaged": "PDF 已损坏，或者大得读不下；请重新取得，或向发文处室要 Word 或 Excel 的附件。",
    "pdf_scanned": (
        "PDF 是扫描件或图片，里面没有文字可读；请向发文处室要 Word 或 Excel 的附件，"
        "或者对照原件逐行录入。"
    ),
    "pdf_recognised": (
        "PDF 是扫描件，其中的文字是机器识别的，会认错；请向发文处室要 Word 或 Excel 的附件。"
    ),
    "pdf_without_lines": (
        "PDF 里有文字，却没有画线的表格，看不出行和列；请向发文处室要 Word 或 Excel 的附件。"
    ),
    "table_too_wide": "文档中有一个表格超过 {widest} 列，不是名单，请核对文件。",
    "sheet_too_wide": (
        "{list}有 {width} 列，超过 {widest} 列的不像名单；请删去名单以外的列，另存后再试。"
    ),
    "far_cells": (
        "{list}写到了第 {line} 行、第 {column} 列，不像名单；请删去名单以外的行和列，另存后再试。"
    ),
    "quotes_open": "文字表格的引号不成对或单元格过长，请用 Excel 或 WPS 另存为 .xlsx。",
    "zero_bytes": "内容不是文字表格（含有空字节），请用 Excel 或 WPS 另存为 .xlsx。",
    "encoding_unknown": "文字编码不是 UTF-8、GBK（GB18030）或 UTF-16，请另存为 UTF-8 的 CSV。",
    "uneven_paste": (
        "粘贴的名单第 {line} 行有 {cells} 项，列名却有 {heads} 项，看不出哪一项是哪一列。"
        "请从 Word 或 Excel 的表格里连列名一起复制，或者每一项之间按一次 Tab 键，空着的也按。"
    ),
}  # fmt: skip
# What only the options and files of a command bring about; nobody else is shown it.
OF_COMMANDS: dict[str, str] = {
    "not_asked_for": "不在 --only 所选之内",
    "not_selected": "（其中不在 --only 所选之内的 {left} 行）",
    "file_unopened": "文件打不开（{why}）。",
    "act_form": "“{text}”写得不对：--act 应写作“第几项.字段=值”。",
    "set_form": "“{text}”写得不对：--set 应写作“字段=值”，字段可以是 {fields}。",
    "only_form": "--only 应写作“印的列名=值”，名单没有“{head}”列；印的列名有 {heads}。",
    "head_form": (
        "--head 应写作“印的列名=字段”，而写的是“{text}”；字段可以是 {fields}，认定条件的名称，"
        "或者“{ignored}”。"
    ),
    "column_of_field": "{label}（{field}）",
    "field_unknown": "{kind}没有“{text}”这个字段，应为 {fields} 之一。",
    "kinds_unknown": "--kinds 中的“{text}”不是有名单的文件种类，应为 {labels} 之一。",
    "kinds_miscounted": "--kinds 写了 {kinds} 种，名单却有 {count} 份：{lists}。",
    "kinds_unclear": (
        "有 {count} 份名单，看不全各是哪一种：{lists}。请用 --kinds 依次写明，"
        "如 --kinds 公布、撤销、更名；或者分几次导入，后面的用 --in 记在同一份文件里。"
    ),
    "list_of_kind": "{list}“{title}”（{rows} 行，{kind}）",
    "kind_unclear": "种类不明",
    "rulings_of_other": "裁定表“{name}”是照另一份名单写的（{mark}不同），请重新列出对照表。",
    "rulings_without_head": "裁定表“{name}”应有一行列名，其中有“{line}”和“{ruling}”两列。",
    "rulings_without_mark": (
        "裁定表“{name}”中没有“{mark}”，看不出是照哪份名单写的；请保留“{sheet}”这个工作表，存为 .xlsx 再用。"
    ),
    "ruling_without_row": (
        "裁定表“{name}”第 {row} 行裁定了“{text}”，“{line}”一列却是空的，不知道是名单的哪一行。"
    ),
    "ruling_doubtful": "裁定表“{name}”第 {row} 行的裁定“{text}”看不准：{why}；请改成一看就明白的写法。",
    # Of the plan of a history.
    "not_planned": "计划没有选这一行",
    "planned_rows_unknown": "计划的名单中没有第 {rows} 行；行号写作“第几个表-第几行”。",
    "plan_empty": "lists 是空的。列出各份名单",
    "plan_entry_form": "这一份应为若干“字段: 值”。照 docs/adopting.md 的样例写",
    "planned_correction": "更正只写要改的，不能从名单导入。用 registry new correction 登记",
    "planned_kind_without_list": "{kind}没有名单。删去 sheet、rows、only、heads 和 set",
    "plan_lacks": "缺少“{field}”（{label}）",
    "found_in_plan": "{message}。{fix}",
    "planned_sheet_without_head": (
        "“{sheet}”中没有找到名单的表头。列名不同的，用 heads 写明“印的列名: 字段”"
    ),
    "planned_sheet_unknown": "文件里没有“{sheet}”{near}。文件里有：{known}",
    "planned_sheet_missing": (
        "没有写 sheet，而文件里有 {count} 处名单：{known}。用 sheet 写明是哪一个"
    ),
    "planned_heads_unknown": (
        "heads 中有不认识的字段：{heads}。字段可以是 {fields}、认定条件的名称或“{ignored}”"
    ),
    "planned_set_unknown": "set 中有不认识的字段“{field}”。字段可以是 {fields}",
    "planned_twice": (
        "第 {rows}{more} 行已经写在 {place} 的名单里。用 rows 或 only 分清哪几行是哪份名单"
    ),
    "and_more_lines": " 等 {count}",
    "planned_rows_of_several": (
        "这份名单接着印在 {count} 个表格里，rows 说不清是哪一个的行。去掉 rows，用 only 选"
    ),
    "planned_beyond": "“{text}”超出了表，表只到第 {last} 行",
    "planned_backwards": "“{text}”的起行大于止行",
    "planned_again": "“{text}”与前面的行重复：第 {rows} 行",
    "planned_column_unknown": "名单没有“{head}”列。印的列名有：{heads}",
    "planned_without_rows": "所指的地方没有名单的行",
}  # fmt: skip
SENTENCES |= OF_COMMANDS | STEPS
