"""The kernel that a report runs in: this interpreter, a fixed environment, a deadline, an end to what a cell may print.

Where processes can be forked, the kernel is a fork of the process that renders the report, taken before that has threads or sockets: everything a
notebook imports is there at once.  It talks through sockets in the work folder of its report, which no other run can mistake for its own.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import nullcontext
from pathlib import Path

import zmq
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import LocalProvisioner
from traitlets import default

from policyanalysis.reporting.workers import FIXED, kill_group

PRINTED = 2_000_000  # characters that a cell prints before the kernel itself goes silent; a report shows fewer (see execute.py)


class Nursling:
    """A process that waits to become a kernel; afterwards what `subprocess.Popen` is for any other kernel.

    >>> child = Nursling([])
    >>> child.poll()
    >>> child.kill()
    >>> child.wait() == -signal.SIGKILL
    True
    """

    stdin = stdout = stderr = None

    def __init__(self, close: list[int]):
        read, self._write = os.pipe()
        self.returncode: int | None = None
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._write)
            for handle in close:
                os.close(handle)
            _grow_up(read, parent)
        os.close(read)

    def start(self, connection_file: str, cwd: str, environment: dict[str, str]) -> None:
        """Tell it to be the kernel of a connection file."""
        with os.fdopen(self._write, "w", encoding="utf-8", errors="surrogateescape") as pipe:
            pipe.write("\0".join([connection_file, cwd, *(f"{name}={value}" for name, value in environment.items())]))

    def poll(self) -> int | None:
        """Its exit status, None while it lives."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self) -> int:
        """Its exit status, once there is one."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send it a signal while it lives."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _grow_up(pipe: int, parent: int) -> None:
    """Wait to be told, then be a kernel; never returns."""
    status = 1
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with os.fdopen(pipe, encoding="utf-8", errors="surrogateescape") as told:
            connection_file, cwd, *environment = told.read().split("\0")
        if connection_file:  # else the process that forked it is gone
            os.environ.clear()
            os.environ.update(pair.split("=", 1) for pair in environment)
            os.chdir(cwd)
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            _main(["-f", connection_file, f"--IPKernelApp.parent_handle={parent}"])  # it ends when its parent does
            status = 0
    finally:
        os._exit(status)


def _main(arguments: list[str]) -> None:
    """Be a kernel whose cells can't print without end."""
    from ipykernel.kernelapp import IPKernelApp

    sys.argv[:] = ["policyanalysis-kernel"]
    app = IPKernelApp.instance()
    app.initialize(arguments)
    _limit_streams(app.shell)
    app.start()


def _limit_streams(shell) -> None:
    streams, printed = [type(sys.stdout)], [0]
    write = streams[0].write

    def limited(stream, text):
        left = PRINTED - printed[0]
        printed[0] += len(text)
        if left > 0:
            write(stream, text[:left])
        return len(text)

    streams[0].write = limited
    shell._tee = lambda channel: nullcontext()  # IPython would keep all of it for a history that nobody reads
    shell.events.register("pre_run_cell", lambda info: printed.__setitem__(0, 0))


class _Forked(LocalProvisioner):
    """Starts the kernel of a manager by its `nursling`."""

    async def launch_kernel(self, cmd, **kwargs):
        manager = self.parent
        manager.nursling.start(manager.connection_file, kwargs.get("cwd") or os.getcwd(), kwargs["env"])
        self.process, self.pid, self.pgid = manager.nursling, manager.nursling.pid, manager.nursling.pid
        return self.connection_info


class Kernel(AsyncKernelManager):
    """Starts a kernel in a fixed environment, and kills it at the deadline.

    >>> kernel = kernel_for(Path("work"), deadline=60)()
    >>> kernel.connection_file, kernel.kernel_spec.env["PYTHONHASHSEED"]
    ('work/connection.json', '0')
    """

    home: Path
    deadline: float
    late: threading.Event
    nursling: Nursling | None
    begun: float
    _timer = None

    def __init__(self, **traits):
        super().__init__(**traits)
        if self.nursling:
            # Relative to the work folder, which both ends are in: the path of a socket has at most some hundred bytes
            self.transport, self.ip = "ipc", "kernel"
            self.provisioner = _Forked(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)

    @default("connection_file")
    def _beside_the_sockets(self) -> str:
        return str(self.home / "connection.json")

    @default("transport_encryption")
    def _encrypt(self) -> str:
        return "auto" if zmq.has("curve") and not self.nursling else "disabled"

    @property
    def kernel_spec(self) -> KernelSpec:
        environment = {
            **FIXED,
            "IPYTHONDIR": str(self.home / "ipython").replace("$", "$$"),  # no start-up files and history of a user
        }
        argv = [sys.executable, "-c", "import sys; from policyanalysis.reporting.kernel import _main; _main(sys.argv[1:])", "-f", "{connection_file}"]
        metadata = {"supported_encryption": ["curve"]}  # other users of the machine can't listen
        return KernelSpec(argv=argv, env=environment, language="python", display_name="Python 3", name="python3", metadata=metadata)

    async def _async_post_start_kernel(self, **kw) -> None:
        await super()._async_post_start_kernel(**kw)
        self._timer = threading.Timer(self.deadline - (time.monotonic() - self.begun), self._end)
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
            kill_group(process.pid)  # it leads its own session, so this reaches the processes that it started too


def kernel_for(home: Path, deadline: float, nursling: Nursling | None = None) -> type[Kernel]:
    """Make the class that starts one notebook's kernel; its `late` is set once the deadline (in seconds from now) has ended it.

    >>> made = kernel_for(Path("work"), deadline=60)
    >>> made.deadline, made.late.is_set()
    (60, False)
    """
    return type("Kernel", (Kernel,), {"home": home, "deadline": deadline, "late": threading.Event(), "nursling": nursling, "begun": time.monotonic()})
