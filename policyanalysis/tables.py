"""Every table of the project by its name: how it is made, which parameters it takes, and how it is written to a file."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from policyanalysis.corpus.load import Corpus
from policyanalysis.defaults import COMPARED, FIELDS, TOPIC_PARAMETERS, check_own_files, check_range, check_together
from policyanalysis.errors import PolicyAnalysisError, UsageError

SUFFIXES = (".csv", ".jsonl", ".parquet")
TOPICS = ".topics"  # of a file that holds topics to be used again, as in analysis.topic_file, which takes long to load
BY = {"coverage": ("topic", *COMPARED), "keyness": (*FIELDS, "period", "paired")}  # as in analysis.fields and analysis.keyness, which take long to load
PART, ROWS = "part-*.parquet", 100_000  # files of a table that is written as a folder, and the rows of each
FORMULA = re.compile(r"^[\s\ufeff]*[=+\-@＝＋－＠]|^[\t\r]")


class _Table(NamedTuple):
    """How a table is made from a corpus and parameters, and the parameters' defaults."""

    make: Callable[..., pd.DataFrame]
    parameters: dict


def _topics(corpus, word_pairs, **parameters):
    from policyanalysis.kept import fit_topics

    return fit_topics(corpus.unique_passages, aligned=corpus.aligned if word_pairs else None, **parameters)


def _coverage(corpus, by, random_state, **parameters):
    from policyanalysis.analysis.composition import refit_mixtures
    from policyanalysis.analysis.coverage import coverage

    if by != "topic":
        return coverage(pd.DataFrame(), corpus.articles, by=by, policies=corpus.policies, pairs=corpus.pairs)
    result = _topics(corpus, random_state=random_state, **parameters)
    return coverage(result.mixtures, corpus.articles, refits=refit_mixtures(result), pairs=corpus.pairs)


def _keyness(corpus, by, top_n, since):
    from policyanalysis.analysis.keyness import keyness

    return keyness(corpus.articles, by=by, top_n=top_n, since=since, pairs=corpus.pairs)


def _targets(corpus):
    from policyanalysis.analysis.target_links import link_targets
    from policyanalysis.analysis.targets import find_targets

    linked = link_targets(find_targets(corpus.unique_passages, corpus.articles, corpus.policies), corpus.aligned)
    return linked.assign(deadline_from=linked.pop("deadline_from"))  # columns are only added behind those there are


def _audit(corpus):
    from policyanalysis.analysis.audit import audit_translations
    from policyanalysis.language.glossary import glossary

    return audit_translations(corpus.aligned, corpus.articles, glossary())


TABLES = {
    "articles": _Table(lambda corpus: corpus.articles, {}),
    "passages": _Table(lambda corpus, **p: _topics(corpus, **p).passages, TOPIC_PARAMETERS),
    "pairs": _Table(lambda corpus: corpus.pairs, {}),
    "policies": _Table(lambda corpus: corpus.policies, {}),
    "topics": _Table(lambda corpus, **p: _topics(corpus, **p).topics, TOPIC_PARAMETERS),
    "coverage": _Table(_coverage, {"by": "topic", **TOPIC_PARAMETERS}),
    "keyness": _Table(_keyness, {"by": "file", "top_n": 20, "since": ""}),
    "targets": _Table(_targets, {}),
    "audit": _Table(_audit, {}),
    "problems": _Table(lambda corpus: corpus.problems, {}),
}


def check_table(name: str, parameters: Mapping[str, str]) -> dict:
    """Parameters of a table in their types, before any work begins.

    Raises
    ------
    UsageError
        If the table or a parameter is unknown, or a value is of the wrong type.

    Examples
    --------
    >>> check_table("topics", {"n_topics": "8"})
    {'n_topics': 8, 'top_n': 10, 'random_state': 0, 'dictionary': '', 'stop_words': '', 'word_pairs': True, 'topics_from': ''}
    >>> check_table("topics", {"n_topics": "auto"})["n_topics"]
    'auto'
    >>> check_table("topics", {"topics": "8"})
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: table 'topics' has no parameter 'topics'; did you mean 'n_topics'? It takes n_topics, top_n, random_state, dictionary, stop_words, word_pairs, topics_from
    """
    if name not in TABLES:
        raise UsageError(f"there is no table {name!r};{_guess(name, TABLES)} the tables are {', '.join(TABLES)}")
    values = dict(TABLES[name].parameters)
    check_together(parameters)
    for key, value in parameters.items():
        if key not in values:
            takes = f"It takes {', '.join(values)}" if values else "It takes none"
            raise UsageError(f"table {name!r} has no parameter {key!r};{_guess(key, values)} {takes}")
        if key == "n_topics" and value == "auto":
            values[key] = value
            continue
        if isinstance(values[key], bool):
            if str(value).lower() not in ("true", "false"):
                raise UsageError(f"{key}={value!r} is neither true nor false; give one of them")
            value = str(value).lower() == "true"
        elif isinstance(values[key], int):
            if not re.fullmatch(r"-?\d{1,9}", str(value)):
                raise UsageError(f"{key}={value!r} is not a whole number; give one, such as {values[key]}")
            value = int(value)
            check_range(key, value)
        if key == "by" and value not in BY[name]:
            raise UsageError(f"by={value!r} cannot be compared; use one of {', '.join(BY[name])}")
        values[key] = value
    check_own_files(values)
    return values


def _guess(name, known):
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f" did you mean {close[0]!r}?" if close else ""


def build_table(name: str, corpus: Corpus, parameters: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Make a table of a corpus; see `TABLES` for the names and each maker for the columns.

    >>> from policyanalysis import load_corpus
    >>> build_table("articles", load_corpus("data/sample")).columns.tolist()[:4]
    ['doc_id', 'file', 'start_line', 'end_line']
    """
    return TABLES[name].make(corpus, **check_table(name, parameters or {}))


def write_topics_of(corpus: Corpus, out: Path, parameters: Mapping[str, str] | None = None) -> int:
    """Find the topics of a corpus, and write them to a file that `topics_from` names later; returns how many there are.

    >>> from policyanalysis import load_corpus
    >>> write_topics_of(load_corpus("data/sample"), Path(tempfile.mkdtemp()) / "sample.topics", {"n_topics": "8"})
    8
    """
    from policyanalysis.analysis.topic_file import write_topics
    from policyanalysis.language.own_words import read_own_words

    values = check_table("topics", parameters or {})
    own = read_own_words(values["dictionary"], values["stop_words"])
    result = _topics(corpus, **values)
    write_topics(result, out, corpus=corpus.name, corpus_hash=corpus.hash, dates=corpus.articles.date, words=own.digest if own else "")
    return len(result.topics)


def check_out(out: str | Path, *more: str) -> None:
    """Refuse a place that a table can't be written to: an ending that is none of ours (or of `more`), or a folder that does not exist.

    >>> check_out("table.csv"), check_out("tables/")
    (None, None)
    """
    if not _is_folder(out) and Path(out).suffix not in (*SUFFIXES, *more):
        raise UsageError(f"{Path(out).name!r} does not end in {', '.join((*SUFFIXES, *more))}; choose one of them, or end in / for a folder of Parquet files")
    if not Path(out).parent.is_dir():
        raise UsageError(f"the folder {str(Path(out).parent)!r} does not exist; make it, or name another file")
    if _is_folder(out) and Path(out).is_file():
        raise UsageError(f"{str(out)!r} is a file; name another folder, or leave the / out")
    if _is_folder(out) and Path(out).is_dir() and (others := sorted({path.name for path in Path(out).iterdir()} - {path.name for path in Path(out).glob(PART)})):
        raise UsageError(f"{str(out)!r} holds {others[0]!r}, which is no part of a table; name a new folder")


def _is_folder(out):
    return str(out).endswith(("/", os.sep))


def write_table(table: pd.DataFrame, out: str | Path) -> None:
    """Write a table to a .csv, .jsonl or .parquet file, or, where `out` ends in a slash, to a folder of Parquet files; whole or not at all.

    CSV is UTF-8 with a byte order mark, as spreadsheets need it for Chinese; a text that begins like a formula gets an apostrophe, so that a page
    cannot run one in the reader's spreadsheet.  Lists become texts parted by blanks there.

    Raises
    ------
    UsageError
        If it ends otherwise, the folder that it lies in does not exist, or a folder holds something else already.
    PolicyAnalysisError
        If it cannot be written.

    Examples
    --------
    >>> out = Path(tempfile.mkdtemp()) / "table.csv"
    >>> write_table(pd.DataFrame({"text": ["储能", "=1+1"]}), out)
    >>> out.read_text(encoding="utf-8-sig").splitlines()
    ['text', '储能', "'=1+1"]
    """
    check_out(out)
    folder, out = _is_folder(out), Path(out)
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".writing-") as place:
            part = Path(place) / out.name
            if folder:
                _write_parts(table, part)
                _exchange(part, out)
                return
            if out.suffix == ".csv":
                table.map(_cell).to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\n")
            elif out.suffix == ".jsonl" and table.empty:
                part.touch()  # pandas writes a blank line, which is no row
            elif out.suffix == ".jsonl":
                table.to_json(part, orient="records", lines=True, force_ascii=False)
            else:
                table.to_parquet(part, index=False)
            os.replace(part, out)
    except OSError as error:
        raise PolicyAnalysisError(f"{str(out)!r} could not be written: {error.strerror}; choose another folder") from error


def _exchange(new, out):
    """Put a folder in the place of another, which stays if that fails."""
    before = new.with_name("before")
    if not out.exists():
        os.replace(new, out)
        return
    os.replace(out, before)
    try:
        os.replace(new, out)
    except BaseException:
        os.replace(before, out)
        raise


def _write_parts(table, folder):
    """Parquet files with the columns of the whole table, of which never more than one is copied."""
    import pyarrow as pa
    from pyarrow import parquet

    folder.mkdir()
    schema = pa.Schema.from_pandas(table, preserve_index=False)
    for number, start in enumerate(range(0, max(len(table), 1), ROWS)):
        parquet.write_table(pa.Table.from_pandas(table.iloc[start : start + ROWS], schema, preserve_index=False), folder / PART.replace("*", f"{number:05}"))


def _cell(value):
    if isinstance(value, list):
        value = " ".join(value)
    if not isinstance(value, str):
        return value
    return ("'" if FORMULA.match(value) else "") + value.replace("\r", " ")  # readers of CSV end the row at a carriage return
