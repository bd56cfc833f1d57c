"""Results that are kept are those that would be made again, bit by bit, and what is kept can't run."""

import json

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

import policyanalysis as pa
from policyanalysis import kept
from policyanalysis.analysis import topics
from policyanalysis.cache import MAGIC
from policyanalysis.plain import NotPlain, pack, unpack

WORDS = {"en": ["hydrogen fuel cell vehicle", "pension fund insurance"], "zh": ["氢能燃料电池汽车", "养老保险基金"]}
PASSAGES = pd.DataFrame([(f"{lang}{i}{j}", lang, text) for lang in WORDS for i, text in enumerate(WORDS[lang]) for j in range(6)], columns=["doc_id", "lang", "text"])
TABLE = pd.DataFrame({"text": ["碳", "", "a\nb"], "n": [1, 2, 3], "share": [0.1, np.nan, 1e-300], "page": pd.array([1, None, 3], "Int64"), "list": [[1], [], ["x", "y"]], "yes": [True, False, True]}, index=[5, 3, 1])


@pytest.mark.parametrize("value", [
    None, True, -3, 0.1, float("inf"), "碳\ud800\n", [], {"a": [1, (2, {"b": None})], 3: ""}, np.float64(0.1), np.arange(6).reshape(2, 3), np.asfortranarray(np.eye(3)), np.array([], dtype="float32"),
    np.array(["碳达峰", "x"]), sp.csr_array(np.eye(3)[:, ::-1]), sp.csr_matrix((2, 0)), TABLE, TABLE.iloc[:0], pd.DataFrame(np.eye(2), index=pd.Index(["a", "b"], name="doc_id"), columns=pd.Index([0, 1], name="topic"))])
def test_what_is_packed_comes_back(value):
    data = pack(value)
    back = unpack(data)
    assert type(back) is type(value) and pack(back) == data
    if isinstance(value, pd.DataFrame):
        pd.testing.assert_frame_equal(back, value)
    elif isinstance(value, np.ndarray):
        assert back.dtype == value.dtype and back.flags.f_contiguous == value.flags.f_contiguous and (back == value).all()
    elif sp.issparse(value):
        assert (back.toarray() == value.toarray()).all() and back.indices.dtype == value.indices.dtype
    else:
        assert back == value


@pytest.mark.parametrize("value", [print, lambda: 1, {1, 2}, b"x", np.array([print]), pd.Series([1]).groupby([0]), pd.DataFrame({"a": pd.Categorical(["x"])}), object(), [{"a": open}]])
def test_what_could_run_or_is_not_known_is_refused(value):
    with pytest.raises(NotPlain):
        pack(value)


@pytest.mark.parametrize("told", [{"object": ["os", "system"], "state": {"dict": []}}, {"object": ["policyanalysis.cli", "nothing"], "state": {"dict": []}}, {"array": 1}, {"other": 1}, {}, [], {"sparse": "dict", "parts": [], "shape": []}])
def test_what_pack_did_not_write_is_refused(told):
    with pytest.raises(ValueError):
        unpack(json.dumps(told).encode() + b"\n")


def test_topics_are_found_once(tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYANALYSIS_CACHE", str(tmp_path))
    fresh, first = topics.fit_topics(PASSAGES, n_topics=2), pa.fit_topics(PASSAGES, n_topics=2)
    other = pa.fit_topics(PASSAGES, n_topics=3)
    monkeypatch.setattr(topics.BilingualTopics, "fit", lambda *_, **__: pytest.fail("found again"))
    again = pa.fit_topics(PASSAGES, n_topics=2, top_n=10)
    for result in (first, again):
        for name in ("topics", "passages", "mixtures"):
            pd.testing.assert_frame_equal(getattr(result, name), getattr(fresh, name))
        assert pack(result) == pack(fresh) and (result.model.refits(3) == fresh.model.refits(3)).all()
        assert (result.model.embed([["hydrogen"]], ["en"]) == fresh.model.embed([["hydrogen"]], ["en"])).all()
    assert len(other.topics) == 3
    with pytest.raises(pytest.fail.Exception):
        pa.fit_topics(PASSAGES, n_topics=2, aligned=pd.DataFrame({"text_en": ["fuel"], "text_zh": ["燃料"]}))
    elsewhere = pa.fit_topics(PASSAGES.assign(file="b.txt", page=3), n_topics=2).passages  # the same passages in another file
    assert elsewhere.columns[-1] == "page" and elsewhere.topic.tolist() == first.passages.topic.tolist()
    for changed in (PASSAGES.iloc[:-1], PASSAGES.iloc[::-1], PASSAGES.assign(text=PASSAGES.text + "x"), PASSAGES.assign(doc_id=PASSAGES.doc_id + "x")):
        with pytest.raises(pytest.fail.Exception):
            pa.fit_topics(changed, n_topics=2)


def test_what_can_not_be_kept_is_found_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYANALYSIS_CACHE", str(tmp_path))
    found = topics.fit_topics(PASSAGES, n_topics=2)
    with monkeypatch.context() as patch:
        patch.setattr(kept, "pack", lambda value: (_ for _ in ()).throw(NotPlain()))
        pd.testing.assert_frame_equal(pa.fit_topics(PASSAGES, n_topics=2).topics, found.topics)
    assert not [path for path in tmp_path.glob("??/*") if path.read_bytes().startswith(MAGIC)]
    with pytest.raises(pa.errors.PolicyAnalysisError, match="there is no passage"):
        pa.fit_topics(PASSAGES.iloc[:0])
