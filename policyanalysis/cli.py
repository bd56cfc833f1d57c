"""The commands: `policyanalysis corpus | export | render | lab`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from policyanalysis import __version__
from policyanalysis.errors import PolicyAnalysisError, UsageError


class _Commands(click.Group):
    """Turns the package's own errors into one line: exit status 1 when the work failed, 2 when the arguments are wrong."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except PolicyAnalysisError as error:
            click.echo(f"policyanalysis: {error}", err=True)
            ctx.exit(2 if isinstance(error, UsageError) else 1)
        except KeyboardInterrupt:
            click.echo("policyanalysis: interrupted; nothing half-made was kept", err=True)
            ctx.exit(130)


PARAMETERS = click.option("-p", "parameters", type=(str, str), multiple=True, metavar="NAME VALUE", help="A parameter; may be given again.")
CORPUS = click.option("--corpus", "path", metavar="PATH", help="A folder of pages or one page; by default data/raw when it holds any, else data/sample.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main():
    """What English and Chinese policy pages say, and what each leaves out."""


@main.command()
@click.argument("path", required=False)
def corpus(path):
    """Load pages, and print what was found and what was not, per file and language."""
    chosen = _chosen(path)
    loaded = _load(chosen)
    click.echo(_summary(loaded))


@main.command()
@click.argument("table")
@CORPUS
@click.option("--out", required=True, metavar="FILE", help="Ends in .csv, .jsonl or .parquet.")
@PARAMETERS
def export(table, path, out, parameters):
    """Write a table to a file: articles, passages, pairs, policies, topics, coverage, keyness, targets, audit or problems."""
    from policyanalysis.tables import SUFFIXES, build_table, check_table, write_table

    given = _once(parameters)
    check_table(table, given)
    if Path(out).suffix not in SUFFIXES:
        raise UsageError(f"{out!r} does not end in {', '.join(SUFFIXES)}; choose one of them")
    if not Path(out).parent.is_dir():
        raise UsageError(f"the folder {str(Path(out).parent)!r} does not exist; make it, or name another file")
    made = build_table(table, _load(_chosen(path)), given)
    write_table(made, Path(out))
    click.echo(f"{len(made)} row{'' if len(made) == 1 else 's'} of {table} written to {out}")


@main.command()
@click.argument("notebooks", nargs=-1, metavar="[NOTEBOOK ...]")
@CORPUS
@click.option("--out", default=None, metavar="DIR", help="Where the reports go; by default reports/.")
@PARAMETERS
def render(notebooks, path, out, parameters):
    """Run notebooks on a corpus and write their reports (all notebooks by default), with an index.html."""
    from policyanalysis import project
    from policyanalysis.reporting.render import render as render_notebooks
    from policyanalysis.reporting.parameters import share_parameters
    from policyanalysis.reporting.site import write_index

    chosen, given = project.notebooks(notebooks), _once(parameters)
    share_parameters(chosen, given)
    source = _chosen(path)
    loaded = _load(source)
    counts = {"files": loaded.counts["n_files"], "articles": {"en": loaded.counts["n_en"], "zh": loaded.counts["n_zh"]}}
    folder = Path(out).resolve() if out else project.REPORTS
    if any((folder / "notebooks").resolve() == notebook.parent.resolve() for notebook in chosen):
        raise UsageError(f"reports in {str(folder)!r} would overwrite the notebooks themselves; name another folder with --out")
    results = render_notebooks(chosen, folder, given, corpus=str(source), corpus_hash=loaded.hash, counts=counts, progress=_say)
    index = write_index(folder, project.notebooks())
    failed = [result for result in results if not result.made]
    for result in failed:
        click.echo(f"policyanalysis: {result.error}", err=True)
    click.echo(f"{len(results) - len(failed)} of {len(results)} reports on {project.printed(source)} are in {folder}; open {index}")
    if failed:
        raise SystemExit(1)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1)
def lab(arguments):
    """Open JupyterLab on the notebooks; further arguments are JupyterLab's own."""
    from policyanalysis import project

    folder = project.NOTEBOOKS
    raise SystemExit(subprocess.call([sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={project.ROOT}", f"--LabApp.default_url=/lab/tree/{folder.name}", *arguments],
                                     env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(project.ROOT), os.environ.get("PYTHONPATH")]))}))


def _chosen(path):
    """The corpus that is used, said aloud."""
    from policyanalysis import project

    source = Path(path).expanduser().absolute() if path else project.default_corpus()
    why = "" if path else " (your own pages)" if source == project.RAW else " (the sample; put your own pages into data/raw to use them)"
    _say(f"corpus: {project.printed(source)}{why}")
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
