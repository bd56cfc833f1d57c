"""What the headings above a paragraph say of its numbers: the year that they are meant for, and whether they are aims."""

import re
from dataclasses import dataclass, field

from policyanalysis.language.quantities import deadlines

_LONGEST = {"zh": 26, "en": 70}  # characters of a heading
_NUMBERED = {
    "zh": re.compile(r"\s*(?:(?P<a>[一二三四五六七八九十]{1,3}\s?、)|(?P<b>[（(][一二三四五六七八九十]{1,3}[)）])|(?P<c>\d{1,2}\.\d{1,2}(?!\d))|(?P<d>\d{1,2}\s?[.、．](?!\d))|(?P<e>[（(]\d{1,2}[)）]))"),
    "en": re.compile(r"\s*(?:(?P<a>[IVX]{1,5}[.、]\s)|(?P<b>\(\s?[IVXivx]{1,4}\s?\))|(?P<c>\d{1,2}\.\d{1,2}\s)|(?P<d>\d{1,2}\.\s)|(?P<e>\(\s?\d{1,2}\s?\)))"),
}
_YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")
_STOPS = re.compile(r"[。；;!！?？]\s*$|[a-z]\.\s*$")
_AIMS = {"zh": re.compile(r"目标|指标|任务|重点"), "en": re.compile(r"\b(?:goals?|targets?|objectives?|aims?|indicators?|tasks?|priorit\w+)\b", re.I)}
_DEMANDS = {"zh": re.compile(r"要求|条件|标准"), "en": re.compile(r"\b(?:requirements?|conditions?|criteria|standards?)\b", re.I)}
_UNNUMBERED = 99


@dataclass
class Headings:
    """The headings that stand above the paragraph which is read; one object for each article.

    The numbering of headings tells their order: a heading ends what was said under headings of its own kind and of the kinds that came in after it.
    """

    lang: str
    open: list = field(default_factory=list)  # (level, text, deadline), outermost first
    levels: dict = field(default_factory=dict)  # kind of numbering to its depth

    def read(self, text: str) -> bool:
        """Take in a paragraph; tell whether it is a heading.

        Examples
        --------
        >>> above = Headings("zh")
        >>> above.read("短期重点（2025-2026）"), above.deadline, above.aims
        (True, '2026', True)
        >>> above.read("新建1000个数据中心，改造500个。"), above.read("二、政策评估"), above.deadline
        (False, True, '')
        """
        introduces = text.rstrip().endswith((":", "："))
        if len(text) > _LONGEST[self.lang] * (1 + introduces) or _STOPS.search(text) or "\n" in text:
            return False
        number = _NUMBERED[self.lang].match(text)
        level = self.levels.setdefault(number.lastgroup, len(self.levels)) if number else _UNNUMBERED
        self.open = [above for above in self.open if above[0] < level]
        self.open.append((level, text, self._deadline(text)))
        return True

    def _deadline(self, text):
        """Return the last year that a heading names; one year without a word for an aim or a deadline is when something was."""
        dates = deadlines(text, self.lang)
        if dates:
            return dates[-1].date
        years = _YEARS.findall(text)
        return years[-1] if years and self._says(_AIMS, text) else ""

    def _says(self, words, text):
        return bool(words[self.lang].search(text))

    @property
    def deadline(self) -> str:
        """The deadline of the innermost heading that names one, else ""."""
        return next((deadline for _, _, deadline in reversed(self.open) if deadline), "")

    @property
    def aims(self) -> bool:
        """Whether a heading calls what stands below it aims, tasks or indicators."""
        return any(self._says(_AIMS, text) for _, text, _ in self.open)

    @property
    def demands(self) -> bool:
        """Whether a heading calls what stands below it requirements or conditions."""
        return any(self._says(_DEMANDS, text) for _, text, _ in self.open)
