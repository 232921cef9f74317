"""Keeps the schema and one file of each kind of this release beside this file: run once when releasing.

python tests/contract/release.py
"""

import json
import tempfile
from pathlib import Path

import kehoach
from kehoach.knowledge.schema import FILES
from kehoach.model import SCHEMA_VERSION

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus" / "documents"
SHOWN = "kh-142-ubnd-tinh-vinh-giang-2026"


def main() -> None:
    """Writes them."""
    with tempfile.TemporaryDirectory() as folder:
        kehoach.build([CORPUS], Path(folder) / "kb", names="rules")
        for name in FILES:
            file = f"documents/{SHOWN}.json" if name == "document" else f"{name}.json"
            (HERE / f"{SCHEMA_VERSION}-{name}.json").write_bytes((Path(folder) / "kb" / file).read_bytes())
            schema = json.dumps(kehoach.schema(name), ensure_ascii=False, indent=1)
            (HERE / f"{SCHEMA_VERSION}-{name}.schema.json").write_text(schema + "\n", "utf-8")


if __name__ == "__main__":
    main()
