"""审查用语 The words of findings: how much they weigh, and what they are about."""

from generator.terms.term import Term


class Severity(Term):
    """轻重 How much a finding weighs: only errors stop a build."""

    ERROR = "error", "错误", "记录读不出、对不上，或违反办法；不改正，网站不会更新。"
    WARNING = "warning", "提醒", "多半有误，也可能原文如此；请核实，不妨碍发布。"
    GAP = "gap", "缺口", "现在还不知道的事；如实列出，查到后补上。"


class Subject(Term):
    """问题门类 The letter that a code of a finding begins with."""

    SYNTAX = "Y", "文件写法"
    FORM = "F", "字段写法"
    FOLDER = "S", "登记文件夹"
    REFERENCE = "X", "编号与引用"
    DOCUMENT = "D", "文件"
    EDITION = "E", "办法版本与认定条件"
    BATCH = "B", "批次与推荐"
    PUBLICITY = "P", "公示与公布"
    VALIDITY = "V", "有效期"
    REVOCATION = "R", "撤销与限制"
    NAME = "N", "名称"
    DUTY = "A", "认定后的义务"
    PRIVACY = "H", "个人信息"
    GAP = "G", "缺口"
    HISTORY = "C", "历史与改动"
