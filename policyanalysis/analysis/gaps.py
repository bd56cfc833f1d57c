"""Paragraphs of a translation pair that stand on one side only: one rule for the audit and for what each language covers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

import pandas as pd

from policyanalysis.frames import as_text

# English characters for one Chinese character: used while a pair has too few paragraphs to tell its own.
USUAL_RATIO = 3.2
HEADING = {"en": 60, "zh": 16}
# A short line that the other side may print as the first words of the paragraph below it: 区域试点： / "Regional pilots: ..."
_LEAD = {"en": re.compile(r"[^.:;。]{3,60}:\s"), "zh": re.compile(r"[^。：:；]{2,20}[：:]")}
_LETTERS = {"en": re.compile(r"[A-Za-z]"), "zh": re.compile(r"[\u4e00-\u9fff]")}


def printed_titles(articles: pd.DataFrame | None) -> set[str]:
    """Return the titles of articles: a title that one side prints in its text is not missing in the other.

    >>> printed_titles(pd.DataFrame({"title": ["Ports", ""]})), printed_titles(None)
    ({'Ports'}, set())
    """
    return set() if articles is None or "title" not in articles else set(articles["title"].map(as_text)) - {""}


def joined_pairs(aligned: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[tuple[list, float]]:
    """Return (rows, English characters for one Chinese) of every pair of articles, in order.

    Two neighbouring gaps of opposite sides and of like length are one pair of paragraphs, and headings that the other side prints as the first words of the
    next paragraph are left out; pairs with a duplicate are left out, too.

    Examples
    --------
    >>> columns = ["doc_id_en", "doc_id_zh", "file_en", "line_en", "file_zh", "line_zh", "text_en", "text_zh"]
    >>> aligned = pd.DataFrame([("e", "z", "f", 1, "f", None, "The ports are to be made larger.", ""), ("e", "z", "f", None, "f", 9, "", "港口要扩大规模。")], columns=columns)
    >>> [len(rows) for rows, _ in joined_pairs(aligned)]
    [1]
    """
    duplicates = set() if articles is None else {row.doc_id for row in articles.itertuples() if as_text(row.duplicate_of)}
    table = aligned.assign(text_en=aligned["text_en"].map(as_text).str.strip(), text_zh=aligned["text_zh"].map(as_text).str.strip())
    pairs = defaultdict(list)
    for row in table.itertuples():
        pairs[as_text(row.doc_id_en), as_text(row.doc_id_zh)].append(row)
    kept = [(own, _ratio(own)) for documents, own in pairs.items() if not duplicates & set(documents)]
    return [(_joined(own, ratio), ratio) for own, ratio in kept]


def stands_alone(row, ratio: float, titles: Collection[str] = ()) -> bool:
    """Tell whether a row has a paragraph on one side only, of at least two characters of Chinese or as much English, that is no title of an article.

    >>> from types import SimpleNamespace
    >>> [stands_alone(SimpleNamespace(text_en=en, text_zh=zh), 3.2) for en, zh in (("Only here.", ""), ("Both.", "两边。"), ("", "7"))]
    [True, False, False]
    """
    return bool(row.text_en) != bool(row.text_zh) and not {row.text_en, row.text_zh} & set(titles) and size_alone(row, ratio) >= 2


def size_alone(row, ratio: float) -> float:
    """Return the length of a row in Chinese characters, of the one side that it has.

    >>> from types import SimpleNamespace
    >>> size_alone(SimpleNamespace(text_en="", text_zh="两边。"), 3.2)
    2
    """
    return len(_LETTERS["zh"].findall(row.text_zh)) if row.text_zh else len(_LETTERS["en"].findall(row.text_en)) / ratio


def _ratio(rows):
    """Return how many English characters stand for one Chinese character in the paragraphs of a pair."""
    ratios = sorted(len(row.text_en) / len(row.text_zh) for row in rows if len(row.text_en) > 30 and len(row.text_zh) > 10)
    return ratios[len(ratios) // 2] if len(ratios) >= 5 else USUAL_RATIO


def _heading(text, lang, following):
    """Tell whether a short paragraph is printed on the other side as the first words of the next one, `following`."""
    return bool(text) and len(text) <= HEADING[lang] and bool(_LEAD["zh" if lang == "en" else "en"].match(getattr(following, "text_zh" if lang == "en" else "text_en"))) \
        and not _LEAD[lang].match(getattr(following, f"text_{lang}"))


def _joined(rows, ratio):
    """Return the rows with two neighbouring gaps of opposite sides and of like length made one pair, and without headings that the other side runs in."""
    result = []
    for at, row in enumerate(rows):
        last = result[-1] if result else None
        following = rows[at + 1] if at + 1 < len(rows) else None
        if bool(row.text_en) != bool(row.text_zh):
            if following is not None and following.text_en and following.text_zh and _heading(row.text_en or row.text_zh, "en" if row.text_en else "zh", following):
                continue
            if last is not None and (bool(last.text_en), bool(last.text_zh)) == (bool(row.text_zh), bool(row.text_en)):
                en, zh = (row, last) if row.text_en else (last, row)
                if 1 / 3 < len(en.text_en) / (ratio * len(zh.text_zh)) < 3:
                    result[-1] = zh._replace(file_en=en.file_en, line_en=en.line_en, text_en=en.text_en)
                    continue
        result.append(row)
    return result
