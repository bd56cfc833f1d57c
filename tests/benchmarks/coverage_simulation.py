"""Do the intervals of the coverage hold, and do its verdicts come as often as they should? Planted shares, and topics fitted as in a report.

Articles of two languages have a theme each and several passages, most of them on that theme; the words of a passage are concepts of the glossary, most of
them its theme's own, in the article's language.  The topics are found from the words alone; each is then held against the theme that most of its passages
are on.  Tokens are made directly, for speed.

    python tests/benchmarks/coverage_simulation.py [intervals | null | power | concepts | all] [N_DRAWS] [SEED] [KEPT]

Every draw has a generator of its own, so that draws can be made side by side and those of an interrupted run are found again in the file KEPT.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from scipy.optimize import linear_sum_assignment
from scipy.stats import false_discovery_control, fisher_exact

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.composition import N_REFITS, mixtures_of
from policyanalysis.analysis.concepts import concepts_in
from policyanalysis.analysis.coverage import coverage, differences
from policyanalysis.language.glossary import glossary
from policyanalysis.language.tokens import tokenize

N_THEMES = 8
PASSAGES = (4, 9)  # of an article
CONCEPTS = (8, 16)  # of a passage
FAITHFUL = 0.8  # share of an article's passages that are on its theme; the others are on any theme of its language
LOYALTY = 0.7  # share of a passage's concepts that are its theme's own
SIZES = {40: 1.0, 120: 0.5, 480: 0.25, 4000: 0.03}  # articles of a corpus, and the part of the draws that it gets: a corpus gives 16 shares and 8 differences
EVEN = np.full(N_THEMES, 1 / N_THEMES)


class Draw(NamedTuple):
    """One simulated corpus: what the package is given, and the theme of every article, which it is not."""

    mixtures: pd.DataFrame
    refits: list[pd.DataFrame]
    articles: pd.DataFrame
    themes: np.ndarray


@cache
def vocabulary() -> list[list[tuple[list[str], list[str]]]]:
    """Concepts of each theme: the tokens of the English and the Chinese form."""
    rows = glossary()
    forms = [(tokenize(en.split(" / ")[0], "en"), tokenize(zh, "zh")) for zh, en, kind in rows.itertuples(index=False) if kind == "term"]
    forms = [form for form in forms if form[0] and form[1]]
    order = np.random.default_rng(0).permutation(len(forms))
    return [[forms[i] for i in order[theme::N_THEMES]] for theme in range(N_THEMES)]


def draw(rng: np.random.Generator, n_en: int, n_zh: int, shares: dict[str, np.ndarray]) -> Draw:
    """Articles whose themes have the given shares in each language, and the topics found in them, numbered as the themes."""
    langs = np.array(["en"] * n_en + ["zh"] * n_zh)
    themes = np.array([rng.choice(N_THEMES, p=shares[lang]) for lang in langs])
    tokens, documents, truth = [], [], []
    for document, (lang, theme) in enumerate(zip(langs, themes)):
        for _ in range(rng.integers(*PASSAGES)):
            own = theme if rng.random() < FAITHFUL else rng.choice(N_THEMES, p=shares[lang])
            tokens.append(_passage(rng, own, lang == "zh"))
            documents.append(document)
            truth.append(own)
    doc_ids = pd.Series([f"d{number:05}" for number in documents])
    model = BilingualTopics(n_topics=N_THEMES, random_state=int(rng.integers(2**31))).fit(tokens, langs[documents].tolist(), doc_ids.tolist())
    both = np.zeros((N_THEMES, N_THEMES))
    np.add.at(both, (model.labels_, truth), 1)
    theme_of = linear_sum_assignment(-both)[1]
    articles = pd.DataFrame({"doc_id": doc_ids.drop_duplicates().to_numpy(), "lang": langs, "duplicate_of": ""})
    again = [mixtures_of(theme_of[labels], doc_ids, N_THEMES) for labels in model.refits(N_REFITS)]
    return Draw(mixtures_of(theme_of[model.labels_], doc_ids, N_THEMES), again, articles, themes)


def _passage(rng, theme, chinese):
    words, found = vocabulary(), []
    for loyal in rng.random(rng.integers(*CONCEPTS)) < LOYALTY:
        concepts = words[theme if loyal else rng.integers(N_THEMES)]
        found += concepts[rng.integers(len(concepts))][chinese]
    return found


def held(rng: np.random.Generator, n_articles: int) -> dict[str, float]:
    """Share of the intervals of one corpus of random shares, half of it in each language, that hold the planted share or difference, and mean widths."""
    shares = {lang: rng.dirichlet(np.full(N_THEMES, 2.0)) for lang in ("en", "zh")}
    made = draw(rng, n_articles // 2, n_articles - n_articles // 2, shares)
    result = {}
    for name, refits in (("", made.refits), (" (topics for certain)", ())):
        table = coverage(made.mixtures, made.articles, refits=refits)
        truth = np.array([shares[lang][topic] for topic, lang in zip(table.topic, table.lang)])
        result["share" + name], result["width" + name] = float(((table.low <= truth) & (truth <= table.high)).mean()), float((table.high - table.low).mean())
        table = differences(made.mixtures, made.articles, refits=refits)
        truth = (shares["en"] - shares["zh"])[table.topic]
        result["difference" + name] = float(((table.low <= truth) & (truth <= table.high)).mean())
    return result


def told(rng: np.random.Generator, n_en: int, n_zh: int, shares: dict[str, np.ndarray]) -> tuple[pd.DataFrame, np.ndarray]:
    """Differences of one corpus by theme, and the q values of Fisher's exact test that is told every article's theme."""
    made = draw(rng, n_en, n_zh, shares)
    english, themes = made.articles.lang.to_numpy() == "en", made.themes
    counts = [[(english & (themes == k)).sum(), (~english & (themes == k)).sum()] for k in range(N_THEMES)]
    p = [fisher_exact([[a, n_en - a], [b, n_zh - b]]).pvalue if a + b >= 3 else 1.0 for a, b in counts]
    return differences(made.mixtures, made.articles, refits=made.refits).set_index("topic").sort_index(), false_discovery_control(p)


def verdicts(rng: np.random.Generator, n: int, shares: dict[str, np.ndarray]) -> dict[str, float]:
    """Whether one corpus of n articles a language is told to differ in any theme, and the first theme to be English, by the package and by the exact test."""
    table, q = told(rng, n, n, shares)
    found = {"any verdict": table.verdict.isin(["English", "Chinese"]).any(), "exact test told the themes, any": (q <= 0.05).any(),
             "first theme English": table.verdict[0] == "English", "exact test, first": q[0] <= 0.05}
    return {name: float(value) for name, value in found.items()}


def planted() -> dict[str, np.ndarray]:
    """One theme with 30 % of the English and 10 % of the Chinese articles; the others share the rest alike."""
    return {lang: np.array([own, *np.full(N_THEMES - 1, (1 - own) / (N_THEMES - 1))]) for lang, own in (("en", 0.3), ("zh", 0.1))}


def each(name: str, n_draws: int, seed: int, one: Callable[..., dict[str, float]], n: int, *others: object) -> pd.DataFrame:
    """Results of the draws, a row each, made side by side; those found in the file KEPT are not made again. Prints means with standard errors."""
    start, key = time.time(), [seed, n, *name.encode()]
    known = {} if KEPT is None or not KEPT.exists() else {tuple(row[0]): row[1] for row in map(json.loads, KEPT.read_text().splitlines())}
    missing = [number for number in range(n_draws) if (*key, number) not in known]
    made = Parallel(n_jobs=-1, return_as="generator")(delayed(one)(np.random.default_rng([*key, number]), n, *others) for number in missing)
    for number, result in zip(missing, made):
        known[*key, number] = result
        if KEPT is not None:
            with KEPT.open("a") as file:
                file.write(json.dumps([[*key, number], result]) + "\n")
    rows = pd.DataFrame([known[*key, number] for number in range(n_draws)])
    said = ", ".join(f"{column} {rows[column].mean():.3f} ± {rows[column].std() / len(rows) ** 0.5:.3f}" for column in rows)
    print(f"{name}, {n} articles{'' if name == 'intervals' else ' a language'}, {n_draws} corpora: {said} [{time.time() - start:.0f} s]", flush=True)
    return rows


KEPT: Path | None = None


def intervals(n_draws: int, seed: int, sizes: dict[int, float] = SIZES) -> None:
    """How often the intervals hold the truth, and how often they would if the topics were taken for certain."""
    for n_articles, part in sizes.items():
        each("intervals", max(2, round(n_draws * part)), seed, held, n_articles)


def null(n_draws: int, seed: int) -> None:
    """How often a corpus without any difference is given a verdict."""
    for n in (60, 240, 20):
        each("null", n_draws, seed, verdicts, n, {"en": EVEN, "zh": EVEN})


def power(n_draws: int, seed: int) -> None:
    """How often the planted difference is told, on its side, and how often the exact test that knows the themes finds it."""
    for n in (60, 240):
        each("power", n_draws, seed, verdicts, n, planted())


@cache
def forms() -> list[dict[str, str]]:
    """Terms of the glossary by language that are read back as one and the same concept."""
    rows = glossary()
    found = [{"en": en.split(" / ")[0], "zh": zh} for zh, en, kind in rows.itertuples(index=False) if kind == "term"]
    return [form for form in found if len(concepts_in(form["en"], "en")) == 1 and concepts_in(form["en"], "en") == concepts_in(form["zh"], "zh")]


def naming(rng: np.random.Generator, n_en: int, n_zh: int, more: float = 0.0) -> pd.DataFrame:
    """Differences by concept of articles that name concepts alike in both languages, those of a theme together, but for the first one: that share of the English articles names it besides."""
    terms, rows = forms(), []
    themes = np.random.default_rng(0).permutation(len(terms))
    often = np.random.default_rng(1).beta(0.3, 3.0, len(terms))  # a few concepts are in many articles, most in next to none
    for number, lang in enumerate(["en"] * n_en + ["zh"] * n_zh):
        own = rng.random(len(terms)) < np.where(themes % N_THEMES == rng.integers(N_THEMES), np.minimum(3 * often, 0.9), often / 2)
        own[0] = rng.random() < (0.1 + more if lang == "en" else 0.1)
        rows.append((f"d{number:05}", lang, "", (". " if lang == "en" else "。").join(terms[i][lang] for i in np.flatnonzero(own))))
    return differences(pd.DataFrame(), pd.DataFrame(rows, columns=["doc_id", "lang", "duplicate_of", "text"]), by="concept")


def concepts(n_draws: int, seed: int) -> None:
    """Print how often articles that name concepts alike are given a verdict on any, and what part of the verdicts is false where one concept differs."""
    name = "".join(concepts_in(forms()[0]["en"], "en"))
    for n in (20, 60, 240):
        rng = np.random.default_rng([seed, n, 3])
        null_tables, tables = [naming(rng, n, n) for _ in range(n_draws)], [naming(rng, n, n, 0.4) for _ in range(n_draws)]
        told_of = [set(table.concept[table.verdict.isin(["English", "Chinese"])]) for table in tables]
        any_verdict = np.mean([table.verdict.isin(["English", "Chinese"]).any() for table in null_tables])
        false = np.mean([len(found - {name}) / max(len(found), 1) for found in told_of])
        print(f"concepts, {n} + {n} articles, {n_draws} corpora: any verdict without a difference {any_verdict:.3f}; with one of 40 points: found {np.mean([name in found for found in told_of]):.3f}, "
              f"false among the verdicts {false:.3f}; {np.mean([len(table) for table in tables]):.0f} concepts, {np.mean([(table.verdict != 'too few articles').sum() for table in tables]):.0f} tested", flush=True)


def main(what: str = "all", n_draws: str = "1000", seed: str = "0", kept: str = "") -> None:
    global KEPT
    KEPT = Path(kept) if kept else None
    for name, run in (("intervals", intervals), ("null", null), ("power", power), ("concepts", concepts)):
        if what in (name, "all"):
            run(int(n_draws), int(seed))


if __name__ == "__main__":
    from coverage_simulation import main  # by its name, by which other processes find what they are to do

    main(*sys.argv[1:])
