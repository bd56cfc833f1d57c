"""Headlines in a page whose articles run together without any separator.

A headline differs from a heading inside an article in what surrounds it: the words of the page change there.  The lines before and after every
candidate are compared by TF-IDF cosine, as TextTiling does (Hearst 1997, Computational Linguistics 23), and the candidate's own words are looked
up on both sides: a headline announces what follows, a heading continues what was said.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import chain
from operator import mul

from policyanalysis.corpus import cues
from policyanalysis.language.stopwords import stopwords

WINDOW = 250  # words on either side: two to four paragraphs of news
MAX_SIMILARITY = 0.15  # headlines of the pages looked at had 0.03 to 0.13, headings inside articles 0.10 to 0.6
MIN_NEWS = 0.10  # by how much the candidate's words are more at home after it (1: only there) than before it (-1)
SIMILARITY_COST = 2.5  # the more the two sides share, the more the candidate's words must say
MIN_RECURRING = 0.4  # share of the candidate's words that what follows takes up
DATELINE_SIMILARITY, DATELINE_NEWS = 0.30, -0.25  # a dateline below speaks for a headline: the words need to say less
LATIN, CHINESE = re.compile(r"[a-z]{3,}"), re.compile(r"[\u3400-\u9fff]+")
MIN_WORDS = 100  # on either side; fewer share hardly a word with anything, and every heading seems to change the subject
NO_OTHER_TITLE = 2  # paragraphs a headline needs below it before the next one


def run_together_titles(lines) -> list[int]:
    """Line numbers of the headlines of a page of run-together articles; empty when the page does not read as several.

    A digest of short items inside the page (a headline, then a section name in brackets) stays one article: its items end in their source in
    brackets and are not headlines of the page.

    Examples
    --------
    >>> run_together_titles(["Only one paragraph."])
    []
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    if len(filled) < 6:
        return []
    texts = [lines[i].strip() for i in filled]
    words = [word_list(text) for text in texts]
    frequency = Counter(chain.from_iterable(map(set, words)))
    rarity = {word: math.log(1 + len(texts) / n) for word, n in frequency.items()}
    found, in_digest = [0], False
    for p in range(1, len(filled) - 1):
        if cues.BRACKETED.match(texts[p]):
            in_digest = in_digest or p - found[-1] <= 2
            continue
        if in_digest and (cues.TRAILING_SOURCE.search(texts[p]) or cues.BRACKETED.match(texts[p - 1]) or texts[p][0] in "【["):
            continue
        if p - found[-1] < NO_OTHER_TITLE or not cues.looks_like_title(texts[p]) or not _opens(texts, p):
            continue
        if _breaks(words, rarity, p, _announced(texts, p)):
            found.append(p)
            in_digest = False
    return [filled[p] for p in found] if len(found) > 1 else []


def _opens(texts, p):
    """Whether what follows reads as the beginning of an article: a paragraph longer than the headline, at most three short lines below it."""
    following = texts[p + 1 : p + 5]
    return any(cues.length(text) > max(150, cues.length(texts[p])) or cues.BRACKETED.match(text) for text in following)


def _announced(texts, p):
    """Whether a dateline, an agency, a line of source and date, or the first section of a digest stands right below."""
    following = texts[p + 1]
    return bool(cues.DATELINE.match(following) or cues.source_and_date(following) or cues.BRACKETED.match(following))


def _breaks(words, rarity, p, announced):
    own = dict.fromkeys(words[p])  # in their order, so that sums are the same in every run
    below = _counts(words, range(p + 1, len(words)))
    if not announced and sum(w in below for w in own) < MIN_RECURRING * max(1, len(own)):
        return False
    above = _counts(words, range(p - 1, -1, -1))
    if not announced and min(above.total(), below.total()) < MIN_WORDS:
        return False
    before, after = weigh(above, rarity), weigh(below, rarity)
    told, heralded = sum(before.get(w, 0.0) for w in own), sum(after.get(w, 0.0) for w in own)
    news = (heralded - told) / (heralded + told) if heralded + told else 0.0
    similarity = cosine(before, after)
    if announced:
        return similarity < DATELINE_SIMILARITY and news > DATELINE_NEWS
    return similarity < MAX_SIMILARITY and news - SIMILARITY_COST * similarity > MIN_NEWS


def _counts(words, positions):
    """The words nearest to a place, going away from it until the window is full, and how often each occurs."""
    counts, n_words = Counter(), 0
    for p in positions:
        counts.update(words[p])
        n_words += len(words[p])
        if n_words >= WINDOW:
            break
    return counts


def weigh(counts, rarity):
    """TF-IDF weights."""
    return {word: rarity[word] if n == 1 else (1 + math.log(n)) * rarity[word] for word, n in counts.items()}


def cosine(a, b):
    norm = math.sqrt(sum(map(mul, a.values(), a.values())) * sum(map(mul, b.values(), b.values())))
    return sum(a[word] * b[word] for word in a if word in b) / norm if norm else 0.0


def word_list(text):
    """Words cut to seven letters (a stem that is good enough to compare), and pairs of Chinese characters."""
    stops = stopwords("en")
    words = [word[:7] for word in LATIN.findall(text.lower()) if word not in stops]
    if cues.CJK.search(text):
        words += [a + b for run in CHINESE.findall(text) for a, b in zip(run, run[1:])]
    return words
