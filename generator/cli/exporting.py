"""Command `registry export`: acts as official documents, and what departments send up upon them."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from generator.cli.common import REGISTRY, RegistryOption, opened, refuse, say
from generator.desk.documents import (
    BrokenTemplate,
    Format,
    NoChineseType,
    compose,
    printed,
    returned,
)
from generator.desk.documents.document import OfficialDocument
from generator.records.acts import Act
from generator.register.register import Register
from generator.terms.citations import PART

TEMPLATE = "site_templates/documents/official.docx"
REMEDY = (
    "请安装仿宋、黑体、楷体、小标宋等公文字体"
    "（Debian、Ubuntu 可运行 apt install fonts-noto-cjk），或者改用 --format docx。"
)


def export(
    notice: Annotated[
        str,
        typer.Argument(
            metavar="文件编号", help="如 2026-publicity；几件事中的一项，如 2026-results#2"
        ),
    ],
    format: Annotated[Format, typer.Option(help="文件格式", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(help="写到哪个文件（默认：文件编号加扩展名），已有的会被替换", metavar="文件"),
    ] = None,
    registry: RegistryOption = REGISTRY,
    department: Annotated[
        str | None,
        typer.Option(
            help="编印这个部门上报的材料：公示名单为推荐汇总表和推荐表，年度总结为本地汇总表",
            metavar="部门编号",
        ),
    ] = None,
) -> None:
    """Write an act as an official document, and name what is not on record."""
    register = opened(registry)
    acts = register.named(notice) or _absent(register, notice)
    document = _returned(acts, department, register) if department else compose(acts, register)
    content = _printed(document, format)
    path = out or Path(f"{notice.replace(PART, '-')}.{format}")
    _write(path, content)
    print(f"已写 {path}：{''.join(document.title)}")
    for gap in document.gaps:
        say(f"注意：{gap}")


def _returned(acts: Sequence[Act], name: str, register: Register) -> OfficialDocument:
    department = register.departments.get(name)
    if department is None:
        near = get_close_matches(name, register.departments, 1, 0.5)
        hint = f"是否为“{near[0]}”？" if near else f"应为 {'、'.join(register.departments)} 之一。"
        refuse(2, f"没有部门“{name}”。{hint}")
    papers = (returned(act, department, register) for act in acts)
    return next(filter(None, papers), None) or refuse(
        1,
        f"这份文件里没有“{name}”上报的平台；"
        "只有公示名单（列有推荐单位的）和年度总结，才有各部门上报的材料。",
    )


def _absent(register: Register, name: str) -> NoReturn:
    holding = [act_id for act_id in register.acts if name in act_id]
    for act_id in holding[:5] or get_close_matches(name, register.acts, 5, 0.5):
        say(f"是否为：{act_id}  {register.acts[act_id].title}")
    refuse(1, f"登记簿中没有编号为“{name}”的官方文件。")


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
