"""What only shows where the package is installed: its data travelled along. Run it with the Python of such a place, from anywhere:

.venv/bin/python tests/installed.py outputs/kb
"""

import asyncio
import subprocess
import sys
from pathlib import Path

import kehoach
from kehoach.serving.run import application

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "pipeline" / "kehoach"
PAGES = ("/", "/kehoach/tasks", "/kehoach/targets", "/kehoach/findings", "/kehoach/review", "/-/static-plugins/kehoach/kehoach.css", "/-/static-plugins/kehoach/work.js")  # fmt: skip


def main(base: Path) -> None:
    """Raises AssertionError for what is missing."""
    here = Path(kehoach.__file__).parent
    assert SOURCE not in (here, *here.parents), f"not installed, but run from {here}"
    told = {path.relative_to(SOURCE) for path in SOURCE.rglob("*") if path.is_file() and path.suffix not in (".pyc", ".pyi")}  # fmt: skip
    told |= {Path("_rules") / path.relative_to(ROOT / "rules") for path in (ROOT / "rules").rglob("*") if path.is_file()}  # fmt: skip
    missing = sorted(str(path) for path in told if not (here / path).is_file())
    assert not missing, f"left out: {', '.join(missing)}"
    shown = subprocess.run([sys.executable, "-m", "kehoach", "--lang", "vi", "--help"], capture_output=True, text=True, check=True)  # fmt: skip
    assert "Dựng kho tri thức" in shown.stdout and "Cách dùng" in shown.stdout
    asyncio.run(_pages(base))
    print(f"{len(told)} files of the package and {len(PAGES)} pages are there.")


async def _pages(base: Path) -> None:
    client = application(base, base / "incoming").client
    for path in PAGES:
        answer = await client.get(path)
        assert answer.status_code == 200 and answer.content, (path, answer.status_code)
    assert "Kho kế hoạch" in (await client.get("/")).text


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
