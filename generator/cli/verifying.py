"""核验 `registry verify`: is a copy of the site whole, and its history the one it had before?"""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.collating import compared
from generator.verifier.commands import Report, looked, told

AgainstOption = Annotated[
    str | None,
    typer.Option("--against", metavar="从前的副本", help="从前的网站、log.json 或 checkpoint.txt"),
]
RepositoryOption = Annotated[
    Path | None,
    typer.Option("--repository", metavar="文件夹", help="登记文件夹：网站是否由它生成"),
]
KeyOption = Annotated[
    str | None, typer.Option("--key", metavar="文件", help="可信的签名公钥（allowed_signers）")
]
SignatureOption = Annotated[
    str | None, typer.Option("--signature", metavar="文件", help="签名文件（默认用网站上的）")
]


def verify(
    place: Annotated[
        str,
        typer.Argument(metavar="文件夹|网址|证明文件", help="网站的文件夹、首页地址，或一份证明"),
    ],
    against: AgainstOption = None,
    repository: RepositoryOption = None,
    key: KeyOption = None,
    signature: SignatureOption = None,
) -> None:
    """核验一份网站：文件有没有缺少、多出、改动或混入，登记日志有没有被改写。"""

    def look() -> Report:
        says, wrong = looked(place, against, key, signature)
        more, other = compared(place, repository) if repository else ([], [])
        return [*says, *more], [*wrong, *other]

    code = told(look)
    if code:
        raise typer.Exit(code)
