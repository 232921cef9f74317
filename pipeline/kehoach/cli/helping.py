"""The help of the commands in Vietnamese: help.yaml, paragraph by paragraph."""

import inspect
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

MARKS = ("[default:", "[required]", "[env var:")  # what stands behind the help of an option
OTHERS = {*MARKS, "Usage:", "Options", "Commands", "Arguments", "Show this message and exit."}


@lru_cache(maxsize=1)
def _told() -> dict[str, str]:
    listed: dict[str, str] = yaml.safe_load((Path(__file__).with_name("help.yaml")).read_text("utf-8"))
    return listed


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line; examples keep their lines."""
    parts = inspect.cleandoc(text).split("\n\n")
    return [part if part.startswith("\b") else " ".join(part.split()) for part in parts]


def in_vietnamese(command: Any) -> None:
    """Puts the Vietnamese help in the place of the English one, in a command, its options, and those below it."""
    if command.help:
        command.help = "\n\n".join(
            part.replace("Example:", "Ví dụ:") if part.startswith("\b") else _told().get(part, part)
            for part in paragraphs(command.help)
        )
    if getattr(command, "short_help", None):
        command.short_help = None
    for option in command.params:
        if getattr(option, "help", None):
            option.help = _told().get(option.help, option.help)
    command.context_class = _context(command.context_class)
    for below in getattr(command, "commands", {}).values():
        in_vietnamese(below)


@lru_cache(maxsize=1)
def _context(usual: Any) -> Any:
    """The surroundings of a command whose help says in Vietnamese also what is not ours: its headings and marks."""
    formatter = usual.formatter_class

    def write_usage(self: Any, prog: str, args: str = "", prefix: str | None = None) -> None:
        formatter.write_usage(self, prog, args, f"{_told()['Usage:']} ")

    def section(self: Any, name: str) -> Any:
        return formatter.section(self, _told().get(name, name))

    def write_dl(self: Any, rows: Any, *arguments: Any) -> None:
        formatter.write_dl(self, [(left, _marked(right)) for left, right in rows], *arguments)

    own = {"write_usage": write_usage, "section": section, "write_dl": write_dl}
    return type("Told", (usual,), {"formatter_class": type("Formatter", (formatter,), own)})


def _marked(text: str) -> str:
    for mark in MARKS:
        text = text.replace(mark, _told()[mark])
    return _told().get(text, text)


def texts(command: Any) -> set[str]:
    """All that help.yaml must hold for a command and those below it."""
    found = {part for part in paragraphs(command.help or "") if part and not part.startswith("\b")}
    found |= {option.help for option in command.params if getattr(option, "help", None)}
    for below in getattr(command, "commands", {}).values():
        found |= texts(below)
    return found
