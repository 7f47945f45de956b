"""截图 Retakes the pictures in docs/images from a fresh build of the demonstration."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.conftest import DESKTOP, PHONE, launched, served
from tests.conftest import DAY, DEMONSTRATION, ROOT

IMAGES = ROOT / "docs" / "images"
PICTURES = {
    "home-desktop.png": ("", DESKTOP),
    "home-phone.png": ("", PHONE),
    "platform-revoked.png": ("platforms/sd-0016/", DESKTOP),
}


def main() -> None:
    """Builds, serves, opens and takes each picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        command = [
            Path(sys.executable).parent / "registry",
            "build",
            "--registry",
            DEMONSTRATION,
            "--on",
            str(DAY),
            "--out",
            site,
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        for address in served(site):
            for browser in launched():
                for name, (path, viewport) in PICTURES.items():
                    page = browser.new_page(viewport=viewport, locale="zh-CN")
                    page.goto(address + path)
                    page.screenshot(path=IMAGES / name)
                    print(f"已拍 docs/images/{name}")


if __name__ == "__main__":
    main()
