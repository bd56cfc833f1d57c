"""A real JupyterLab on a copy of the project, and a browser that may talk to nothing else."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = Path(os.environ.get("POLICYANALYSIS_SCREENSHOTS", ROOT / ".cache" / "screenshots"))
PATIENCE = 40  # seconds for whatever is waited for
BROWSER = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """A copy of what a user has: notebooks that are run save their outputs."""
    copy = tmp_path_factory.mktemp("project")
    for part in ("policyanalysis", "notebooks", "data"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    (copy / "reports").mkdir()
    return copy


@pytest.fixture(scope="session")
def lab(project, tmp_path_factory):
    """The address of JupyterLab, started as `make lab` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home, token = tmp_path_factory.mktemp("home"), secrets.token_hex(16)
    environment = {**os.environ, "PYTHONPATH": str(project), "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_DATA_DIR": str(home / "data"), "IPYTHONDIR": str(home / "ipython")}
    command = [sys.executable, "-c", "from policyanalysis.cli import main; main()", "lab", "--no-browser", f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    log = (home / "server.log").open("w")
    server = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(PATIENCE * 4):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None, (home / "server.log").read_text()
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks/{{}}?token={token}"
    finally:
        server.terminate()
        server.wait(20)
        with pytest.raises(OSError):  # nothing is left running
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5)


@pytest.fixture(scope="session")
def chromium():
    assert BROWSER, "no Chromium was found: apt-get install chromium, or name one: CHROMIUM=/path make test-browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(chromium):
    """A page whose errors and requests to other hosts are kept: `page.errors`, `page.foreign`."""
    context = chromium.new_context(viewport={"width": 1500, "height": 1100}, accept_downloads=True, locale="en-GB")
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.errors, page.foreign = [], []
    page.on("console", lambda message: message.type == "error" and page.errors.append(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: page.errors.append(str(error)))

    def only_here(route):
        local = re.match(r"(?:https?|ws)://127\.0\.0\.1:|data:|blob:", route.request.url)
        if not local:
            page.foreign.append(route.request.url)
        return route.continue_() if local else route.abort()

    context.route("**/*", only_here)
    yield page
    context.close()


@pytest.fixture
def picture(page, request):
    """Keeps a screenshot under the test's name and the one given."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(name):
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")  # what was waited for is drawn
        page.screenshot(path=SCREENSHOTS / f"{request.node.name}-{name}.png")

    return take
