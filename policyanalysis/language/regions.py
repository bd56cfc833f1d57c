"""Countries, provinces, cities and zones by their names in both languages, and the forms in which texts print them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pandas as pd


class Region(NamedTuple):
    """A place: its usual English name, "country" (or a union of them), "province", "city", "zone" or "area" (of several), the province it lies in, and its full names.

    >>> region_of("Suzhou").within, region_of("Suzhou").full_zh
    ('Jiangsu', '苏州市')
    """

    name: str
    level: str
    within: str
    full_zh: str
    full_en: str


def read_rows(name: str) -> list[list[str]]:
    """Rows of a shipped table without its header; `name` is that of a file in `data`.

    >>> len(read_rows("regions.tsv")) > 500
    True
    """
    text = files("policyanalysis.language").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line]


@cache
def region_forms(lang: str) -> dict[str, str]:
    """Each form in which a place is printed to its English name; "" for words that contain a place's name without naming it (推广, which holds 广 of 广西).

    Examples
    --------
    >>> region_forms("zh")["苏州市"], region_forms("zh")["宿州"], region_forms("en")["Suzhou, Anhui"], region_forms("zh")["推广"]
    ('Suzhou', 'Suzhou (Anhui)', 'Suzhou (Anhui)', '')
    """
    forms: dict[str, str] = {}
    for zh, en, level, _ in read_rows("regions.tsv"):
        for form in (zh if lang == "zh" else en).split(" / "):
            if form != "-":
                forms.setdefault(form, "" if level == "none" else en.split(" / ")[0])
    return forms


@cache
def _regions() -> dict[str, Region]:
    found = {}
    for zh, en, level, within in read_rows("regions.tsv"):
        if level != "none":
            renderings = en.split(" / ")
            official = next((form for form in renderings if form.endswith(("Autonomous Region", "Prefecture", "League"))), renderings[0])
            found.setdefault(renderings[0], Region(renderings[0], level, within, zh.split(" / ")[0], official))
    return found


def region_of(name: str) -> Region:
    """The place of an English name as `find_names` gives it.

    Examples
    --------
    >>> region_of("Suzhou").within, region_of("Jilin").level, region_of("Jilin City").level
    ('Jiangsu', 'province', 'city')
    """
    return _regions()[name]


def regions() -> pd.DataFrame:
    """All places as a table: columns name, level, within, full_zh, full_en.

    Examples
    --------
    >>> regions().level.value_counts()["province"]
    np.int64(34)
    """
    return pd.DataFrame(_regions().values(), columns=Region._fields)
