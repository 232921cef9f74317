"""The command ``kehoach``. Every command is first a Python call; heavy parts load when a command needs them."""

import os
import sys
from typing import Annotated, Any

import typer

from kehoach import __version__, config
from kehoach.cli import asking, building, checking, explaining, giving, working
from kehoach.cli.helping import in_vietnamese
from kehoach.cli.options import Language
from kehoach.errors import KehoachError
from kehoach.wording import told_message

app = typer.Typer(
    name="kehoach",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads Vietnamese administrative plans and makes them answerable: who must do what, by when, to reach which number.",
)

for command in (
    building.build,
    building.watch,
    asking.query,
    asking.search,
    asking.show,
    asking.graph,
    explaining.explain,
    checking.check,
    giving.export,
    giving.serve,
    working.compare,
    working.review,
    working.due,
    working.mcp,
    checking.rules,
    checking.schema,
    building.train,
):
    app.command()(command)
app.command("import")(working.take_back)


@app.callback(invoke_without_command=True)
def _root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    lang: Annotated[
        Language | None, typer.Option("--lang", help="Language of what people read, for every command.")
    ] = None,
) -> None:
    if version:
        typer.echo(f"kehoach {__version__}")
        raise typer.Exit
    if lang is not None:
        ctx.default_map = {
            name: {**given, "lang": lang.value} for name, given in (ctx.default_map or {}).items()
        }


def main() -> None:
    """The entry point: errors of use end in one line that says what to do."""
    try:
        command: Any = typer.main.get_command(app)
        given = config.defaults(
            {name: {p.name for p in below.params} for name, below in command.commands.items()}
        )
        if "--help" in sys.argv and _language(sys.argv, "en") == "vi":
            in_vietnamese(command)
        command(default_map=given)
    except KehoachError as error:
        told = (told_message(part, _language(sys.argv, "vi")) for part in (error.message, error.hint))
        typer.echo(f"kehoach: {' '.join(told).strip()}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has gone, as with "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _language(arguments: list[str], usual: str) -> str:
    """The language that was asked for, before or after the error struck."""
    given = " ".join(arguments).replace("--lang=", "--lang ").partition("--lang ")[2].split(" ")[0]
    return given if given in ("vi", "en") else usual
