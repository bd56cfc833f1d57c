"""A long step as its reader sees it: a bar that fills, a sentence that says how far it is, and a button that ends it."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.progress import told_to
from policyanalysis.wording import count
from policyanalysis.workbench import parts
from policyanalysis.workbench.task import Task

PULSE = 20  # ticks after which the bar of a step that counts nothing is empty again


class LongStep(widgets.HBox):
    """Runs one step at a time beside the notebook, and is seen only as long as it does.

    Attributes
    ----------
    task
        The step that was begun last, None before the first.

    Examples
    --------
    >>> step, said = LongStep(), []
    >>> step.begin("Counting", lambda: 6 * 7, said.append, said.append)
    >>> step.task.wait()
    >>> said, step.layout.display
    ([42], 'none')
    """

    def __init__(self):
        self.bar, self.stop, self.told = widgets.IntProgress(value=0, max=PULSE, layout=widgets.Layout(width="10em")), parts.button("Stop", "stop"), widgets.HTML()
        super().__init__([self.bar, self.stop, self.told], layout=widgets.Layout(align_items="center", display="none"))
        self.task, self._done = None, None
        self.stop.on_click(lambda _: self.task and self.task.stop())

    def check_free(self) -> None:
        """Refuse to begin anything while a step is at work."""
        if self.task and self.task.running:
            raise PolicyAnalysisError("another step is still at work; wait for it, or stop it")

    def begin(self, what: str, work: Callable[[], object], done: Callable[[object], None], failed: Callable[[BaseException], None]) -> None:
        """Do `work` in a thread of its own; `done` is told what it returns, `failed` what it raises (`Stopped` when it was stopped)."""
        self.check_free()

        def after(then):
            def told(value):
                self.layout.display, self.told.value = "none", ""
                then(value)
            return told

        def counting():
            with told_to(self._count):
                return work()

        self._done = None
        self.bar.value, self.bar.max, self.told.value = 0, PULSE, parts.message(f"{what} …")
        self.layout.display = ""
        self.task = Task(counting, after(done), after(failed), lambda seconds: self._tick(what, seconds)).start()

    def _count(self, n, of, unit):
        self._done = (n, of, unit)  # shown at the next tick: a message to the browser for each of many files would take longer than the files

    def _tick(self, what, seconds):
        if self.layout.display == "none":  # it ended meanwhile
            return
        if self._done is None:
            self.bar.value, far = int(seconds * 2) % (PULSE + 1), ""
        else:
            n, of, unit = self._done
            self.bar.max, self.bar.value, far = max(of, 1), n, f"{n:,} of {count(of, unit)}, "
        self.told.value = parts.message(f"{what} … {far}{seconds:.0f} s")
