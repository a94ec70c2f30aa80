"""Text that means harm is refused at once, runs nothing, writes nothing, and shows harmlessly."""

from __future__ import annotations

import gc
import subprocess
import sys
import time

import pytest
from sympy import Integer, Rational, Symbol, binomial, exp

from derive import UnreadableText, parse
from derive.text.reading.cursor import DEEPEST

HOSTILE = [
    "__import__('os').system('touch pwned')",
    "open('pwned', 'w')",
    "open(pwned)",
    "exec(x)",
    "eval(x)",
    "(1).__class__.__base__",
    "x.subs",
    "pi.n(10**9)",
    "S.__class__",
    "getattr(x, y)",
    "Symbol(x)",
    "Function(f)",
    "Lambda(x, x)",
    "lambda x: x",
    "lambda: 0",
    "(y := 3)",
    "y = 3",
    "f'{x}'",
    '"text"',
    "`x`",
    "x if y else z",
    "[x for x in y]",
    "{x: y}",
    "x; y",
    "x # y",
    "x \\\n + y",
    "async def f(): pass",
    "import os",
    "x @ y",
    "1 << 10**11",
    "x // y",
    "x % y",
    "x!",
    "$x$",
    "\\input{secret}",
    "x{y}",
    "x__y",
    "_x",
    "x_",
    "<script>",
    "integrate(x, x)",
    "diff(x**x, x, 60)",
    "simplify(x)",
    "Poly(x, x)",
    "factorint(2**1000 + 1)",
    "x\x1b[31m",
    "x\x00",
    "x\u202ey",
    "x\u200by",
    "\ud800",
    "\uff4f\uff50\uff45\uff4e(x)",
    "\u212f\u1d65",
    "\u0430 + 1",
    "\u00b5",
    "2\u22121",
    "x.__init__.__globals__",
    "__builtins__",
    "print(x)",
    "globals()",
    "type(x)(1)",
    "x,; y",
    "x\u2028y",
    "x\u00a0+ 1",
    "\u2211 x",
    "\u222bx dx",
    "\u2135",
    "E[E[x",
    "KL(p||q",
    "x if",
    "x and y",
    "Normal(Normal(0, 1), 1)",
    "x/0",
    "log(0)",
    "0/0",
    "gamma(0)",
    "factorial(-1)",
    "product(k,(k,1,10**8)).doit()",
    "%s %n",
    "${x}",
    "../../x",
    "x\r\ny",
    "\x07",
    "\x9b31m",
    "<img src=x>",
    "\\write18{x}",
]
SEVENS = ", ".join(["1"] * 7)
TOO_LARGE = [
    "10**(10**10)",
    "2**(2**33)",
    "2**2**2**2**2**2",
    "9**9**9",
    "(1/3)**(10**9)",
    "sqrt(2)**(10**9)",
    "(10**300)**1000",
    "(10**19 - 1)**(1/59049)",
    "x**(10**9)",
    "(x+y+z)**1000",
    "pi**(10**9)",
    "exp(10**9*log(2))",
    "exp(10**9*log(2) + x)",
    "exp(10**9*log(2*x))",
    "exp((pi + 10**9)*log(-970))",
    "x**(10**9*log(2)/log(x))",
    "((10**300)*x)**900",
    "1e300*1e300*1e300*1e300*1e300*1e300",
    "exp(exp(exp(10))) > 1",
    "floor(exp(exp(exp(10))))",
    "Max(exp(exp(100)), 1)",
    "factorial(10**9)",
    "factorial(factorial(20))",
    "gamma(10**9)",
    "loggamma(10**9)",
    "binomial(10**9, 5*10**8)",
    "harmonic(10**9)",
    "zeta(10**7)",
    "polygamma(10**6, 1)",
    "lowergamma(10**5, x)",
    "RisingFactorial(x, 10**6)",
    "besselk(10**300, 1)",
    "acos(10**9)**1000 < 1",
    "besseli(10**6, x)",
    "((((x^100)^100)^100)^100)^100",
    "x^(1/99999999999999999999)",
    "0.1e99999999*x",
    "99999999999999999999999999^99",
    "erf(10^300)^(10^300)",
    "binomial(1000, 500)^100",
    "sqrt(" * 60 + "x" + ")" * 60,
    f"hyper([{', '.join(['1'] * 1000)}], [2], x)",
    "-" * 12_000 + "x",
    "9" * 301,
    "1e1000",
    "x" * 41,
    "0x" + "f" * 100_000,
    "x+" * 50_000 + "x",
    "(" * 200 + "x" + ")" * 200,
    "sin(" * 2_000 + "x" + ")" * 2_000,
    "x**" * 200 + "x",
    "2*" + "(-" * 200 + "x" + ")" * 200,
    "not " * 200 + "x > 1",
    "|" * 200,
    "[" * 200,
    "{" * 200,
    f"Max({', '.join(f'x{i}' for i in range(50))})",
    f"Dirichlet([{', '.join(['1'] * 200)}])",
    f"MultivariateNormal([{SEVENS}], [{', '.join([f'[{SEVENS}]'] * 7)}])",
    "y in {" + ", ".join(map(str, range(200))) + "}",
]


@pytest.fixture(scope="module", autouse=True)
def _what_the_first_call_loads():
    parse("Normal(0, 1)", "x^2 + log(x)")


@pytest.fixture
def without_collection():
    """Looking through all that other tests have left takes longer than what is timed."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("text", HOSTILE + TOO_LARGE, ids=lambda t: ascii(t)[:40])
@pytest.mark.usefixtures("without_collection")
def test_hostile_text_is_refused_at_once(text, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    began = time.process_time()
    with pytest.raises(UnreadableText) as refused:
        parse(text)
    assert time.process_time() - began < 0.1
    assert list(tmp_path.iterdir()) == []
    message = str(refused.value)
    assert all(c.isprintable() or c == "\n" for c in message)
    assert len(message) < 400


def test_a_look_alike_is_named_with_what_it_looks_like():
    with pytest.raises(UnreadableText, match="mu is written so"):
        parse("\u00b5 + 1")
    with pytest.raises(UnreadableText, match="cyrillic"):
        parse("\u0430")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2**1000", Integer(2) ** 1000),
        ("binomial(20, 3)", binomial(20, 3)),
        ("exp(-1000)", exp(-1000)),
        ("factorial(30)/10**30", Rational(265252859812191058636308480000000, 10**30)),
        ("(" * (DEEPEST - 1) + "x" + ")" * (DEEPEST - 1), Symbol("x", real=True)),
        ("-" * 500 + "x", Symbol("x", real=True)),
    ],
)
def test_what_is_not_too_large_is_read(text, value):
    assert parse(text) == (value,)


def test_a_long_sum_is_read_quickly():
    began = time.process_time()
    (found,) = parse("+".join(f"x{i}*exp(-10**6*x{i})" for i in range(120)))
    assert len(found.args) == 120
    assert time.process_time() - began < 2


def test_reading_never_uses_the_readers_of_python_or_sympy():
    program = (
        "import builtins, sympy, sympy.parsing.sympy_parser as reader\n"
        "from derive import parse\n"
        "def refuse(*a, **k): raise SystemExit('executed')\n"
        "texts = 'Normal(0, s)', 'x^2 + gamma(x)', '1e-3', 'a < b'\n"
        "parse(*texts, assume=['x in {0, 1}'])  # loads what it needs, which Python executes\n"
        "reader.parse_expr = reader.eval_expr = sympy.parse_expr = refuse\n"
        "builtins.eval = builtins.exec = builtins.compile = refuse\n"
        "parse(*texts, assume=['x in {0, 1}'])\n"
        "print('read')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("read\n", "")
