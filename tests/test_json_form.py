"""The JSON object: its fields, its heads, and that a second program can check it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sympy import Symbol, symbols

from derive import language
from derive.derivation.json_form import derivation_json
from derive.derivation.tree import HEADS, SPECIAL_HEADS
from derive.language import Exponential, Gamma, Normal
from derive.packs.finding import find
from derive.solvers.divergences import entropy
from derive.solvers.evidence_lower_bound import elbo
from derive.text.arrange import has_arrangement

ROOT = Path(__file__).resolve().parent.parent
CHECKER = Path(__file__).with_name("json_checker.py")
DOCUMENTED = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")

QUICK = ("elbo-jensen", "exponential-elbo", "kl-properties", "kl-self", "f-gan-bound-pearson")
SLOW = (
    "f-gan-bound",
    "bernoulli-kl",
    "score-has-zero-mean",
    "encoder-is-posterior",
    "kl-factorizes",
)

theta, phi = symbols("theta phi", positive=True)
x, z = Symbol("x", real=True), Symbol("z")


def printed(name: str) -> str:
    program = "import sys; from derive.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", program, name, "--to", "json"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def checked(text: str, models: int = 2) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHECKER), str(models)]
    return subprocess.run(command, input=text, capture_output=True, text=True)


def test_the_second_program_is_short_and_knows_mpmath_alone() -> None:
    source = CHECKER.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 240
    imported = set(re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE))
    assert imported == {"__future__", "itertools", "json", "operator", "sys", "mpmath"}


@pytest.mark.parametrize("name", [*QUICK, *(pytest.param(n, marks=pytest.mark.slow) for n in SLOW)])
def test_the_second_program_agrees_with_every_step(name: str) -> None:
    text = printed(name)
    done = checked(text)
    steps = json.loads(text)["steps"]
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": agrees, 2 models") == len(steps)


def test_the_second_program_finds_a_step_that_was_changed() -> None:
    found = json.loads(printed("elbo-jensen"))
    for step in found["steps"]:
        step["after"]["tree"] = ["add", step["after"]["tree"], ["rational", 1, 1000]]
        step["relation"] = "="
    done = checked(json.dumps(found))
    assert done.returncode == 1
    assert done.stdout.count("FAILS") == len(found["steps"])


def test_the_fields_are_those_that_are_promised() -> None:
    found = json.loads(printed("kl-self"))
    fields = {"schema", "name", "title", "sheet", "part", "status", "relation", "start", "result"}
    fields |= {"reached", "remaining", "conditions", "steps", "parts", "givens", "assumptions"}
    assert set(found) == fields | {"laws", "models", "seed", "seconds"}
    step = {"number", "relation", "rule", "title", "reason", "before", "after", "conditions"}
    step.add("backwards")
    assert set(found["steps"][0]) == step | {"replays", "evidence", "steps", "part", "models"}
    evidence = {"method", "tried", "effective", "digits", "seed", "slack", "equality", "lines"}
    assert set(found["steps"][0]["evidence"]) == evidence | {"counterexample", "witness", "note"}
    for field in ("start", "result"):
        assert set(found[field]) == {"text", "latex", "tree"}
    assert (found["schema"], found["name"]) == (1, "kl-self")
    for field in sorted(fields | step | evidence | {"counterexample", "witness", "note"}):
        assert f"`{field}`" in DOCUMENTED


def test_every_head_is_documented_and_no_other() -> None:
    table = DOCUMENTED.split("## Heads")[1]
    documented = re.findall(r'^\| `\["([a-z-]+)"', table, re.MULTILINE)
    assert sorted(documented) == sorted({*HEADS.values(), *SPECIAL_HEADS, "point"})


def heads(found: Any) -> set[str]:
    if not isinstance(found, list):
        return set()
    return {found[0]}.union(*(heads(f) for f in found[1:]))


def test_an_open_derivation_has_no_result_but_what_it_reached() -> None:
    derivation = elbo(Exponential(theta), Normal(z, 1), Exponential(phi), latent=z, observed=x)
    found = derivation_json(derivation.stop("nothing more is known"))
    assert (found["result"], found["remaining"]) == (None, "nothing more is known")
    assert heads(found["reached"]["tree"]) <= {
        "add",
        "mul",
        "pow",
        "log",
        "rational",
        "symbol",
        "pi",
    }


def test_proofs_of_rules_have_evidence_where_it_is_asked_for() -> None:
    a, b = symbols("a b", positive=True)
    derivation = entropy(Gamma(a, b)).verify()
    for expand in (False, True):
        found = derivation_json(derivation, expand)
        nested = [inner for step in found["steps"] for inner in step["steps"]]
        assert nested
        assert all((inner["evidence"] is not None) == expand for inner in nested)
        assert all(inner["evidence"]["effective"] > 0 for inner in nested if expand)


def test_a_law_is_given_by_its_formula() -> None:
    derivation = elbo(Exponential(theta), Normal(z, 1), Exponential(phi), latent=z, observed=x)
    laws = derivation_json(derivation)["laws"]
    exponential = laws["Exponential"]
    assert exponential["parameters"] == ["rate"]
    assert exponential["support"] == ["line", ["rational", 0, 1], ["infinity"]]
    head, *terms = exponential["log_density"]
    assert head == "add"
    linear = next(t for t in terms if t[0] == "mul")
    assert ["log", ["symbol", "rate"]] in terms
    assert {str(f) for f in linear[1:]} == {
        "['rational', -1, 1]",
        "['point']",
        "['symbol', 'rate']",
    }


def test_hostile_names_stay_inside_their_strings() -> None:
    name = '"\x1b[31m</script>\u202e'
    hostile = Symbol(name, positive=True)
    found = elbo(Exponential(hostile), Normal(z, 1), Exponential(phi), latent=z, observed=x)
    text = json.dumps(derivation_json(found))
    assert text.isascii()
    assert "\x1b" not in text
    assert ["symbol", name] in list(subtrees(json.loads(text)["start"]["tree"]))


def subtrees(found: Any) -> Any:
    if isinstance(found, list):
        yield found
        for part in found:
            yield from subtrees(part)


def test_the_names_used_here_are_problems() -> None:
    found = find()
    assert all(found.entry(name) for name in (*QUICK, *SLOW))


ABSTRACT = {language.Node, language.Binder, language.Law, language.Condition, language.Family}


def test_every_node_of_the_language_has_a_head_and_a_way_of_writing_it() -> None:
    kinds = (language.Node, language.Law, language.Condition, language.Family, language.Space)
    exported = [getattr(language, name) for name in language.__all__]
    nodes = [c for c in exported if isinstance(c, type) and issubclass(c, kinds)]
    concrete = [c for c in nodes if c not in ABSTRACT and not issubclass(c, language.Distribution)]
    assert [c.__name__ for c in concrete if c not in HEADS] == []
    written = [c for c in concrete if not issubclass(c, language.Family)]
    assert [c.__name__ for c in written if not has_arrangement(c)] == []
