"""Headlines in a page whose articles run together without any separator.

A headline differs from a heading inside an article in what surrounds it: the words of the page change there.  The lines before and after every
candidate are compared by TF-IDF cosine, as TextTiling does (Hearst 1997, Computational Linguistics 23), and the candidate's own words are looked
up on both sides: a headline announces what follows, a heading continues what was said.
"""

from __future__ import annotations

import numpy as np

from policyanalysis.corpus import cues
from policyanalysis.corpus.splitting.words import Words, cosine

WINDOW = 250  # words on either side: two to four paragraphs of news
MAX_SIMILARITY = 0.15  # headlines of the pages looked at had 0.03 to 0.13, headings inside articles 0.10 to 0.6
MIN_NEWS = 0.10  # by how much the candidate's words are more at home after it (1: only there) than before it (-1)
SIMILARITY_COST = 2.5  # the more the two sides share, the more the candidate's words must say
MIN_RECURRING = 0.4  # share of the candidate's words that what follows takes up
DATELINE_SIMILARITY, DATELINE_NEWS = 0.30, -0.25  # a dateline below speaks for a headline: the words need to say less
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
    words = Words(texts)
    found, in_digest = [0], False
    for p in range(1, len(filled) - 1):
        if cues.BRACKETED.match(texts[p]):
            in_digest = in_digest or p - found[-1] <= 2
            continue
        if in_digest and (texts[p][-1] in ")）" and cues.TRAILING_SOURCE.search(texts[p]) or cues.BRACKETED.match(texts[p - 1]) or texts[p][0] in "【["):
            continue
        if p - found[-1] < NO_OTHER_TITLE or not cues.looks_like_title(texts[p]) or not _opens(texts, p):
            continue
        if _breaks(words, p, _announced(texts, p)):
            found.append(p)
            in_digest = False
    return [filled[p] for p in found] if len(found) > 1 else []


def _opens(texts, p):
    """Whether what follows reads as the beginning of an article: a paragraph longer than the headline, at most three short lines below it."""
    least = max(150, cues.length(texts[p]))
    return any(len(text) > least or cues.length(text) > least or cues.BRACKETED.match(text) for text in texts[p + 1 : p + 5])


def _announced(texts, p):
    """Whether a dateline, an agency, a line of source and date, or the first section of a digest stands right below."""
    following = texts[p + 1]
    return bool(cues.DATELINE.match(following) or cues.source_and_date(following) or cues.BRACKETED.match(following))


def _breaks(words, p, announced):
    after_window, before_window = words.after(p, WINDOW), words.before(p, WINDOW)
    if not announced and min(len(before_window), len(after_window)) < MIN_WORDS:
        return False
    own = words.distinct(p)
    weights = words.weights(own, after_window)
    if not announced and np.count_nonzero(weights) < MIN_RECURRING * max(1, len(own)):
        return False
    told, heralded = words.weights(own, before_window).sum(), weights.sum()
    news = (heralded - told) / (heralded + told) if heralded + told else 0.0
    if news <= (DATELINE_NEWS if announced else MIN_NEWS):  # most fail here, before the two sides are compared
        return False
    similarity = cosine(words.weigh(before_window), words.weigh(after_window))
    return similarity < DATELINE_SIMILARITY if announced else similarity < MAX_SIMILARITY and news - SIMILARITY_COST * similarity > MIN_NEWS
