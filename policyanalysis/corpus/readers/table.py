"""Tables of articles: one row, one article."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator

from policyanalysis.corpus.dates import find_dates
from policyanalysis.corpus.readers.page import Page, Part, Unread
from policyanalysis.corpus.readers.text import MAX_LINES, read_decoded
from policyanalysis.problems import Problem

COLUMNS = {
    "text": "text 正文 内容 內容 content body 全文", "title": "title 标题 標題 题目 題目 headline", "author": "author 作者", "source": "source 来源 來源 媒体 媒體 出处 publisher",
    "date": "date 日期 发布日期 發布日期 发布时间 發布時間 时间 published pubdate", "url": "url 链接 鏈接 连结 網址 网址 link", "section": "section 栏目 欄目 版面 分类 category",
    "lang": "lang language 语言 語言", "doc_number": "doc_number 发文字号 發文字號 文号", "issuer": "issuer 发文机关 發文機關"}  # names that a column may have, in order of preference
_MEANING = {name: (field, rank) for field, names in COLUMNS.items() for rank, name in enumerate(names.split())}
MAX_TEXT = 200_000_000  # characters of all rows; a Parquet file can repeat one text a million times in a few bytes
BATCH = 256  # rows of a Parquet file that are unpacked together


def read_delimited(data: bytes, name: str) -> tuple[Page, list[Problem]]:
    """A .csv or .tsv table.  The first row names the columns; row numbers count it as 0.

    >>> page, problems = read_delimited("标题,正文\\n港口,两港互换泊位。".encode(), "a.csv")
    >>> page.lines, page.parts[0].meta
    (('两港互换泊位。',), {'title': '港口'})
    """
    text, problems = read_decoded(data, name)
    csv.field_size_limit(2**31 - 1)  # the file's own limit is lower
    head = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = "\t" if name.lower().endswith(".tsv") else max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next(rows, [])
        fields = column_meanings(header)
        records = (({field: row[i] for field, i in fields.items() if i < len(row)}) for row in rows)
        page, found = _page(name, enumerate(records, 1))
    except csv.Error as error:
        raise Unread(f"no table that can be read (line {rows.line_num + 1}: {error}); save it again as CSV", "error") from None
    return page, problems + found


def read_jsonl(data: bytes, name: str) -> tuple[Page, list[Problem]]:
    """A .jsonl table: one JSON object a line; a row's number is its line's.

    >>> page, problems = read_jsonl('{"title": "Ports", "text": "They trade."}\\nno JSON'.encode(), "a.jsonl")
    >>> page.lines, problems[0].line
    (('They trade.',), 1)
    """
    text, problems = read_decoded(data, name)
    broken: list[int] = []
    names: dict[str, None] = {}

    def records() -> Iterator[tuple[int, dict]]:
        for number, line in enumerate(text.split("\n")):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if not isinstance(row, dict):
                broken.append(number)
                continue
            names.update(dict.fromkeys(row))
            yield number, {field: row[key] for field, key in _meanings(list(row)).items()}

    rows = list(records())
    if names:
        column_meanings(list(names))  # the table as a whole must have a text column
    if not rows:
        raise Unread("no line is a JSON object; write one article a line, such as {\"title\": ..., \"text\": ...}", "error")
    page, found = _page(name, rows)
    if broken:
        found.append(Problem(name, broken[0], "warning", f"{len(broken)} line(s) are no JSON objects and were left out, the first is line {broken[0] + 1}; correct them"))
    return page, problems + found


def read_parquet(data: bytes, name: str) -> tuple[Page, list[Problem]]:
    """A .parquet table; the first row is 0.

    >>> import pandas as pd
    >>> read_parquet(pd.DataFrame({"text": ["两港互换泊位。"]}).to_parquet(), "a.parquet")[0].lines
    ('两港互换泊位。',)
    """
    import pyarrow as pa
    from pyarrow import parquet

    if not data:
        raise Unread("the file is empty")
    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        fields = column_meanings(file.schema_arrow.names)
        columns = [file.schema_arrow.names[i] for i in fields.values()]
        batches = file.iter_batches(BATCH, columns=columns, use_threads=False)
        rows = (dict(zip(fields, values)) for batch in batches for values in zip(*(batch.column(column).to_pylist() for column in columns)))
        return _page(name, enumerate(rows))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:  # Arrow reports damage as OSError
        raise Unread(f"a damaged Parquet file ({str(error)[:80].splitlines()[0]}); write it again", "error") from None


def column_meanings(names: list[str]) -> dict[str, int]:
    """Which column holds which field of an article: field to index.  `Unread` if none is the text.

    >>> column_meanings(["标题", "URL", "Body"])
    {'text': 2, 'title': 0, 'url': 1}
    """
    found = _meanings(names)
    if "text" not in found:
        listed = ", ".join(repr(str(name)[:30]) for name in names[:12]) or "(none)"
        raise Unread(f"a table without a text column; its columns are {listed}: name one of them text (or 正文, 内容, content, body)")
    return {field: names.index(key) for field, key in found.items()}


def _meanings(names):
    ranked = sorted((rank, names.index(name), field, name) for name in names for field, rank in [_MEANING.get(_plain(name), ("", 0))] if field)
    best: dict[str, str] = {}
    for _, _, field, name in ranked:
        best.setdefault(field, name)
    return {field: best[field] for field in COLUMNS if field in best}


def _plain(name):
    return str(name).strip().lstrip("\ufeff").lower().replace(" ", "_")


def _page(name: str, rows: Iterable[tuple[int, dict]]) -> tuple[Page, list[Problem]]:
    lines: list[str] = []
    numbers: list[int] = []
    parts: list[Part] = []
    blank, size, n_rows = [], 0, 0
    for number, row in rows:
        n_rows += 1
        text = _string(row.get("text"))
        if not text.strip():
            blank.append(number)
            continue
        found = [line.rstrip("\r") for line in text.split("\n")]
        size += len(text)
        if size > MAX_TEXT or len(lines) + len(found) > MAX_LINES:
            raise Unread(f"the table's texts are longer than {MAX_TEXT // 1_000_000} million characters or {MAX_LINES:,} lines; split it", "error")
        meta = {field: value for field in COLUMNS if field not in ("text", "date") and (value := " ".join(_string(row.get(field)).split()))}
        if date := _date(row.get("date")):
            meta["date"] = date
        parts.append(Part(len(lines), len(lines) + len(found) - 1, meta))
        lines += found
        numbers += [number] * len(found)
    if not parts:
        raise Unread(f"a table of {n_rows} row(s), none of which has a text; fill the text column" if n_rows else "a table without rows")
    problems = [Problem(name, blank[0], "warning", f"{len(blank)} row(s) without a text were left out, the first is row {blank[0]}")] if blank else []
    return Page(name, tuple(lines), tuple(numbers), parts=tuple(parts)), problems


def _string(value) -> str:
    """A cell as text; what is missing is empty."""
    if value is None or isinstance(value, float) and math.isnan(value):
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else str(value)


def _date(value) -> str:
    """An ISO day, or empty: a month alone is not a day, and nothing is added to it.

    >>> _date("2025年1月23日 10:30"), _date("2025-01"), _date("20250123")
    ('2025-01-23', '', '2025-01-23')
    """
    text = _string(value)[:100]
    if len(text) == 8 and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return next((date.iso for date in find_dates(text) if len(date.iso) == 10), "")
