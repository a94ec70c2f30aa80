"""The command as a process: streams, terminals, signals, and the same bytes every time."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from stub_problems import DERIVE, STUBS, TIME, process


def test_the_same_input_prints_the_same_bytes(stubs: Path) -> None:
    for words in (["stub-assumes"], ["list"], ["rules"], ["verify", "stub-verified", "stub-open"]):
        one, two = (process(*words, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
        assert one
        assert TIME.sub("", one) == TIME.sub("", two)


def test_output_is_plain_and_as_wide_as_asked_when_it_is_no_terminal(stubs: Path) -> None:
    for width in (60, 100):
        done = process("stub-verified", COLUMNS=str(width))
        assert "\x1b" not in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= width


@pytest.mark.parametrize("colour", [True, False])
def test_on_a_terminal_the_table_fills_and_colours_can_be_refused(
    stubs: Path, colour: bool
) -> None:
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    if not colour:
        environment["NO_COLOR"] = "1"
    words = [DERIVE, "verify", "stub-verified", "stub-open"]
    shown = b""
    with subprocess.Popen(
        words, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE
    ) as running:
        os.close(theirs)
        with contextlib.suppress(OSError):  # a pseudo-terminal whose other end is closed
            while chunk := os.read(ours, 4096):
                shown += chunk
        _, complaints = running.communicate()
    os.close(ours)
    assert (running.returncode, complaints) == (3, b"")
    assert b"2 problems: 1 verified, 1 open" in shown
    assert b"2/2" in shown
    assert bool(re.search(rb"\x1b\[3\dm", shown)) == colour


def test_a_problem_has_a_time_limit_where_one_is_asked_for(stubs: Path) -> None:
    done = process("stub-verified", "--seconds", "30")
    assert TIME.sub("", done.stdout) == TIME.sub("", process("stub-verified").stdout)
    short = process("stub-verified", "--seconds", "0.001")
    assert (short.returncode, short.stdout) == (3, "")
    assert "nothing was derived within 0.001 s" in short.stderr


def test_a_stream_without_greek_letters_is_no_failure(stubs: Path) -> None:
    done = process("stub-assumes", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()


def test_whoever_stops_reading_hears_no_complaint(stubs: Path) -> None:
    command = f"'{DERIVE}' rules | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode in (0, 141)


def test_an_interrupt_ends_it_quietly(stubs: Path) -> None:
    slow = STUBS.replace("return 1 / 0", "print('begun', flush=True); import time; time.sleep(60)")
    (stubs / "stubs.py").write_text(slow, encoding="utf-8")
    for words in (["stub-broken"], ["verify", "stub-broken", "stubs/5"]):
        began = time.monotonic()
        with subprocess.Popen(
            [DERIVE, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            assert running.stdout.readline().startswith("begun")
            running.send_signal(signal.SIGINT)
            _, err = running.communicate(timeout=20)
        assert (running.returncode, err) == (130, "")
        assert time.monotonic() - began < 20
