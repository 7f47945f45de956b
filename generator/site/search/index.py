"""The look-up: everything that a platform, an act or a page was ever called, in one file.

The browser scans it in memory, so nothing that holds what was typed is missed; the lists
filter, sort and bring themselves to the reader's day by the same columns. A second file has the
acts and pages, which only a search of the whole site needs; a third, in the order of the first,
the answers of /verify/ for any day.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic_core import to_json

from generator.checks.casebook import ALL_RULES
from generator.program import beside
from generator.records.acts import Act
from generator.register.identity import identities
from generator.register.register import Document
from generator.register.sentences import english_template
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages import verdict
from generator.site.pages.wording import long_day
from generator.site.search.applying import applying_answers
from generator.site.search.list_check import list_words
from generator.site.search.pinyin import readings
from generator.site.search.platforms import (
    Handles,
    caveat_key,
    handles_of,
    packed,
    plain_columns,
    platform_columns,
    serials,
)
from generator.terms.answers import Caveat, Explanation
from generator.terms.citations import article_label
from generator.terms.sameness import sameness, simplified
from generator.terms.words import Status

VERSION = 6
HELP = "site_templates/prose/help/index.md"
SECTION = re.compile(r"^## (.+?) \{#([\w-]+)\}\n\n(.+)$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")

# Address, title, and a line of text.
Page = tuple[str, str, str]
PAGES: tuple[Page, ...] = (
    ("platforms/", "名录", "全部平台，可按{part}、服务功能、状态、年份和单位性质筛选"),
    ("notices/", "公示公告", "全部公示、公布、撤销、更名和更正"),
    ("publicity/", "正在公示", "正在征求意见的名单，怎样提出异议"),
    ("revocations/", "撤销与退出", "撤销公告，被撤销和退出的平台，限制期到哪一天"),
    ("ending/", "即将期满与新近期满", "30、90、180 天内期满的平台，再次申报"),
    ("verify/", "查验某一天的资格", "某一天有没有称号，凭哪份文件"),
    ("check-list/", "核对名单", "一次核对许多名称、代码或证书编号，可打开 Excel 和 CSV"),
    (
        "eligibility/",
        "申报条件自查",
        "怎样成为示范平台：今年能否申报、何时、向谁，申报材料，认定条件（基本条件和服务功能条件）",
    ),
    (
        "eligibility/#whom",
        "主管部门联系方式",
        "各{part}主管部门电话、地址、网站，怎么联系主管部门；联系电话、举报电话、投诉电话；向谁申报、举报、投诉",
    ),
    ("statistics/", "统计", "各{part}、各服务功能、各年份的平台数"),
    ("changes/", "近期变化", "状态、名称和单位的变化"),
    ("feeds/", "订阅与日历", "有新的公示、撤销和变动时得到通知，期满的日历"),
    ("gaps/", "缺口", "尚不知道的事项"),
    ("data/", "下载数据", "CSV、Excel、JSON 接口和订阅"),
    ("help/", "怎样阅读本名录", "各种状态的含义，怎样核对铭牌"),
    ("en/", "English", "About this register"),
)


def lookup_index(snapshot: Snapshot) -> bytes:
    """The index of a snapshot: labels, signs, platforms in the order of their ids."""
    handles = [*handles_of(snapshot)]
    names = {sameness(text) for each in handles for text in (*each.names, *each.units)}
    return _encoded(
        _head(snapshot)
        | _labels(snapshot)
        | _signs(snapshot, names)
        | {"platforms": platform_columns([*snapshot.listings.values()], handles)}
    )


def pages_index(snapshot: Snapshot) -> bytes:
    """Documents, and pages with a line of text each, that a search finds beside platforms."""
    pages = (
        dict(zip(("address", "title", "text"), page, strict=True)) for page in _pages(snapshot)
    )
    return _encoded(
        _head(snapshot)
        | {"notices": plain_columns([_notice(each) for each in snapshot.documents])}
        | {"prose": plain_columns([*pages])}
    )


def verify_index(snapshot: Snapshot) -> bytes:
    """Verdicts of every platform for any day, in the order of the look-up, and all their words.

    Verdicts are pooled: `days` of a platform are [first day or "", number of the verdict]. Its
    `places` are [first day, words]; its `names` say which of its names in the look-up held when.
    """
    verdicts: dict[bytes, int] = {}
    every = snapshot.listings.values()
    columns = {
        "ids": serials([each.id for each in every]),
        "days": packed([answers(each, snapshot, verdicts) for each in every]),
        "names": packed(map(_names, every, handles_of(snapshot))),
        "places": packed([_places(each, snapshot) for each in every]),
    }
    return _encoded(
        _head(snapshot)
        | {
            "next_update": snapshot.next_update.isoformat(),
            "begins_on": _day(snapshot.register.begins_on),
        }
        | verdict_words()
        | {
            "list": list_words(),
            "acts": {act.id: _act(act) for act in snapshot.register.acts.values()},
            "regulations": {
                each.id: each.document_number or each.title
                for each in snapshot.register.regulations.values()
            },
            "verdicts": [json.loads(each) for each in verdicts],
            "merged": snapshot.register.merged,
            "platforms": columns,
        }
    )


def applying_index(snapshot: Snapshot) -> bytes:
    """Whether each platform may apply, from this day on, in the order of the look-up."""
    return _encoded(_head(snapshot) | applying_answers(snapshot))


def verdict_words() -> dict[str, Any]:
    """Templates of every sentence of a verdict, in Chinese and in English."""
    return {
        "statuses": {status.value: _sentences(status) for status in Status},
        "bar": (verdict.BAR, verdict.BAR_ENGLISH),
        "caveat": (verdict.CAVEAT, verdict.CAVEAT_ENGLISH),
        "explanation": (verdict.EXPLANATION, verdict.EXPLANATION_ENGLISH),
        "caveats": {each.value: (each.label, each.english) for each in Caveat},
        "explanations": {each.value: (each.label, each.english) for each in Explanation},
    }


def answers(
    listing: Listing, snapshot: Snapshot, verdicts: dict[bytes, int]
) -> tuple[tuple[str, int], ...]:
    """Days on which the verdict may change, each with its number; new verdicts join the pool."""
    days: list[tuple[str, int]] = []
    for first, each in verdict.every_stretch(listing, snapshot):
        number = verdicts.setdefault(to_json(verdict_values(each)), len(verdicts))
        if not days or days[-1][1] != number:
            days.append((_day(first) or "", number))
    return tuple(days)


def _names(listing: Listing, handles: Handles) -> tuple[tuple[str, int, int], ...]:
    return tuple(map(handles.span, identities(listing.history)))


def _places(listing: Listing, snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Places of a platform by their first days, in words."""
    place = snapshot.territory.place
    return tuple((_day(each.starts) or "", place(each.code)) for each in listing.places)


def verdict_values(judged: verdict.Verdict) -> dict[str, Any]:
    """Codes, slots and references of a verdict; what it does not have is left out."""
    bar, explanation = judged.bar, judged.explanation
    values = {
        "status": judged.status.value,
        "slots": judged.slots,
        "acts": [entry.act.id for entry in judged.acts],
        "article": _article(judged.article),
        "bar": bar and {"slots": bar.slots, "article": _article(bar.article)},
        "caveats": [caveat_key(each) for each in judged.caveats],
        "explanation": explanation and explanation.value,
    }
    return {name: value for name, value in values.items() if value}


def _article(article: verdict.Article | None) -> tuple[str, int, str] | None:
    return (article[0].id, article[1], article_label(article[1])) if article else None


def _sentences(status: Status) -> dict[str, str]:
    return {
        "label": status.label,
        "sentence": status.entry.sentence,
        "english": english_template(status),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _act(act: Act) -> list[str]:
    return [act.title, act.document_number or "", long_day(act.issued_on)]


def _encoded(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _head(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "version": VERSION,
        "as_of": snapshot.as_of.isoformat(),
        "demonstration": snapshot.register.site.demo,
    }


def _labels(snapshot: Snapshot) -> dict[str, Any]:
    """Words for the codes of statuses, parts of the territory and service functions."""
    # The empty code: what lies in no part.
    cities = {code: snapshot.part_name(code) for code in (*snapshot.parts, "")}
    functions = {term: term for term in snapshot.by_function} | {
        each.term: each.label
        for edition in snapshot.register.regulations.values()
        for each in edition.service_functions
    }
    return {
        "statuses": {status.value: _marks(status) for status in Status},
        "caveats": Caveat.labels(),
        "caveats_english": {each.value: each.english for each in Caveat},
        "cities": cities,
        "functions": functions,
    }


def _marks(status: Status) -> dict[str, Any]:
    entry = status.entry
    return {
        "label": entry.label,
        "rank": entry.rank,
        "is_struck": entry.is_struck,
        "english": entry.english,
        "also": entry.also,
    }


def _signs(snapshot: Snapshot, names: set[str]) -> dict[str, Any]:
    """Traditional characters and readings of what occurs; `names` are normalised already."""
    acts = (text for act in snapshot.acts for text in (act.title, act.document_number or ""))
    places = (sameness(snapshot.part_name(code)) for code in snapshot.parts)
    printed = names | set(map(sameness, acts)) | set(places)
    prose = (sameness(text) for page in _pages(snapshot) for text in page[1:])
    return {
        "traditional": _traditional_of(set().union(*printed, *prose)),
        "readings": readings(printed),
    }


def _traditional_of(occurring: set[str]) -> list[str]:
    """Traditional characters that lead to those that occur, and their simplified ones: two texts of one length."""
    pairs = [(a, b) for a, b in simplified().items() if chr(b) in occurring]
    return ["".join(chr(pair[side]) for pair in pairs) for side in (0, 1)]


def _notice(document: Document) -> dict[str, str]:
    return {
        "id": document.id,
        "title": document.title,
        "number": document.document_number or "",
        "on": str(document.issued_on),
        "kind": document.label,
    }


def _pages(snapshot: Snapshot) -> Iterator[Page]:
    """Pages that are neither a platform nor a notice: lists, places, functions, regulations, help."""
    word = snapshot.territory.word
    yield from ((address, title, text.format(part=word)) for address, title, text in PAGES)
    yield from _help_sections()
    for code in snapshot.parts:
        yield f"cities/{code}/", snapshot.part_name(code), "当地的全部平台"
    yield from _function_pages(snapshot)
    yield from _regulation_pages(snapshot)
    for status in Status:
        yield "help/statuses/", f"资格状态：{status.label}", status.meaning
    for rule in ALL_RULES.values():
        # Its title says it; the reasons of all would be a tenth of the index of a province.
        yield f"help/{rule.code}/", f"{rule.code} {rule.title}", ""


def _help_sections() -> Iterator[Page]:
    """Sections of the help that have an anchor, each with its first paragraph."""
    text = beside(HELP).read_text("utf-8")
    for title, anchor, opening in SECTION.findall(text):
        yield (
            f"help/#{anchor}",
            title,
            LINK.sub(r"\1", opening).removeprefix("- ").removeprefix("1. "),
        )


def _function_pages(snapshot: Snapshot) -> Iterator[Page]:
    editions = snapshot.register.regulations.values()
    named = {each.term: each for edition in editions for each in edition.service_functions}
    for term in snapshot.by_function:
        if term in named:
            yield f"functions/{term}/", named[term].label, named[term].gist or ""


def _regulation_pages(snapshot: Snapshot) -> Iterator[Page]:
    for edition in snapshot.register.regulations.values():
        address = f"regulations/{edition.id}/"
        yield address, edition.title, edition.document_number or ""
        for article in edition.articles:
            label = f"{edition.document_number or edition.title} {article_label(article.number)}"
            yield f"{address}#art-{article.number}", label, article.gist
