"""Where the project keeps things, whatever the working directory is."""

from __future__ import annotations

from pathlib import Path

from policyanalysis.addresses import checked, is_address, last_part
from policyanalysis.errors import PolicyAnalysisError, UsageError

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
REPORTS = ROOT / "reports"
SAMPLE = ROOT / "data" / "sample"
RAW = ROOT / "data" / "raw"
JUPYTER = Path(__file__).resolve().parent / "workbench" / "jupyter"  # settings of JupyterLab


def default_corpus() -> Path:
    """The user's own pages in data/raw when there are any, else the sample.

    Examples
    --------
    >>> default_corpus().parent.name
    'data'
    """
    own = RAW.is_dir() and any(p.is_file() and not p.name.startswith(".") for p in RAW.rglob("*"))
    return RAW if own else SAMPLE


def resolve(path: str | Path) -> Path:
    """A path as it stands, or inside the project where it is relative: notebooks and commands start in different folders.

    Examples
    --------
    >>> resolve("data/sample") == SAMPLE
    True
    """
    given = Path(path).expanduser()
    inside = ROOT / given
    return given if given.is_absolute() or not inside.exists() else inside


def located(corpus: str | Path) -> Path | str:
    """Where a corpus lies: an address in its one form, a path as `resolve` has it.

    Raises
    ------
    UsageError
        For an address that is not allowed.

    Examples
    --------
    >>> located("s3://bucket/pages/"), located("data/sample") == SAMPLE
    ('s3://bucket/pages', True)
    """
    return checked(corpus) if is_address(corpus) else resolve(corpus)


def named(corpus: str | Path) -> str:
    """What a corpus is called: its folder.

    Examples
    --------
    >>> named("s3://bucket/pages"), named(SAMPLE)
    ('pages', 'sample')
    """
    return last_part(checked(corpus)) if is_address(corpus) else Path(corpus).resolve().name


def printed(path: str | Path) -> str:
    """The path as reports show it: without what lies above the project.

    Examples
    --------
    >>> printed(SAMPLE)
    'data/sample'
    """
    if is_address(path):
        return checked(path)
    full = Path(path).expanduser().resolve()
    return full.relative_to(ROOT).as_posix() if full.is_relative_to(ROOT) else full.as_posix()


def notebooks(names: tuple[str, ...] = ()) -> list[Path]:
    """The notebooks of these names (`2_topics`, `2_topics.ipynb` or a path), all of them by default, in the order of their names.

    Raises
    ------
    UsageError
        If one is not there.

    Examples
    --------
    >>> [path.stem for path in notebooks(("2_topics",))]
    ['2_topics']
    """
    found = {path.stem: path for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    if not found:
        raise PolicyAnalysisError(f"no notebooks in {NOTEBOOKS}; run the command from a checkout of the project")
    chosen = []
    for name in names or found:
        path = found.get(name.removesuffix(".ipynb")) or Path(name)
        if not path.is_file():
            raise UsageError(f"there is no notebook {name!r}; there are {', '.join(found)}")
        chosen.append(path.resolve())
    return list(dict.fromkeys(chosen))
