"""British and American spelling."""

import pytest

from policyanalysis.language.spelling import one_spelling

PAIRS = """centre/center metre/meter kilometre/kilometer fibre/fiber litre/liter theatre/theater labour/labor harbour/harbor behaviour/behavior neighbouring/neighboring colour/color favourable/favorable
modernise/modernize digitalisation/digitalization organised/organized analyse/analyze catalogue/catalog dialogue/dialog travelling/traveling modelling/modeling labelled/labeled cancelled/canceled defence/defense
licence/license offence/offense programme/program practise/practice grey/gray tyre/tire aluminium/aluminum sulphur/sulfur mould/mold ageing/aging judgement/judgment fulfil/fulfill enrolment/enrollment
instalment/installment manoeuvre/maneuver paediatric/pediatric self-organised/self-organized"""


@pytest.mark.parametrize("british, american", [pair.split("/") for pair in PAIRS.split()])
def test_both_spellings_have_one_form(british, american):
    assert one_spelling(british) == one_spelling(american)


@pytest.mark.parametrize("a, b", [("center", "enter"), ("filling", "filing"), ("four", "for"), ("hour", "hor"), ("tour", "tor"), ("science", "sense"), ("member", "membre"), ("rise", "rice"), ("", "a")])
def test_other_words_stay_apart(a, b):
    assert one_spelling(a) != one_spelling(b)
