"""截图 Retakes the pictures in docs/images from a fresh build of the demonstration."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, PHONE, launched, served
from tests.browser.desk import come_in, desking
from tests.clerks import STORIES, desk_office, play, story
from tests.conftest import DAY, DEMONSTRATION, ROOT

IMAGES = ROOT / "docs" / "images"
PICTURES = {
    "home-desktop.png": ("", DESKTOP),
    "home-phone.png": ("", PHONE),
    "platform-revoked.png": ("platforms/sd-0016/", DESKTOP),
}


# Pictures of the desk: the story, the number of its steps before the picture, and what is shown.
OF_DESK = {
    "desk-today.png": ("announcement", 1, "main"),
    "desk-check.png": ("seven-doubts", 4, ".desk-table"),
    "desk-changes.png": ("revocation", 3, "main"),
}


def take_desk(browser: Browser) -> None:
    """Plays a piece of a story on a desk of its own, and takes the picture."""
    for name, (played, steps, shown) in OF_DESK.items():
        told = story(next(path for path in STORIES if path.stem == played))
        with tempfile.TemporaryDirectory() as folder:
            office = desk_office(Path(folder) / "office")
            state = Path(folder) / "state"
            with desking(office, state) as (_, address), come_in(browser, address) as clerk:
                play(clerk, {"steps": told["steps"][:steps]})
                clerk.page.locator(shown).first.screenshot(path=IMAGES / name)
                print(f"已拍 docs/images/{name}")


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
                take_desk(browser)


if __name__ == "__main__":
    main()
