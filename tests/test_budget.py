"""Time limits: what was last told is the answer at the limit, and nothing goes on behind it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from stub_problems import DERIVE
from sympy import Symbol, log

from derive import algebra, start
from derive.cli.budget import Answer, within
from derive.cli.mistakes import OwnMistake
from derive.cli.reports import reported
from derive.errors import DeriveError

SLACK = 0.5


def finished(options, tell):
    tell(Answer("on the way", 3, final=False))
    return Answer(f"done with {options}")


def endless(options, tell):
    Path(options).write_text(str(os.getpid()), encoding="utf-8")
    for i in range(1_000_000):
        tell(Answer(f"step {i}", 3, final=False))
        time.sleep(0.05)


def stuck(options, tell):
    """Busy where Python cannot interrupt it."""
    tell(Answer("begun", 3, final=False))
    return 7 ** (10**9)


def refused(options, tell):
    raise DeriveError("there is no answer")


def mistaken(options, tell):
    raise ZeroDivisionError("a mistake")


def killed(options, tell):
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_is_done_in_time_is_the_answer():
    assert within(60, time.monotonic(), finished, 7).text == "done with 7"


def test_at_the_limit_the_last_report_is_the_answer_and_the_work_is_ended(tmp_path):
    began = time.monotonic()
    answer = within(4, began, endless, str(tmp_path / "pid"))
    assert time.monotonic() - began < 4 + SLACK
    assert answer.text.startswith("step")
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), 0)


def test_work_that_does_not_listen_is_ended_too():
    began = time.monotonic()
    assert within(5, began, stuck, None).text == "begun"
    assert time.monotonic() - began < 5 + SLACK


def test_there_is_no_answer_where_nothing_was_told():
    assert within(0.01, time.monotonic(), finished, 7) is None


def test_failures_are_those_of_the_work():
    with pytest.raises(DeriveError, match="there is no answer"):
        within(60, time.monotonic(), refused, None)
    with pytest.raises(OwnMistake, match="ZeroDivisionError: a mistake"):
        within(60, time.monotonic(), mistaken, None)
    with pytest.raises(OwnMistake, match="ended from outside"):
        within(60, time.monotonic(), killed, None)


def test_every_chain_that_grows_is_reported():
    a, told = Symbol("a", real=True), []
    with reported(told.append, lambda d: Answer(str(len(d.steps)), final=False)):
        start(log(a**2), a > 0).by(algebra, 2 * log(a))
        deadline = time.monotonic() + 5
        while not told and time.monotonic() < deadline:
            time.sleep(0.01)
    assert [answer.text for answer in told] == ["1"]


def test_a_report_that_cannot_be_made_is_a_mistake_in_one_sentence(capsys):
    with pytest.raises(OwnMistake, match="ZeroDivisionError"):
        _derive_with_broken_reports()
    assert capsys.readouterr().err == ""


def _derive_with_broken_reports():
    a = Symbol("a", real=True)
    with reported(lambda _: None, lambda d: 1 / 0):
        start(log(a**2), a > 0).by(algebra, 2 * log(a))
        time.sleep(0.3)


def test_an_interrupt_leaves_no_file_and_is_quiet(tmp_path):
    words = ["entropy", "Beta(a, b)", "--to", "latex", "-o", str(tmp_path / "page.tex")]
    with subprocess.Popen(
        [DERIVE, *words], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        _wait_for_children(running.pid)
        os.killpg(running.pid, signal.SIGINT)  # as the keyboard does: to all of them
        _, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (130, "")
    assert list(tmp_path.iterdir()) == []


def _wait_for_children(pid):
    """Until the command has begun to work, or it is sure to have."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if children.exists() and children.read_text(encoding="utf-8").strip():
            return
        time.sleep(0.01)
