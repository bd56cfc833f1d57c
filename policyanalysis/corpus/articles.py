"""Pages to the articles and passages tables."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import pyarrow as pa

from policyanalysis.corpus import cues, metadata
from policyanalysis.corpus.cleaning import BREAK, Paragraph, clean_line, line_traits, paragraphs
from policyanalysis.corpus.dating import article_dates
from policyanalysis.corpus.document_numbers import document_number
from policyanalysis.corpus.readers import Page
from policyanalysis.corpus.splitting import FURNITURE, doubts, split_page
from policyanalysis.frames import plain_memory
from policyanalysis.language.characters import LINK
from policyanalysis.language.scripts import ENOUGH, language, script
from policyanalysis.problems import Problem

ARTICLES = ["doc_id", "file", "start_line", "end_line", "title", "text", "lang", "script", "source", "author", "date", "section", "url", "attachment",
            "doc_number", "issuer", "region", "duplicate_of", "page", "date_from"]
PASSAGES = ["doc_id", "file", "line", "lang", "text", "page"]
DTYPES = {"start_line": "int64", "end_line": "int64", "line": "int64", "page": "Int64"}  # all other columns are text
BATCH = 500  # articles that are held as rows before they become a table
SHORT_ARTICLE = 120  # characters (a Chinese one counts for four); below, a boundary may have been misread
DIGITS = 16  # of an article's name: of ten, two of a million articles had the same


def read_articles(pages: Iterable[Page]) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """Split pages into articles and their paragraphs.

    Parameters
    ----------
    pages
        Any number of pages; each is read without looking at the others, and need not be kept.

    Returns
    -------
    articles : DataFrame
        One row an article, columns `ARTICLES`.  `start_line` and `end_line` are 0-based and inclusive, of the raw text (of the source of an HTML page,
        the row of a table); `page` is the 1-based page of a PDF, else <NA>; `text` is the cleaned body, paragraphs parted by blank lines; `date` is an
        ISO day or empty, `date_from` "printed", "inferred" (a row of the problems says from what) or empty; `duplicate_of` is still empty.
    passages : DataFrame
        One row a paragraph, columns `PASSAGES`; `line` is the first line it is printed on.
    problems : list of Problem
        Every non-blank line in no article, and everything guessed.

    Examples
    --------
    >>> page = Page("a.txt", ("新政发布", "- 来源: 新华社", "- 日期: 2025-01-23", "国务院办公厅印发《意见》（国办发〔2025〕31号）。"))
    >>> articles, passages, problems = read_articles([page])
    >>> articles.loc[0, ["title", "lang", "source", "date", "doc_number", "issuer"]].tolist()
    ['新政发布', 'zh', '新华社', '2025-01-23', '国办发〔2025〕31号', 'General Office of the State Council']
    """
    return to_tables(page_rows(page) for page in pages)


def page_rows(page: Page) -> tuple[list[dict], list[tuple], list[Problem]]:
    """The rows of the articles and the passages of one page, as plain values, and its problems.

    >>> rows, passages, problems = page_rows(Page("a.txt", ("新政发布", "- 来源: 新华社", "- 日期: 2025-01-23", "国务院印发意见。")))
    >>> rows[0]["title"], rows[0]["date"], passages[0][1:5]
    ('新政发布', '2025-01-23', ('a.txt', 3, 'zh', '国务院印发意见。'))
    """
    rows, paragraphs_, seen = [], [], Counter()
    spans, found = split_page(page)
    page = _without(page, {problem.line for problem in found if problem.reason == FURNITURE})
    problems = [_placed(page, problem) for problem in found + doubts(page, spans)]
    numbers, leaves = page.numbers or range(len(page.lines)), page.pages or [None] * len(page.lines)
    traits, attachments = line_traits(page.lines), cues.attachments(page.lines)
    links = {i: url for i, own in enumerate(traits) if own & LINK and (url := cues.link(page.lines[i]))}
    stated = sorted(attachments.keys() | links.keys())
    for span, day in zip(spans, article_dates(page, spans, links)):
        own = stated[bisect_left(stated, span.body) : bisect_left(stated, span.end + 1)]
        row, body, article_problems = _article(page, span, day, traits, own, attachments, links)
        seen[row["doc_id"]] += 1
        if seen[row["doc_id"]] > 1:  # the same text twice in one file
            row["doc_id"] += f"-{seen[row['doc_id']]}"
        rows.append(row)
        paragraphs_ += [(row["doc_id"], page.file, numbers[line], row["lang"], text, leaves[line]) for line, text in body]
        problems += [_placed(page, problem) for problem in article_problems]
    return rows, paragraphs_, problems


def to_tables(pages: Iterable[tuple[list[dict], list[tuple], list[Problem]]]) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """The tables of what `page_rows` gives for any number of pages.

    >>> articles, passages, problems = to_tables([page_rows(Page("a.txt", ("Ports trade berths", "Two ports agreed to trade berths.")))])
    >>> articles.title.tolist(), passages.line.tolist()
    (['Ports trade berths'], [1])
    """
    rows, paragraphs_, problems, tables = [], [], [], []
    with plain_memory():
        for own, own_paragraphs, own_problems in pages:
            rows += own
            paragraphs_ += own_paragraphs
            problems += own_problems
            if len(rows) >= BATCH:  # a table takes a third of what the same rows take as Python objects
                tables.append(_tables(rows, paragraphs_))
                rows, paragraphs_ = [], []
        if rows or not tables:
            tables.append(_tables(rows, paragraphs_))
        articles, passages = (pd.concat(own, ignore_index=True) for own in zip(*tables))
    return articles, passages, problems


def _tables(rows, paragraphs_):
    values = ([[row[name] for row in rows] for name in ARTICLES], [[row[place] for row in paragraphs_] for place in range(len(PASSAGES))])
    return tuple(pd.DataFrame({name: _column(own, DTYPES.get(name, "str")) for name, own in zip(names, columns)}) for names, columns in zip((ARTICLES, PASSAGES), values))


def _column(values, dtype):
    """What `pd.array` makes of the values; by way of Arrow, which takes a third less time."""
    if dtype == "int64":
        return pd.array(values, dtype=dtype)
    return pd.api.types.pandas_dtype(dtype).__from_arrow__(pa.array(values, pa.int64() if dtype == "Int64" else pa.large_string()))


def _without(page, hidden):
    """The page with blank lines in the place of what is part of no text."""
    return replace(page, lines=tuple("" if i in hidden else line for i, line in enumerate(page.lines))) if hidden else page


def _raw(page, line):
    """The line of the raw file that a line of the page was read from."""
    return page.numbers[line] if page.numbers else line


def _leaf(page, line):
    return page.pages[line] if page.pages else None


def _placed(page, problem):
    return problem._replace(line=_raw(page, problem.line)) if page.numbers else problem


def _article(page, span, day, traits, stated, attachments, links):
    lines, problems = page.lines, []
    attachment = next((title for i in stated if i in attachments and (title := clean_line(attachments[i], keep_gaps=True))), "")
    url, skip = next((links[i] for i in stated if i in links), ""), set(stated)
    if day.line is not None and day.iso and day.line > span.start and cues.source_and_date(lines[day.line]):
        skip.add(day.line)
    if day.note:
        problems.append(Problem(page.file, span.start if day.line is None else day.line, "info", day.note))
    body = _body(lines, span, skip, traits)
    title = clean_line(span.title, keep_gaps=True)
    if not title:
        problems.append(Problem(page.file, span.start, "warning", "an article without a headline; its title is left empty"))
    texts = [p.text for p in body]
    text = BREAK.join(texts)
    lang = span.meta["lang"] if span.meta.get("lang") in ("en", "zh") else language(f"{title}\n{text[:ENOUGH]}")
    if len(text) < SHORT_ARTICLE and cues.length(text) < SHORT_ARTICLE:
        problems.append(Problem(page.file, span.start, "warning", f"an article of only {len(text)} characters; a boundary may be misread"))
    head = texts[: metadata.HEAD]
    number = document_number("\n".join([span.meta.get("doc_number", ""), title, attachment, *head]))
    row = {
        "doc_id": hashlib.sha256(f"{page.file}\0{title}\0{text}".encode()).hexdigest()[:DIGITS], "file": page.file,
        "start_line": _raw(page, span.start), "end_line": max(_raw(page, i) for i in (span.start, span.end)), "title": title, "text": text, "lang": lang, "script": script(f"{title}{text[:ENOUGH]}") if lang == "zh" else "",
        "source": metadata.article_source(lines, span), "author": span.meta.get("author", ""), "date": day.iso, "section": span.meta.get("section", ""),
        "url": url or span.meta.get("url", ""), "attachment": attachment,
        "doc_number": number, "issuer": metadata.issuer(title, head, lang, span.meta.get("issuer", ""), number), "region": metadata.region(title, attachment, lang),
        "duplicate_of": "", "page": _leaf(page, span.start), "date_from": day.origin}
    return row, body, problems


def _body(lines, span, skip, traits) -> list[Paragraph]:
    """The paragraphs between the lines that were read as metadata."""
    found, start = [], span.body
    for stop in [*sorted(skip), span.end + 1]:
        found += paragraphs(lines, start, stop - 1, traits)
        start = stop + 1
    return found
