"""Figures show what their tables say."""

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from policyanalysis.reporting import figures

ARTICLES = pd.DataFrame([("a.txt", 2, 5, "en", ""), ("a.txt", 6, 9, "zh", ""), ("b.txt", 0, 3, "zh", "x")], columns=["file", "start_line", "end_line", "lang", "duplicate_of"])
PROBLEMS = pd.DataFrame([("a.txt", 0, "info", "page header"), ("a.txt", 7, "warning", "short"), ("c.txt", 0, "error", "damaged")], columns=["file", "line", "severity", "reason"])


def bars(ax, colour):
    return sorted((round(p.get_x(), 3), round(p.get_y() + p.get_height() / 2, 3), round(p.get_width(), 3))
                  for p in ax.patches if isinstance(p, Rectangle) and p.get_facecolor() == colour)


def rgba(name):
    from matplotlib.colors import to_rgba
    return to_rgba(name)


def test_page_map_places_articles_by_their_lines():
    ax = figures.page_map(ARTICLES, PROBLEMS)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b.txt", "a.txt"]  # the first file is drawn on top
    assert bars(ax, rgba(figures.COLOURS["en"])) == [(0.2, 1, 0.4)] and bars(ax, rgba(figures.COLOURS["zh"])) == [(0.6, 1, 0.4)]
    assert bars(ax, rgba("#c9c9c9")) == [(0, 0, 1)]
    marks = [tuple(map(float, xy)) for line in ax.lines for xy in line.get_xydata()]
    assert marks == [(0.75, 1.42)]  # the warning, not what was recognised as a header
    assert "2 files" in ax.figure.get_label()


def test_page_map_of_many_files_says_that_it_leaves_some_out():
    many = pd.concat([ARTICLES[:1].assign(file=f"{n:02}.txt") for n in range(5)] + [ARTICLES[:2].assign(file="z.txt")], ignore_index=True)
    ax = figures.page_map(many, PROBLEMS[:0], most=2)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["z.txt", "00.txt"] and "(the 2 files with most)" in ax.get_title(loc="left")


@pytest.mark.parametrize("rows", (1, 2, 12))
def test_a_legend_hides_no_bar_and_no_label(rows):
    counts = pd.DataFrame({"number": 1, "missing": 2, "term": 0}, index=[f"pair {n}" for n in range(rows)])
    shares = pd.DataFrame({"field": [f"field {n}" for n in range(rows)], "lang": "zh", "share": 1.0})
    articles = pd.concat([ARTICLES.assign(file=f"{n}.txt") for n in range(rows)])
    for ax in (figures.audit_findings(counts), figures.completeness(shares), figures.articles_by_file(articles), figures.page_map(articles, PROBLEMS[:0])):
        ax.figure.canvas.draw()  # labels move to their places when they are drawn
        legend = ax.get_legend().get_window_extent()
        assert not any(legend.overlaps(shown.get_window_extent()) for shown in (*ax.patches, ax.xaxis.label, *ax.get_xticklabels()))
        assert ax.figure.bbox.x0 <= legend.x0 and ax.figure.bbox.y0 <= legend.y0 and legend.x1 <= ax.figure.bbox.x1


def test_nothing_stated_is_said_and_not_drawn():
    ax = figures.completeness(pd.DataFrame({"field": ["date", "source"], "lang": ["en", "en"], "share": [0.0, 0.0]}))
    assert not ax.patches and "No article states its date" in ax.texts[0].get_text() and not ax.axison
