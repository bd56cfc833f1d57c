"""Parsers of other people's formats run in a process of their own: they may crash, hang or ask for all memory, and the corpus is still read.

One process serves many files, one after the other, and is replaced when it had to be stopped.  What goes over the pipe is a line of JSON, then the bytes;
what comes back is a line of JSON.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path

from policyanalysis.corpus.readers.page import Page, Unread, from_plain, to_plain
from policyanalysis.problems import Problem

SECONDS = 10.0  # for a file; what is slower is made to be, or is no page
MEMORY = 700 * 1024 * 1024  # bytes beyond what the started process has, which is up to 250 MB; together less than 1 GB
READERS = {"html": "html:read_html", "pdf": "pdf:read_pypdf", "pdfium": "pdf:read_pdfium", "docx": "docx:read_docx", "parquet": "table:read_parquet"}
_ROOT = str(Path(__file__).resolve().parents[3])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from policyanalysis.corpus.readers.sandbox import _serve; _serve()"


class Sandbox:
    """A context in which `read` calls a reader in the other process.

    >>> with Sandbox() as sandbox:
    ...     page, problems = sandbox.read("html", b"<body><h1>Ports</h1><p>They trade berths from October on.</p></body>", "a.html")
    >>> page.lines
    ('Ports', 'They trade berths from October on.')
    """

    def __init__(self):
        self._process = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._stop()

    def read(self, reader: str, data: bytes, name: str, seconds: float = SECONDS) -> tuple[Page, list[Problem]]:
        """What the reader returns, or `Unread`, also if it crashed, took too long or too much memory."""
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = _start()
        process, late = self._process, threading.Event()
        timer = threading.Timer(seconds, lambda: (late.set(), process.kill()))
        timer.start()
        try:
            header = json.dumps({"reader": reader, "name": name, "size": len(data)}).encode() + b"\n"
            process.stdin.write(header + data if len(data) < 65_536 else header)
            if len(data) >= 65_536:
                process.stdin.write(data)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self._stop()
            if late.is_set():
                raise Unread(f"reading it took more than {seconds:g} seconds; it may be damaged or made to be slow: save it as .txt", "error")
            raise Unread(f"the {reader} reader broke down on it; it may be damaged: save it as .txt", "error")
        found = json.loads(answer)
        if "reason" in found:
            raise Unread(found["reason"], found["severity"])
        return from_plain(found["page"]), [Problem(*problem) for problem in found["problems"]]

    def _stop(self):
        if self._process is not None:
            self._process.kill()
            self._process.stdout.close()
            try:
                self._process.stdin.close()
            except OSError:  # the pipe broke while something was still to be written
                pass
            self._process.wait()
            self._process = None


def _start():
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONUTF8": "1"}
    return subprocess.Popen([sys.executable, "-P", "-c", _START, _ROOT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            env=environment, cwd=os.path.dirname(sys.executable))


def _serve() -> None:
    """The other process: answer until the pipe is closed."""
    logging.disable()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    _limit_memory()
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        answer = call(request["reader"], sys.stdin.buffer.read(request["size"]), request["name"])
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        if answer.get("fatal"):
            return


def call(reader: str, data: bytes, name: str) -> dict:
    """A reader's answer as what JSON can hold.

    >>> call("html", b"", "a.html")
    {'reason': 'the file is empty', 'severity': 'warning'}
    """
    try:
        module, function = READERS[reader].split(":")
        page, problems = getattr(import_module(f"policyanalysis.corpus.readers.{module}"), function)(data, name)
        return {"page": to_plain(page), "problems": problems}
    except Unread as error:
        return {"reason": error.reason, "severity": error.severity}
    except MemoryError:
        return {"reason": "reading it takes too much memory; it may be a decompression bomb: save it as .txt", "severity": "error", "fatal": True}
    except RecursionError:
        return {"reason": "its content is nested too deeply; save it as .txt", "severity": "error"}
    except Exception as error:  # whatever a parser raises on damaged input is a finding about the file
        kind = f"{type(error).__name__}: {error}"[:120].splitlines()[0]
        return {"reason": f"damaged, or not what its name says ({kind}); save it again or as .txt", "severity": "error"}


def _limit_memory():
    try:
        import resource
    except ImportError:  # Windows: the time limit remains
        return
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        used = 512 * 1024 * 1024
    try:
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    except (OSError, ValueError):  # macOS does not know this limit
        pass
