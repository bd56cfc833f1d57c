"""Values as bytes and back: numbers, texts, lists, arrays, tables, and objects of a few classes made of these.  Reading them runs nothing that is in them (unlike
pickle); objects are made by their own classes, so only bytes that this user's own program wrote are read with them.

A line of JSON says what the value is; the arrays follow it, each as NumPy writes it.
"""

from __future__ import annotations

import io
import json
from importlib import import_module

import numpy as np
import pandas as pd
import scipy.sparse as sp

CLASSES = ("policyanalysis.", "sklearn.decomposition.")  # of objects that are nothing but their attributes
COMPRESSED = {kind.__name__: kind for kind in (sp.csr_array, sp.csr_matrix, sp.csc_array, sp.csc_matrix)}


class NotPlain(TypeError):
    """A value that holds something else.

    >>> pack(object())
    Traceback (most recent call last):
    policyanalysis.plain.NotPlain: a builtins.object
    """


def pack(value: object) -> bytes:
    """A value as bytes; the same value gives the same bytes.

    Raises
    ------
    NotPlain
        If it holds anything but numbers, texts, lists, tuples, dictionaries, arrays, sparse arrays, tables, and objects of the `CLASSES`.

    Examples
    --------
    >>> unpack(pack({"碳": (1, 2.5, None), "x": np.arange(3)}))
    {'碳': (1, 2.5, None), 'x': array([0, 1, 2])}
    """
    arrays: list[bytes] = []
    head = json.dumps(_told(value, arrays), ensure_ascii=True)
    return head.encode() + b"\n" + b"".join(arrays)


def unpack(data: bytes, objects: bool = True) -> object:
    """The value that `pack` was given; raises `ValueError` for bytes that it did not write.

    Bytes that anybody may have made are to be read without `objects`: one of a class is then refused.

    >>> unpack(pack([1, "碳"]))
    [1, '碳']
    >>> unpack(b'{"other": 1}')
    Traceback (most recent call last):
    ValueError: not written by pack: 'object'
    """
    head, _, rest = data.partition(b"\n")
    try:
        return _made(json.loads(head), io.BytesIO(rest), objects)
    except (KeyError, TypeError, AttributeError, ImportError, EOFError, StopIteration) as error:
        raise ValueError(f"not written by pack: {error}") from None


def _told(value, arrays):
    """What JSON says of a value; its arrays are added to a list, in the order in which they are told of."""
    def tell(part):
        return _told(part, arrays)

    if value is None or type(value) in (bool, int, float, str):
        return {"is": value}
    if type(value) in (list, tuple):
        return {type(value).__name__: [tell(part) for part in value]}
    if type(value) is dict:
        return {"dict": [[tell(key), tell(part)] for key, part in value.items()]}
    if isinstance(value, np.generic):
        return {"scalar": tell(np.asarray(value))}
    if type(value) is np.ndarray and value.dtype != object:
        part = io.BytesIO()
        np.save(part, value, allow_pickle=False)
        arrays.append(part.getvalue())
        return {"array": 1}
    if type(value).__name__ in COMPRESSED and type(value) is COMPRESSED[type(value).__name__]:
        return {"sparse": type(value).__name__, "parts": [tell(part) for part in (value.data, value.indices, value.indptr)], "shape": value.shape}
    if type(value) is pd.DataFrame:
        return {"table": [tell(value.iloc[:, i].rename(None)) for i in range(value.shape[1])], "columns": tell(value.columns), "index": tell(value.index)}
    if type(value) is pd.Series or isinstance(value, pd.Index) and type(value) in (pd.Index, pd.RangeIndex):
        if isinstance(value.dtype, pd.Int64Dtype):
            return {"integers": tell(value.to_numpy("int64", na_value=0)), "missing": tell(value.isna().to_numpy()), "name": tell(value.name)}
        if not (isinstance(value.dtype, (np.dtype, pd.StringDtype))):
            raise NotPlain(f"a column of {value.dtype}")
        texts = value.dtype == object or isinstance(value.dtype, pd.StringDtype)
        return {"column": tell(value.tolist() if texts else value.to_numpy()), "dtype": str(value.dtype), "name": tell(value.name)}
    if type(value).__module__.startswith(CLASSES) and hasattr(value, "__dict__"):
        return {"object": [type(value).__module__, type(value).__qualname__], "state": tell(dict(vars(value)))}
    raise NotPlain(f"a {type(value).__module__}.{type(value).__qualname__}")


def _made(told, arrays, objects):
    def make(part):
        return _made(part, arrays, objects)

    kind = next(iter(told))
    if kind == "is":
        return told["is"]
    if kind in ("list", "tuple"):
        parts = [make(part) for part in told[kind]]
        return parts if kind == "list" else tuple(parts)
    if kind == "dict":
        return {make(key): make(part) for key, part in told["dict"]}
    if kind == "scalar":
        return make(told["scalar"])[()]
    if kind == "array":
        return np.load(arrays, allow_pickle=False)
    if kind == "sparse":
        made = COMPRESSED[told["sparse"]](tuple(make(part) for part in told["parts"]), shape=tuple(told["shape"]))
        made.check_format(full_check=True)  # products don't look whether columns are in range
        return made
    if kind == "table":
        columns = [make(part) for part in told["table"]]
        index, names = pd.Index(make(told["index"])), pd.Index(make(told["columns"]))
        return pd.DataFrame(dict(enumerate(column.to_numpy() if isinstance(column.dtype, np.dtype) else column.array for column in columns)), index=index).set_axis(names, axis=1)
    if kind == "column":
        return pd.Series(make(told["column"]), dtype=told["dtype"], name=make(told["name"]))
    if kind == "integers":
        return pd.Series(pd.arrays.IntegerArray(make(told["integers"]), make(told["missing"])), name=make(told["name"]))
    module, name = told["object"]
    if not objects or not module.startswith(CLASSES):
        raise ValueError(f"{module} is not known")
    found = getattr(import_module(module), name)
    if found.__module__ != module:
        raise ValueError(f"{name} is not of {module}")
    value = found.__new__(found)
    value.__dict__.update(make(told["state"]))
    return value
