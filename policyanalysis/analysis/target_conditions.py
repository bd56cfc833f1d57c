"""Whether a number is a condition or a threshold, on which something else depends: "if the share exceeds 30 %", 对年收入超过5亿元的企业."""

import re

_BEARER = r"(?:firms?|compan(?:y|ies)|enterprises?|business(?:es)?|institutions?|projects?|organi[sz]ations?|applicants?|merchants?|individuals?|employers?|investors?|manufacturers?|operators?|units|those)"
_MAY = r"eligible|qualif(?:y|ies|ied)|(?:can|may|must) apply|entitled|will receive|(?:is|are|be) (?:given|granted)"
# What stands before the number, back to the last comma.
_BEFORE = {
    "en": re.compile(r"\b(?:if|unless|once|provided(?: that)?|in case|as long as|in the event that)\b[^,;]*$|\b(?:when|whenever|where)\b(?![^,;]*\b(?:will|shall|should|(?:is|are) to)\b)[^,;]*$"
                     rf"|\b{_BEARER}\s+(?:whose|with|having)\b[^,;]*$", re.I),
    "zh": re.compile(r"(?:^|[，,；;：:])\s*(?:如果|如若|倘若|假如|若(?!干)|一旦|只要|凡)[^，,；;]*$"),
}
_RELATIVE_EN = re.compile(rf"\b{_BEARER}\s+(?:that|which|who)\s+(?!will\b|shall\b|should\b|are to\b|is to\b)[^,;]*$", re.I)
_DATED_WHEN = re.compile(r"20\d\d,\s*(?:when|where)\b[^,;]*$", re.I)  # "by 2030, when output reaches 5 tonnes": no condition
_MAY_EN = re.compile(rf"\b(?:{_MAY})\b", re.I)
_WHEN_ZH = re.compile(r"(?:^|[，,；;：:])\s*当(?!年|地|前|日|月|期)[^，,；;]*$"), re.compile(r"[^，,；;。]{0,12}?(?:时|后)[，,]")
# 年产值10亿元以上企业达到50家, 投资1亿元以上的，给予补助: who is meant, not what is aimed at.
_SIZED_ZH = re.compile(r"\s?(?:及以上|以上|以下|以内)(?:的?(?:企业|公司|单位|机构|项目|园区|平台|主体|团队|家庭|店|户)[^，,；;。]*?\d|的[，,])")
_OF_WHOM_ZH = re.compile(r"(?:^|[，,；;：:])\s*(?:对|对于|凡)[^，,；;]*$"), re.compile(r"\s?(?:以上|以下)?的[，,]")
_REQUIRED_ZH = re.compile(r"(?:申报|申请|参评)(?:企业|单位|主体|人|项目|条件)|应当?(?:具备|满足|符合)|须(?:具备|满足|符合)")


def is_condition(sentence: str, quantity, lang: str) -> bool:
    """Tell whether a quantity only says when, or for whom, something else holds.

    Examples
    --------
    >>> from policyanalysis.language.quantities import quantities
    >>> [is_condition(text, quantities(text, "en")[0], "en") for text in ("If exports exceed 5 billion yuan, a port is built.", "Exports will exceed 5 billion yuan.")]
    [True, False]
    """
    before, after = sentence[:quantity.start], sentence[quantity.end:]
    if _BEFORE[lang].search(before) and not _DATED_WHEN.search(before):
        return True
    if lang == "en":
        own = re.split(r"[,;](?!\d)", before)[-1] + quantity.text + re.split(r"[,;](?!\d)", after)[0]
        return bool(_RELATIVE_EN.search(before) and quantity.comparator in (">=", "<=") or _MAY_EN.search(own))
    when = _WHEN_ZH[0].search(before) and _WHEN_ZH[1].match(after)
    whom = _OF_WHOM_ZH[0].search(before) and _OF_WHOM_ZH[1].match(after)
    return bool(when or whom or _SIZED_ZH.match(after) or _REQUIRED_ZH.search(before))
