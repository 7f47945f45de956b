"""同类 The same platforms as pages for the peers; each peer's index, made in a folder of its own."""

import gzip
import html
import json
import subprocess
import sys
import tarfile
from pathlib import Path

from generator.search.platforms import handles_of
from generator.standing.snapshot import Snapshot

PAGEFIND = "@pagefind/linux-x64@1.6.0"
PYTHON_PEERS = ["mkdocs<2", "mkdocs-material", "jieba", "setuptools<81"]
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


def pagefind(snapshot: Snapshot, folder: Path) -> dict[str, str]:
    """Pagefind 1.6.0 by npm: its index, and the platform behind each of its result ids."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["npm", "pack", "--silent", PAGEFIND], cwd=folder, check=True, capture_output=True
    )
    with tarfile.open(next(folder.glob("*.tgz"))) as packed:
        packed.extractall(folder, filter="data")
    site = folder / "site"
    for name, said in texts(snapshot).items():
        page = site / name / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        body = f"<h1>{html.escape(said[0])}</h1>" + "".join(
            f"<p>{html.escape(t)}</p>" for t in said[1:]
        )
        page.write_text(HEAD.format(html.escape(said[0]), body), "utf-8")
    program = folder / "package" / "bin" / "pagefind_extended"
    program.chmod(0o755)
    subprocess.run([program, "--site", site], check=True, capture_output=True)
    return {path.stem: _address(path) for path in (site / "pagefind/fragment").iterdir()}


def _address(fragment: Path) -> str:
    text = gzip.decompress(fragment.read_bytes()).decode()
    return str(json.loads(text[text.index("{") :])["url"]).strip("/").removesuffix("/index.html")


def material(snapshot: Snapshot, folder: Path) -> None:
    """Material's own search with jieba, in an environment of its own."""
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", *PYTHON_PEERS], check=True)
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (docs / "index.md").write_text("# 示例\n", "utf-8")
    for name, said in texts(snapshot).items():
        (docs / f"{name}.md").write_text(f"# {said[0]}\n\n" + "\n\n".join(said[1:]) + "\n", "utf-8")
    subprocess.run(
        [python, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True
    )
