"""What a notebook's Markdown says of it: title, summary, headings."""

import re
from collections.abc import Sequence


def title_and_summary(cells: Sequence, name: str = "") -> tuple[str, str]:
    """Take the title and the first sentence from the first Markdown cell; the file's name stands in for a title.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell
    >>> title_and_summary([new_markdown_cell("# Topics 主题\\n\\n- Both *languages* at once. More.")])
    ('Topics 主题', 'Both languages at once.')
    """
    source = next((cell.source for cell in cells if cell.cell_type == "markdown"), "")
    title, summary = name, ""
    for line in (line.strip() for line in source.splitlines()):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", line.lstrip("#-*+> "))
        if line.startswith("#") and title == name:
            title = plain or name
        elif plain and not line.startswith("#"):
            summary = re.split(r"(?<=[.!?])\s+(?=[A-Z\"“(])|(?<=[。！？])", plain, maxsplit=1)[0]
            break
    return title, summary


def sections_of(cells: Sequence) -> list[str]:
    """The last heading at or above each cell, for figures without an alternative text.

    >>> from nbformat.v4 import new_code_cell, new_markdown_cell
    >>> sections_of([new_code_cell("1"), new_markdown_cell("## Which topics?"), new_code_cell("2")])
    ['', 'Which topics?', 'Which topics?']
    """
    heading, sections = "", []
    for cell in cells:
        if cell.cell_type == "markdown":
            heading = last_heading(cell.source) or heading
        sections.append(heading)
    return sections


def last_heading(source: str) -> str:
    """The last heading in a Markdown cell, without its marks; empty where there is none.

    >>> last_heading("# Topics 主题\\n\\nText.\\n\\n## Which are there? ##"), last_heading("Text.")
    ('Which are there?', '')
    """
    headings = re.findall(r"^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$", source, re.MULTILINE)
    return headings[-1] if headings else ""
