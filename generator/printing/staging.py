"""排版 The folder handed to the printer: settings, theme, prose, and empty shells."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.printing.styles import word_styles
from generator.standing.snapshot import Snapshot

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "site_templates"
CONFIG = "mkdocs.yml"
BASE_CONFIG = "base.yml"
STYLES = "register.css"

COLUMNS = {"platforms": "名录", "notices": "公示公告", "regulations": "办法", "help": "帮助"}
# Columns whose own page is prose: it is printed as it stands and never filled.
PROSE = ("help",)
FILLED = tuple(name for name in COLUMNS if name not in PROSE)

# One shell per column and depth. They lie in folders of their own, because the
# theme writes links the shortest way, which only fits the page's own folder.
SHELLS = {"index.md": "首页"}
SHELLS |= {f"shell-{name}.md": column for name, column in COLUMNS.items()}
SHELLS |= {f"shell/{name}.md": column for name, column in COLUMNS.items()}
# The further pages of long lists lie one folder deeper.
SHELLS |= {f"shell/sheet/{name}.md": COLUMNS[name] for name in ("platforms", "notices")}
PAGES_IN_NAV = {f"{name}/index.md": COLUMNS[name] for name in FILLED}
# The pages of single platforms do not name the day of the build.
UNDATED = {"shell/platform.md": COLUMNS["platforms"]}
# No page runs a script of the theme.
DISCARDED = (
    "index.html",
    "shell",
    "assets/javascripts",
    *(f"{name}/index.html" for name in FILLED),
)

# The theme itself writes the name of the site unescaped; our own partials escape the title.
WIDE = str.maketrans("<>&\"'", "＜＞＆＂＇")


def stage(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """排版 Every file of the folder, lazily: (path, bytes)."""
    yield CONFIG, _settings(snapshot)
    yield BASE_CONFIG, (ROOT / CONFIG).read_bytes()
    for page, column in (SHELLS | PAGES_IN_NAV).items():
        yield f"docs/{page}", _shell(column)
    for page, column in UNDATED.items():
        yield f"docs/{page}", _shell(column, undated=True)
    yield from _copied(TEMPLATES / "theme", "theme")
    yield from _copied(TEMPLATES / "assets", "docs/assets")
    yield from _copied(TEMPLATES / "prose", "docs")


def _settings(snapshot: Snapshot) -> bytes:
    site = snapshot.register.site
    settings: dict[str, Any] = {
        "INHERIT": BASE_CONFIG,
        "site_name": site.title.translate(WIDE),
        "site_url": site.base_url,
        "extra": {
            "title": site.title,
            "demo": site.demo,
            "publisher": site.publisher,
            "contact": site.publisher_contact,
            "repository": site.repository,
            "licence": site.licence,
            "as_of": snapshot.as_of.isoformat(),
            "next_update": snapshot.next_update.isoformat(),
        },
    }
    return json.dumps(settings, ensure_ascii=False, indent=1).encode()


def _shell(column: str, undated: bool = False) -> bytes:
    mark = "undated: true\n" if undated else ""
    return f"---\nshell: true\n{mark}tab: {column}\nhide: [navigation, toc]\n---\n# {column} {{#content}}\n".encode()


def _copied(folder: Path, under: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.name == STYLES:
                content += word_styles()
            yield f"{under}/{path.relative_to(folder).as_posix()}", content
