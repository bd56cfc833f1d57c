"""The kernel that a report runs in: this interpreter, a fixed environment, a deadline."""

import os
import signal
import sys
import threading
from pathlib import Path

import zmq
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from traitlets import default


def kernel_for(home: Path, deadline: float) -> type["Kernel"]:
    """Make the class that starts one notebook's kernel; its `late` is set once the deadline (in seconds) has ended it."""
    return type("Kernel", (Kernel,), {"home": home, "deadline": deadline, "late": threading.Event()})


class Kernel(AsyncKernelManager):
    """Starts the running interpreter, whatever kernels are installed, and kills it at the deadline."""

    home: Path
    deadline: float
    late: threading.Event
    _timer = None

    @default("transport_encryption")
    def _encrypt(self) -> str:
        return "auto" if zmq.has("curve") else "disabled"

    @property
    def kernel_spec(self) -> KernelSpec:
        environment = {
            "IPYTHONDIR": str(self.home / "ipython").replace("$", "$$"),  # no start-up files and history of a user
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
        }
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        metadata = {"supported_encryption": ["curve"]}  # other users of the machine can't listen
        return KernelSpec(argv=argv, env=environment, language="python", display_name="Python 3", name="python3", metadata=metadata)

    async def _async_post_start_kernel(self, **kw) -> None:
        await super()._async_post_start_kernel(**kw)
        self._timer = threading.Timer(self.deadline, self._end)
        self._timer.daemon = True
        self._timer.start()

    post_start_kernel = _async_post_start_kernel

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        if self._timer:
            self._timer.cancel()
        await super()._async_cleanup_resources(restart=restart)

    cleanup_resources = _async_cleanup_resources

    def _end(self) -> None:
        process = getattr(self.provisioner, "process", None)
        if process and process.poll() is None:
            self.late.set()
            # The kernel leads its own session, so this reaches the processes that it started too.
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
