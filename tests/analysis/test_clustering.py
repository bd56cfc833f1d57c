"""Groups that are not each one document's."""

import numpy as np
import pytest

from policyanalysis.analysis import clustering
from policyanalysis.analysis.clustering import find_centres, jaccard, match
from policyanalysis.analysis.word_vectors import unit_rows


def labels_of(points, documents, n_groups, seed=0):
    return (points @ find_centres(points, np.ones(len(points)), documents, n_groups, seed).T).argmax(axis=1)


def clouds(sizes, spread, seed=0):
    """Points about the first axes, so many about each; and about which."""
    rng = np.random.default_rng(seed)
    kind = np.repeat(np.arange(len(sizes)), sizes)
    return unit_rows(np.eye(12)[kind] + rng.normal(scale=np.asarray(spread)[kind][:, None], size=(len(kind), 12))), kind


@pytest.mark.parametrize("sizes", [(40, 40, 40, 40), (150, 20, 30, 20)])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_themes_of_many_documents_are_found_however_large_one_is(sizes, seed):
    points, kind = clouds(sizes, [0.15] * 4)
    found = labels_of(points, np.arange(len(points)), 4, seed)
    assert all(len(set(found[kind == k])) == 1 for k in range(4)) and len(set(found)) == 4


def test_a_long_document_of_two_themes_is_parted_before_short_ones_are():
    """Two themes near each other make up half of all points; the others are six further ones."""
    points, kind = clouds((60, 60, 20, 20, 20, 20, 20, 20), [0.1] * 8)
    points[kind < 2] = unit_rows(points[kind < 2] + 2.2 * np.eye(12)[11])
    short = np.arange(len(points))
    long = np.where(kind < 2, 0, short)
    parted = [len({*labels_of(points, documents, 7)[kind < 2].tolist()}) for documents in (short, long)]
    assert parted == [1, 2]


def test_the_largest_group_is_first_and_a_seed_decides():
    points, kind = clouds((10, 60, 30), [0.1] * 3)
    found = labels_of(points, np.arange(100), 3)
    assert [int(np.bincount(found, minlength=3)[i]) for i in range(3)] == [60, 30, 10]
    again = [find_centres(points, np.ones(100), np.arange(100), 3, 5) for _ in range(2)]
    assert np.array_equal(*again)


def test_points_that_coincide():
    centres = find_centres(np.repeat(np.eye(2), 4, axis=0), np.ones(8), np.arange(8), 4)
    assert centres.shape == (4, 2) and np.isfinite(centres).all()


def test_matching_by_hand():
    labels, others = np.array([0, 0, 0, 1, 1, 2]), np.array([2, 2, 0, 0, 0, 1])
    assert jaccard(labels, others, 3)[0].tolist() == pytest.approx([1 / 5, 0, 2 / 3]) and match(labels, others, 3).tolist() == [1, 2, 0]


def test_of_many_points_groups_are_found_from_a_part(monkeypatch):
    points, kind = clouds((5000, 1000, 600, 400), [0.15] * 4)
    parted = []
    original = clustering._k_means
    monkeypatch.setattr(clustering, "_k_means", lambda points, *others: parted.append(len(points)) or original(points, *others))
    found = labels_of(points, np.arange(len(points)) // 3, 4)
    assert set(parted) == {clustering.ENOUGH}
    assert [len(set(found[kind == k])) for k in range(4)] == [1] * 4 and len(set(found)) == 4
