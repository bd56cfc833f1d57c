"""Sentences and figures on coverage say what their tables say, and that there is nothing where there is nothing."""

import random

import pandas as pd
import pytest

from policyanalysis.analysis.coverage import coverage, differences
from policyanalysis.analysis.keyness import KEYNESS
from policyanalysis.analysis.lag import LAGS, lags
from policyanalysis.analysis.topics import fit_topics
from policyanalysis.corpus.load import load_corpus
from policyanalysis.reporting import coverage_figures as figures
from policyanalysis.reporting import coverage_findings as findings

NAMES = {0: "ports / 港口", 1: "storage / 储能"}


def corpus(n_en, n_zh, on_first=(1.0, 0.0)):
    ids = [f"d{n}" for n in range(n_en + n_zh)]
    articles = pd.DataFrame({"doc_id": ids, "lang": ["en"] * n_en + ["zh"] * n_zh, "duplicate_of": "", "date": [f"2024-0{1 + n % 9}-01" for n in range(len(ids))]})
    first = [on_first[0]] * n_en + [on_first[1]] * n_zh
    return pd.DataFrame({0: first, 1: [1 - x for x in first]}, index=ids), articles


def told(n_en, n_zh, **given):
    return findings.coverage_findings(differences(*corpus(n_en, n_zh, **given)), NAMES)


def test_a_clear_difference_is_told_by_its_size_first():
    first, second = told(20, 20)
    assert first.startswith("ports / 港口: 100 percentage points more in English (95 % interval +") and "q = 0.0" in first
    assert second.startswith("storage / 储能: 100 percentage points more in Chinese (95 % interval -")


def test_no_difference_is_told_as_such():
    sentences = told(20, 20, on_first=(0.5, 0.5))
    assert len(sentences) == 1 and sentences[0].startswith("No difference found: for none of the 2 topics") and "may be there and not be seen" in sentences[0]


@pytest.mark.parametrize("n_en, n_zh, start", [(7, 30, "There are too few articles to say"), (5, 0, "There is no topic to compare: only one language"), (0, 0, "There is no topic to compare")])
def test_too_few_articles_to_say(n_en, n_zh, start):
    assert [sentence.startswith(start) for sentence in told(n_en, n_zh)] == [True]


def test_articles_in_pairs_are_marked():
    mixtures, articles = corpus(20, 20)
    pairs = pd.DataFrame({"doc_id_en": ["d0", "d1"], "doc_id_zh": ["d20", "d21"], "kind": ["translation", "same_policy"]})
    assert "1 article of them in translation pairs" in findings.coverage_findings(differences(mixtures, articles, pairs=pairs), NAMES)[0]
    assert coverage(mixtures, articles, pairs=pairs).n_paired.tolist() == [1, 0, 0, 1]


def test_one_sided():
    alone = pd.DataFrame({"policy": ["p1", "p2"], "lang": ["en", "en"]})
    assert findings.one_sided_findings(alone, 3, 3, {"p1": "Plan"}) == ["Only in English: 2 policies – Plan; p2.", "Only in Chinese: no policies."]
    assert findings.one_sided_findings(alone, 3, 0)[0].startswith("Only one language has articles")


def test_lags():
    mixtures, articles = corpus(6, 6, on_first=(1.0, 1.0))
    mentions, days = pd.DataFrame({"days": []}), pd.Series([], dtype=int)
    sentences = findings.lag_findings({"topic": lags(articles, mixtures=mixtures), "policy": pd.DataFrame(columns=LAGS)}, mentions, days, articles, NAMES)
    assert sentences[0].startswith("For 1 of 1 topic with enough dates no clear difference") and sentences[1].startswith("For no policy are there 5 dated articles")
    assert sentences[2] == "Dates on both sides: no policy documents; too few for a lag with an interval, which takes 6."
    assert "later than its Chinese original: +4 days" in findings.lag_findings({}, mentions, pd.Series([3, 4, 4, 4, 5, 9]), articles, NAMES)[1]


@pytest.mark.parametrize("key, sentence", [(pd.DataFrame(columns=KEYNESS), "English: there are no two groups by file"),
                                           (pd.DataFrame([("a", "en", "f", 0.1, -1, 1, 4, 4, 0.1, 1)], columns=KEYNESS), "English: no word sets one group by file apart"),
                                           (pd.DataFrame([("a", "en", "f", 2, 1, 3, 9, 1, 9.1, 1)], columns=KEYNESS), "English: 1 word sets 1 group by file apart")])
def test_words(key, sentence):
    assert findings.word_findings(key, "en", "file")[0].startswith(sentence)


def test_what_the_corpus_is_a_sample_of(sample, tmp_path):
    english, chinese, *rest = findings.selection_findings(sample)
    kept = sample.articles[sample.articles.duplicate_of == ""]
    own = kept[kept.lang == "en"]
    assert english.startswith(f"{len(own)} English articles in {own.file.nunique()} files") and f"{(own.date == '').mean():.0%} have no full date" in english
    assert chinese.startswith(f"{(kept.lang == 'zh').sum()} Chinese articles") and "English articles translate Chinese ones" in rest[0] and "not drawn at random" in rest[-1]
    (tmp_path / "a.txt").write_text("港口新政\n\n港口吞吐量继续增长，有关部门表示支持。\n", encoding="utf-8")
    assert findings.selection_findings(load_corpus(tmp_path))[0] == "It holds no English article: nothing can be said about English, and nothing be compared."


def test_a_dumbbell_shows_both_shares_and_their_intervals():
    mixtures, articles = corpus(20, 30, on_first=(0.75, 0.25))
    table = coverage(mixtures, articles)
    ax = figures.dumbbell(table, differences(mixtures, articles), NAMES)
    drawn = {line.get_label(): [round(float(x), 4) for x in line.get_xdata()] for line in ax.lines}
    assert drawn == {"English": [0.25, 0.75], "Chinese": [0.75, 0.25]}  # the largest difference, of two alike the first, on top
    assert [label.get_text() for label in ax.get_yticklabels()] == ["storage\n储能", "ports\n港口"]
    assert "share of the English and the Chinese articles for 2 of 2 topics" in ax.figure.get_label()


def test_a_dumbbell_of_one_language():
    mixtures, articles = corpus(6, 0)
    ax = figures.dumbbell(coverage(mixtures, articles), differences(mixtures, articles), NAMES)
    assert [line.get_label() for line in ax.lines] == ["English"] and "share of the English articles" in ax.figure.get_label()


def test_words_carry_a_gloss_and_their_group():
    key = pd.DataFrame([("储能", "zh", "f.txt", 2.0, 1.0, 3.0, 9, 1, 9.1, 2), ("港口", "zh", "g.txt", 2.5, 0.5, 4.0, 8, 1, 7.0, 2), ("x", "zh", "g.txt", 1, -1, 2, 4, 4, 0.1, 1)], columns=KEYNESS)
    ax = figures.words(key, "zh")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["港口  port", "储能  energy storage"] and [text.get_text() for text in ax.texts] == ["g.txt", "f.txt"]


def test_timeline_and_lags():
    mixtures, articles = corpus(9, 9, on_first=(1.0, 1.0))
    ax = figures.timeline(mixtures.idxmax(axis=1), articles, NAMES)
    assert len(ax.collections) == 2 and all(len(own.get_offsets()) == 9 for own in ax.collections) and "9 English, 9 Chinese" in ax.figure.get_label()
    ax = figures.lag_days(lags(articles, mixtures=mixtures), NAMES)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["ports\n港口"] and "1 topic," in ax.figure.get_label()


DAYS_LATER = {"ports": 20, "pensions": 0, "storage": -15}  # days by which English follows
WORDS = {"ports": ("port container tariff cargo freight customs", "港口 集装箱 关税 货物 货运 海关"), "pensions": ("doctor insurance retirement nursing hospital annuity", "医生 保险 退休 护理 医院 年金"),
         "storage": ("battery grid electricity turbine voltage inverter", "电池 电网 电力 涡轮 电压 逆变器")}


def dated_table(path, n=20, day="2024-05-01"):
    """A table of articles as another system exports it: three themes, in English some days later or earlier than in Chinese."""
    rng, rows = random.Random(0), []
    for theme, (english, chinese) in WORDS.items():
        for lang, words, later in (("en", english.split(), DAYS_LATER[theme]), ("zh", chinese.split(), 0)):
            for number in range(n):
                own = [rng.choices(words, k=14) for _ in range(4)]
                text = "\n\n".join(f"We read of {', '.join(words)} in no. {rng.random()}." if lang == "en" else f"本文第{rng.random()}号谈到{'、'.join(words)}。" for words in own)
                date = pd.Timestamp(day) + pd.Timedelta(days=later + rng.randrange(10))
                rows.append((f"{' '.join(own[0][:5])} {number}" if lang == "en" else f"{''.join(own[0][:5])}{number}", text, f"{date:%Y-%m-%d}"))
    pd.DataFrame(rows, columns=["title", "text", "date"]).to_csv(path, index=False)


def test_who_is_first_from_a_table_with_dates(tmp_path):
    dated_table(tmp_path / "articles.csv")
    loaded = load_corpus(tmp_path / "articles.csv")
    result = fit_topics(loaded.unique_passages, n_topics=3)
    table = lags(loaded.articles, mixtures=result.mixtures)
    theme = {topic: next(name for name, words in WORDS.items() if result.label(topic).split(", ")[0] in words[0].split()) for topic in table.topic}
    assert {theme[row.topic]: row.verdict for row in table.itertuples()} == {"ports": "Chinese first", "pensions": "no clear difference", "storage": "English first"}
    assert all(row.low <= DAYS_LATER[theme[row.topic]] <= row.high and row.high - row.low < 10 for row in table.itertuples())
    names = {topic: result.heading(topic) for topic in result.topics.topic}
    ax = figures.lag_days(table, names)
    assert [label.get_text().splitlines()[0].split(", ")[0] for label in ax.get_yticklabels()] == [names[topic].split(", ")[0] for topic in table.topic[::-1]]
    assert [tuple(place) for place in ax.collections[-1].get_offsets()] == list(zip(table.days[::-1], range(3)))
    low, high = ax.get_ylim()
    assert low < 0 and high > 2 and sum(ax.get_xlim()) == pytest.approx(0) and "3 topics" in ax.figure.get_label()
    sentences = findings.lag_findings({"topic": table}, pd.DataFrame({"days": []}), pd.Series([], dtype=int), loaded.articles, names)
    assert "Chinese first, by" in sentences[0] and any("English first, by" in sentence for sentence in sentences) and "For 1 of 3 topics with enough dates no clear difference" in " ".join(sentences)
