"""Headlines that nothing but their wording marks: on a page of short articles, where the change of words is too weak to be measured line by line.

What separates them from the headings of one article: they are longer, they are not numbered, and the text above each does not use their words.
All of a page's candidates are judged together.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

import numpy as np

from policyanalysis.corpus import cues
from policyanalysis.corpus.splitting.heads import MAST, is_headline
from policyanalysis.corpus.splitting.words import Words, cosine

MIN_LENGTH = 32  # in English letters' worth: headings inside the articles looked at had 17 to 30, headlines 34 to 96
USUAL_LENGTH = 36  # of the page's middle headline
MAX_TOLD = 0.2  # share of a headline's words that the part above it has used; one word may be chance
MAX_SIMILARITY = 0.10  # cosine of the parts above and below a headline
AGREED = 0.8  # of the candidates that must read so
MIN_HEADLINES = 3
LONGEST = 16  # paragraphs below one headline


def headlines(lines, filled) -> list[int]:
    """First lines of the articles of a page on which headlines and paragraphs follow each other, and nothing else.

    >>> headlines(["Only one paragraph."], [0])
    []
    """
    opened = (p for p, i in enumerate(filled[:MAST]) if p + 1 < len(filled) and _is_long(lines[i]) and cues.is_sentence(lines[filled[p + 1]]))
    filled = filled[next(opened, 0) :]  # above the first headline stand the page's name and the like
    long = []
    for p, i in enumerate(filled):
        if _is_long(lines[i]):
            long.append(p)
        elif p - (long[-1] if long else -LONGEST) > LONGEST:  # most pages fail at their first line or soon after
            return []
    if len(long) < MIN_HEADLINES:
        return []
    parts = [b - a - 1 for a, b in pairwise([*long, len(filled)])]
    if min(parts) < 1 or max(parts) > LONGEST or sum(cues.length(lines[i]) for i in filled) < 6 * sum(cues.length(lines[filled[p]]) for p in long):
        return []
    return [filled[p] for p in long] if read_as_headlines(lines, filled, [filled[p] for p in long]) else []


def _is_long(line):
    """Whether a line may be a headline and is too long for a heading."""
    return (8 <= len(line) <= cues.MAX_TITLE and not cues.is_sentence(line) and cues.length(line.strip()) >= MIN_LENGTH and not cues.NUMBERING.match(line)
            and is_headline(line))


def read_as_headlines(lines, filled, starts) -> bool:
    """Whether the lines read as the headlines of articles rather than as headings inside one.

    >>> page = ["Ports around the Bohai Sea trade berths", "Ore carriers waited for days.", "Museum night sells out within minutes", "Guards work in shifts."]
    >>> read_as_headlines(page, range(4), [0, 2])
    True
    """
    lengths = sorted(cues.length(lines[i].strip()) for i in starts)
    n_asked = sum(lines[i].rstrip()[-1:] in tuple("?？") for i in starts)  # an interview, or questions and answers
    if len(starts) < 2 or lengths[len(lengths) // 2] < USUAL_LENGTH or 2 * n_asked > len(starts):
        return False
    words = Words([lines[i] for i in filled])
    places = [*(bisect_left(filled, i) for i in starts), len(filled)]
    parts = [words.weigh(words.of(start + 1, end)) for start, end in pairwise(places)]
    agreed = 0
    for start, (above, below) in zip(places[1:], pairwise(parts)):
        own = words.distinct(start)
        n_told = np.count_nonzero(above.of(own))
        agreed += n_told <= max(1, MAX_TOLD * len(own)) and cosine(above, below) <= MAX_SIMILARITY
    return agreed >= AGREED * (len(starts) - 1)
