"""Whether whoever runs a platform may apply for the title: one list, with the sentence of each answer."""

from typing import Self

from generator.terms.words import Status, Term, word


class Applying(Term):
    """Answer to who would apply on a day; `looks` is the status whose colour and mark it bears.

    The sentence has the slots `ends`, `year` and `doubt` in braces, as far as it needs them;
    pages and the browser fill the same templates.
    """

    looks: Status
    sentence: str

    def __new__(cls, code: str, label: str, looks: Status, sentence: str) -> Self:
        answer = word(cls, code, label)
        answer.looks, answer.sentence = looks, sentence
        return answer

    BARRED = (
        "barred", "现在不得申报", Status.REVOKED,
        "运营单位至{ends}（含当日）不得申报{doubt}。",
    )  # fmt: skip
    TOO_EARLY = (
        "too_early", "今年还不能再次申报", Status.AWAITING_ANNOUNCEMENT,
        "现有称号至{ends}（含当日），{year}年起可以再次申报。",
    )  # fmt: skip
    AGAIN = (
        "again", "今年可以再次申报", Status.IN_FORCE,
        "现有称号至{ends}（含当日），今年可以再次申报。",
    )  # fmt: skip
    UNTIL_REVIEW = (
        "until_review", "称号保持到下一次复核", Status.IN_FORCE,
        "依据授予称号的办法，称号保持到下一次复核，没有期满的年份。",
    )  # fmt: skip
    IN_ROUND = (
        "in_round", "已在公示名单上", Status.UNDER_PUBLICITY,
        "已经列入公示名单，结果还没有公布；要不要另行申报，请问主管部门。",
    )  # fmt: skip
    ASK = (
        "ask", "请先问主管部门", Status.UNDETERMINED,
        "依在录的文件和办法，不能断定现有称号何时期满、何时可以再次申报。",
    )  # fmt: skip
    BAR_NOT_STATED = (
        "bar_not_stated", "请先问主管部门", Status.UNDETERMINED,
        "称号已被撤销，文件没有载明是否限制再次申报。",
    )  # fmt: skip
    FREE = (
        "free", "可以申报", Status.IN_FORCE,
        "名录中没有现行的称号，也没有不得申报的限制；符合条件的，按当年的通知申报。",
    )  # fmt: skip
