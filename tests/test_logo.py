"""标志 The picture that site.yaml names: what is refused, and where it stands in the pages."""

import re
import struct
from pathlib import Path

import pytest

from generator.intake import receive
from generator.intake.logo import MOST_BYTES, PNG_START, judged
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.printing import stage
from tests.conftest import DAY
from tests.registries import with_logo, with_site_line

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 64"><path d="M0 0h9"/></svg>'
STAR = DRAWING % 64


def png(width: int, height: int) -> bytes:
    """Head of a PNG of this size, in pixels."""
    return PNG_START + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x06\0\0\0"


@pytest.mark.parametrize(
    ("name", "content", "breadth"),
    [
        ("logo.png", png(48, 48), 1.0),
        ("logo.png", png(2000, 1000), 2.0),
        ("logo.svg", STAR, 1.0),
        ("logo.svg", b'<?xml version="1.0" encoding="UTF-8"?>\n' + DRAWING % 256, 4.0),
        ("logo.svg", STAR.replace(b"0 0 64 64", b" -1,-1 , 10.5  21"), 0.5),
    ],
)
def test_a_proper_picture_is_taken(name: str, content: bytes, breadth: float) -> None:
    """As it is, byte for byte, with how many times as wide as high it is."""
    faults, logo = judged(name, content)
    assert faults == []
    assert logo is not None
    assert (logo.name, logo.content, logo.breadth) == (name, content, breadth)
    assert logo.is_icon == (breadth == 1.0)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("logo.png", png(47, 48), "标志是 47×48 像素，每边应为 48 至 2000 像素"),
        ("logo.png", png(48, 2001), "标志是 48×2001 像素，每边应为 48 至 2000 像素"),
        ("logo.png", PNG_START, "扩展名是 .png，内容却不是 PNG 图片"),
        ("logo.png", png(64, 64)[:20], "扩展名是 .png，内容却不是 PNG 图片"),
        ("logo.png", b"\xff\xd8\xff\xe0", "扩展名是 .png，内容却不是 PNG 图片"),
        ("logo.svg", png(64, 64), "扩展名是 .svg，内容却不是写得完整的 SVG（第 1 行起读不下去）"),
        ("logo.svg", b"", "扩展名是 .svg，内容却不是写得完整的 SVG（第 1 行起读不下去）"),
        ("logo.svg", b"x" * (MOST_BYTES + 1), "标志大于 100 KB，每个网页都要装载它"),
        ("logo.svg", b"<html/>", "最外层不是写有 viewBox 的 <svg>，不知道图有多大"),
        ("logo.svg", STAR.replace(b"0 0 64", b"0 0 0"), "最外层不是写有 viewBox 的 <svg>，不知道图有多大"),
    ],
)  # fmt: skip
def test_what_is_no_proper_picture_is_one_sentence(name: str, content: bytes, message: str) -> None:
    """Too large or small, of another kind, or of no size."""
    faults, logo = judged(name, content)
    assert ([fault.message for fault in faults], logo) == ([message], None)


INSIDE = [
    ('<script href="#a"/>', "带有 <script>"),
    ('<a href="javascript:run()"/>', "的 href 指向"),
    ('<a xlink:href="data:text/html,x" xmlns:xlink="http://www.w3.org/1999/xlink"/>', "的 href 指向"),
    ('<g onclick="run()"/>', "带有程序 onclick"),
    ('<foreignObject/>', "带有 <foreignObject>"),
    ('<animate attributeName="href"/>', "带有 <animate>"),
    ('<x:script xmlns:x="http://www.w3.org/2000/svg">run()</x:script>', "带有 <script>"),
    ('<rect style="fill:url(http://a)"/>', "的 style 取用外部的内容"),
    ('<rect style="fill:URL( &quot;//a&quot;)"/>', "的 style 取用外部的内容"),
    ("<style>@im&#112;ort 'a'</style>", "<style> 取用外部的内容"),
    ("<style><![CDATA[a{b:url(a)}]]></style>", "<style> 取用外部的内容"),
    ("<?xml-stylesheet href='a'?>", "带有处理指令"),
    ('<use href="#a"/><image href="data:image/png;base64,AA"/>', ""),
    ('<rect style="fill:url(#a)"/><style>a{fill:url("#b")}</style><title>url(x) @import</title>', ""),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "what"), INSIDE)
def test_a_drawing_neither_runs_nor_reaches_out(inside: str, what: str) -> None:
    """Scripts and foreign content are found however they are written; what lies within is not blamed."""
    faults, logo = judged("logo.svg", STAR.replace(b"</svg>", inside.encode() + b"</svg>"))
    assert [what in fault.message for fault in faults] == ([True] if what else [])
    assert (logo is None) == bool(what)


def test_a_drawing_cannot_unfold(registry_copy: Path) -> None:
    """A picture that defines entities of entities is a finding, and takes no time."""
    bomb = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    content = b'<!DOCTYPE svg [<!ENTITY e0 "e">' + bomb + b"]><svg>&e9;</svg>"
    with_logo(registry_copy, "logo.svg", content)
    assert {f.rule.code for f in receive(registry_copy).findings} == {"S005"}


def test_a_logo_that_cannot_be_read_is_said(registry_copy: Path) -> None:
    """Here a name that no disk holds."""
    name = f"{'a' * 300}.svg"
    with_site_line(registry_copy, f"logo: {name}")
    (found,) = receive(registry_copy).findings
    assert (found.rule.code, found.message) == ("S003", "无法读取（File name too long）")


def test_only_the_picture_that_is_named_belongs_there(registry_copy: Path) -> None:
    """Another one beside it is a stray file."""
    (registry_copy / "other.png").write_bytes(png(64, 64))
    with_logo(registry_copy, "logo.png", png(64, 64))
    said = [(f.rule.code, Path(f.place.file).name) for f in receive(registry_copy).findings]
    assert said == [("S002", "other.png")]


@pytest.mark.parametrize(
    ("name", "content", "icon"),
    [
        ("logo.svg", STAR, "assets/site-logo.svg"),
        ("emblem.png", png(64, 64), "assets/site-emblem.png"),
        ("logo.svg", DRAWING % 256, "assets/logo.svg"),
    ],
)
def test_it_stands_in_the_head_and_a_square_one_in_the_tab(
    registry_copy: Path, name: str, content: bytes, icon: str
) -> None:
    """What is handed to the printer: the picture, and where the theme finds it."""
    with_logo(registry_copy, name, content)
    staged = dict(stage(Snapshot.of(Register.bind(receive(registry_copy)), DAY)))
    assert staged[f"docs/assets/site-{name}"] == content
    settings = staged["mkdocs.yml"].decode()
    assert re.findall(r'"(logo|favicon)": "([^"]+)"', settings) == [
        ("logo", f"assets/site-{name}"),
        ("favicon", icon),
    ]
