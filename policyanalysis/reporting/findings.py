"""Tables to sentences: what a report says is computed here, never typed into a notebook.

Every function returns a list of sentences (Markdown, with words of the corpus escaped).  Each can say that there is nothing to say: no difference, too
few articles, no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from policyanalysis import __version__
from policyanalysis.corpus.load import Corpus
from policyanalysis.corpus.splitting import OUTSIDE, UNSURE
from policyanalysis.wording import count

if TYPE_CHECKING:
    from policyanalysis.analysis.topics import TopicResult

LANG_NAMES = {"en": "English", "zh": "Chinese"}
METADATA = ("source", "author", "date", "section", "url", "attachment", "doc_number", "issuer", "region")
INFERRED = "date, its year inferred"
GAP = 8  # blank lines inside a run of lines that were left out
MOST = 5  # names listed in a sentence


def plain(text: object) -> str:
    """A text of the corpus with everything escaped that Markdown or HTML would read as markup or turn into a link.

    >>> plain("<b>*5*</b> $7")
    '&lt;b&gt;\\\\*5\\\\*&lt;/b&gt; \\\\$7'
    """
    text = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("://", "&#58;//").replace("www.", "www&#46;")
    return re.sub(r"([\\`*_\[\]|$#~])", r"\\\1", text).replace("\n", " ")


def listed(names: Iterable[object], most: int = MOST) -> str:
    """Names in a sentence, escaped; how many more there are where the list is long.

    >>> listed(["a", "b", "c"], most=2), listed([])
    ('a; b (and 1 more)', 'none')
    """
    names = [plain(name) for name in names]
    return "; ".join(names[:most]) + (f" (and {len(names) - most} more)" if len(names) > most else "") if names else "none"


def completeness(articles: pd.DataFrame) -> pd.DataFrame:
    """Share of articles of each language (duplicates left out) that carry each metadata field: columns field, lang, share, n_documents.

    Dates whose year is inferred are counted among the dates and once more by themselves.

    >>> articles = pd.DataFrame({"lang": ["en", "en"], "duplicate_of": "", **dict.fromkeys(METADATA, ""), "source": ["Xinhua", ""], "date_from": ""})
    >>> completeness(articles).query("field == 'source'").values.tolist()
    [['source', 'en', 0.5, 1]]
    """
    kept = articles[articles.duplicate_of == ""].assign(**{INFERRED: lambda t: t.date.where(t.date_from == "inferred", "")})
    rows = [(name, lang, float((own[name] != "").mean()), int((own[name] != "").sum())) for lang, own in kept.groupby("lang") for name in (*METADATA, INFERRED)]
    return pd.DataFrame(rows, columns=["field", "lang", "share", "n_documents"])


def corpus_findings(corpus: Corpus) -> list[str]:
    """What is in the corpus, what was skipped, and how good the metadata is.

    >>> from policyanalysis import load_corpus
    >>> corpus_findings(load_corpus("data/sample"))[0][:40]
    'The corpus holds 78 articles in 10 files'
    """
    n, articles = corpus.counts, corpus.articles
    kept = articles[articles.duplicate_of == ""]
    sentences = [f"The corpus holds {count(n['n_articles'], 'article')} in {count(n['n_files'], 'file')}: {n['n_en']} in English and {n['n_zh']} in Chinese"
                 + (f", and {count(n['n_duplicates'], 'repeat')} of another article, left out of everything that follows." if n["n_duplicates"] else "; none repeats another.")]
    if n["n_unread"]:
        sentences.append(f"{count(n['n_unread'], 'file')} could not be read or held no article; see below.")
    loose = len(corpus.pairs) - n["n_translations"]
    sentences.append(f"{count(n['n_translations'], 'English article')} {'is' if n['n_translations'] == 1 else 'are'} paired with the Chinese article that "
                     f"{'it translates' if n['n_translations'] == 1 else 'they translate'}; {count(loose, 'more pair')} only {'shares' if loose == 1 else 'share'} a policy document.")
    dated = kept[kept.date != ""]
    if dated.empty:
        sentences.append("No article carries a full date, so nothing can be said about when things were written.")
    else:
        sentences.append(f"{len(dated)} of {count(len(kept), 'article')} carr{'ies' if len(kept) == 1 else 'y'} a full date, from {dated.date.min()} to {dated.date.max()}; the others are left undated, not guessed."
                         + _inferred(int((dated.date_from == "inferred").sum())))
    sentences.append(f"The articles name {count(len(corpus.policies), 'policy document')}" + _numbered(corpus.policies))
    if guessed := int(corpus.problems.reason.str.startswith(UNSURE).sum()):
        sentences.append(f"Where articles begin is guessed on {count(guessed, 'page')}: the warnings below say which, and why.")
    by_severity = corpus.problems.severity.value_counts()
    sentences.append(f"Lines in no article, and guesses: {count(by_severity.get('info', 0), 'note')} (recognised and left out on purpose), "
                     f"{count(by_severity.get('warning', 0), 'warning')}, {count(by_severity.get('error', 0), 'error')}.")
    return sentences


def _numbered(policies):
    both = int(((policies.doc_ids_en.str.len() > 0) & (policies.doc_ids_zh.str.len() > 0)).sum())
    return f", {int((policies.doc_number != '').sum())} of them with a number; {both} {'is' if both == 1 else 'are'} named in both languages." if len(policies) else "."


def _inferred(n):
    return f" Of {count(n, 'date')} only the day is printed, and the year is inferred from what stands around it; the problems say from what." if n else ""


def caveats(corpus: Corpus) -> list[str]:
    """What the corpus cannot say.

    >>> from policyanalysis import load_corpus
    >>> len(caveats(load_corpus("data/sample"))) > 1
    True
    """
    kept = corpus.articles[corpus.articles.duplicate_of == ""]
    sentences = [f"The pages are what was put into “{plain(corpus.name)}”: {count(corpus.counts['n_files'], 'file')}, chosen by whoever collected them. "
                 "Its shares describe these pages, not “the English press” or “the Chinese press”."]
    for lang in ("en", "zh"):
        own = kept[kept.lang == lang]
        if len(own):
            biggest = own.file.value_counts()
            sentences.append(f"{biggest.iloc[0] / len(own):.0%} of the {LANG_NAMES[lang]} articles come from one file, {plain(biggest.index[0])}: what looks like a "
                             f"difference between languages may be one between sources.")
    undated = float((kept.date == "").mean())
    if undated:
        sentences.append(f"{undated:.0%} of the articles have no full date, and are missing from everything that is drawn over time.")
    paired = corpus.pairs[corpus.pairs.kind == "translation"]
    if len(paired):
        sentences.append(f"{len(paired)} of {count(int((kept.lang == 'en').sum()), 'English article')} {'translates' if len(paired) == 1 else 'translate'} Chinese ones in the corpus: the two sides are not independent.")
    return sentences


def skipped(corpus: Corpus) -> pd.DataFrame:
    """Runs of lines that ended in no article: columns file, lines (from-to, counted from 1), n_lines and reason.

    >>> from policyanalysis import load_corpus
    >>> skipped(load_corpus("data/sample")).columns.tolist()
    ['file', 'lines', 'n_lines', 'reason']
    """
    rows: list[list] = []
    for problem in corpus.problems[corpus.problems.reason.isin(OUTSIDE)].itertuples():
        if rows and rows[-1][0] == problem.file and rows[-1][4] == problem.reason and problem.line - rows[-1][2] <= GAP:
            rows[-1][2], rows[-1][3] = problem.line, rows[-1][3] + 1
        else:
            rows.append([problem.file, problem.line, problem.line, 1, problem.reason])
    return pd.DataFrame([(file, f"{first + 1}–{last + 1}" if last > first else f"{first + 1}", n, reason) for file, first, last, n, reason in rows],
                        columns=["file", "lines", "n_lines", "reason"])


def provenance(corpus: Corpus) -> list[str]:
    """What a reader needs to make the report again.

    >>> from policyanalysis import load_corpus
    >>> provenance(load_corpus("data/sample"))[1]
    'Line numbers in reports count from 1, as editors do; exported tables count from 0.'
    """
    return [f"Made by policyanalysis {__version__} from the corpus {plain(corpus.name)} (SHA-256 {corpus.hash[:16]}…).",
            "Line numbers in reports count from 1, as editors do; exported tables count from 0.",
            "Repeats of an article are counted once. What was skipped or guessed is listed in the report on the corpus, and in the table problems."]


def topic_findings(topics: pd.DataFrame, apart: Iterable[int] = ()) -> list[str]:
    """What the topics are about, which are shared, which may be two themes (`TopicResult.apart`), and which are not to be relied on.

    >>> topics = pd.DataFrame({"label_en": ["hydrogen"], "label_zh": ["氢能"], "share_en": [1.0], "share_zh": [1.0], "stability": [0.9], "n_documents": [4], "topic": [0]})
    >>> topic_findings(topics)[-1]
    'At least half of every topic comes back when the articles are resampled (lowest stability 0.90).'
    """
    from policyanalysis.analysis.topics import RELIABLE, trust  # only here: it takes a second to load, and the notebooks' first views need no topics

    name = topics.apply(lambda t: f"“{t.label_en} / {t.label_zh}” ({trust(t.stability)})", axis=1)
    both = topics[(topics.share_en > 0) & (topics.share_zh > 0)]
    sentences = [f"{len(both)} of {len(topics)} topics have passages in both languages."]
    total = topics.share_en + topics.share_zh
    firm = topics.stability >= RELIABLE
    largest = total[firm if firm.any() else total.index].sort_values(ascending=False, kind="stable").index[:3]
    sentences.append("The largest that come back when the articles are resampled: " + "; ".join(f"{plain(name[i])} ({topics.share_en[i]:.0%} of the English, {topics.share_zh[i]:.0%} of the Chinese side)" for i in largest) + ".")
    for lang, other in (("en", "zh"), ("zh", "en")):
        alone = topics[(topics[f"share_{other}"] == 0) & (topics[f"share_{lang}"] > 0)]
        if len(alone):
            sentences.append(f"Only in {LANG_NAMES[lang]}: {listed(name[alone.index])}.")
    unlike = topics[topics.topic.isin(list(apart))]
    if len(unlike):
        sentences.append(f"No word that the lexicon links is typical of both the English and the Chinese passages of {count(len(unlike), 'topic')}, which may be two themes in one: {listed(name[unlike.index])}.")
    shaky = topics[topics.stability < RELIABLE]
    sentences.append(f"Not to be relied on, because less than half of them comes back when the articles are resampled (stability under {RELIABLE}): {listed(name[shaky.index])}."
                     if len(shaky) else f"At least half of every topic comes back when the articles are resampled (lowest stability {topics.stability.min():.2f}).")
    return sentences


def basis_findings(result: TopicResult) -> list[str]:
    """What the topics were found from, where it is not the whole corpus: a part of a large one, or another one.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> basis_findings(SimpleNamespace(passages=range(300_000), sampled=range(99_990), origin=None))
    ['The topics were found from 99,990 of the 300,000 paragraphs, those of articles drawn at random, half of them in each language as far as there are enough; the others were put on the nearest topic.']
    """
    n_passages, n_sampled, origin = len(result.passages), len(result.sampled), result.origin
    if origin is None:
        return [] if n_sampled >= n_passages else [
            f"The topics were found from {n_sampled:,} of the {n_passages:,} paragraphs, those of articles drawn at random, half of them in each language as far as there are enough; "
            "the others were put on the nearest topic."]
    days = f" (articles of {plain(origin.first)} to {plain(origin.last)})" if origin.first else ""
    return [f"The topics were not found in these pages. They are those of the file {plain(origin.name)}, found in {origin.n_passages:,} paragraphs of the corpus "
            f"{plain(origin.corpus)}{days}: names, terms, coherence and stability are from there, numbers and shares are counted here, so that they can be held against those of another run with the same file. Intervals reckon with how uncertain the topics were there.",
            "A theme that was not there has no topic of its own here; to find such, find topics anew, without topics_from."]


def unknown_findings(table: pd.DataFrame, shares: dict[str, float]) -> list[str]:
    """Which words of the corpus the topics of a file do not know.

    Parameters
    ----------
    table, shares
        As `topic_file.unknown_words` gives them.

    Examples
    --------
    >>> unknown_findings(pd.DataFrame({"lang": ["en"], "term": ["sonnet"], "n_documents": [3]}), {"en": 0.25, "zh": 0.0})
    ['25% of the content words of the English paragraphs are not among those that the topics know; met in most articles: sonnet (3 articles).', 'The topics know all content words of the Chinese paragraphs.']
    """
    told = []
    for lang, share in shares.items():
        own = table[table.lang == lang]
        words = listed([f"{row.term} ({count(row.n_documents, 'article')})" for row in own.head(MOST).itertuples()], MOST)
        told.append(f"{share:.0%} of the content words of the {LANG_NAMES[lang]} paragraphs are not among those that the topics know; met in most articles: {words}." if len(own)
                    else f"The topics know all content words of the {LANG_NAMES[lang]} paragraphs.")
    return told


def link_findings(aligned: pd.DataFrame, word_pairs: bool = True) -> list[str]:
    """What the words of the two languages are linked by.

    Parameters
    ----------
    aligned
        The table of aligned paragraphs.
    word_pairs
        Whether words were paired by them.

    Examples
    --------
    >>> link_findings(pd.DataFrame({"text_en": ["Ports", "Steel"], "text_zh": ["港口", ""]}))
    ["Words of the two languages are linked by a general dictionary and the project's glossary, and paired by 1 paragraph that stands beside its translation."]
    """
    both = int(((aligned.text_en != "") & (aligned.text_zh != "")).sum())
    learned = (f", and paired by {count(both, 'paragraph that stands beside its translation', 'paragraphs that stand beside their translations')}" if word_pairs and both
               else "; the corpus has no translations to pair words by" if word_pairs else "")
    return [f"Words of the two languages are linked by a general dictionary and the project's glossary{learned}."]


def target_findings(targets: pd.DataFrame, linked: pd.DataFrame) -> list[str]:
    """What is promised for when, what both languages promise, and where they disagree.

    >>> target_findings(pd.DataFrame({"kind": ["fact"]}), pd.DataFrame())
    ['No sentence of the corpus was read as a target with an amount.']
    """
    promised = targets[targets.kind == "target"]
    if promised.empty:
        return ["No sentence of the corpus was read as a target with an amount."]
    due = promised[promised.deadline != ""]
    by_kind = targets.kind.value_counts()
    sentences = [f"{count(len(promised), 'statement')} of a target with an amount, {len(due)} of them with a deadline; besides {count(by_kind.get('forecast', 0), 'forecast')} and "
                 f"{count(by_kind.get('fact', 0), 'reported fact')}."]
    if len(due):
        years = due.deadline.str[:4].value_counts()
        sentences.append(f"Most are promised for {years.index[0]} ({years.iloc[0]}); the latest for {due.deadline.str[:4].max()}.")
    across = linked[(linked.lang_a != linked.lang_b) & linked.agree.astype(bool)] if len(linked) else linked
    alike = across[["value_a", "unit", "deadline"]].drop_duplicates() if len(across) else across
    sentences.append(f"{count(len(alike), 'target')} (an amount, and its year where there is one) {'is' if len(alike) == 1 else 'are'} stated alike in both languages, in {count(len(across), 'pair')} of statements.")
    disagree = linked[~linked.agree.astype(bool)] if len(linked) else linked
    sentences.append(f"{count(len(disagree), 'pair')} of statements about one target {'gives' if len(disagree) == 1 else 'give'} different values; the list is below." if len(disagree)
                     else "No two statements that were linked as one target give different values.")
    return sentences


def audit_findings(audit: pd.DataFrame, n_pairs: int) -> list[str]:
    """How many departures each kind of check found.

    >>> audit_findings(pd.DataFrame(), 0)
    ['No translation pair was found in the corpus: there is nothing to hold against an original.']
    """
    if not n_pairs:
        return ["No translation pair was found in the corpus: there is nothing to hold against an original."]
    if audit.empty:
        return [f"In {count(n_pairs, 'translation pair')} no departure of the kinds checked was found. Wording and tone are not checked."]
    by_type = audit.type.value_counts()
    pairs = audit.groupby(["doc_id_en", "doc_id_zh"]).ngroups
    high = int((audit.confidence == "high").sum())
    return [f"{count(len(audit), 'possible departure')} in {pairs} of {count(n_pairs, 'translation pair')}: {count(by_type.get('number', 0), 'difference')} in figures, dates or "
            f"grades, {count(by_type.get('missing', 0), 'passage')} lost on one side or cut off, {count(by_type.get('term', 0), 'term')} rendered otherwise than in the project's glossary.",
            f"{high} of them with high confidence. Each is a place to look, not a verdict; wording and tone are not checked."]
