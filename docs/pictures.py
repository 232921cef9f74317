"""Takes the pictures of the pages that the documentation shows: python docs/pictures.py (needs Chromium and the extra "dev")."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PAGES = {
    "home": "/?today=2026-06-01",
    "documents": "/kehoach/documents",
    "document": "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026#t1",
    "tasks": "/kehoach/tasks?today=2026-06-01",
    "timeline": "/kehoach/tasks?view=timeline&today=2026-06-01",
    "unit": "/kehoach/unit?unit=so+y+te&today=2026-06-01",
    "matrix": "/kehoach/targets",
    "targets": "/kehoach/targets?indicator=health-insurance",
    "compare": "/kehoach/compare?parent=09-CTr/TU&child=118/KH-UBND",
    "page": "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026/page?page=3",
    "record": "/kehoach/document/kh-118-ubnd-tinh-vinh-giang-2026/record/k1",
    "review": "/kehoach/review",
    "network": "/kehoach/network",
    "findings": "/kehoach/findings?check=targets-disagree",
    "search": "/kehoach/search?q=bac+si",
}


def main() -> None:
    """Builds the corpus, serves it, and takes each page."""
    with tempfile.TemporaryDirectory() as folder:
        kehoach = [sys.executable, "-m", "kehoach"]
        subprocess.run(
            [*kehoach, "build", ROOT / "corpus" / "documents", "--out", folder, "--quiet"], check=True
        )
        server = subprocess.Popen(
            [*kehoach, "serve", "--kb", folder, "--port", "0", "--work"], stdout=subprocess.PIPE, text=True
        )
        assert server.stdout is not None
        address = server.stdout.readline().rsplit(" ", 1)[-1].split("/?")[0]
        try:
            take(address)
        finally:
            server.terminate()


def take(address: str) -> None:
    """Each page as a PNG of few colours."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1280, "height": 760})
        for name, path in PAGES.items():
            page.goto(address + path)
            page.wait_for_timeout(600)
            target = ROOT / "docs" / "pictures" / f"{name}.png"
            page.screenshot(path=target)
            Image.open(target).convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(
                target, optimize=True
            )
        browser.close()


if __name__ == "__main__":
    main()
