"""What all reports need, had once: importing this module reads dictionaries and fonts, for the processes that are forked afterwards.

Only the fork server imports it (see `workers`), which is why something happens at import here and nowhere else.
"""

import gc
import sys

gc.disable()  # there is nothing to collect in what is read here
sys.modules.setdefault("rfc3987_syntax", None)  # jsonschema would compile a grammar of web addresses, two seconds for what no notebook is checked for

import ipykernel.kernelapp  # noqa: E402, F401

import policyanalysis.reporting.job  # noqa: E402, F401
from policyanalysis.language.lexicon import links, readings  # noqa: E402
from policyanalysis.language.tokens import tokenize  # noqa: E402

if sys.modules["rfc3987_syntax"] is None:
    del sys.modules["rfc3987_syntax"]
tokenize("新型储能", "zh")
links(["储能"], tokenize("energy storage", "en"))
readings("国")
gc.freeze()  # nor need the collector walk through it in every process
gc.enable()
