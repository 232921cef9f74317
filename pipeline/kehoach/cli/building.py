"""The commands that read documents: build (a knowledge base), train (the model that finds names)."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.options import DEFAULT_BASE, Finder, Lang, Language
from kehoach.errors import needs


def build(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders: .txt, .md, .docx, .pdf.")],
    out: Annotated[Path, typer.Option("--out", help="Folder of the knowledge base.")] = DEFAULT_BASE,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=256, help="Processes that read side by side.")
    ] = 1,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="Most seconds for one file.")] = 900,
    megabytes: Annotated[
        int, typer.Option("--megabytes", min=256, help="Most memory for one file, in MB.")
    ] = 6144,
    names: Annotated[
        Finder,
        typer.Option(
            "--names", help="Who finds units that the rules do not know; auto: the model where spaCy is."
        ),
    ] = Finder.auto,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no table.")] = False,
    lang: Lang = Language.vi,
) -> None:
    """Build a knowledge base. Exit 0: all read; 1: some files failed (each is listed); 2: wrong usage.

    Example: kehoach build corpus/ --out outputs/kb --jobs 2
    """
    from kehoach.cli.progress import run_build
    from kehoach.running import Limits

    limits = Limits(seconds, megabytes)
    raise typer.Exit(run_build(list(inputs), out, jobs, quiet, lang.value, limits, names.value))


def train(
    folders: Annotated[list[Path], typer.Argument(help="Folders of documents; the more bodies, the better.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the weights.")],
    seed: Annotated[
        int, typer.Option("--seed", help="The same documents and seed give the same weights.")
    ] = 1,
    rounds: Annotated[int, typer.Option("--rounds", min=1, max=100, help="Passes over the text.")] = 10,
) -> None:
    """Train the model that finds units the rules do not know. Labels come from the rules; no text is kept.

    Example: kehoach train plans/ letters/ --out model
    """
    with needs("model"):
        from kehoach.training.train import train as run

    score = run(folders, out, seed, rounds, typer.echo)
    typer.echo(f"{out}: P {score['p']:.3f} R {score['r']:.3f} F1 {score['f']:.3f}")
