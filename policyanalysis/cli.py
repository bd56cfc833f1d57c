"""The commands: `policyanalysis corpus | export | render | runs | lab`.

>>> import tempfile
>>> from click.testing import CliRunner
>>> run, folder = CliRunner(), Path(tempfile.mkdtemp())
>>> run.invoke(main, ["corpus", "data/sample"]).output.splitlines()[1].split()
['file', 'English', 'Chinese', 'repeats', 'lines', 'in', 'no', 'article']
>>> run.invoke(main, ["export", "pairs", "--corpus", "data/sample", "--out", str(folder / "pairs.csv")]).exit_code, (folder / "pairs.csv").exists()
(0, True)
>>> run.invoke(main, ["render", "2_topic"]).output
"policyanalysis: there is no notebook '2_topic'; there are 0_explore, 1_corpus, 2_topics, 3_coverage, 4_targets, 5_translations\\n"
>>> run.invoke(main, ["runs", "--out", str(folder)]).output.split(" in ")[0]
'no run yet'
>>> run.invoke(main, ["lab", "--help"]).exit_code
0
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from policyanalysis import __version__
from policyanalysis.errors import PolicyAnalysisError, UsageError


class _Commands(click.Group):
    """Turns the package's own errors into one line and their exit status: 1 when the work failed, 2 when the arguments are wrong, 3 when another run is at it."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except PolicyAnalysisError as error:
            click.echo(f"policyanalysis: {error}", err=True)
            ctx.exit(error.status)
        except KeyboardInterrupt:
            click.echo("policyanalysis: interrupted; nothing half-made was kept", err=True)
            ctx.exit(130)


PARAMETERS = click.option("-p", "parameters", type=(str, str), multiple=True, metavar="NAME VALUE", help="A parameter; may be given again.")
LARGEST_MESSAGE = 100_000_000  # bytes, from the browser to a kernel: those of workbench.uploads, and what wraps them
CORPUS = click.option("--corpus", "path", metavar="PATH", help="A folder of pages or one page, here or in a store (s3://bucket/pages); by default data/raw when it holds any, else data/sample.")


def _connected(ctx, option, address):
    if address:
        from policyanalysis.parallel import connect

        connect(address)


SCHEDULER = click.option("--scheduler", metavar="ADDRESS", callback=_connected, expose_value=False, help="Of a Dask scheduler, such as tcp://host:8786, whose workers are to help.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main():
    """What English and Chinese policy pages say, and what each leaves out."""


@main.command()
@click.argument("path", required=False)
@SCHEDULER
def corpus(path):
    """Load pages, and print what was found and what was not, per file and language."""
    chosen = _chosen(path)
    loaded = _load(chosen)
    click.echo(_summary(loaded))


@main.command()
@click.argument("table")
@CORPUS
@click.option("--out", required=True, metavar="FILE", help="Ends in .csv, .jsonl or .parquet, or in / for a folder of Parquet files; for topics also in .topics, to be used again with -p topics_from FILE.")
@PARAMETERS
@SCHEDULER
def export(table, path, out, parameters):
    """Write a table to a file: articles, passages, pairs, policies, topics, coverage, keyness, targets, audit or problems."""
    from policyanalysis.tables import TOPICS, build_table, check_out, check_table, write_table, write_topics_of

    given = _once(parameters)
    check_table(table, given)
    kept = table == "topics" and out.endswith(TOPICS)
    check_out(out, *[TOPICS] * (table == "topics"))
    if kept and given.get("topics_from"):
        raise UsageError(f"topics_from={given['topics_from']!r} is a file of topics already; copy it, or leave topics_from out to find topics anew")
    if kept:
        n_topics = write_topics_of(_load(_chosen(path)), Path(out), given)
        click.echo(f"{n_topics} topic{'' if n_topics == 1 else 's'} written to {out}; use them with -p topics_from {out}")
        return
    made = build_table(table, _load(_chosen(path)), given)
    write_table(made, out)
    click.echo(f"{len(made)} row{'' if len(made) == 1 else 's'} of {table} written to {out}")


@main.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK ...]")
@CORPUS
@click.option("--out", default=None, metavar="DIR", help="Where the reports go; by default reports/.")
@PARAMETERS
@SCHEDULER
@click.option("--force", is_flag=True, help="Make reports again that are up to date.")
@click.option("--pdf", is_flag=True, help="Write each report as a PDF too; needs WeasyPrint (the extra pdf).")
@click.option("--quiet", is_flag=True, help="Say nothing but errors, and in the end where the reports are.")
@click.option("--workers", type=click.IntRange(1, 64), default=None, metavar="N", help="Reports made at a time; by default one for each core.")
@click.option("--deadline", type=click.IntRange(1), default=3600, show_default=True, metavar="SECONDS", help="For a whole notebook; then it is ended.")
def render(notebooks, path, out, parameters, force, pdf, quiet, workers, deadline):
    """Run notebooks on a corpus and write their reports (all notebooks by default), with an index.html.

    A report of the same pages, parameters, notebook and code is left as it is.  One that fails leaves the last good one in place, marked as not renewed.

    Exit status: 0 every report is up to date; 1 one could not be made, or nothing could; 2 wrong arguments, before anything ran; 3 another run is
    writing to the same folder, and nothing was done.
    """
    from policyanalysis import project
    from policyanalysis.reporting.render import render as render_notebooks

    chosen, given = project.notebooks(notebooks), _once(parameters)
    folder = Path(out).resolve() if out else project.REPORTS
    say = (lambda line: None) if quiet else _say
    source = _chosen(path, say)
    results = render_notebooks(chosen, folder, given, corpus=str(source), force=force, pdf=pdf, workers=workers, deadline=deadline, progress=None if quiet else _say, index=project.notebooks())
    failed = [result for result in results if not result.good]
    for error in dict.fromkeys(result.error for result in failed):
        click.echo(f"policyanalysis: {error}", err=True)
    unchanged = sum(result.status == "unchanged" for result in results)
    said = f"nothing has changed: all {len(results)} reports" if unchanged == len(results) else f"{len(results) - len(failed)} of {len(results)} reports" + (f" ({unchanged} unchanged)" if unchanged else "")
    click.echo(f"{said} on {project.printed(source)} are in {folder}; open {folder / 'index.html'}")
    if failed:
        raise SystemExit(1)


@main.command()
@click.option("--out", default=None, metavar="DIR", help="Where the reports are; by default reports/.")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="How many of the latest are shown.")
def runs(out, last):
    """Show what ran, as the ledger of a folder of reports has it, the latest last."""
    from policyanalysis import project
    from policyanalysis.reporting.ledger import read_ledger, runs_table

    folder = Path(out).resolve() if out else project.REPORTS
    entries = read_ledger(folder)
    click.echo(runs_table(entries[-last:]) if entries else f"no run yet in {folder}; policyanalysis render makes one")


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1)
def lab(arguments):
    """Open JupyterLab on the workbench, 0_explore; further arguments are JupyterLab's own."""
    from policyanalysis import project

    settings = [f"--ServerApp.root_dir={project.ROOT}", f"--LabApp.default_url=/lab/tree/{project.NOTEBOOKS.name}/0_explore.ipynb",
                f"--ServerApp.tornado_settings={{'websocket_max_message_size': {LARGEST_MESSAGE}}}"]  # pages that are dropped in come as one message
    if hasattr(os, "getuid") and os.getuid() == 0:
        settings.append("--allow-root")  # as in a container, where there is no other user
    paths = {"PYTHONPATH": project.ROOT, "JUPYTER_CONFIG_PATH": project.JUPYTER}  # the second so that no news and no newer version is asked for
    environment = {**os.environ, **{name: os.pathsep.join(filter(None, [str(path), os.environ.get(name)])) for name, path in paths.items()}}
    _become([sys.executable, "-m", "jupyterlab", *settings, *arguments], environment)


def _become(command, environment):
    """Go on as another program: what ends or stops this one then ends or stops that, and nothing is left running."""
    if os.name == "posix":
        os.execve(command[0], command, environment)
    raise SystemExit(subprocess.call(command, env=environment))


def _chosen(path, say=None):
    """The corpus that is used, said aloud."""
    from policyanalysis import project
    from policyanalysis.addresses import checked, is_address

    source = project.default_corpus() if not path else checked(path) if is_address(path) else Path(path).expanduser().absolute()
    why = "" if path else " (your own pages)" if source == project.RAW else " (the sample; put your own pages into data/raw to use them)"
    (say or _say)(f"corpus: {project.printed(source)}{why}")
    return source


def _load(path):
    from policyanalysis.corpus.load import load_corpus

    return load_corpus(path)


def _once(parameters):
    given = dict(parameters)
    if len(given) < len(parameters):
        names = [name for name, _ in parameters]
        raise UsageError(f"parameter {next(n for n in names if names.count(n) > 1)!r} is given twice; give it once")
    return given


def _summary(loaded):
    """Per file: articles by language, repeats, lines left out; then what else there is, and the reasons."""
    from policyanalysis.corpus.splitting import OUTSIDE
    from policyanalysis.wording import count

    n, articles, problems = loaded.counts, loaded.articles, loaded.problems
    kept = articles.duplicate_of == ""
    width = max([4, *(len(f) for f in articles.file), *(len(f) for f in problems.file)])
    rows = [f"{'file':<{width}}  English  Chinese  repeats  lines in no article"]
    for file in sorted(set(articles.file) | set(problems.file)):
        own = articles.file == file
        left = int(((problems.file == file) & problems.reason.isin(OUTSIDE)).sum())
        rows.append(f"{file:<{width}}  {(own & kept & (articles.lang == 'en')).sum():>7}  {(own & kept & (articles.lang == 'zh')).sum():>7}  {(own & ~kept).sum():>7}  {left:>7}")
    dated = int((articles.date[kept] != "").sum())
    rows += ["", f"{count(n['n_articles'], 'article')} ({n['n_en']} English, {n['n_zh']} Chinese, {count(n['n_duplicates'], 'repeat')}), {count(n['n_passages'], 'paragraph')}; {dated} of {kept.sum()} dated",
             f"{count(n['n_translations'], 'translation pair')}; {count(len(loaded.pairs) - n['n_translations'], 'more pair')} about one policy document; {count(len(loaded.policies), 'policy document')} named",
             "", "left out or guessed:"]
    counts = problems.groupby(["severity", "reason"], sort=False).size().sort_values(ascending=False, kind="stable")
    rows += [f"{size:>6}  {severity:<8} {reason}" for (severity, reason), size in counts.items()] or ["     0  nothing"]
    return "\n".join(rows)


def _say(line):
    click.echo(line, err=True)
