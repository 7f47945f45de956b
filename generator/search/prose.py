"""文字页 The pages that are neither a platform nor a notice: regulations, help, lists."""

from collections.abc import Iterator
from itertools import chain

from generator.checks.casebook import ALL_RULES
from generator.citations import article_label
from generator.standing.snapshot import Snapshot
from generator.terms import City, Status

Row = tuple[str, str, str]

COLUMNS = (
    ("platforms/", "名录", "全部平台，可按市、服务功能、状态、年份和单位性质筛选"),
    ("notices/", "公示公告", "全部公示、公布、撤销、更名和更正"),
    ("publicity/", "正在公示", "正在征求意见的名单，怎样提出异议"),
    ("revocations/", "撤销与退出", "被撤销和退出的平台，限制期到哪一天"),
    ("ending/", "即将期满与新近期满", "30、90、180 天内期满的平台，再次申报"),
    ("verify/", "查验某一天的资格", "某一天有没有称号，凭哪份文件"),
    ("eligibility/", "申报条件自查", "基本条件、服务功能条件和申报材料"),
    ("statistics/", "统计", "各市、各服务功能、各年份的平台数"),
    ("changes/", "近期变化", "状态、名称和单位的变化"),
    ("gaps/", "缺口", "尚不知道的事项"),
    ("data/", "下载数据", "CSV、Excel、JSON 接口和订阅"),
    ("help/", "怎样阅读本名录", "各种状态的含义，怎样核对铭牌"),
    ("en/", "English", "About this register"),
)


def prose(snapshot: Snapshot) -> list[Row]:
    """文字页 Address, title, and a line of text for each."""
    return [*COLUMNS, *chain(_places(), _functions(snapshot), _regulations(snapshot), _help())]


def _places() -> Iterator[Row]:
    return ((f"cities/{city.value}/", city.label, "该市的全部平台") for city in City)


def _functions(snapshot: Snapshot) -> Iterator[Row]:
    named = {
        f.term: f
        for edition in snapshot.register.regulations.values()
        for f in edition.service_functions
    }
    for term in snapshot.by_function:
        if term in named:
            yield f"functions/{term}/", named[term].label, named[term].gist or ""


def _regulations(snapshot: Snapshot) -> Iterator[Row]:
    for edition in snapshot.register.regulations.values():
        address = f"regulations/{edition.id}/"
        yield address, edition.title, edition.document_number or ""
        for article in edition.articles:
            label = f"{edition.document_number or edition.title} {article_label(article.number)}"
            yield f"{address}#art-{article.number}", label, article.gist


def _help() -> Iterator[Row]:
    for status in Status:
        yield "help/statuses/", f"资格状态：{status.label}", status.meaning
    for rule in ALL_RULES.values():
        yield f"help/{rule.code}/", f"{rule.code} {rule.title}", rule.why
