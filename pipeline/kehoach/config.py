"""Defaults of a person or an office, in ``kehoach.toml`` where the program is started (or where KEHOACH_CONFIG points).

kb = "outputs/kb"              # for every command that has the option
lang = "vi"
[build]
jobs = 4
[brief]                        # the letterhead of briefs: body, superior, place, signer_role, signer
body = "SỞ Y TẾ"
"""

import os
import tomllib
from pathlib import Path
from typing import Any

from kehoach.errors import UsageError

_FILE = "kehoach.toml"


def load() -> dict[str, Any]:
    """What the file says; nothing where there is none. Raises UsageError for one that cannot be read."""
    path = Path(os.environ.get("KEHOACH_CONFIG") or _FILE)
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error}).", "See docs/tutorial.md for its form.") from error


def brief() -> dict[str, str]:
    """The letterhead of briefs."""
    return {key: str(value) for key, value in load().get("brief", {}).items()}


def defaults(commands: dict[str, set[str]]) -> dict[str, dict[str, Any]]:
    """For each command (with the names of its options) the values that the file gives; what stands on top is for all."""
    told = load()
    everywhere = {key: value for key, value in told.items() if not isinstance(value, dict)}
    return {
        command: {
            key.replace("-", "_"): value
            for key, value in {**everywhere, **told.get(command, {})}.items()
            if key.replace("-", "_") in options
        }
        for command, options in commands.items()
    }
