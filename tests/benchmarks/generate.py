"""Plausible bilingual pages of any size with a known truth: for measuring speed and growth, and for planted themes.

Every concept of the glossary belongs to one theme; an article takes most of its concepts from its theme and its sentences from frames in its language.
Pages come in the shapes that the package meets: digests (Chinese), a bilingual blog's listing, English posts with header lines.

    python tests/benchmarks/generate.py FOLDER N_ARTICLES [SEED]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pandas as pd

from policyanalysis.language.glossary import glossary

N_THEMES = 50
PER_PAGE = 60
LOYALTY = 0.7  # share of an article's concepts that are its theme's own
DUPLICATES, TRANSLATIONS = 0.02, 0.05
SENTENCES = (12, 28)
FRAMES_EN = [
    "The {b} said on {d} that {c} and {c} would receive {n} billion yuan by {y}.",
    "Officials in {r} expect {c} to grow by {p} percent, while {c} stays at the level of last year.",
    "By {y}, more than {n} enterprises should work on {c}, according to the plan for {c}.",
    "A survey of {n} companies shows that {c} depends on {c}, and that “{c}” is still costly.",
    "Local governments are asked to report on {c} before the end of {y}; {r} has already done so.",
    "Support for {c} includes tax relief, cheaper land and a fund of {n} million yuan for {c}.",
    "Researchers warn that {c} without {c} will not raise productivity in {r}.",
    "The {b} will check {c} every quarter and publish what it finds on {c}.",
    "Exports linked to {c} rose {p} percent to {n} million yuan, and imports fell.",
    "Experts from {r} compared {c} with {c} and found large differences between cities.",
]
FRAMES_ZH = [
    "{b}{d}表示，到{y}年将为{c}和{c}安排资金{n}亿元，并对{c}给予支持。",
    "{r}有关负责人介绍，{c}预计增长{p}%，{c}与上年基本持平。",
    "到{y}年，从事{c}的企业将超过{n}家，{c}的规划已经明确。",
    "对{n}家企业的调查显示，{c}离不开{c}，“{c}”的成本仍然较高。",
    "各地要在{y}年底前报告{c}的进展，{r}已率先完成。",
    "支持{c}的措施包括税收优惠、用地保障，以及规模为{n}万元的{c}基金。",
    "研究者提醒，没有{c}，{c}难以提高{r}的生产率。",
    "{b}将每季度检查{c}，并公布有关{c}的结果。",
    "与{c}相关的出口增长{p}%，达到{n}万元，进口有所下降。",
    "来自{r}的专家比较了{c}与{c}，发现城市之间差别较大。",
]
TITLES = {"en": ["{r} lays out new plans for {c} and {c}", "What the new rules on {c} mean for {c}", "{b} promotes {c} across the country"],
          "zh": ["{r}推动{c}与{c}协同发展", "{b}部署{c}工作", "{c}新规对{c}意味着什么"]}
SOURCES = {"en": ["Xinhua", "China Daily", "Global Times"], "zh": ["新华社", "人民日报", "经济日报", "科技日报"]}


class _Writer:
    """Sentences of one seed: concepts by theme, bodies and regions, in both languages."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        table = glossary()
        forms = list(zip(table.en.str.split(" / ").str[0], table.zh))
        concepts = [form for form, kind in zip(forms, table.kind) if kind == "term"]
        self.random.shuffle(concepts)
        self.themes = [concepts[k::N_THEMES] for k in range(N_THEMES)]
        self.concepts = concepts
        self.names = {kind: [form for form, own in zip(forms, table.kind) if own == kind] for kind in ("body", "region")}

    def plan(self, theme: int, frames: list[str]) -> list[tuple]:
        """What an article says, apart from the language: frames' numbers and what fills them."""
        draw = self.random.random
        said = []
        for frame in self.random.choices(range(len(FRAMES_EN)), k=self.random.randint(*SENTENCES)):
            concepts = [self.random.choice(self.themes[theme] if draw() < LOYALTY else self.concepts) for _ in range(3)]
            said.append((frame, concepts, self.random.choice(self.names["body"]), self.random.choice(self.names["region"]), int(2 + 998 * draw()),
                         round(1 + 30 * draw(), 1), 2025 + int(11 * draw()), 1 + int(12 * draw()), 1 + int(28 * draw())))
        return said

    def say(self, said: tuple, frame: str, lang: str) -> str:
        _, concepts, body, region, n, share, year, month, day = said
        one = lang == "zh"
        text = frame
        for concept in concepts:
            text = text.replace("{c}", concept[one], 1)
        date = f"{month}月{day}日" if one else f"{MONTHS[month - 1]} {day}"
        for slot, value in (("{c}", concepts[0][one]), ("{b}", body[one]), ("{r}", region[one]), ("{n}", str(n)), ("{p}", str(share)), ("{y}", str(year)), ("{d}", date)):
            text = text.replace(slot, value)
        return text

    def article(self, plan: list[tuple], lang: str) -> tuple[str, list[str]]:
        """Headline and paragraphs."""
        frames = FRAMES_ZH if lang == "zh" else FRAMES_EN
        title = self.say(plan[0], TITLES[lang][plan[0][4] % 3], lang)
        sentences = [self.say(said, frames[said[0]], lang) for said in plan]
        glue = "" if lang == "zh" else " "
        return title, [glue.join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)]


MONTHS = "January February March April May June July August September October November December".split()


def _articles(writer: _Writer, n_articles: int) -> Iterator[dict]:
    """Articles with their truth, by language and shape; a translation follows its original, a duplicate any of the last articles of its shape."""
    random, recent = writer.random, {}
    number = 0
    while number < n_articles:
        shape = random.choice(("digest", "blog", "posts"))
        day = f"{2020 + random.randrange(6)}-{1 + random.randrange(12):02}-{1 + random.randrange(28):02}"
        theme = random.randrange(N_THEMES)
        plan = writer.plan(theme, [])
        langs = ["en", "zh"] if shape == "blog" and random.random() < 3 * TRANSLATIONS else [{"digest": "zh", "posts": "en"}.get(shape) or random.choice(("en", "zh"))]
        if random.random() < DUPLICATES and recent.get(shape):
            again = dict(random.choice(recent[shape]))
            yield {**again, "key": number, "duplicate_of": again["key"], "translation_of": -1}
            number += 1
            continue
        first = number
        for lang in langs:
            title, paragraphs = writer.article(plan, lang)
            made = {"key": number, "shape": shape, "lang": lang, "theme": theme, "title": title, "paragraphs": paragraphs, "duplicate_of": -1,
                    "translation_of": first if number > first else -1, "source": "" if shape == "blog" else random.choice(SOURCES[lang]),
                    "date": "" if shape == "blog" else day}
            yield made
            recent[shape] = (recent.get(shape, []) + [made])[-500:]
            number += 1


def _printed(article: dict) -> list[str]:
    """An article's lines in its shape."""
    body = [line for paragraph in article["paragraphs"] for line in (paragraph, "")]
    if article["shape"] == "digest":
        return [article["title"], f"{article['source']} {article['date']}", "", *(f"    {line}" if line else "" for line in body)]
    if article["shape"] == "blog":
        return [f"  • {article['title']}", "", *(f"    {line}" if line else "" for line in body)]
    return [article["title"], f"Source: {article['source']}", f"Date: {article['date']}", "", *body]


def write_corpus(folder: Path, n_articles: int, seed: int = 0) -> pd.DataFrame:
    """Write pages of sixty articles each, and return what is in them.

    Returns
    -------
    DataFrame
        One row an article: key, file, start_line (0-based), title, lang, theme, source, date, and duplicate_of and translation_of (a key, or -1).
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages, rows, n_files = {}, [], 0

    def flush(shape):
        nonlocal n_files
        (folder / f"page_{n_files:06}.txt").write_text("\n".join(pages.pop(shape)[0]) + "\n", encoding="utf-8")
        n_files += 1

    waiting = {}
    for article in _articles(_Writer(seed), n_articles):
        shape = article["shape"]
        lines, own = pages.setdefault(shape, ([], []))
        row = {"key": article["key"], "start_line": len(lines), **{name: article[name] for name in ("title", "lang", "theme", "source", "date", "duplicate_of", "translation_of")}}
        waiting.setdefault(shape, []).append(row)
        lines += _printed(article)
        own.append(article["key"])
        if len(own) == PER_PAGE:
            name = f"page_{n_files:06}.txt"
            rows += [{**r, "file": name} for r in waiting.pop(shape)]
            flush(shape)
    for shape in list(pages):
        name = f"page_{n_files:06}.txt"
        rows += [{**r, "file": name} for r in waiting.pop(shape)]
        flush(shape)
    return pd.DataFrame(rows).sort_values("key", ignore_index=True)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    truth = write_corpus(target, int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    truth.to_csv(target.with_suffix(".truth.csv"), index=False)
    print(f"{len(truth)} articles, {sum(f.stat().st_size for f in target.glob('*.txt')) / 1e6:.1f} MB in {target}")
