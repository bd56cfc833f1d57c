"""What a table of the workbench says, in a sentence or two above it."""

from __future__ import annotations

import pandas as pd

from policyanalysis.analysis.search import counterparts
from policyanalysis.wording import count

LANG_NAMES = {"en": "English", "zh": "Chinese"}
NAMED = 8  # things in a sentence


def looked_for(query: str) -> str:
    """Which forms a search used.

    >>> looked_for("储能"), looked_for("zzz")
    ('Looked for 储能 and energy storage.', 'Looked for zzz; no Chinese counterpart is known, so type one to look for it.')
    """
    forms = counterparts(query)
    own, other = ("en", "zh") if list(forms)[0] == "en" else ("zh", "en")
    if not forms[other]:
        return f"Looked for {', '.join(forms[own])}; no {LANG_NAMES[other]} counterpart is known, so type one to look for it."
    return f"Looked for {', '.join(forms[own])} and {', '.join(forms[other])}."


def found(table: pd.DataFrame) -> str:
    """How often and in how many articles of each language.

    >>> found(pd.DataFrame({"doc_id": ["a", "a", "b"], "lang": ["en", "en", "zh"]}))
    'Said 3 times, in 1 English and 1 Chinese article.'
    """
    if table.empty:
        return "It is not said in these articles; try a shorter form, or fewer conditions."
    n = {lang: f"{table.doc_id[table.lang == lang].nunique() or 'no':{',' if lang in set(table.lang) else ''}}" for lang in LANG_NAMES}
    return f"Said {'once' if len(table) == 1 else f'{len(table):,} times'}, in {n['en']} English and {n['zh']} Chinese {'article' if n['zh'] == '1' else 'articles'}."


def compared(table: pd.DataFrame) -> str:
    """What only one language says, from the table of `said_with`.

    >>> table = pd.DataFrame({"concept": ["a / 甲", "b / 乙"], "only": ["en", ""], "n_en": [1, 1], "n_zh": [0, 1]})
    >>> compared(table), compared(table.tail(1).assign(n_zh=0))
    ('Only English articles say beside it: a / 甲. No concept is beside it in Chinese articles alone.', 'No Chinese article speaks of it enough to be compared.')
    """
    if table.empty:
        return "Nothing that can be compared stands beside it."
    what, names = table.columns[0], {lang: table.loc[table.only == lang, table.columns[0]].tolist() for lang in LANG_NAMES}
    for lang, name in LANG_NAMES.items():
        if not table[f"n_{lang}"].any():
            return f"No {name} article speaks of it enough to be compared."
    return " ".join(f"Only {LANG_NAMES[lang]} articles say beside it: {_listed(own)}." if own else f"No {what} is beside it in {LANG_NAMES[lang]} articles alone." for lang, own in names.items())


def share_bases(table: pd.DataFrame) -> str:
    """Of how many articles the shares in the table of `said_with` are shares.

    >>> share_bases(pd.DataFrame({"n_en": [1, 2], "n_zh": [0, 1], "share_en": [0.5, 1.0], "share_zh": [0.0, 0.25]}))
    'share_en is of 2 English articles about it, share_zh of 4 Chinese ones.'
    """
    told = {lang: table[table[f"n_{lang}"] > 0].head(1) for lang in LANG_NAMES}
    n = {lang: round((rows[f"n_{lang}"] / rows[f"share_{lang}"]).iloc[0]) if len(rows) else 0 for lang, rows in told.items()}
    return f"share_en is of {count(n['en'], 'English article')} about it, share_zh of {count(n['zh'], 'Chinese one')}." if any(n.values()) else ""


def listed_rows(table: pd.DataFrame, noun: str) -> str:
    """How many rows there are.

    >>> listed_rows(pd.DataFrame({"a": [1, 2]}), "article"), listed_rows(pd.DataFrame(), "article")
    ('2 articles.', 'No articles.')
    """
    return f"{count(len(table), noun, noun[:-1] + 'ies' if noun.endswith('y') else '').capitalize()}."


def _listed(names):
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f"; and {more} more" if more > 0 else "")
