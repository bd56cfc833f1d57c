"""Finding the same passage in the other language."""

import numpy as np
import pytest

from policyanalysis.analysis.retrieval import corrected_similarity, in_context


def test_neighbours_of_the_same_document_alone_are_added():
    points = np.eye(4)
    found = in_context(points, ["a", "a", "b", "b"], 0.5)
    assert found[0] == pytest.approx(np.array([1, 0.5, 0, 0]) / np.sqrt(1.25)) and found[2] == pytest.approx(np.array([0, 0, 1, 0.5]) / np.sqrt(1.25))


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_around(n):
    assert in_context(np.eye(n, 3), ["a"] * n).tolist() == np.eye(n, 3).tolist()


def test_a_hub_is_no_neighbour():
    left = np.array([[1.0, 0.0], [0.6, 0.8]])
    hub, own = np.array([0.9, np.sqrt(1 - 0.81)]), np.array([0.5, np.sqrt(0.75)])
    right = np.array([hub, own])
    assert (left @ right.T).argmax(axis=1).tolist() == [0, 1] and corrected_similarity(left, right).argmax(axis=1).tolist() == [0, 1]
    cosine = left @ right.T
    expected = 2 * cosine - cosine.mean(axis=1)[:, None] - cosine.mean(axis=0)[None, :]
    assert corrected_similarity(left, right) == pytest.approx(expected)
