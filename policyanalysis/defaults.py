"""Defaults and limits of parameters, for the command line and the reports: checked before any work begins."""

from __future__ import annotations

from collections.abc import Mapping

from policyanalysis.errors import UsageError

TOPIC_PARAMETERS = {"n_topics": 15, "top_n": 10, "random_state": 0, "dictionary": "", "stop_words": "", "word_pairs": True, "topics_from": ""}
WORD_FILES = ("dictionary", "stop_words")  # parameters that name a file of the reader's own words
OWN_FILES = (*WORD_FILES, "topics_from")  # ... any file of the reader's own
FIELDS = ("source", "issuer", "region", "section", "file")
COMPARED = (*FIELDS, "month", "policy", "concept")  # by what the languages are compared, beside topics
LIMITS = {  # the least and the greatest value that a number of this name may have; None for no limit
    "n_topics": (2, 1000), "top_n": (1, 1000), "random_state": (0, 2**32 - 1), "n_passages": (0, 1000), "most": (1, 100_000)}
CHOICES = {"by": COMPARED, "lowest_confidence": ("high", "medium", "low")}


def check_range(name: str, value: object) -> None:
    """Refuse a value that is out of range for a parameter of this name; parameters that are not known here may have any.

    Raises
    ------
    UsageError
        If it is too small, too large or none of the choices.

    Examples
    --------
    >>> check_range("n_topics", 15)
    >>> check_range("n_topics", 0)
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: n_topics=0 is too small; give 2 or more
    """
    if name in LIMITS and isinstance(value, (int, float)):
        low, high = LIMITS[name]
        if low is not None and value < low:
            raise UsageError(f"{name}={value} is too small; give {low} or more")
        if high is not None and value > high:
            raise UsageError(f"{name}={value} is too large; give {high} or less")
    if name in CHOICES and value not in CHOICES[name]:
        raise UsageError(f"{name}={value!r} is not known; use one of {', '.join(CHOICES[name])}")


def check_together(given: Mapping[str, object]) -> None:
    """Refuse parameters that a reader gave and of which one leaves another without effect.

    Raises
    ------
    UsageError
        If there are such.

    Examples
    --------
    >>> check_together({"topics_from": "", "n_topics": 15})
    """
    if given.get("topics_from") and "n_topics" in given:
        raise UsageError(f"n_topics={given['n_topics']} has no effect beside topics_from: the topics are those of the file; leave one of them out")


def check_own_files(values: Mapping[str, object]) -> str:
    """Refuse a dictionary, a stop list or topics that cannot be used, among parameters of any kind; returns a hash of what they hold, empty where there are none.

    Raises
    ------
    UsageError
        As `language.own_words.read_own_words` and `analysis.topic_file.read_topics`.

    Examples
    --------
    >>> check_own_files({"n_topics": 15, "dictionary": ""})
    ''
    """
    given, digest = {name: str(values[name]) for name in WORD_FILES if values.get(name)}, ""
    if given:
        from policyanalysis.language.own_words import read_own_words

        digest = read_own_words(**given).digest
    if values.get("topics_from"):
        from policyanalysis.analysis.topic_file import check_words, read_topics

        file = read_topics(str(values["topics_from"]))
        check_words(file, digest)
        digest += file.digest
    return digest
