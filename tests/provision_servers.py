"""Finds nginx and Apache, or gets them from the distribution; nothing is skipped.

Packages are unpacked into a folder of ours and never installed: no server starts by itself,
nothing of the machine is changed, and no right of root is needed.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("nginx", "apache2-bin")
PROGRAMS = {"nginx": ("nginx",), "apache": ("apache2", "httpd")}
MODULES = ("usr/lib/apache2/modules", "usr/lib64/httpd/modules", "usr/lib/httpd/modules")


def program(root: Path, server: str) -> Path | None:
    """A server that is installed, or lies in the folder."""
    unpacked = os.pathsep.join(str(root / "usr" / part) for part in ("sbin", "bin"))
    path = os.pathsep.join((unpacked, os.environ.get("PATH", ""), "/usr/sbin"))
    found = (shutil.which(name, path=path) for name in PROGRAMS[server])
    return next((Path(each) for each in found if each), None)


def modules(root: Path) -> Path | None:
    """The folder of Apache's modules."""
    places = (start / each for start in (root, Path("/")) for each in MODULES)
    return next((place for place in places if place.is_dir()), None)


def environment(root: Path) -> dict[str, str]:
    """The environment in which what lies in the folder finds its own libraries."""
    libraries = {str(path.parent) for path in root.rglob("lib*.so*")}
    return (
        os.environ | {"LD_LIBRARY_PATH": os.pathsep.join(sorted(libraries))}
        if libraries
        else {**os.environ}
    )


def unpack(root: Path, packages: tuple[str, ...]) -> None:
    """The distribution's packages with what they need, where it has apt."""
    if shutil.which("apt-get") is None:
        return
    root.mkdir(parents=True, exist_ok=True)
    if not _needed(packages):
        subprocess.run(["apt-get", "update", "-qq"], capture_output=True, check=False)
    subprocess.run(
        ["apt-get", "download", "-qq", *_needed(packages)],
        cwd=root,
        capture_output=True,
        check=False,
    )
    for package in root.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, root], check=True)
        package.unlink()


def _needed(packages: tuple[str, ...]) -> list[str]:
    command = ["apt-get", "--simulate", "--no-install-recommends", "install", *packages]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return re.findall(r"^Inst (\S+)", told, re.M)


def main() -> int:
    """Leaves the folder named on the command line, empty where both are installed."""
    root = Path(sys.argv[1])
    if not all(program(root, server) for server in PROGRAMS) or modules(root) is None:
        unpack(root, PACKAGES)
    missing = [server for server in PROGRAMS if program(root, server) is None]
    if missing or modules(root) is None:
        sys.stderr.write(
            f"缺少 {'、'.join(missing) or 'Apache 的模块'}：请安装 nginx 和 Apache（apache2、httpd）。\n"
        )
        return 2
    root.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(
        f"网页服务器：{'、'.join(str(program(root, server)) for server in PROGRAMS)}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
