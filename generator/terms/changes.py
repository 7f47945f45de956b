"""对比用语 The words of a comparison: what became of a record, and what the public is told."""

from generator.terms.term import Term


class Action(Term):
    """处理 What became of a record or a platform between two versions."""

    ADDED = "added", "新增"
    EDITED = "edited", "改动"
    COMPLETED = "completed", "补录"
    REDACTED = "redacted", "隐去"
    REMOVED = "removed", "移除"


class Fact(Term):
    """公开事项 What the public is told of a platform, beside its own record."""

    STATUS = "status", "资格状态"
    VALIDITY = "validity", "有效期"
    DECIDED_BY = "decided_by", "依据"
    BARRED_UNTIL = "barred_until", "不得申报至"
    NAME = "name", "平台名称"
    OPERATING_UNIT = "operating_unit", "运营单位"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    FUNCTIONS = "functions", "服务功能"
    NUMBERS = "numbers", "证书编号"
    CAVEATS = "caveats", "附注"
