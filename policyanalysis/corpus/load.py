"""A folder of raw pages to a `Corpus`: all tables that do not depend on topics."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from policyanalysis.cache import key, on_disk, recall, recall_tables
from policyanalysis.corpus.alignment import align
from policyanalysis.corpus.articles import page_rows, to_tables
from policyanalysis.corpus.duplicates import mark_duplicates
from policyanalysis.corpus.fingerprint import combined, fingerprint
from policyanalysis.corpus.policies import join_policies, name_policies
from policyanalysis.corpus.readers import Raw, iter_raw, nothing_read, read_raw
from policyanalysis.corpus.readers.sandbox import Sandbox
from policyanalysis.corpus.translations import find_pairs
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.frames import give_back, plain_memory, rows_where
from policyanalysis.parallel import spread
from policyanalysis.problems import Problem, problems_table
from policyanalysis.project import located, named
from policyanalysis.versions import code_hash

PART = 4_000_000  # bytes of files that are read as one part of the work
SHARD = 100_000_000  # bytes of tables that are put on disk together
LEAST = PART // 25  # what a file counts for at least: files are counted by parts, which a reader who waits should see go by


@dataclass(frozen=True)
class Corpus:
    """The tables of a corpus.

    Attributes
    ----------
    name, hash
        The folder's name, and a SHA-256 of the pages' names and lines.
    articles, passages, policies, pairs, aligned, problems
        Tables; their columns are documented in the modules that make them.

    Examples
    --------
    >>> corpus = load_corpus("data/sample")
    >>> corpus.name, corpus.counts["n_files"] == corpus.articles.file.nunique(), set(corpus.unique_passages.doc_id) < set(corpus.articles.doc_id)
    ('sample', True, True)
    """

    name: str
    hash: str
    articles: pd.DataFrame
    passages: pd.DataFrame
    policies: pd.DataFrame
    pairs: pd.DataFrame
    aligned: pd.DataFrame
    problems: pd.DataFrame

    @property
    def counts(self) -> dict[str, int]:
        """Files with articles and files that were not read, articles by language without duplicates, duplicates, passages and pairs, by name."""
        kept = self.articles.lang[self.articles.duplicate_of == ""]
        return {"n_files": int(self.articles.file.nunique()), "n_articles": len(self.articles), "n_en": int((kept == "en").sum()),
                "n_zh": int((kept == "zh").sum()), "n_duplicates": len(self.articles) - len(kept), "n_passages": len(self.passages),
                "n_translations": int((self.pairs.kind == "translation").sum()), "n_problems": len(self.problems),
                "n_unread": len(set(self.problems.file[self.problems.severity != "info"]) - set(self.articles.file))}

    @property
    def unique_passages(self) -> pd.DataFrame:
        """Passages of the articles that are not duplicates: what every analysis counts."""
        kept = self.articles.loc[self.articles.duplicate_of == "", "doc_id"]
        return rows_where(self.passages, self.passages.doc_id.isin(kept))


def load_corpus(path: str | Path) -> Corpus:
    """Read, split, clean and pair all pages of a file or folder.

    Parameters
    ----------
    path
        A page or a folder of pages, a relative path is looked for inside the project first; or an address such as ``s3://bucket/pages``.

    Raises
    ------
    PolicyAnalysisError
        If nothing can be read, or no article is found.

    Examples
    --------
    >>> import tempfile
    >>> page = Path(tempfile.mkdtemp()) / "page.txt"
    >>> _ = page.write_text("新政发布\\n- 来源: 新华社\\n- 日期: 2025-01-23\\n国务院办公厅印发意见。", encoding="utf-8")
    >>> load_corpus(page).articles[["title", "date"]].values.tolist()
    [['新政发布', '2025-01-23']]
    """
    path = located(path)
    before = combined(fingerprint(path))
    code = code_hash("corpus", "language")
    tables = recall_tables(key("corpus", code, before), lambda: _tables(path, code), sure=lambda made: not (made["problems"].severity == "error").any() and combined(fingerprint(path)) == before)
    return Corpus(named(path), **{field: tables[field] for field in ("hash", "articles", "passages", "policies", "pairs", "aligned", "problems")})


def _tables(path: Path | str, code: str) -> dict:
    """All of a corpus but its name."""
    names, problems, articles, passages = _read(path, code)
    if not names:
        raise nothing_read(path, problems)
    if articles.empty:
        raise PolicyAnalysisError(f"no article in the {len(names)} page(s) of {str(path)!r}; look at one of them: is it text?")
    give_back()
    articles = mark_duplicates(articles)
    named = name_policies(rows_where(articles, articles.duplicate_of == ""))
    pairs = find_pairs(articles, join_policies(named))
    give_back()
    aligned = align(pairs, passages)
    return {"hash": hashlib.sha256("\n".join(names).encode()).hexdigest(), "articles": articles, "passages": passages, "policies": join_policies(named, aligned), "pairs": pairs,
            "aligned": aligned, "problems": problems_table(problems)}


def _read(path, code):
    """Name and hash of each page, problems, and the tables of articles and passages; files that are known from before are not read and split again."""
    names, problems, tables, waiting, held = [], [], [], [], 0
    with plain_memory():
        for part in spread(partial(_files_tables, code), iter_raw(path), lambda raw: max(len(raw.data or b""), LEAST), PART, unpack=lambda part: [part]):
            names.extend(part["pages"])
            problems.extend(Problem(*problem) for problem in part["problems"])
            waiting.append(part["tables"])
            held += sum(int(table.memory_usage().sum()) for table in part["tables"])
            if held >= SHARD:
                tables.append(on_disk(_joined(waiting)))
                waiting, held = [], 0
        articles, passages = _joined([*(tuple(shard.values()) for shard in tables), *(waiting or [to_tables([])[:2]])]).values()
    return names, problems, articles, passages


def _joined(tables):
    return {name: pd.concat(own, ignore_index=True) for name, own in zip(("articles", "passages"), zip(*tables))}


def _files_tables(code: str, files: list[Raw]) -> dict:
    """Of some files their pages (name and hash of the lines), the tables of their articles and passages, their problems: each file is remembered by its name and bytes."""
    with Sandbox() as sandbox:
        found = [_file_rows(code, file, sandbox) for file in files]
    pages, problems = ([value for file in found for value in file[field]] for field in ("pages", "problems"))
    return {"pages": pages, "problems": problems, "tables": to_tables((file["articles"], file["passages"], ()) for file in found)[:2]}


def _file_rows(code, file, sandbox):
    def make():
        pages, problems = read_raw(file, sandbox)
        found = {"pages": [], "articles": [], "passages": [], "problems": list(problems)}
        for page in pages:
            articles, passages, more = page_rows(page)
            found["pages"].append(f"{page.file}\0{hashlib.sha256(chr(10).join(page.lines).encode()).hexdigest()}")
            for field, values in (("articles", articles), ("passages", passages), ("problems", more)):
                found[field] += values
        return found

    if file.data is None:
        return make()
    # What could not be read may have taken too long today only
    return recall(key("file", code, file.name, hashlib.sha256(file.data).hexdigest()), make, sure=lambda made: all(problem[2] != "error" for problem in made["problems"]))
