"""网页服务器 The site behind a real nginx and a real Apache, below a path, beside other sites of the server.

The path holds the word `data`, and two registers share the server: rules that reach too far show.
"""

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from generator.checks.casebook import BASE
from generator.site.hosting import ANYONE, CSP, HEADERS, TYPES
from tests import commands
from tests.browser.conftest import DESKTOP
from tests.casebook import CASE_DAY
from tests.conftest import ROOT
from tests.provision_servers import PROGRAMS, environment, modules, program

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SERVERS = ROOT / ".venv" / "servers"
PLACE, SECOND = "/offices/data/register/", "/second/"
# A page whose scripts our policy would stop.
OTHER = """<!doctype html><meta charset="utf-8"><title>Other</title><h1 style="color:red">…</h1>
<iframe id="badge" src="{place}badges/sd-0001.svg"></iframe>
<script>document.title = eval("'runs'");
addEventListener("load", async () => {{
  const answer = await fetch("{place}api/v1/index.json");
  document.body.dataset.read = (await answer.json()).as_of;
}})</script>"""
NGINX = """daemon off; master_process off; pid {tmp}/nginx.pid; error_log {tmp}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {tmp}/body; proxy_temp_path {tmp}/proxy; fastcgi_temp_path {tmp}/fastcgi;
  uwsgi_temp_path {tmp}/uwsgi; scgi_temp_path {tmp}/scgi;
  types {{ text/html html; }}
  include {tmp}/register/.nginx-maps.conf;
  include {tmp}/second/.nginx-maps.conf;
  server {{
    listen 127.0.0.1:{port};
    root {tmp}/other;
    location {place} {{ alias {tmp}/register/; include {tmp}/register/.nginx-headers.conf; }}
    location {second} {{ alias {tmp}/second/; include {tmp}/second/.nginx-headers.conf; }}
  }}
}}
"""
APACHE = """ServerRoot {tmp}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {tmp}/apache.pid
ErrorLog {tmp}/error.log
{modules}
{user}
TypesConfig /dev/null
AddType text/html .html
DirectoryIndex index.html
DocumentRoot {tmp}/other
Alias {place} {tmp}/register/
Alias {second} {tmp}/second/
<Directory {tmp}>
  Require all granted
</Directory>
<Directory {tmp}/register>
  AllowOverride FileInfo
</Directory>
<Directory {tmp}/second>
  AllowOverride FileInfo
</Directory>
"""
LOADED = ("mpm_event", "authz_core", "mime", "dir", "alias", "headers")


class Answer(NamedTuple):
    """What a server answers to one address."""

    status: int
    headers: dict[str, str]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Two registers and another site, where a server that drops its rights can still read them."""
    with tempfile.TemporaryDirectory() as name:
        tmp = Path(name)
        tmp.chmod(0o755)
        (tmp / "other").mkdir()
        (tmp / "other" / "index.html").write_text(OTHER.format(place=PLACE), "utf-8")
        for site, place in (("register", PLACE), ("second", SECOND)):
            records = Path(shutil.copytree(BASE, tmp / f"{site}-records"))
            facts = (records / "site.yaml").read_text("utf-8")
            address = f"https://example.org{place}"
            (records / "site.yaml").write_text(
                facts.replace("https://example.org/", address), "utf-8"
            )
            built = commands.run(
                "build", "--registry", records, "--on", CASE_DAY, "--out", tmp / site, cwd=tmp
            )
            assert built.returncode == 0, built.stdout + built.stderr
        yield tmp


@pytest.fixture(scope="module", params=PROGRAMS)
def port(request: pytest.FixtureRequest, folder: Path) -> Iterator[int]:
    """Where one server listens, on this machine only, with both registers and the other site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    command = [str(program(SERVERS, request.param)), *_configured(request.param, folder, number)]
    with subprocess.Popen(command, env=environment(SERVERS), stderr=subprocess.PIPE) as server:
        try:
            _wait(server, number, folder)
            yield number
        finally:
            server.terminate()


def _configured(server: str, folder: Path, port: int) -> list[str]:
    """Write the configuration; gives the arguments that use it and keep the server in front."""
    words = {"tmp": folder, "port": port, "place": PLACE, "second": SECOND}
    if server == "nginx":
        (folder / "nginx.conf").write_text(NGINX.format(**words), "utf-8")
        return [
            "-p",
            str(folder),
            "-c",
            str(folder / "nginx.conf"),
            "-e",
            str(folder / "error.log"),
        ]
    loaded = [f"LoadModule {name}_module {modules(SERVERS)}/mod_{name}.so" for name in LOADED]
    user = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
    text = APACHE.format(**words, modules="\n".join(loaded), user=user)
    (folder / "apache.conf").write_text(text, "utf-8")
    return ["-X", "-f", str(folder / "apache.conf")]


def _wait(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    """Until it answers; a server that ended says why."""
    while True:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            log = folder / "error.log"
            words = server.stderr.read().decode() if server.stderr else ""
            pytest.fail(words + (log.read_text("utf-8") if log.exists() else ""))
        time.sleep(0.05)


def asked(port: int, path: str) -> Answer:
    """The answer of a server; a header sent twice is a failure."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", path)
    answer = line.getresponse()
    answer.read()
    line.close()
    names = [name for name, _ in answer.getheaders()]
    assert len(names) == len({*names}), f"{path}: {names}"
    return Answer(answer.status, dict(answer.getheaders()))


UNSEEN = "frame-ancestors 'self'"
ANSWERS = {
    "": (200, "text/html; charset=utf-8", UNSEEN, None),
    "platforms/sd-0001/": (200, "text/html; charset=utf-8", UNSEEN, None),
    "data/": (200, "text/html; charset=utf-8", UNSEEN, "*"),
    "badges/sd-0001.svg": (200, "image/svg+xml", "frame-ancestors *", "*"),
    "api/v1/all.json": (200, "application/json", UNSEEN, "*"),
    "feeds/notices.atom": (200, "application/atom+xml", UNSEEN, "*"),
    "calendar/all.ics": (200, "text/calendar; charset=utf-8", UNSEEN, "*"),
    "data/platforms.csv": (200, "text/csv; charset=utf-8", UNSEEN, "*"),
    "data/verify.py": (200, "text/x-python; charset=utf-8", UNSEEN, "*"),
    "data/platforms.xlsx": (200, TYPES["xlsx"], UNSEEN, "*"),
    "assets/register.js": (200, "text/javascript; charset=utf-8", UNSEEN, None),
    "assets/register.css": (200, "text/css; charset=utf-8", UNSEEN, None),
    "nowhere/at/any/depth.html": (404, "text/html; charset=utf-8", UNSEEN, None),
    "badges/none.svg": (404, "text/html; charset=utf-8", UNSEEN, None),
}  # fmt: skip


@pytest.mark.parametrize("place", [PLACE, SECOND])
def test_every_kind_of_file_is_sent_as_it_must_be(port: int, place: str) -> None:
    """Its type and letters, who may frame it and read it, and all other headers; each once."""
    for path, (status, kind, framed, shared) in ANSWERS.items():
        answer = asked(port, place + path)
        said = answer.headers
        assert (answer.status, said.get("Content-Type")) == (status, kind), path
        assert said[CSP].endswith(framed), path
        assert said.get(ANYONE) == shared, path
        assert {name: said.get(name) for name in HEADERS} == HEADERS, path


def test_every_ending_of_the_site_has_its_type(folder: Path) -> None:
    """Where a server did not know one, a browser would refuse or download it."""
    named = (path for path in (folder / "register").rglob("[!.]*.*") if path.is_file())
    assert {path.suffix.lstrip(".") for path in named} == {*TYPES}


def test_the_other_site_of_the_server_goes_on(port: int, browser: Browser) -> None:
    """It is sent none of our headers; its scripts run, show our badge and read our data."""
    said = asked(port, "/").headers
    assert {CSP, ANYONE, *HEADERS} & said.keys() == set()
    assert said["Content-Type"] == "text/html"
    assert "Content-Security-Policy" not in asked(port, "/nowhere").headers
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/")
    expect(page).to_have_title("runs")
    expect(page.locator("body")).to_have_attribute("data-read", str(CASE_DAY))
    assert page.locator("h1").evaluate("h => getComputedStyle(h).color") == "rgb(255, 0, 0)"
    badge = page.frame_locator("#badge").locator("svg")
    expect(badge).to_have_count(1)
    page.close()


def test_the_register_works_behind_its_headers(port: int, browser: Browser) -> None:
    """The look-up answers, nothing is stopped by the policy; a page of no page is styled at any depth."""
    page = browser.new_page(viewport=DESKTOP, locale="zh-CN")
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.goto(f"http://127.0.0.1:{port}{PLACE}search/?q=sd-0001")
    expect(page.locator("[data-ready=true] [data-platform-id=sd-0001]").first).to_be_visible()
    assert said == []
    lost = page.goto(f"http://127.0.0.1:{port}{PLACE}nowhere/at/any/depth.html")
    assert lost is not None
    assert lost.status == 404
    head = page.locator(".md-header")
    assert head.evaluate("h => getComputedStyle(h).backgroundColor") == "rgb(29, 79, 134)"
    page.locator(".md-tabs a", has_text="名录").click()
    expect(page).to_have_url(f"http://127.0.0.1:{port}{PLACE}platforms/")
    page.close()


def test_the_served_copy_verifies(port: int, folder: Path) -> None:
    """Everything that the manifest lists is served, byte for byte."""
    done = commands.run("verify", f"http://127.0.0.1:{port}{PLACE}", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
