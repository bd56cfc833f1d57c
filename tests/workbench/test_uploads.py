"""Folders of dropped pages: none outlives its session for long, and none is taken from one that lives."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

SESSION = "from policyanalysis.workbench.uploads import session_folder; folder = session_folder(); (folder / 'a.txt').write_text('x'); print(folder, flush=True); input()"


def start(place):
    session = subprocess.Popen([sys.executable, "-c", SESSION], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(place)})
    return session, Path(session.stdout.readline().strip())


def aged(place):
    for folder in place.iterdir():
        os.utime(folder, (0, 0))


def test_a_killed_session_is_cleared_away_by_the_next(tmp_path):
    killed, left = start(tmp_path)
    living, kept = start(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    aged(tmp_path)
    last, own = start(tmp_path)
    try:
        assert not left.parent.exists() and (kept / "a.txt").exists() and (own / "a.txt").exists()
    finally:
        for session in (living, last):
            session.communicate("\n")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_a_folder_of_ours_stays(tmp_path):
    outside = tmp_path / "pages"
    outside.mkdir()
    (tmp_path / "policyanalysis-dropped-link").symlink_to(outside)
    (tmp_path / "policyanalysis-dropped-file").write_text("x")
    aged(tmp_path)
    session, _ = start(tmp_path)
    session.communicate("\n")
    assert outside.exists() and (tmp_path / "policyanalysis-dropped-file").exists() and (tmp_path / "policyanalysis-dropped-link").is_symlink()


def test_folders_are_private():
    from policyanalysis.workbench.uploads import session_folder

    assert session_folder().is_relative_to(tempfile.gettempdir()) and session_folder().parent.stat().st_mode & 0o077 == 0
