"""A folder of raw pages to a `Corpus`: all tables that do not depend on topics."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from policyanalysis.corpus.alignment import align
from policyanalysis.corpus.articles import read_articles
from policyanalysis.corpus.duplicates import mark_duplicates
from policyanalysis.corpus.policies import find_policies
from policyanalysis.corpus.readers import iter_pages
from policyanalysis.corpus.translations import find_pairs
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.problems import problems_table
from policyanalysis.project import resolve


@dataclass(frozen=True)
class Corpus:
    """The tables of a corpus.

    Attributes
    ----------
    name, hash
        The folder's name, and the SHA-256 of the pages' names and lines.
    articles, passages, policies, pairs, aligned, problems
        Tables; their columns are documented in the modules that make them.
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
        kept = self.articles[self.articles.duplicate_of == ""]
        return {"n_files": int(self.articles.file.nunique()), "n_articles": len(self.articles), "n_en": int((kept.lang == "en").sum()),
                "n_zh": int((kept.lang == "zh").sum()), "n_duplicates": len(self.articles) - len(kept), "n_passages": len(self.passages),
                "n_translations": int((self.pairs.kind == "translation").sum()), "n_problems": len(self.problems),
                "n_unread": len(set(self.problems.file[self.problems.severity != "info"]) - set(self.articles.file))}

    @property
    def unique_passages(self) -> pd.DataFrame:
        """Passages of the articles that are not duplicates: what every analysis counts."""
        kept = self.articles.loc[self.articles.duplicate_of == "", "doc_id"]
        return self.passages[self.passages.doc_id.isin(kept)].reset_index(drop=True)


def load_corpus(path: str | Path) -> Corpus:
    """Read, split, clean and pair all pages of a file or folder.

    Parameters
    ----------
    path
        A page or a folder of pages; a relative path is looked for inside the project first.

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
    path, problems, digest, n_pages = resolve(path), [], hashlib.sha256(), 0

    def pages():
        nonlocal n_pages
        for read, failed in iter_pages(path):
            problems.extend(failed)
            for page in read:
                digest.update(("\0" * (n_pages > 0) + f"{page.file}\n" + "\n".join(page.lines)).encode())
                n_pages += 1
                yield page

    articles, passages, found = read_articles(pages())
    if articles.empty:
        raise PolicyAnalysisError(f"no article in the {n_pages} page(s) of {str(path)!r}; look at one of them: is it text?")
    articles = mark_duplicates(articles)
    kept = articles[articles.duplicate_of == ""]
    pairs = find_pairs(articles, find_policies(kept))
    aligned = align(pairs, passages)
    policies = find_policies(kept, aligned)
    return Corpus(path.resolve().name, digest.hexdigest(), articles, passages, policies, pairs, aligned, problems_table(problems + found))
