"""How far the loader's articles agree with the truth about a page."""

from __future__ import annotations

from difflib import SequenceMatcher

OVERLAP = 0.9  # of the characters of both together that a found and a true article must share to count as the same


def score(shape, articles) -> dict[str, float]:
    """Agreement of found articles (rows of the articles table, one page) with a shape's truth."""
    found = [(row.start_line, row.end_line) for row in articles.itertuples()]
    weight = [0 if i in shape.ignored else len(line.strip()) for i, line in enumerate(shape.lines)]
    starts = sum(any(t.start <= s <= t.title_line for s, _ in found) for t in shape.articles)
    pairs = [max(((_shared(weight, t, f), f, row) for f, row in zip(found, articles.itertuples())), key=lambda p: p[0], default=(0, None, None)) for t in shape.articles]
    same = [(t, f, row) for t, (_, f, row) in zip(shape.articles, pairs) if f and _union(weight, t, f) >= OVERLAP]
    total = sum(_size(weight, t.title_line, t.end) for t in shape.articles)
    right = sum(p[0] for p in pairs)
    held = sum(_size(weight, *f) for f in {p[1] for p in pairs if p[1]})
    return {"n": len(shape.articles), "found": len(found), "f1_start": _f1(starts, len(found), len(shape.articles)), "f1_overlap": _f1(len(same), len(found), len(shape.articles)),
            "title": _share(SequenceMatcher(None, t.title, row.title).ratio() > 0.95 for t, _, row in same), "lang": _share(t.lang in ("", row.lang) for t, _, row in same),
            "date": _share(t.date == row.date for t, _, row in same), "source": _share(t.source == row.source for t, _, row in same), "url": _share(t.url == row.url for t, _, row in same),
            "inside": right / total if total else 1.0, "foreign": 1 - right / held if held else 0.0}


def _size(weight, first, last):
    return sum(weight[first : last + 1])


def _shared(weight, t, f):
    return _size(weight, max(t.title_line, f[0]), min(t.end, f[1])) if f[0] <= t.end and f[1] >= t.title_line else 0


def _union(weight, t, f):
    # an article that is begun at its header block is as right as one that is begun at its title
    first = t.title_line if t.start <= f[0] <= t.title_line else f[0]
    both = _size(weight, min(t.title_line, first), max(t.end, f[1]))
    return _size(weight, max(t.title_line, first), min(t.end, f[1])) / both if both else 0.0


def _f1(hits, n_found, n_true):
    return 2 * hits / (n_found + n_true) if n_found + n_true else 1.0


def _share(flags):
    flags = list(flags)
    return sum(flags) / len(flags) if flags else float("nan")
