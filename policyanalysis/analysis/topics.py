"""Topics of a corpus as tables: what each is about, in both languages, and which passage is on which."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
import pandas as pd

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.common_space import LANGS
from policyanalysis.analysis.placing import MIN_TOKENS, borrow, place, strongest
from policyanalysis.analysis.topic_file import TopicFile, check_words, read_topics
from policyanalysis.analysis.topic_labels import name_topics
from policyanalysis.analysis.topic_number import AUTO, PER_TOPIC, RELIABLE, compare_numbers, npmi
from policyanalysis.analysis.topic_schema import TOPICS
from policyanalysis.errors import PolicyAnalysisError, UsageError
from policyanalysis.language.own_words import OwnWords, read_own_words
from policyanalysis.language.tokens import tokenize_all

SAMPLE = 100_000  # passages that topics are found from; of more, those of articles drawn at random, half of them in each language
DEFAULT = 15  # topics


def trust(stability: float) -> str:
    """How far a topic of this stability is to be relied on.

    >>> trust(0.84), trust(0.3)
    ('stability 0.84', 'stability 0.30, not to be relied on')
    """
    return f"stability {stability:.2f}" + ("" if stability >= RELIABLE else ", not to be relied on")


@dataclass(frozen=True)
class TopicResult:
    """The topics table, the passages with `topic` and `weight`, the article mixtures (one row a doc_id, one column a topic), the model, the numbers of topics compared where one was chosen, the topics whose languages share no word that the lexicon links (`apart`), and the rows of the passages that topics were found from (`sampled`; all where there are not more than `SAMPLE`).  Of topics of a file, `origin` says what is known of them, and `again` has the topics of the sampled passages by the topics found again, shape (n_sampled, n_refits).

    >>> rows = [(f"{lang}{i}", lang, text) for lang, text in (("en", "hydrogen fuel cell vehicle"), ("zh", "氢能燃料电池汽车")) for i in range(6)]
    >>> result = fit_topics(pd.DataFrame(rows, columns=["doc_id", "lang", "text"]), n_topics=2)
    >>> result.mixtures.shape, result.label(0).count(" / ")
    ((12, 2), 1)
    """

    topics: pd.DataFrame
    passages: pd.DataFrame
    mixtures: pd.DataFrame
    model: BilingualTopics
    candidates: pd.DataFrame | None = None
    apart: list[int] = field(default_factory=list)
    sampled: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))
    origin: TopicFile | None = None
    again: np.ndarray | None = None

    def label(self, topic: int) -> str:
        """Both labels of a topic: English / Chinese."""
        row = self.topics.set_index("topic").loc[topic]
        return f"{row.label_en} / {row.label_zh}"

    def heading(self, topic: int) -> str:
        """Both labels of a topic with its stability, and a warning where it is not to be relied on."""
        stability = self.topics.set_index("topic").loc[topic, "stability"]
        return f"{self.label(topic)} ({trust(stability)})"


def fit_topics(passages: pd.DataFrame, *, n_topics: int | str = 15, top_n: int = 10, random_state: int = 0, dictionary: str = "", stop_words: str = "",
               topics_from: str = "", aligned: pd.DataFrame | None = None) -> TopicResult:
    """Find topics over the passages of both languages, or give them those of a file.

    Parameters
    ----------
    passages
        With columns doc_id, lang and text, the paragraphs of an article in their order; duplicates already left out.
    n_topics, top_n, random_state
        Number of topics (fewer are found where there are not four passages for each), or "auto" for the number that `choose_n_topics` takes; of terms
        listed for each; and the seed.
    dictionary, stop_words
        Paths of a reader's own dictionary and stop list, as `language.own_words.read_own_words` reads them; empty for none.
    topics_from
        Path of a file of topics that `topic_file.write_topics` wrote, found in another corpus: the passages are put on these, and `n_topics`, `top_n` and
        `aligned` count for nothing.  Names, terms, coherence and stability are those of the file; numbers and shares are those of these passages.
    aligned
        The table of aligned paragraphs, when word pairs are to be learned from the corpus's own translations.

    Returns
    -------
    TopicResult
        `topics` has the columns `TOPICS`: `n_documents` counts the articles whose strongest topic it is; `share_en` and `share_zh` are mean shares
        of the passages of an article, 0..1, summing to 1 over topics in each language; `coherence` is the mean NPMI of the terms over articles
        (-1..1, both languages averaged; a pair of terms that no article holds counts -1); terms in brackets are glosses of the other language's, given where a language has next to
        nothing on a topic; `stability` is described in `BilingualTopics.stability`.

    Raises
    ------
    PolicyAnalysisError
        If there is no passage.
    UsageError
        If a number or a file is not what it should be.

    Examples
    --------
    >>> words = {"en": ["hydrogen fuel cell vehicle", "pension fund insurance"], "zh": ["氢能燃料电池汽车", "养老保险基金"]}
    >>> rows = [(f"{lang}{i}{j}", lang, text) for lang in words for i, text in enumerate(words[lang]) for j in range(6)]
    >>> result = fit_topics(pd.DataFrame(rows, columns=["doc_id", "lang", "text"]), n_topics=2)
    >>> result.topics.n_documents.tolist()
    [12, 12]
    """
    own = read_own_words(dictionary, stop_words)
    if topics_from:
        return _given(passages, read_topics(topics_from), random_state, own)
    sampled, tokens, model = _fitted(passages, n_topics, random_state, aligned, own)
    candidates, words = None, _words_of_articles(tokens, passages.iloc[sampled])
    if n_topics == AUTO:
        candidates = compare_numbers(model, words, top_n)
        model = model.recut(int(candidates.n_topics[candidates.chosen].iloc[0]))
    topic, weight = strongest(model.weights(model.points_)) if len(sampled) == len(passages) else place(model, passages, own)[:2]
    mixtures = mixtures_of(topic, passages.doc_id, model.n_topics)
    names = name_topics(model, top_n)
    table = _table(model, names, words, passages, mixtures)
    apart = [topic for topic, name in enumerate(names) if not name.linked and not name.scarce and all(name.label.values())]
    return TopicResult(table, marked(passages, topic, weight), mixtures, model, candidates, apart, sampled)


def _given(passages, file, random_state, own):
    """The result with the topics of a file."""
    check_words(file, own.digest if own else "")
    _check_some(passages)
    placed, sampled = place(file.model, passages, own, again=file.again, kept=file.digest), _drawn(passages, random_state)
    mixtures = mixtures_of(placed.topic, passages.doc_id, file.model.n_topics)
    table = file.topics.assign(**dict(zip(("n_documents", "share_en", "share_zh"), _shares(passages, mixtures))))
    return TopicResult(table, marked(passages, placed.topic, placed.weight), mixtures, file.model, None, file.apart, sampled, file, placed.again[sampled])


def marked(passages: pd.DataFrame, topic: np.ndarray, weight: np.ndarray) -> pd.DataFrame:
    """The passages with the topic of each and its weight, before the column page, which stays the last.

    >>> marked(pd.DataFrame({"text": ["a"], "page": [3]}), np.array([1]), np.array([0.5])).columns.tolist()
    ['text', 'topic', 'weight', 'page']
    """
    leaf = {"page": passages.page} if "page" in passages else {}  # of a PDF
    return passages.drop(columns=list(leaf)).assign(topic=topic, weight=weight, **leaf)


def mixtures_of(labels: np.ndarray, doc_ids: pd.Series, n_topics: int) -> pd.DataFrame:
    """Share of each article's passages on each topic: one row a doc_id in the order of the passages, one column a topic.

    >>> mixtures_of(np.array([0, 1, 1]), pd.Series(["a", "a", "b"]), 2).values.tolist()
    [[0.5, 0.5], [0.0, 1.0]]
    """
    documents, names = pd.factorize(doc_ids)
    counts = np.bincount(documents * n_topics + labels, minlength=len(names) * n_topics).reshape(len(names), n_topics)
    return pd.DataFrame(counts / counts.sum(axis=1, keepdims=True), index=pd.Index(names, name="doc_id"), columns=range(n_topics))


def _drawn(passages, random_state):
    """Numbers of the passages that topics are found from, ascending: of each language whole articles in an order drawn, as long as they fit into half of `SAMPLE`."""
    if len(passages) <= SAMPLE:
        return np.arange(len(passages))
    (articles, names), kept = pd.factorize(passages.doc_id), []
    n_passages, lang = np.bincount(articles), passages.lang.to_numpy()[np.unique(articles, return_index=True)[1]]
    # By its own name: an article that was drawn stays so, mostly, when new ones come in
    lot = np.array([int.from_bytes(blake2b(f"{random_state} {name}".encode("utf-8", "surrogatepass"), digest_size=8).digest()) for name in names], dtype=np.uint64)
    room = {own: SAMPLE - min(n_passages[lang == other].sum(), SAMPLE // 2) for own, other in (LANGS, LANGS[::-1])}
    for own in LANGS:
        order = np.flatnonzero(lang == own)
        order = order[np.argsort(lot[order], kind="stable")]
        kept.append(order[np.cumsum(n_passages[order]) <= room[own]])
    return np.flatnonzero(np.isin(articles, np.concatenate(kept)))


def choose_n_topics(passages: pd.DataFrame, *, candidates: list[int] | None = None, top_n: int = 10, random_state: int = 0, dictionary: str = "", stop_words: str = "",
                    aligned: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare numbers of topics on the same passages; the columns and the rule are those of `topic_number.compare_numbers`.

    >>> words = {"en": ["hydrogen fuel cell vehicle", "pension fund insurance"], "zh": ["氢能燃料电池汽车", "养老保险基金"]}
    >>> rows = [(f"{lang}{i}{j}", lang, "f.txt", j, text) for lang in words for i, text in enumerate(words[lang]) for j in range(6)]
    >>> passages = pd.DataFrame(rows, columns=["doc_id", "lang", "file", "line", "text"])
    >>> choose_n_topics(passages, candidates=[2, 3])[["n_topics", "chosen"]].values.tolist()
    [[2, True], [3, False]]
    """
    own = read_own_words(dictionary, stop_words)
    sampled, tokens, model = _fitted(passages, AUTO, random_state, aligned, own)
    return compare_numbers(model, _words_of_articles(tokens, passages.iloc[sampled]), top_n, candidates)


def _fitted(passages, n_topics, random_state, aligned, own):
    """Numbers of the passages that topics are found from, their tokens, and the model."""
    if n_topics != AUTO and (isinstance(n_topics, str) or n_topics < 1):
        raise UsageError(f"n_topics={n_topics!r} is no number of topics; give 'auto'" if isinstance(n_topics, str) else f"n_topics={n_topics} is too small; give 1 or more")
    _check_some(passages)
    sampled = _drawn(passages, random_state)
    passages = passages.iloc[sampled]
    tokens, documents = tokenize_all(passages.text, passages.lang, own, passages.doc_id), passages.doc_id.tolist()
    model = BilingualTopics(n_topics=min(DEFAULT if n_topics == AUTO else n_topics, max(1, len(passages) // PER_TOPIC)), random_state=random_state)
    return sampled, tokens, model.fit(borrow(tokens, documents), passages.lang.tolist(), documents, None if aligned is None else translated_tokens(aligned, own))


def _check_some(passages):
    if passages.empty:
        raise PolicyAnalysisError("there is no passage to find topics in; add pages")


def typical_passages(result: TopicResult, topic: int, *, top_n: int = 2) -> pd.DataFrame:
    """The passages of each language that are most on a topic, long ones only: columns lang, file, line, text, weight.

    A passage counts as long from 12 content tokens on; of two in one article only the better is taken.

    >>> from types import SimpleNamespace
    >>> text = "hydrogen " * MIN_TOKENS
    >>> passages = pd.DataFrame({"doc_id": ["a", "b"], "lang": "en", "file": "f.txt", "line": [1, 2], "text": [text, "short"], "topic": 0, "weight": 0.9})
    >>> typical_passages(SimpleNamespace(passages=passages), 0).line.tolist()
    [1]
    """
    own = result.passages[result.passages.topic == topic]
    own = own[np.array([len(tokens) >= MIN_TOKENS for tokens in tokenize_all(own.text, own.lang)], dtype=bool)]
    best = own.sort_values("weight", ascending=False, kind="stable").drop_duplicates("doc_id")
    return best.groupby("lang", sort=True).head(top_n).sort_values(["lang", "weight"], ascending=[True, False], kind="stable")[["lang", "file", "line", "text", "weight"]]


def side_by_side(result: TopicResult, topic: int, *, top_n: int = 2) -> pd.DataFrame:
    """The passages that `typical_passages` gives, a row for the best of each language, the next best below: columns file_en, line_en, english, file_zh, line_zh, chinese.

    A language with fewer passages has empty texts, its file empty and its line missing.

    >>> from types import SimpleNamespace
    >>> passages = pd.DataFrame({"doc_id": ["a", "b"], "lang": ["en", "zh"], "file": "f.txt", "line": [1, 2], "text": ["hydrogen " * MIN_TOKENS, "氢能，" * MIN_TOKENS], "topic": 0, "weight": 0.9})
    >>> side_by_side(SimpleNamespace(passages=passages), 0)[["file_en", "line_en", "file_zh", "line_zh"]].values.tolist()
    [['f.txt', 1, 'f.txt', 2]]
    """
    found = typical_passages(result, topic, top_n=top_n)
    sides = [found[found.lang == lang][["file", "line", "text"]].reset_index(drop=True).set_axis([f"file_{lang}", f"line_{lang}", name], axis=1)
             for lang, name in (("en", "english"), ("zh", "chinese"))]
    table = pd.concat(sides, axis=1).astype({"line_en": "Int64", "line_zh": "Int64"})
    texts = ["file_en", "english", "file_zh", "chinese"]
    return table.assign(**table[texts].astype(object).fillna(""))


def translated_tokens(aligned: pd.DataFrame, own: OwnWords | None = None) -> list[tuple[list[str], list[str]]]:
    """English and Chinese tokens of the aligned paragraphs that have a counterpart.

    >>> translated_tokens(pd.DataFrame({"text_en": ["pension fund", "only here"], "text_zh": ["养老金", ""]}))
    [(['pension', 'fund'], ['养老金'])]
    """
    both = aligned[(aligned.text_en != "") & (aligned.text_zh != "")]
    return list(zip(*(tokenize_all(both[f"text_{lang}"], [lang] * len(both), own) for lang in ("en", "zh"))))


def _table(model, names, words, passages, mixtures):
    rows, stability, (n_documents, *shares) = [], model.stability(), _shares(passages, mixtures)
    for topic, name in enumerate(names):
        scores = [npmi(name.terms[lang], words[lang]) for lang in LANGS if lang not in name.scarce]
        rows.append((topic, ", ".join(name.label["en"]) or f"topic {topic}", "、".join(name.label["zh"]) or f"主题 {topic}", ", ".join(name.terms["en"]), "、".join(name.terms["zh"]),
                     n_documents[topic], *(own[topic] for own in shares), round(float(np.nanmean(scores)), 4) if not np.isnan(scores).all() else np.nan,
                     round(float(stability[topic]), 4)))
    return pd.DataFrame(rows, columns=TOPICS)


def _shares(passages, mixtures):
    """Number of the articles whose strongest topic each is, and its mean share of the English and of the Chinese articles."""
    lang, values = passages.lang.to_numpy()[np.unique(pd.factorize(passages.doc_id)[0], return_index=True)[1]], mixtures.to_numpy()
    n_documents = np.bincount(values.argmax(axis=1), minlength=values.shape[1])
    return n_documents.tolist(), *((values[lang == own].mean(axis=0) if (lang == own).any() else np.zeros(values.shape[1])).round(4).tolist() for own in LANGS)


def _words_of_articles(tokens, passages):
    """Sets of words of the articles of each language."""
    found: dict[str, dict] = {"en": {}, "zh": {}}
    for own, document, lang in zip(tokens, passages.doc_id, passages.lang):
        found[lang].setdefault(document, set()).update(own)
    return {lang: list(articles.values()) for lang, articles in found.items()}
