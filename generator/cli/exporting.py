"""`registry export`: an act as an official document, ready for the seal."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.desk import REGISTRY, RegistryOption, opened, refuse, say
from generator.desk.documents import FORMS, BrokenTemplate, Format, NoChineseType, compose, printed
from generator.desk.documents.document import OfficialDocument
from generator.records.act import Act
from generator.register.register import Register

TEMPLATE = "site_templates/documents/official.docx"
REMEDY = (
    "请安装仿宋、黑体、楷体、小标宋等公文字体"
    "（Debian、Ubuntu 可运行 apt install fonts-noto-cjk），或者改用 --format docx。"
)


def export(
    notice: Annotated[str, typer.Argument(metavar="文件编号", help="如 2026-publicity")],
    format: Annotated[Format, typer.Option(help="文件格式", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(help="写到哪个文件（默认：文件编号加扩展名），已有的会被替换", metavar="文件"),
    ] = None,
    registry: RegistryOption = REGISTRY,
) -> None:
    """把一份官方文件编印成公文（GB/T 9704-2012），供核对、用印；没有记载的地方留空并逐一说明。"""
    register = opened(registry)
    act = register.acts.get(notice) or _absent(register, notice)
    if act.kind_of_act not in FORMS:
        _formless(act)
    document = compose(act, register)
    content = _printed(document, format)
    path = out or Path(f"{notice}.{format}")
    _write(path, content)
    print(f"已写 {path}：{''.join(document.title)}")
    for gap in document.gaps:
        say(f"注意：{gap}")


def _absent(register: Register, name: str) -> Act:
    holding = [act_id for act_id in register.acts if name in act_id]
    for act_id in holding[:5] or get_close_matches(name, register.acts, 5, 0.5):
        say(f"是否为：{act_id}  {register.acts[act_id].title}")
    refuse(1, f"登记簿中没有编号为“{name}”的官方文件。")


def _formless(act: Act) -> None:
    kinds = "、".join(kind.label for kind in FORMS)
    refuse(2, f"“{act.id}”是{act.kind_of_act.label}，没有公文样式；可以编印的有：{kinds}。")


def _printed(document: OfficialDocument, format: Format) -> bytes:
    try:
        return printed(document, format)
    except NoChineseType as reason:
        lacking = f"的字体里没有“{reason.lacking}”" if reason.lacking else "没有中文字体"
        refuse(2, f"本机{lacking}，编不成 PDF。{REMEDY}")
    except BrokenTemplate as reason:
        refuse(
            2, f"公文模板 {TEMPLATE} 不能用：{reason}。请用 Word 改正，或者用 git 取回原来的模板。"
        )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        refuse(2, f"写不了“{path}”：请看文件夹是否存在、能否写入，文件是否正在别处打开。")
