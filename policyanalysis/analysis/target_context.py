"""What the headings above a paragraph say of its numbers: the year that they are meant for, and whether they are aims."""

import re
from dataclasses import dataclass, field

from policyanalysis.language.quantities import deadlines

_LONGEST = {"zh": 26, "en": 70}  # characters of a heading
_NUMBERED = {
    "zh": re.compile(r"\s*(?:(?P<a>[一二三四五六七八九十]{1,3}\s?、)|(?P<b>[（(][一二三四五六七八九十]{1,3}[)）])|(?P<c>\d{1,2}\.\d{1,2}(?!\d))|(?P<d>\d{1,2}\s?[.、．](?!\d))|(?P<e>[（(]\d{1,2}[)）]))"),
    "en": re.compile(r"\s*(?:(?P<a>[IVX]{1,5}[.、]\s)|(?P<b>\(\s?[IVXivx]{1,4}\s?\))|(?P<c>\d{1,2}\.\d{1,2}\s)|(?P<d>\d{1,2}\.\s)|(?P<e>\(\s?\d{1,2}\s?\)))"),
}
_FIRST = re.compile(r"(?<![\d.十])[1一Ii](?![\dIVXivx十])")
_YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")
_STOPS = re.compile(r"[。；;!！?？]\s*$|[a-z]\.\s*$")
_AIMS = {"zh": re.compile(r"目标|指标|任务|重点"), "en": re.compile(r"\b(?:goals?|targets?|objectives?|aims?|indicators?|tasks?|priorit\w+)\b", re.I)}
_DEMANDS = {"zh": re.compile(r"要求|条件|标准"), "en": re.compile(r"\b(?:requirements?|conditions?|criteria|standards?)\b", re.I)}


@dataclass
class Headings:
    """The headings that stand above the paragraph which is read; one object for each article.

    A heading ends what was said under the last open heading of its own kind of numbering (none is a kind, too) and under all that came after that one;
    一、 and I. end everything.  A count that begins again right below a heading of another kind belongs under it.

    >>> above = Headings("en")
    >>> above.read("1. Goals for 2027"), above.deadline, above.aims
    (True, '2027', True)
    """

    lang: str
    open: list = field(default_factory=list)  # (kind of numbering, text, deadline), outermost first
    just: bool = False  # whether the last paragraph was a heading

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
            self.just = False
            return False
        number = _NUMBERED[self.lang].match(text)
        kind = number.lastgroup if number else ""
        begins = self.just and number and _FIRST.search(number[0]) and self.open[-1][0] != kind
        kinds = [above[0] for above in self.open]
        if kind == "a":
            self.open = []
        elif kind in kinds and not begins:
            self.open = self.open[:len(kinds) - 1 - kinds[::-1].index(kind)]
        self.open.append((kind, text, self._deadline(text)))
        self.just = True
        return True

    def leave(self) -> None:
        """Take in a paragraph that is no heading."""
        self.just = False

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


def clause_of(sentence, start, lang):
    """Return the start of the clause that holds the character at `start`.

    >>> clause_of("By 2030, output is to double", 20, "en"), clause_of("到2030年，产值翻一番", 9, "zh")
    (8, 7)
    """
    marks = "，,；;：:、" if lang == "zh" else ",;:"
    for at in range(start - 1, -1, -1):
        if sentence[at] in marks and not (sentence[at] in ",:" and sentence[at - 1:at].isdigit() and sentence[at + 1].isdigit()):
            return at + 1
    return 0
