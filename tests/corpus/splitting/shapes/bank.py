"""Articles to dress in the shapes of pages: written for this project, facts and names invented unless they are official ones."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Item(NamedTuple):
    """An article before it is printed on a page; briefs have no author, and `place` is the region of Chinese ones."""

    title: str
    date: str
    source: str
    author: str
    place: str
    section: str
    paragraphs: tuple[str, ...]


def read_bank(name: str) -> list[Item]:
    """The items of a file: a `# title` line, a line of fields parted by ` | `, then one paragraph a line."""
    items = []
    for block in (HERE / name).read_text(encoding="utf-8").split("# ")[1:]:
        title, fields, *body = [line for line in block.split("\n") if line]
        date, source, *more = fields.split(" | ")
        author, place, section = more if len(more) == 3 else ("", more[0] if len(more) == 2 else "", more[-1])
        items.append(Item(title, date, source, author, place, section, tuple(body)))
    return items
