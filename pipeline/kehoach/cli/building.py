"""The commands that read documents: build (a knowledge base), watch (a folder), train (the model that finds names)."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.options import DEFAULT_BASE, Engine, Finder, Lang, Language
from kehoach.errors import needs

Out = Annotated[Path, typer.Option("--out", help="Folder of the knowledge base.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        max=256,
        help="Cores to keep busy: processes that read side by side, pages of scans at once. Without it: all.",
    ),
]
Seconds = Annotated[float, typer.Option("--seconds", min=0.1, help="Most seconds for one file.")]
Megabytes = Annotated[int, typer.Option("--megabytes", min=256, help="Most memory for one file, in MB.")]
Names = Annotated[
    Finder,
    typer.Option(
        "--names", help="Who is asked about units that the rules do not know; auto: nobody, as rules."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Tell only the files that failed.")]
Log = Annotated[bool, typer.Option("--log-json", help="Tell each step as a line of JSON, for cron and logs.")]


def build(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help="Files and folders: .pdf, .docx, .txt, .md, and with the extra office .doc, .rtf, .odt, .html."
        ),
    ],
    out: Out = DEFAULT_BASE,
    jobs: Jobs = None,
    seconds: Seconds = 900,
    megabytes: Megabytes = 6144,
    names: Names = Finder.rules,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Who reads: this machine, or a cluster of Ray (extra ray).")
    ] = Engine.local,
    address: Annotated[
        str | None,
        typer.Option("--address", help="The cluster, as HOST:PORT or auto; else one is started here."),
    ] = None,
    quiet: Quiet = False,
    log_json: Log = False,
    lang: Lang = Language.vi,
) -> None:
    """Build a knowledge base. Exit 0: all read; 1: some files failed (each is listed); 2: wrong usage.

    A later build of the same folder reads only what changed, and tells what is new, gone or contradictory.

    \b
    Example: kehoach build corpus/ --out outputs/kb --jobs 2
    Example: kehoach build plans/ letters/ --quiet --log-json >> build.log
    """
    from kehoach.cli.progress import teller
    from kehoach.reading.ocr.turns import at_once
    from kehoach.running import Limits
    from kehoach.running import build as run

    told = teller(quiet, log_json, lang.value)
    try:
        limits = Limits(seconds, megabytes)
        report = run(inputs, out, jobs or at_once(), told.step, limits, names.value, engine.value, address)
        told.finish(report, out)
    finally:
        told.close()
    raise typer.Exit(1 if report.failed else 0)


def watch(
    folder: Annotated[Path, typer.Argument(help="The folder in which newly issued documents arrive.")],
    out: Out = DEFAULT_BASE,
    jobs: Jobs = None,
    seconds: Seconds = 900,
    megabytes: Megabytes = 6144,
    names: Names = Finder.rules,
    quiet: Quiet = False,
    log_json: Log = False,
    lang: Lang = Language.vi,
) -> None:
    """Look after a folder: read documents as they arrive, tell what is new, changed and contradictory. Ctrl+C stops.

    \b
    Example: kehoach watch incoming/ --out outputs/kb
    """
    from kehoach.cli.progress import teller
    from kehoach.reading.ocr.turns import at_once
    from kehoach.running import Limits

    with needs("watch"):
        from kehoach.running.watch import watched

    told = teller(quiet, log_json, lang.value, closing=False)
    try:
        for report in watched(
            folder, out, jobs or at_once(), told.step, Limits(seconds, megabytes), names.value
        ):
            told.finish(report, out)
    finally:
        told.close()


def train(
    folders: Annotated[list[Path], typer.Argument(help="Folders of documents; the more bodies, the better.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the weights.")],
    seed: Annotated[
        int, typer.Option("--seed", help="The same documents and seed give the same weights.")
    ] = 1,
    rounds: Annotated[int, typer.Option("--rounds", min=1, max=100, help="Passes over the text.")] = 10,
) -> None:
    """Train the model that finds units the rules do not know. Labels come from the rules; no text is kept.

    \b
    Example: kehoach train plans/ letters/ --out model
    """
    with needs("model"):
        from kehoach.training.train import train as run

    score = run(folders, out, seed, rounds, typer.echo)
    typer.echo(f"{out}: P {score['p']:.3f} R {score['r']:.3f} F1 {score['f']:.3f}")
