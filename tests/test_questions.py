"""Questions on the command line: what they answer, in which form, and how they refuse."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import mpmath
import pytest
from stub_problems import DERIVE, Run, process

from derive.cli.answering import answering
from derive.cli.arguments import read
from derive.cli.parser import BadInput
from derive.cli.questions import QUESTIONS
from derive.cli.solving import answer

NORMAL_PRIOR = "z ~ Normal(0, 1)"
GAMMA_MODEL = ("--prior", "z ~ Gamma(a0, b0)", "--likelihood", "x ~ Poisson(z)")
NORMAL = "Normal(m, s)"


def value(out: str) -> mpmath.mpf:
    """The number that a JSON answer gives at --set."""
    return mpmath.mpf(json.loads(out)["value"]["number"])


def test_a_divergence_is_derived_and_checked(run: Run) -> None:
    code, out, err = run("kl", "Gamma(a, b)", "LogNormal(m, s)")
    assert (code, err) == (0, "")
    assert "KL(Gamma(a, b)" in out
    assert "Checked: each step" in out


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("kl", "Exponential(a)", "Exponential(b)"), lambda a, b: mpmath.log(a / b) - 1 + b / a),
        (("entropy", "Uniform(0, a)"), lambda a, b: mpmath.log(a)),
        (("cross-entropy", "Exponential(a)", "Exponential(b)"), lambda a, b: b / a - mpmath.log(b)),
        (("expectation", "x^2 - b", "x ~ Exponential(a)"), lambda a, b: 2 / a**2 - b),
        (
            ("marginal", "--prior", "z ~ Gamma(a, b)", "--likelihood", "x ~ Poisson(z)"),
            lambda a, b: (b / (b + 1)) ** a * (1 / (b + 1)) ** 2 * a * (a + 1) / 2,
        ),
    ],
)
def test_the_value_is_that_of_the_definition(run: Run, words, wanted) -> None:
    at = {"a": "3", "b": "5/2"} | ({"x": "2"} if words[0] == "marginal" else {})
    if words[0] == "entropy":
        at.pop("b")
    settings = [w for name, number in at.items() for w in ("--set", f"{name}={number}")]
    code, out, _ = run(*words, "--to", "json", "--digits", "30", *settings)
    assert code == 0
    with mpmath.workdps(40):
        exact = wanted(mpmath.mpf(3), mpmath.mpf(5) / 2)
        assert abs(value(out) - exact) < mpmath.mpf(10) ** -28


def test_bits_are_nats_over_log_two(run: Run) -> None:
    words = ("kl", "Exponential(a)", "Exponential(b)", "--set", "a=3", "--set", "b=1")
    nats, bits = (value(run(*words, "--to", "json", *more)[1]) for more in ((), ("--base", "2")))
    assert mpmath.almosteq(bits * mpmath.log(2), nats, rel_eps=1e-13)
    assert json.loads(run(*words, "--to", "json", "--base", "2")[1])["status"] == "verified"


def test_models_are_asked_about_by_their_laws(run: Run) -> None:
    code, out, _ = run("posterior", *GAMMA_MODEL)
    assert (code, "Gamma(z | a_0 + x, b_0 + 1)" in out) == (0, True)
    code, out, _ = run("elbo", *GAMMA_MODEL, "--q", "z ~ Gamma(a, b)", "--to", "markdown")
    assert (code, out.startswith("# Evidence lower bound")) == (0, True)


def test_a_formula_may_begin_with_a_minus(run: Run) -> None:
    code, out, _ = run("expectation", "-x", "x ~ Exponential(2)", "--to", "json")
    assert (code, json.loads(out)["result"]["text"]) == (0, "-1/2")


@pytest.mark.parametrize(
    ("words", "said", "text", "column"),
    [
        (("kl", "Gamma(a, b)", "LogNorma(m, s)"), "did you mean LogNormal", "LogNorma(m, s)", 0),
        (("kl", "Gamma(a, b)", "Poisson(m)"), "no densities to compare", "Poisson(m)", 0),
        (("kl", NORMAL, "Normal(0, 3 +)"), ") stands where a number", "Normal(0, 3 +)", 13),
        (("kl", NORMAL, "m + s"), "not a law", "m + s", 0),
        (("entropy", "Gamma(a, -1)"), "it must be a positive number", "Gamma(a, -1)", 0),
        (("entropy", NORMAL, "--assume", "s < 0"), "contradicts what is known", "s < 0", 0),
        (("entropy", NORMAL, "--assume", "1 < c"), "c occurs in nothing", "1 < c", 4),
        (("entropy", NORMAL, "--set", "s=2", "--set", "t=1"), "there is no t", "s=2 t=1", 4),
        (("entropy", NORMAL, "--set", "s=-2"), "must satisfy", "s=-2", 0),
        (("expectation", "x", "Gamma(a, b)"), "has no variable", "Gamma(a, b)", 0),
        (("expectation", "2*y", "x ~ Gamma(a, b)"), "y is bound by no law", "2*y", 2),
        (("expectation", "1 + log(x)", "x ~ Normal(m, s)"), "no real value", "1 + log(x)", 4),
        (("conjugate", "log(u)", "--domain", "u < 0"), "no real value at u = -1", "log(u)", 0),
        (("conjugate", "u^2", "--domain", "w > 0"), "w does not occur", "w > 0", 0),
        (
            ("elbo", *GAMMA_MODEL, "--q", "z ~ Normal(a, b)"),
            "needs z > 0, which fails",
            "z ~ Normal(a, b)",
            0,
        ),
        (
            ("elbo", "--prior", NORMAL_PRIOR, *GAMMA_MODEL[2:], "--q", "z ~ Gamma(a, b)"),
            "needs z > 0, which fails under Normal(0, 1)",
            GAMMA_MODEL[3],
            0,
        ),
        (("elbo", *GAMMA_MODEL, "--q", "w ~ Gamma(a, b)"), "the law of z", "w ~ Gamma(a, b)", 0),
        (
            ("marginal", "--prior", "z ~ Gamma(a, b)", "--likelihood", "x ~ Poisson(y)"),
            "z does not occur",
            "x ~ Poisson(y)",
            0,
        ),
    ],
)
def test_what_is_asked_wrongly_is_one_sentence_with_the_place(
    run: Run, words: tuple[str, ...], said: str, text: str, column: int
) -> None:
    code, out, err = run(*words)
    sentence, shown, mark = err.splitlines()
    assert (code, out) == (2, "")
    assert sentence.startswith("derive: ")
    assert said in sentence
    assert shown == f"    {text}"
    assert mark == " " * (4 + column) + "^"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("kl", NORMAL), "the following arguments are required: Q"),
        (("marginal", *GAMMA_MODEL, "--base", "2"), "has no --base"),
        (("kl", NORMAL, NORMAL, "--base", "1"), "no base of a logarithm"),
        (("kl", NORMAL, NORMAL, "--seconds", "0"), "no time limit"),
        (("kl", NORMAL, NORMAL, "--digits", "0"), "not a number of digits"),
        (("divergence", "chisquared", NORMAL, NORMAL), "'chisquared' is no divergence"),
        (("divergence", "kl", NORMAL, NORMAL, "--f", "u*log(u)"), "not by both"),
    ],
)
def test_a_command_line_that_cannot_be_read_is_refused(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(words)


@pytest.mark.parametrize(
    "words", [["--base", "e"], ["--seconds", "0"], ["--seed", "x"], ["--base"]]
)
def test_a_refusal_points_to_the_help_of_its_own_command(words: list[str]) -> None:
    with pytest.raises(BadInput, match="`derive kl --help`"):
        read(["kl", NORMAL, NORMAL, *words])


def test_what_is_open_is_said_in_the_letters_of_the_page(run: Run) -> None:
    code, out, _ = run("wasserstein", "Gamma(alpha, 1)", "Beta(beta, 1)")
    assert (code, "to both Gamma(α, 1) and Beta(β, 1)" in " ".join(out.split())) == (3, True)


def test_a_divergence_is_named_or_given_by_its_generator() -> None:
    named = read(["divergence", "jeffreys", "--assume", "s > 1", NORMAL, "Normal(n, s)"])
    assert (named.NAME, named.P, named.Q) == ("jeffreys", NORMAL, "Normal(n, s)")
    own = read(["divergence", NORMAL, "Normal(n, s)", "--f", "-log(u)"])
    assert (own.NAME, own.P, own.f.strip()) == (None, NORMAL, "-log(u)")


def test_every_question_shows_how_it_is_asked(run: Run) -> None:
    for command, question in QUESTIONS.items():
        code, out, err = run(command, "--help")
        assert (code, err) == (0, "")
        assert f"derive {question.example}" in out
        assert all(word.name in out for word in question.words)


def test_help_does_not_load_sympy() -> None:
    program = (
        "import sys; from derive.cli import main\n"
        "for words in ([], ['--help'], ['kl', '--help'], ['kl', 'Normal(m, s)']):\n"
        "    main(words)\n"
        "sys.exit('sympy' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0


def test_at_the_limit_it_ends_and_says_so() -> None:
    began = time.monotonic()
    process("--version")
    starting = time.monotonic() - began
    for seconds in (0.1, 0.7):
        began = time.monotonic()
        words = ("entropy", "Beta(a, b)", "--set", "a=2", "--set", "b=3", "--digits", "200")
        done = process(*words, "--seconds", str(seconds))
        assert time.monotonic() - began < seconds + 0.5 + 2 * starting
        assert done.returncode in (0, 3)
        assert done.returncode == 0 or "derived" in done.stderr or "Open: the time" in done.stdout


def test_a_file_is_written_whole_and_not_overwritten(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.tex"
    words = ("entropy", NORMAL, "--to", "latex", "-o", str(page))
    assert run(*words) == (0, "", "")
    assert page.read_text(encoding="utf-8").rstrip().endswith("\\end{document}")
    code, _, err = run(*words)
    assert (code, "--force" in err) == (2, True)


def test_the_command_is_installed() -> None:
    assert Path(DERIVE).exists()


@pytest.mark.parametrize(
    ("words", "at", "wanted"),
    [
        (("conjugate", "-log(u)", "--domain", "u > 0"), {"v": "-2"}, -mpmath.log(2) - 1),
        (("conjugate", "a*u^2", "--assume", "a > 0"), {"a": "2", "v": "3"}, mpmath.mpf(9) / 8),
        (("biconjugate", "-u^2", "--domain", "-1 <= u <= 1"), {"u": "1/2"}, mpmath.mpf(-1)),
        (("divergence", "squared-hellinger", NORMAL, "Normal(m, s)"), {}, mpmath.mpf(0)),
        (
            ("wasserstein", NORMAL, "Normal(n, t)"),
            {"m": "1", "n": "4", "s": "1", "t": "5"},
            mpmath.mpf(5),
        ),
    ],
)
def test_conjugates_and_distances(run: Run, words, at, wanted) -> None:
    settings = [w for name, number in at.items() for w in ("--set", f"{name}={number}")]
    code, out, _ = run(*words, "--to", "json", *settings)
    assert code == 0
    found = value(out) if at else mpmath.mpf(json.loads(out)["result"]["text"])
    assert abs(found - wanted) < 1e-12


def test_the_page_of_a_conjugate_says_where_it_is_finite(run: Run) -> None:
    assert "It is finite where v" in run("conjugate", "-log(u)", "--domain", "u > 0")[1]
    assert "It is finite everywhere." in run("conjugate", "u^2")[1]


def test_code_is_printed_for_a_closed_form_and_not_for_an_open_one(run: Run) -> None:
    code, out, err = run("kl", "Gamma(a, b)", "Gamma(c, d)", "--to", "python")
    assert (code, err) == (0, "")
    assert "def kl(a: float, b: float, c: float, d: float) -> float:" in out
    code, out, err = run("expectation", "log(1+exp(x))", "x ~ Normal(m, s)", "--to", "torch")
    assert (code, out) == (3, "")
    assert "no code to print" in err


def test_a_command_that_is_misspelt_is_named(run: Run) -> None:
    code, out, err = run("kll", NORMAL, "Normal(0, 1)")
    assert (code, out) == (2, "")
    assert "did you mean kl?" in err
    assert "did you mean entropy" in run("entrpy")[2]


@pytest.mark.parametrize("form", ["python", "torch"])
def test_a_result_that_is_refuted_has_no_code(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["kl", "Exponential(a)", "Exponential(b)", "--to", form]
    right = answer(read(words))
    last = right.steps[-1]
    wrong = replace(right, steps=(*right.steps[:-1], replace(last, after=last.after + 1)))
    monkeypatch.setattr("derive.cli.answering.answer", lambda _: wrong)
    answered = answering(read(words), lambda _: None)
    assert (answered.code, answered.text) == (1, "")
    assert "refuted" in answered.complaints[0]
