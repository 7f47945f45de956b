"""The printer: MkDocs prints the prose and one shell per layout; we fill the shells.

The printer is one replaceable function; nothing here imports MkDocs. Of the style sheet of its theme,
which every visitor fetches, the rules that no page of ours can meet are left out: which classes a
page may bear is read from what bears them, the printed pages, our templates, our scripts.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator.program import NAME, Incomplete, beside
from generator.records.registry import Logo, SiteRecord
from generator.register.snapshot import Snapshot
from generator.terms.words import ActKind, Border, Printer, Status, StatusEntry

WORD = re.compile(r"[\w-]+")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A piece of CSS that is read as one: a text, or a single sign.
PIECE = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|\\.|.', re.DOTALL)
# What a rule may ask for beyond classes that are there: not(…) is met where its class is not.
APART = re.compile(r"\[[^\]]*\]|:not\((?:[^()]|\([^()]*\))*\)")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NESTED = ("@media", "@supports")


def class_words(texts: Iterable[str]) -> set[str]:
    """Every word that could be a class in these texts."""
    return {word for text in texts for word in WORD.findall(text)}


def rules_met(css: str, classes: Set[str]) -> str:
    """The rules with a selector all of whose classes are among these, without the other selectors."""
    return "".join(_met(COMMENT.sub("", css), classes))


def _met(css: str, classes: Set[str]) -> Iterator[str]:
    for head, body in _rules(css):
        if body is None or (head.startswith("@") and not head.startswith(NESTED)):
            yield head if body is None else f"{head}{{{body}}}"
        elif head.startswith("@"):
            if inner := "".join(_met(body, classes)):
                yield f"{head}{{{inner}}}"
        elif kept := [each for each in _parted(head) if classes >= set(_asked(each))]:
            yield f"{','.join(kept)}{{{body}}}"


def _asked(selector: str) -> list[str]:
    # One of several alternatives is enough: such a selector stays.
    return CLASS.findall(APART.sub("", selector)) if ":is(" not in selector else []


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Head and body of each rule; a statement without a body, such as @charset, by itself."""
    depth, head, text = 0, "", ""
    for piece in PIECE.findall(css):
        depth += (piece == "{") - (piece == "}")
        if piece == ";" and not depth and not head:
            yield f"{text.strip()};", None
            text = ""
        elif piece == "{" and depth == 1:
            head, text = text.strip(), ""
        elif piece == "}" and depth == 0:
            yield head, text
            head, text = "", ""
        else:
            text += piece


def _parted(selectors: str) -> list[str]:
    """Selectors between commas that stand in no bracket."""
    parts, depth = [""], 0
    for piece in PIECE.findall(selectors):
        depth += (piece in "([") - (piece in ")]")
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


# `data:` in pictures is the theme's own style sheet, which draws its icons so.
OWN_FILES = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
# What needs no script, no form and no data: a badge in a page of others.
BARE = {**OWN_FILES, "script-src": ("'none'",), "form-action": ("'none'",)}


def policy(directives: dict[str, tuple[str, ...]]) -> str:
    """Content security policy in one line; no page has a script that does not lie in a file of its own."""
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


COMMANDS: dict[Printer, tuple[str, ...]] = {
    Printer.MKDOCS: ("-m", "mkdocs", "build", "--strict", "--quiet", "-f"),
    Printer.ZENSICAL: ("-m", "zensical", "build", "--clean", "-f"),
}

# One fixed moment: the theme stamps its sitemap with it, so two builds agree.
EPOCH = "1577836800"


class PrinterFault(RuntimeError):
    """The printer refused the folder; its own words are the message."""


def print_folder(staged: Path, printer: Printer) -> Path:
    """Print a staged folder; the printed site lies in its `print` folder."""
    with printing(staged, printer) as printed:
        return printed()


@contextmanager
def printing(staged: Path, printer: Printer) -> Iterator[Callable[[], Path]]:
    """Start the printer on a staged folder; what is given waits for it and says where the print lies.

    Raises `Incomplete` if the printer is not installed, and `PrinterFault`, when asked for the print,
    if it refused the folder. A printer that nobody waited for is stopped.
    """
    if find_spec(printer.value) is None:
        raise Incomplete(
            f"site.yaml 选用的印制程序 {printer.label} 没有安装：运行 "
            f"pip install '{NAME}[{printer.value}]'，或者改 site.yaml 的 printer"
        )
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    with subprocess.Popen(
        [sys.executable, *COMMANDS[printer], CONFIG],
        cwd=staged,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield partial(_print_of, process, staged)
        finally:
            process.kill()


def _print_of(process: "subprocess.Popen[str]", staged: Path) -> Path:
    words = "".join(process.communicate()).strip()
    if process.returncode != 0:
        # Its own words are many lines and of use; a crash of its is one sentence, the last.
        raise PrinterFault(f"印制失败：{words.splitlines()[-1] if 'Traceback' in words else words}")
    return _joined(staged / "print")


def _joined(printed: Path) -> Path:
    """The folder with the styles of the theme, as far as a page meets them, before ours in one file."""
    styles = printed / "assets" / STYLES
    # By name: the theme's rules, then its palette. Of the successor's two looks, the one we use.
    every = sorted(styles.parent.glob("stylesheets/**/*.css"))
    theme = [path for path in every if path.parent.name != "modern"]
    dressed = [*printed.rglob("*.html"), *beside("site_templates").rglob("*.html")]
    scripts = beside("site_templates/assets").rglob("*.js")
    classes = class_words(path.read_text("utf-8") for path in (*dressed, *scripts))
    sheets = [rules_met(path.read_text("utf-8"), classes) for path in theme]
    styles.write_text("\n".join([*sheets, styles.read_text("utf-8")]), "utf-8")
    return printed


# Comments: no text of a record can make one, since every text is escaped.
MARKS = ("<!--head-->", "<!--title-->", "<!--content-->")


@dataclass(frozen=True)
class Shell:
    """Four pieces around the three marks of a page, already encoded."""

    pieces: tuple[bytes, bytes, bytes, bytes]

    def filled(self, head: str, title: str, content: str) -> bytes:
        """One page as bytes; the three texts are HTML already."""
        a, b, c, d = self.pieces
        return b"".join((a, head.encode(), b, title.encode(), c, content.encode(), d))


def read_shell(path: Path) -> Shell:
    """Shell of a printed page; each mark must stand exactly once, in order, else ValueError."""
    # Every page carries the shell: its blank lines and indentation are left out.
    page = re.sub(r"\n\s*", "\n", path.read_text(encoding="utf-8")).lstrip()
    rest, pieces = page, []
    for mark in MARKS:
        if rest.count(mark) != 1:
            raise ValueError(f"页壳 {path.name} 中应恰有一处 {mark}，实有 {rest.count(mark)} 处")
        before, rest = rest.split(mark)
        pieces.append(before.encode())
    return Shell((pieces[0], pieces[1], pieces[2], rest.encode()))


BORDERS: dict[Border, str] = {
    "solid": "",
    "dashed": "border-style:dashed;border-left-style:solid",
    "double": "border-style:double;border-width:.25rem;border-left-width:.6rem",
}


def word_styles() -> bytes:
    """CSS for every status and every kind of act, to stand behind the rules of the site."""
    entries = [status.entry for status in Status]
    light = "".join(f"--reg-{each.code}:{each.light};" for each in entries)
    dark = "".join(f"--reg-{each.code}:{each.dark};" for each in entries)
    lines = [
        "/* Made from generator/terms. */",
        f'[data-md-color-scheme="default"]{{{light}}}',
        f'[data-md-color-scheme="slate"]{{{dark}}}',
        *(rule for each in entries for rule in _status_rules(each)),
        *(_kind_rule(kind) for kind in ActKind),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def site_styles(site: SiteRecord) -> bytes:
    """CSS of one site: its colour, and where each tile of its grid stands."""
    squares = site.squares.values()
    width = max((column for _, column in squares), default=0)
    lines = [_colour_rule(site.colour)] if site.colour else []
    if not site.demo:
        # Only the notice of an outdated copy may stand there, with colours of its own.
        lines.append(".md-banner{background:none;border:0}.md-banner__inner{margin:0 auto}")
    if squares:
        across = f"repeat({width},minmax(0,4.6rem))"
        lines.append(f".md-typeset ul.reg-tiles--drawn{{grid-template-columns:{across}}}")
    lines += [f".reg-tile--r{row}{{grid-row:{row}}}" for row in sorted({r for r, _ in squares})]
    lines += [f".reg-tile--c{c}{{grid-column:{c}}}" for c in sorted({c for _, c in squares})]
    return "".join(f"{line}\n" for line in lines).encode()


def _colour_rule(colour: str) -> str:
    """The head in the colour of the site, darker where the page is dark."""
    light, dark = (f"color-mix(in srgb,{colour},{to})" for to in ("#fff 15%", "#000 30%"))
    shades = f"--md-primary-fg-color--light:{light};--md-primary-fg-color--dark:{dark}"
    slate = f"color-mix(in srgb,{colour},#000 45%)"
    return (
        f':root,[data-md-color-scheme="default"]{{--md-primary-fg-color:{colour};{shades};'
        f"--reg-press:{colour};--reg-pressed:{dark}}}\n"
        f'[data-md-color-scheme="slate"]{{--md-primary-fg-color:{slate}}}'
    )


def _kind_rule(kind: ActKind) -> str:
    return f".reg-kind--{kind.value}{{--reg-tone:var(--reg-{kind.tone});color:var(--reg-tone)}}"


def _status_rules(entry: StatusEntry) -> Iterator[str]:
    # The row of a list says the status once, for its mark too.
    selectors = f'.reg-status--{entry.code},tr[data-status="{entry.code}"] .reg-status'
    yield f"{selectors}{{color:var(--reg-{entry.code});--reg-mark:{status_mark(entry)}}}"
    if border := BORDERS[entry.border]:
        yield f".reg-verdict.reg-status--{entry.code}{{{border}}}"
    if entry.is_struck:
        yield f'.reg-table tr[data-status="{entry.code}"] a[href*="platforms/"]{{text-decoration:line-through}}'


def status_mark(entry: StatusEntry) -> str:
    """The mark as a picture in the style sheet; what is cut out of it is transparent."""
    shape, mask = entry.shape, ""
    if entry.cut:
        # In a mask white stays and black goes.
        mask = f'<mask id="m"><rect width="16" height="16" fill="#fff"/>{entry.cut}</mask>'
        shape = f'<g mask="url(#m)">{shape}</g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{mask}{shape}</svg>'
    return f'url("data:image/svg+xml,{quote(svg, safe=" =/:;,().-")}")'


CONFIG = "mkdocs.yml"
BASE_CONFIG = "base.yml"
STYLES = "register.css"
# The program's own, where the site names none.
LOGO = "assets/logo.svg"

# Tabs of every page, in their order: the folder of each column, and its name.
COLUMNS = {
    "": "首页", "platforms": "名录", "verify": "查验", "notices": "公示公告",
    "revocations": "撤销", "regulations": "办法", "data": "数据", "help": "帮助",
}  # fmt: skip
# Columns whose own page is prose: it is printed as it stands and never filled.
PROSE = ("data", "help")
FILLED = tuple(name for name in COLUMNS if name and name not in PROSE)

# One shell per column and depth. They lie in folders of their own, because the
# theme writes links the shortest way, which only fits the page's own folder.
SHELLS = {"index.md": COLUMNS[""]}
SHELLS |= {f"shell-{name}.md": COLUMNS[name] for name in (*FILLED, "help")}
SHELLS |= {f"shell/{name}.md": COLUMNS[name] for name in (*FILLED, "help")}
# The further pages of long lists lie one folder deeper.
SHELLS |= {
    f"shell/sheet/{name}.md": COLUMNS[name] for name in ("platforms", "notices", "revocations")
}
PAGES_IN_NAV = {f"{name}/index.md": COLUMNS[name] for name in FILLED}
# The pages of single platforms do not name the day of the build.
UNDATED = {"shell/platform.md": COLUMNS["platforms"]}
# No page runs a script of the theme.
DISCARDED = (
    "index.html",
    "shell",
    "search.json",
    "assets/javascripts",
    "assets/stylesheets",
    *(f"{name}/index.html" for name in FILLED),
)

# The theme itself writes the name of the site unescaped; our own partials escape the title.
WIDE = str.maketrans("<>&\"'", "＜＞＆＂＇")


def stage(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Files of the folder for the printer, lazily: (path, bytes)."""
    yield CONFIG, _settings(snapshot)
    yield BASE_CONFIG, beside(CONFIG).read_bytes()
    for page, column in (SHELLS | PAGES_IN_NAV).items():
        yield f"docs/{page}", _shell(column)
    for page, column in UNDATED.items():
        yield f"docs/{page}", _shell(column, undated=True)
    yield from _copied(beside("site_templates/theme"), "theme")
    yield from _assets(snapshot.register.site)
    if logo := snapshot.register.receipt.logo:
        yield f"docs/{_logo_path(logo)}", logo.content
    yield from _copied(beside("site_templates/prose"), "docs")


def _logo_path(logo: Logo) -> str:
    return f"assets/site-{logo.name}"


def _settings(snapshot: Snapshot) -> bytes:
    site, logo = snapshot.register.site, snapshot.register.receipt.logo
    settings: dict[str, Any] = {
        "INHERIT": BASE_CONFIG,
        # Each printer gives its templates this list in a shape of its own: ours are told the columns.
        "nav": [{name: f"{folder}/index.md".lstrip("/")} for folder, name in COLUMNS.items()],
        "site_name": site.title.translate(WIDE),
        "site_url": site.base_url,
        "theme": {
            "logo": _logo_path(logo) if logo else LOGO,
            "favicon": _logo_path(logo) if logo and logo.is_icon else LOGO,
        },
        "extra": {
            "columns": [
                {"name": name, "address": f"{folder}/" if folder else "."}
                for folder, name in COLUMNS.items()
            ],
            "title": site.title,
            "policy": policy(OWN_FILES),
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
    return f"---\nshell: true\n{mark}tab: {column}\n---\n# {column}\n".encode()


def _assets(site: SiteRecord) -> Iterator[tuple[str, bytes]]:
    for path, content in _copied(beside("site_templates/assets"), "docs/assets"):
        is_styles = path.endswith(f"/{STYLES}")
        yield path, content + word_styles() + site_styles(site) if is_styles else content


def _copied(folder: Path, under: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{under}/{path.relative_to(folder).as_posix()}", path.read_bytes()
