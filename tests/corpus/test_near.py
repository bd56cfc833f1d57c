"""Neighbours found cell by cell, against all products."""

import numpy as np

from policyanalysis.corpus import near, similarity
from policyanalysis.corpus.near import near_pairs
from policyanalysis.corpus.similarity import Bags, count


def themes(rng, n, n_themes=12, spread=1.0):
    centres = rng.normal(size=(n_themes, 64))
    points = centres[np.arange(n) % n_themes] + spread * rng.normal(size=(n, 64))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def test_the_nearest_are_found_without_comparing_all():
    rng = np.random.default_rng(0)
    right = themes(rng, 3_000)
    left = right[rng.permutation(3_000)[:500]] + rng.normal(scale=0.03, size=(500, 64)).astype(np.float32) + 0.2  # moved, as the texts of one language are
    found = {(int(a), int(b)) for lefts, rights in near_pairs(left, right) for a, b in zip(lefts, rights)}
    nearest = (left @ right.T).argmax(axis=1)
    assert np.mean([(place, int(best)) in found for place, best in enumerate(nearest)]) >= 0.99
    assert len(found) == 500 * near.NEAREST  # each pair once


def test_what_only_one_side_has_does_not_hide_neighbours():
    """Every left point has its right one, and beside it much that no right point has: words without a counterpart, with themes of their own."""
    rng = np.random.default_rng(3)
    right, own = themes(rng, 10_000, 50, 1.5), themes(rng, 5_000, 50, 1.5)
    right[:, 48:], own[:, :48] = 0, 0
    partners = rng.permutation(10_000)[:5_000]
    left = right[partners] + 4 * own
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    found = {(int(a), int(b)) for lefts, rights in near_pairs(left, right) for a, b in zip(lefts, rights)}
    assert np.mean([(place, int(partner)) in found for place, partner in enumerate(partners)]) >= 0.99


def test_only_pairs_above_the_least_are_given():
    rng = np.random.default_rng(1)
    points = themes(rng, 200)
    pairs = [(a, b) for lefts, rights in near_pairs(points, points, 0.9) for a, b in zip(lefts, rights)]
    assert {(place, place) for place in range(200)} <= set(pairs) and min(float(points[a] @ points[b]) for a, b in pairs) >= 0.9 - 1e-6


def test_a_large_corpus_is_compared_cell_by_cell_with_the_same_similarities(monkeypatch):
    """Every English text has one Chinese text of its own words; all others share a few words with it."""
    words = {"en": ["hydrogen", "pension", "storage", "steel", "wheat", "fund", "port", "battery"], "zh": ["氢能", "养老金", "储能", "钢铁", "小麦", "基金", "港口", "电池"]}
    rng = np.random.default_rng(2)
    picks = [rng.choice(8, 4).tolist() for _ in range(300)]
    bags = Bags(*(count([words[lang][k] for k in pick] for pick in picks) for lang in ("en", "zh")))
    every = similarities(bags)
    monkeypatch.setattr(similarity, "EVERY", 0)
    some = similarities(bags)
    assert all(abs(every[pair] - value) < 1e-9 for pair, value in some.items()) and len(some) < len(every)
    best, found = highest(every), highest(some)
    assert np.mean([found.get(i, 0) >= value - 1e-9 for i, value in best.items()]) >= 0.99


def similarities(bags):
    return {(int(i), int(j)): value for rows, columns, values in bags.pairs_above(0.5) for i, j, value in zip(rows, columns, values)}


def highest(similarities):
    """Of each English text."""
    found = {}
    for (i, _), value in similarities.items():
        found[i] = max(value, found.get(i, 0))
    return found
