"""The help of the built site: a page per code, the statuses, and the way to each article."""

import html
import json
import re
from pathlib import Path

import pytest

from generator.checks.casebook import ALL_RULES, cases_of, mending
from generator.checks.governing import basis, ruled_in
from generator.terms.words import ActKind, Severity, Status, Subject
from tests.conftest import DAY, NATIONAL, Command

pytestmark = pytest.mark.slow
NEWEST = "demo-2023"


def page(site: Path, address: str) -> str:
    """The text of a page, its marks of escaping undone."""
    return html.unescape((site / address / "index.html").read_text("utf-8"))


def plain(text: str) -> str:
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("code", ALL_RULES)
def test_every_code_has_its_page(site: Path, code: str) -> None:
    """Title, weight, reason, fix and every case with its findings."""
    rule, text = ALL_RULES[code], page(site, f"help/{code}")
    assert f"<h1><code>{code}</code> {rule.title}</h1>" in text
    assert f"{rule.severity.label}</b>　{rule.severity.meaning}" in text
    assert f"<dd>{rule.why}</dd>" in text
    for fix in mending(code):
        assert f"<p>{fix}</p>" in text
    for case in cases_of(code):
        assert f"<h3>{case.says}</h3>" in text
        for line in case.findings:
            assert plain(line) in plain(text)
    assert text.count("reg-case--fails") == sum(bool(case.findings) for case in cases_of(code))


def test_every_citation_of_an_article_leads_to_its_anchor(site: Path) -> None:
    """To the newest edition whose articles bear these numbers; a recording rule has no link."""
    regulation, followed = page(site, f"regulations/{NEWEST}"), 0
    for code, rule in ALL_RULES.items():
        text = page(site, f"help/{code}")
        found = re.findall(r'href="../../regulations/([^/]+)/#art-(\d+)"', text)
        assert found == [(NEWEST, str(n)) for n in ruled_in(rule)], code
        assert all(f'id="art-{number}"' in regulation for _, number in found)
        assert found or f"<dd>{basis(rule)}</dd>" in text
        followed += len(found)
    assert followed > 25


def test_list_of_codes_is_by_severity_and_subject(site: Path) -> None:
    """Every code once, under its severity and its letter."""
    text = page(site, "help/findings")
    parts = re.split(r'<h2 id="(\w+)">', text)
    found = {}
    for severity, part in zip(parts[1::2], parts[2::2], strict=True):
        for group in re.split(r"<h3>", part)[1:]:
            for code in re.findall(r'href="../../help/(\w+)/"', group):
                assert group.startswith(f"{code[0]}　"), code
                assert code not in found
                found[code] = severity
    assert found == {code: rule.severity.value for code, rule in ALL_RULES.items()}
    assert {code[0] for code in found} == {subject.value for subject in Subject}
    assert [severity for severity in Severity if severity.meaning not in text] == []


# By the edition's own terms, or by the table of articles.
ARTICLES = {
    "in_force": "23", "announced": "23", "undetermined": "23", "expired": "23", "abolished": "23",
    "under_publicity": "20", "awaiting_announcement": "21", "not_designated": "21", "revoked": "24", "withdrawn": "4",
}  # fmt: skip


def test_every_status_is_defined_once_with_its_article(site: Path) -> None:
    """The words of terms/, an anchor, and a link to the article."""
    text, regulation = page(site, "help/statuses"), page(site, f"regulations/{NEWEST}")
    for status in Status:
        part = text.partition(f'<div id="{status.value}">')[2].partition("</dd>")[0]
        assert status.meaning in part
        assert status.label in plain(part)
        (number,) = re.findall(rf'href="../../regulations/{NEWEST}/#art-(\d+)"', part)
        assert number == ARTICLES[status.value]
        assert f'id="art-{number}"' in regulation
    for kind in ActKind:
        assert f"<code>{kind.value}</code>" in text


def test_every_platform_page_leads_to_the_meaning_of_its_status(site: Path) -> None:
    """The verdict names the status and links to what it means."""
    statuses = json.loads((site / "api/v1/status.json").read_text("utf-8"))["status"]
    assert len(statuses) > 50
    for name, status in statuses.items():
        assert f'href="../../help/statuses/#{status}"' in page(site, f"platforms/{name}")


@pytest.mark.parametrize(
    ("address", "term", "target"),
    [
        ("notices/2021-publicity", "公示期", "lgxf-2020-4/#art-20"),
        ("notices/2021-announcement", "有效期", "lgxf-2020-4/#art-23"),
        ("notices/2021-announcement", "发文字号", "lgxf-2020-4/#art-21"),
        ("notices/2025-announcement", "有效期", "demo-2023/#art-23"),
        ("notices/2025-announcement", "此前公示", "demo-2023/#art-21"),
        ("publicity", "公示期", "demo-2023/#art-20"),
        ("platforms/sd-0016", "有效期", "lgxf-2020-4/#art-23"),
        ("platforms/sd-0016", "运营单位", "demo-2023/#art-2"),
        ("platforms/sd-0016", "服务功能", "demo-2023/#art-6"),
    ],
)
def test_terms_lead_to_the_article_of_the_edition_that_the_act_rests_on(
    site: Path, address: str, term: str, target: str
) -> None:
    """Not to the newest edition: to the one the act names."""
    text = page(site, address)
    assert re.search(rf'<a href="[./]+regulations/{target}" title="[^"]+">{term}</a>', text)


def test_regulation_page_says_what_carries_each_article(site: Path) -> None:
    """Under article 20: how it is done, its checks, and the page of what is open now."""
    text = page(site, "regulations/lgxf-2020-4")
    part = text.partition('<li id="art-20">')[2].partition('<li id="art-21">')[0]
    assert "5个工作日" in part
    assert "安排没有公布的年份答“未知”" in part
    assert '<a href="../../help/P302/"><code>P302</code> 公示期须满办法规定的工作日</a>' in part
    assert '<a href="../../publicity/">正在公示</a>' in part
    assert text.count('class="reg-carried"') == 29
    assert "reg-carried" not in page(site, "regulations/lzxqj-2018-14")


def test_national_register_is_not_given_the_articles_of_the_province(
    registry_command: Command, tmp_path: Path
) -> None:
    """Its editions number otherwise: citations are words there, and no link is broken."""
    out = tmp_path / "national"
    folder = NATIONAL
    assert (
        registry_command("build", "--registry", folder, "--on", DAY, "--out", out).returncode == 0
    )
    assert "#art-" not in page(out, "help/P302")
    assert "<dd>第二十条</dd>" in page(out, "help/P302")
    assert "#art-" not in page(out, "help/statuses")


def test_explain_says_the_same_as_the_page(site: Path, registry_command: Command) -> None:
    """Why, how to mend, what fails and what passes, on the terminal and on the page."""
    said = registry_command("explain", "V203").stdout
    text = plain(page(site, "help/V203"))
    rule = ALL_RULES["V203"]
    assert f"为什么  {rule.why}" in said
    assert "怎样改  核对原文；3 年应至 2024-11-30" in said
    for case in cases_of("V203"):
        assert case.says in said
        assert case.says in text
    assert said.count("\n错例") == sum(bool(case.findings) for case in cases_of("V203"))
    assert said.count("\n无误") == sum(not case.findings for case in cases_of("V203")) > 0
