"""A translation and its original beside each other, with what differs marked."""

from __future__ import annotations

import html
import re

import pandas as pd
from IPython.display import HTML, Markdown, display

from policyanalysis.analysis.one_sided import without_counterpart
from policyanalysis.reporting.display import to_the_left
from policyanalysis.wording import count

_QUOTED = re.compile(r"'([^']{1,200})'|\"([^\"]{1,200})\"")  # explanations print what differs by repr


def _marked(text, pieces):
    """Return a text as HTML with the given pieces of it marked."""
    found = sorted({piece for piece in pieces if piece and piece in text}, key=len, reverse=True)
    if not found:
        return html.escape(text)
    parts = re.split(f"({'|'.join(map(re.escape, found))})", text)
    return "".join(f"<mark>{html.escape(part)}</mark>" if at % 2 else html.escape(part) for at, part in enumerate(parts))


def side_by_side(aligned: pd.DataFrame, audit: pd.DataFrame, around: int = 1) -> str:
    """Return an HTML table of one pair: line and text of both sides, and what the audit says of each row.

    Parameters
    ----------
    aligned, audit
        The rows of one pair, as `Corpus.aligned` and `audit_translations` have them.
    around
        Rows shown before and after each row with a finding; the others are left out and counted.

    Examples
    --------
    >>> aligned = pd.DataFrame([(1, 9, "It costs 5 yuan.", "成本6元。")], columns=["line_en", "line_zh", "text_en", "text_zh"])
    >>> audit = aligned.assign(explanation="The number differs: the English says '5 yuan', the Chinese '6元'.", confidence="high")
    >>> "<mark>5 yuan</mark>" in side_by_side(aligned, audit) and "<mark>6元</mark>" in side_by_side(aligned, audit)
    True
    """
    rows, told = list(aligned.itertuples()), {}
    printed = {place for pair in rows for place in _places(pair)}
    for row in audit.itertuples():
        for place in _places(row):
            told.setdefault(place if place in printed else place[:2], []).append(row)
    findings = [list({id(row): row for place in _places(pair) for row in (*told.get(place, []), *told.get(place[:2], []))}.values()) for pair in rows]
    near = {at + step for at, own in enumerate(findings) if own for step in range(-around, around + 1)}
    lines, hidden = [], 0
    for at, (pair, own) in enumerate(zip(rows, findings)):
        if at not in near:
            hidden += 1
            continue
        if hidden:
            lines.append('<tr><td colspan="5"><small>' + count(hidden, "paragraph") + ' without a finding</small></td></tr>')
            hidden = 0
        pieces = [piece for row in own for found in _QUOTED.findall(row.explanation) for piece in (part.removesuffix("…") for part in found)]
        notes = "<br>".join(f"{html.escape(row.explanation)} <small>({row.confidence})</small>" for row in own)
        sides = [(_line(getattr(pair, f"line_{side}")), _marked(getattr(pair, f"text_{side}"), pieces) or ("<mark>missing</mark>" if own else "")) for side in ("en", "zh")]
        lines.append("<tr>" + "".join(f"<td>{line}</td><td>{text}</td>" for line, text in sides) + f"<td>{notes}</td></tr>")
    if hidden:
        lines.append('<tr><td colspan="5"><small>' + count(hidden, "paragraph") + ' without a finding</small></td></tr>')
    return f"<table><thead><tr><th>line</th><th>English</th><th>line</th><th>Chinese</th><th>what differs</th></tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _places(row):
    """Side, line and text of what a row prints on each side: several paragraphs of an HTML page may stand on one line."""
    return [(side, str(line), getattr(row, f"text_{side}")) for side in ("en", "zh") if not pd.isna(line := getattr(row, f"line_{side}"))]


def show_pair(aligned: pd.DataFrame, audit: pd.DataFrame, around: int = 1) -> None:
    """Display one pair side by side; a pair without a finding is said to have none.

    >>> show_pair(pd.DataFrame(), pd.DataFrame())
    <IPython.core.display.Markdown object>
    """
    if audit.empty:
        display(Markdown("No departure of the kinds checked was found."))
        return
    display(HTML(to_the_left(side_by_side(aligned, audit, around))))


def summary(pairs: pd.DataFrame, aligned: pd.DataFrame, audit: pd.DataFrame, titles: pd.Series) -> pd.DataFrame:
    """Return one row a translation pair: title, paragraphs, how many stand on one side only, and findings by type and of high confidence.

    >>> summary(pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), pd.Series()).columns.tolist()
    ['article', 'paragraphs', 'one_sided', 'number', 'missing', 'term', 'high']
    """
    rows = []
    alone = without_counterpart(aligned, titles.rename("title").to_frame().assign(duplicate_of="", doc_id=titles.index)) if len(pairs) else pd.DataFrame(columns=["doc_id_en"])
    for pair in pairs.itertuples():
        own, found = aligned[aligned["doc_id_en"] == pair.doc_id_en], audit[audit["doc_id_en"] == pair.doc_id_en]
        rows.append((titles[pair.doc_id_en], len(own), int((alone["doc_id_en"] == pair.doc_id_en).sum()), *(int((found["type"] == kind).sum()) for kind in ("number", "missing", "term")), int((found["confidence"] == "high").sum())))
    return pd.DataFrame(rows, columns=["article", "paragraphs", "one_sided", "number", "missing", "term", "high"])


def _line(number):
    return "" if pd.isna(number) else int(number) + 1
