"""The conditions that a reader puts on articles, as widgets."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import pandas as pd

from policyanalysis.workbench import parts

FIELDS = ("source", "issuer", "region", "section")  # whose values the corpus itself has
TYPED = {"since": ("2024-05", "Since"), "until": ("2025", "until")}


class Filters(widgets.HBox):
    """One widget a condition of `select`, by its name in `choices`.

    Examples
    --------
    >>> filters = Filters()
    >>> filters.choices["lang"].value = "zh"
    >>> filters.conditions["lang"], filters.conditions["topic"]
    ('zh', None)
    """

    def __init__(self):
        self.choices = {"lang": parts.choice("Language", [("both", ""), ("English", "en"), ("Chinese", "zh")]), **{name: parts.choice(name.capitalize(), [("any", "")]) for name in FIELDS},
                        **{name: parts.text(label, example, "12em") for name, (example, label) in TYPED.items()}, "topic": parts.choice("Topic", [("any", None)])}
        super().__init__(list(self.choices.values()), layout=widgets.Layout(flex_flow="row wrap"))

    @property
    def conditions(self) -> dict:
        """The conditions that articles have to meet, by name; empty or None where there is none."""
        return {name: choice.value.strip() if name in TYPED else choice.value for name, choice in self.choices.items()}

    def offer(self, articles: pd.DataFrame) -> None:
        """Let the values of these articles be chosen."""
        for name in FIELDS:
            self.choices[name].options = parts.values(articles, name)

    def offer_topics(self, named: Sequence[tuple[str, int]]) -> None:
        """Let these topics be chosen."""
        self.choices["topic"].options = [("any" if named else "any (topics are not found yet)", None), *named]
