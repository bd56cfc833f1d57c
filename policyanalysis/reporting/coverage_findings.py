"""What the report on coverage says: sentences from tables, true for any corpus.

Each function can say that no difference was found, that there are too few articles to say, or that nothing was there to look at.
"""

from __future__ import annotations

import pandas as pd

from policyanalysis.analysis.coverage import MIN_ARTICLES, MIN_WITH
from policyanalysis.analysis.intervals import LEVEL
from policyanalysis.analysis.lag import MIN_DATED, MIN_LAGS, lead
from policyanalysis.analysis.topics import RELIABLE
from policyanalysis.corpus.load import Corpus
from policyanalysis.reporting.coverage_figures import plural
from policyanalysis.reporting.findings import LANG_NAMES, listed, plain
from policyanalysis.wording import count, points

OTHER = {"en": "zh", "zh": "en"}
MOST = 6  # differences that are told one by one


def selection_findings(corpus: Corpus) -> list[str]:
    """What the corpus is a sample of, and what it is not.

    >>> from policyanalysis import load_corpus
    >>> len(selection_findings(load_corpus("data/sample"))) >= 2
    True
    """
    kept = corpus.articles[corpus.articles.duplicate_of == ""]
    sentences = []
    for lang in ("en", "zh"):
        own = kept[kept.lang == lang]
        if own.empty:
            sentences.append(f"It holds no {LANG_NAMES[lang]} article: nothing can be said about {LANG_NAMES[lang]}, and nothing be compared.")
            continue
        files, named = own.file.value_counts(), own.source[own.source != ""].value_counts()
        dated = own.date[own.date != ""]
        text = f"{count(len(own), f'{LANG_NAMES[lang]} article')} in {count(len(files), 'file')}; the largest, {plain(files.index[0])}, holds {files.iloc[0] / len(own):.0%} of them. "
        text += (f"{named.sum() / len(own):.0%} name a source, of which there are {len(named)}; the most frequent, {plain(named.index[0])}, has {named.iloc[0] / len(own):.0%} of all. "
                 if len(named) else "None names its source. ")
        undated = f"{1 - len(dated) / len(own):.0%} have no full date; the others are" if len(dated) < len(own) else "All have a full date and are"
        text += f"{undated} from {dated.min()} to {dated.max()}." if len(dated) else "None has a full date."
        sentences.append(text)
    translated = corpus.pairs[corpus.pairs.kind == "translation"]
    if len(translated):
        sentences.append(f"{count(translated.doc_id_en.nunique(), 'English article')} {'translates' if translated.doc_id_en.nunique() == 1 else 'translate'} Chinese ones that are here too: on these the two sides agree by design, "
                         "which makes the languages look more alike than two independent ones.")
    sentences.append(f"The pages were not drawn at random from what is published: someone chose {count(kept.file.nunique(), 'file')}. Intervals say how far the shares would move with other articles "
                     "of the same kind, not how far these pages stand from “the English” or “the Chinese press”; a difference between languages may be one between the sources, months or kinds of page that were collected.")
    return sentences


def coverage_findings(differences: pd.DataFrame, names: dict, subject: str = "topic") -> list[str]:
    """Which language covers what more, by how much, and with what certainty.

    >>> coverage_findings(pd.DataFrame(), {})
    ['There is no topic to compare: only one language has articles, or no article states it.']
    """
    several = plural(subject)
    if differences.empty:
        return [f"There is no {subject} to compare: only one language has articles, or no article states it."]
    judged = differences[differences.verdict != "too few articles"]
    if judged.empty:
        return [f"There are too few articles to say which language covers which {subject} more: a verdict needs {MIN_ARTICLES} articles in each language, and {MIN_WITH} with the same {subject}."]
    clear = judged[judged.verdict != "no clear difference"]
    sentences = [f"{plain(names.get(row[0], row[0]))}: {points(abs(row.difference))} more in {row.verdict} (95 % interval {_bounds(row)}; q = {row.q:.3f}{_paired(row)})."
                 for row in clear.head(MOST).itertuples(index=False)]
    if len(clear) > MOST:
        sentences.append(f"{count(len(clear) - MOST, f'more {subject}', f'more {several}')} differ clearly; the table has them.")
    rest = judged[judged.verdict == "no clear difference"]
    if len(rest):
        widest = rest.iloc[0]
        lead_in = f"No difference found for the other {len(rest)}" if sentences else f"No difference found: for none of the {count(len(judged), subject, several)} looked at do the languages differ by more than chance allows"
        sentences.append(f"{lead_in}; the largest is {points(widest.difference, signed=True)} for {plain(names.get(widest.iloc[0], widest.iloc[0]))} "
                         f"(interval {_bounds(widest)}; q = {widest.q:.2f}). A difference inside such an interval may be there and not be seen.")
    few = len(differences) - len(judged)
    if few:
        sentences.append(f"{count(few, f'more {subject}', f'more {several}')} {'has' if few == 1 else 'have'} fewer than {MIN_WITH} articles: too few to say.")
    return sentences


def _bounds(row):
    return f"{row.low * 100:+.0f} to {row.high * 100:+.0f}"


def _paired(row):
    n = getattr(row, "n_paired", 0)
    return f"; {count(int(n), 'article')} of them in translation pairs" if n else ""


def absence_findings(topics: pd.DataFrame, n_en: int, n_zh: int) -> list[str]:
    """Topics that one side leaves out, and what that absence is worth.

    With n articles and none on a topic, the share may still be up to 1 - 0.05^(1/n) (95 %, one-sided).

    >>> absence_findings(pd.DataFrame(), 0, 4)
    ['Only one language has articles: nothing can be said about what the other leaves out.']
    """
    if not n_en or not n_zh:
        return ["Only one language has articles: nothing can be said about what the other leaves out."]
    sentences = []
    firm = topics[(topics.stability >= RELIABLE) & (topics.n_documents > 1)]
    for lang, n in (("zh", n_en), ("en", n_zh)):
        other, bound = OTHER[lang], 1 - (1 - LEVEL) ** (1 / n)
        for topic in firm[(firm[f"share_{other}"] == 0) & (firm[f"share_{lang}"] > 0)].itertuples():
            sentences.append(f"{plain(topic.label_en)} / {plain(topic.label_zh)}: {count(topic.n_documents, 'article')} mainly on it in {LANG_NAMES[lang]}, none of the {n} in "
                             f"{LANG_NAMES[other]} (whose true share may still be up to {bound:.0%}).")
    left = int(((topics.share_en == 0) | (topics.share_zh == 0)).sum()) - len(sentences)
    if left:
        sentences.append(f"{count(left, 'more topic')} of one language {'is' if left == 1 else 'are'} not judged: unstable, or of one article.")
    return sentences or ["Every topic has passages in both languages."]


def one_sided_findings(alone: pd.DataFrame, n_en: int, n_zh: int, names: dict | None = None) -> list[str]:
    """How many values of a field only one language has, and which are in most articles.

    >>> alone = pd.DataFrame({"region": ["Hunan"], "lang": ["en"], "n_documents": [1]})
    >>> one_sided_findings(alone, 3, 4)[0]
    'Only in English: 1 region – Hunan.'
    """
    subject, several = alone.columns[0], plural(alone.columns[0])
    if not n_en or not n_zh:
        return [f"Only one language has articles: every {subject} is in it alone, which says nothing."]
    sentences = []
    for lang in ("en", "zh"):
        own = alone[alone.lang == lang]
        shown = [(names or {}).get(value, value) for value in own.iloc[:, 0]]
        sentences.append(f"Only in {LANG_NAMES[lang]}: {count(len(own), subject, several)}" + (f" – {listed(shown, 3)}." if len(own) else "."))
    return sentences


def word_findings(key: pd.DataFrame, lang: str, by: str) -> list[str]:
    """Whether any word sets a group of one language's articles apart.

    >>> word_findings(pd.DataFrame({"lang": []}), "en", "file")
    ['English: there are no two groups by file with enough words to compare.']
    """
    own = key[key.lang == lang]
    if own.empty:
        return [f"{LANG_NAMES[lang]}: there are no two groups by {by} with enough words to compare."]
    clear = own[own.low > 0]
    if clear.empty:
        return [f"{LANG_NAMES[lang]}: no word sets one group by {by} apart more clearly than chance would."]
    alone = int((clear.n_articles == 1).sum())
    sentence = f"{LANG_NAMES[lang]}: {count(len(clear), 'word')} {'sets' if len(clear) == 1 else 'set'} {count(clear.group.nunique(), 'group')} by {by} apart (of those listed, most telling first)."
    return [sentence + (f" {alone} of them {'stands' if alone == 1 else 'stand'} in a single article of the group, and may say more about that article than about the group." if alone else "")]


def date_findings(articles: pd.DataFrame) -> list[str]:
    """Whether there are dates to follow the languages by.

    >>> date_findings(pd.DataFrame({"lang": ["en", "zh"], "date": ["2024-05-01", ""], "duplicate_of": ""}))
    ['1 of 1 English articles and 0 of 1 Chinese articles carry a full date; the others are not drawn.']
    """
    kept = articles[articles.duplicate_of == ""]
    dated = kept[kept.date != ""]
    if dated.empty:
        return ["No article carries a full date: nothing can be drawn over time."]
    parts = [f"{(dated.lang == lang).sum()} of {(kept.lang == lang).sum()} {LANG_NAMES[lang]} articles" for lang in ("en", "zh") if (kept.lang == lang).any()]
    return [f"{' and '.join(parts)} carry a full date" + ("; the others are not drawn." if len(dated) < len(kept) else ".")]


def lag_findings(lags: dict[str, pd.DataFrame], mentions: pd.DataFrame, pair_days: pd.Series, articles: pd.DataFrame, names: dict) -> list[str]:
    """Who is first: on topics and policies by all dates, over policies by their first mention, and inside translation pairs.

    `lags` holds the tables of `lag.lags` by what they are about; `mentions` and `pair_days` as made by the module `lag`.

    >>> lag_findings({"topic": pd.DataFrame()}, pd.DataFrame({"days": []}), pd.Series(dtype=float), pd.DataFrame({"duplicate_of": [], "date": [], "lang": []}), {})[0][:60]
    'For no topic are there 5 dated articles in each language: to'
    """
    sentences = []
    for subject, table in lags.items():
        if table.empty:
            sentences.append(f"For no {subject} are there {MIN_DATED} dated articles in each language: too few to say who is first.")
            continue
        clear = table[table.verdict != "no clear difference"]
        sentences += [f"{plain(names.get(row[0], row[0]))}: {row.verdict}, by {abs(row.days):.0f} days in the middle (95 % interval {row.low:+.0f} to {row.high:+.0f} days for English after Chinese; "
                      f"{row.n_en} English and {row.n_zh} Chinese dated articles)." for row in clear.head(MOST).itertuples(index=False)]
        sentences.append(f"For {len(table) - len(clear)} of {count(len(table), subject, plural(subject))} with enough dates no clear difference was found.")
    sentences.append(_lead_sentence(mentions.days.to_numpy(), "policy document", "its first dated mention in English", "in Chinese"))
    sentences.append(_lead_sentence(pair_days.to_numpy(), "translation pair", "the English article", "its Chinese original"))
    dates = articles[(articles.duplicate_of == "") & (articles.date != "")]
    if dates.lang.nunique() == 2 and any(len(table) for table in lags.values()):
        middle = {lang: sorted(own.date)[len(own) // 2] for lang, own in dates.groupby("lang")}
        sentences.append(f"The middle day of all dated articles is {middle['en']} in English and {middle['zh']} in Chinese: where the pages were collected for different months, every {next(iter(lags))} shows that lag.")
    return sentences


def _lead_sentence(days, subject, first, second):
    found = lead(days)
    if found is None:
        return f"Dates on both sides: {count(len(days), subject, plural(subject))}; too few for a lag with an interval, which takes {MIN_LAGS}."
    middle, low, high = found
    verdict = "later than" if low > 0 else "earlier than" if high < 0 else "not clearly before or after"
    return f"Over {count(len(days), subject, plural(subject))}, {first} is {verdict} {second}: {middle:+.0f} days in the middle (95 % interval {low:+.0f} to {high:+.0f})."


def counterpart_findings(alone: pd.DataFrame, n_pairs: int) -> list[str]:
    """How many paragraphs of translation pairs have no counterpart.

    >>> counterpart_findings(pd.DataFrame(), 3)
    ['In 3 translation pairs every paragraph has a counterpart.']
    """
    if not n_pairs:
        return ["No translation pair was found: there are no paragraphs to set against each other."]
    if alone.empty:
        return [f"In {count(n_pairs, 'translation pair')} every paragraph has a counterpart."]
    by_lang = alone.lang.value_counts()
    return [f"In {count(n_pairs, 'translation pair')}, {count(int(by_lang.get('en', 0)), 'English paragraph')} and {count(int(by_lang.get('zh', 0)), 'Chinese one')} have no counterpart; "
            "they were aligned by words, figures and lengths, so look before you conclude."]
