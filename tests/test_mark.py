"""Derivations that somebody else wrote, judged line by line."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest
from stub_problems import Run

from derive.cli.budget import Answer
from derive.cli.marking import marking
from derive.cli.parser import BadInput
from derive.cli.written import written

MEAN_OF_LOG = "assume a > 0 and b > 0\nE(log(x), x ~ Gamma(a, b))\n"


def judged(text: str, strict: bool = False) -> Answer:
    """What is printed of a text, and the code."""
    told: list[Answer] = []
    given = [("lines.txt", derivation) for derivation in written(text, "lines.txt")]
    derivations = [(name, [derivation]) for name, derivation in given]
    options = Namespace(derivations=derivations, seed=0, strict=strict, seconds=60.0)
    answer = marking(options, told.append)
    assert not any(early.final for early in told)
    return answer


def test_a_true_line_is_verified_with_the_rule_that_gives_it():
    answer = judged(MEAN_OF_LOG + "= digamma(a) - log(b)")
    assert answer.code == 0
    assert "verified: gamma-mean-of-log" in answer.text


def test_a_false_line_is_refuted_at_a_point_and_the_next_is_judged_from_it():
    answer = judged(MEAN_OF_LOG + "= log(a) - log(b)\n= log(a/b)")
    assert answer.code == 1
    assert "refuted" in answer.text
    assert " at a = " in answer.text
    assert answer.text.endswith("2 lines: 1 refuted, 1 verified\n")


def test_an_inequality_that_numbers_alone_bear_out_stands_unless_asked_strictly():
    text = "assume a > 0 and b > 0\ndigamma(a) - log(b)\n<= log(a/b)"
    assert judged(text).code == 0
    assert "the numbers bear it out" in judged(text).text
    assert judged(text, strict=True).code == 1


def test_a_reason_that_gives_something_else_is_no_reason():
    text = "E(2*x + 1, x ~ Normal(m, 1))\n= 2*m + 1   by expectation-is-linear"
    answer = judged(text)
    assert answer.code == 1
    assert "true, but not for this reason" in answer.text
    assert "the rule gives 2*E_{x ~ Normal(m, 1)}[x] + 1" in answer.text


def test_what_a_law_asks_of_its_parameters_holds_on_every_line():
    text = "KL(Gamma(a, b), Gamma(a, c))\n= a*(log(b/c) + c/b - 1)\n"
    answer = judged(text + "= a*(log(b) - log(c)) + a*(c - b)/b\n>= 0")
    assert answer.code == 0
    assert answer.text.count("verified") == 3  # two lines, and the sum of them


def test_derivations_are_kept_apart_by_empty_lines_and_have_their_own_assumptions():
    first, second = written(
        "assume x > 0\nsqrt(x^2)\n= x  # a remark\n\n# more\n\nsqrt(x^2)\n≥ x", "two"
    )
    assert (first.assumed, second.assumed) == (["x > 0"], [])
    assert [(line.number, line.sign) for line in second.lines] == [(7, ""), (8, ">=")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no derivation"),
        ("# nothing\n\nassume a > 0", "holds no derivation"),
        ("= 2", "line 1: there is no formula before this step"),
        ("x\nx + 0", "line 2: a step begins with"),
        ("x\n== x", "line 2: a step begins with"),
        ("x\ny = x", "line 2: a step begins with"),
    ],
)
def test_what_is_no_derivation_is_refused(text: str, words: str):
    with pytest.raises(BadInput, match=words):
        written(text, "lines.txt")


def test_a_line_that_cannot_be_read_is_marked_and_the_others_are_judged():
    answer = judged("2*x\n= 2x\n= x + x\n\nlog(x\n= 3\n\ny = y by by-magic\n\na = a + 0")
    assert answer.code == 2
    assert "unreadable\n      a sign is missing: a product is written 2*x" in answer.text
    assert "          2x\n           ^" in answer.text
    assert "= x + x                                     verified" in answer.text
    assert "it follows from a line that cannot be read" in answer.text
    assert "there is no rule 'by-magic'" in answer.text
    assert answer.text.endswith("6 lines: 4 unreadable, 2 verified\n")


def test_what_is_refuted_weighs_more_than_what_cannot_be_read():
    assert judged("2*x = 2x\n\n2*x = 3*x").code == 1


def test_several_steps_may_stand_on_one_line():
    [one] = written("E(x, x ~ Gamma(a, b)) = a/b  by gamma mean\n<= (1 + a)/b = 1/b + a/b", "here")
    assert [(line.sign, line.formula, line.rule) for line in one.lines] == [
        ("", "E(x, x ~ Gamma(a, b))", None),
        ("=", "a/b", "gamma-mean"),
        ("<=", "(1 + a)/b", None),
        ("=", "1/b + a/b", None),
    ]


def test_signs_inside_brackets_do_not_divide_a_line():
    [one] = written("Piecewise((1, x <= 0), (2, x > 0)) = [if x == 0]", "here")
    assert [line.formula for line in one.lines] == [
        "Piecewise((1, x <= 0), (2, x > 0))",
        "[if x == 0]",
    ]


def test_the_command_reads_files(run: Run, tmp_path: Path):
    (tmp_path / "lines.txt").write_text("(a + b)^2\n= a^2 + 2*a*b + b^2\n")
    code, out, _ = run("mark", str(tmp_path / "lines.txt"))
    assert code == 0
    assert "verified: algebra" in out
    code, _, err = run("mark", str(tmp_path / "none.txt"))
    assert code == 2
    assert "none.txt cannot be read: No such file" in err
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    assert "it is no text in UTF-8" in run("mark", str(tmp_path / "bytes"))[2]
