"""From the texts of a question to the solver that answers it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from sympy import S, Symbol

from derive.cli.asked import Asked, AskedWrongly, asked
from derive.cli.interval import interval_of
from derive.cli.natural_domain import as_words, natural_domain
from derive.cli.questions import DIVERGENCES, F_DIVERGENCE, QUESTIONS
from derive.cli.reality import unreal_at
from derive.derivation.derivation import Derivation
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.language.stated import plain
from derive.rulebook.places import facts_in
from derive.text.plain import plain as text
from derive.text.reading import UnreadableText


def answer(options: argparse.Namespace) -> Derivation:
    """The derivation that a question asks for.

    Raises DeriveError, with the place marked, for a question that has no answer as it stands.
    """
    what = asked(options)
    question = QUESTIONS[what.command]
    solver = question.solver
    if what.command == "divergence":
        solver = F_DIVERGENCE if options.f is not None else DIVERGENCES[options.NAME][0]
    arguments, named = _ARGUMENTS[question.kind](what)
    try:
        return _solver(solver)(*arguments, **named)
    except (UnreadableText, AskedWrongly):
        raise
    except DeriveError as error:
        raise what.blamed(str(error).rstrip(".")) from error


def _solver(place: str) -> Callable[..., Derivation]:
    module, _, name = place.partition(":")
    found: Callable[..., Derivation] = getattr(import_module(f"derive.solvers.{module}"), name)
    return found


Arguments = tuple[list[Any], dict[str, Any]]


def _laws(what: Asked) -> Arguments:
    laws = [what.law(key) for key in ("P", "Q") if key in what]
    return [*laws, *([what.number("order")] if "order" in what else [])], {}


def _expectation(what: Asked) -> Arguments:
    f, law, x = what.number("F"), what.law("LAW"), what.variable("LAW")
    inside = plain(f).free_symbols
    strangers = sorted(inside - plain(law).free_symbols - {x}, key=str)
    if strangers and x not in inside:
        sentence = f"{strangers[0]} is bound by no law: {x} is what is drawn"
        what.refuse("F", sentence, strangers[0])
    _real(what, "F", x, facts_in(plain(law).space, x), f"which {plain(law)} reaches")
    return [f, x, law], {}


def _real(what: Asked, key: str, x: Symbol, inside: Iterable[Any], where: str) -> None:
    """Refuse a function that has no real value somewhere inside."""
    known = [*inside, *what.assumptions]
    found = unreal_at(plain(what.number(key)), x, [fact for fact in known if fact.has(x)])
    if found is not None:
        part, value = found
        what.refuse(key, f"{text(part)} has no real value at {x} = {value}, {where}", str(part))


def _model(what: Asked) -> Arguments:
    latent, observed = what.variable("prior"), what.variable("likelihood")
    if latent not in what.law("likelihood").free_symbols:
        what.refuse("likelihood", f"the latent variable {latent} does not occur in the likelihood")
    if observed == latent:
        sentence = f"{latent} cannot be both latent and observed"
        what.refuse("likelihood", sentence)
    laws = [what.law("prior"), what.law("likelihood")]
    if "q" in what:
        if what.variable("q") != latent:
            what.refuse("q", f"q is the law of {latent}, not of {what.variable('q')}")
        laws.append(what.law("q"))
    return laws, {"latent": latent, "observed": observed}


def _divergence(what: Asked) -> Arguments:
    arguments, _ = _laws(what)
    if "f" in what:
        arguments += [what.number("f"), _variable(what, "f", set())]
    return arguments, {}


def _conjugate(what: Asked) -> Arguments:
    (f, u), named = _on_an_interval(what, "Convex conjugate")
    taken = plain(f).free_symbols
    free = next(Symbol(n, real=True) for n in "vtsyw" if Symbol(n, real=True) not in taken)
    return [f, u, what.name("dual") if "dual" in what else free], named


def _biconjugate(what: Asked) -> Arguments:
    return _on_an_interval(what, "Biconjugate")


def _infimal_convolution(what: Asked) -> Arguments:
    (f, x), named = _on_an_interval(what, "Infimal convolution")
    other, title = _interval(what, "G", "other", x, named["title"])
    return [f, what.number("G"), x], {**named, "other": other, "title": title}


def _on_an_interval(what: Asked, title: str) -> Arguments:
    """The function and its variable, with its interval."""
    hinted = set(plain(what.values.get("domain", S.true)).free_symbols)
    u = _variable(what, "F", hinted)
    domain, title = _interval(what, "F", "domain", u, title)
    return [what.number("F"), u], {"domain": domain, "title": title}


def _interval(
    what: Asked, key: str, option: str, u: Symbol, title: str
) -> tuple[tuple[Any, Any], str]:
    """The interval of a function that is given, or the one on which it is real: that is said in the
    title."""
    domain = interval_of(plain(what.values.get(option, S.true)), u)
    if domain is None:
        what.refuse(option, f"this is no interval for {u}: write '0 <= {u} <= 1' or '{u} > 0'")
    if option not in what:
        f, known = plain(what.number(key)), Assumptions.of(*what.assumptions)
        found = natural_domain(f, u, known)
        if found is None:
            sentence = (
                f"it is not plain where {u} is meant to lie: say so with --{option} '{u} > 0'"
            )
            what.refuse(key, f"{sentence}, or --{option} '-1 <= {u} <= 1'")
        if found != domain:
            name = "the function" if key == "F" else "the other"
            title = f"{title}, where {name} is real: {as_words(*found, u)}"
        domain = found
    _real(what, key, u, facts_in(Line(*domain), u), f"which is in its domain (--{option})")
    return domain, title


def _generator(what: Asked) -> Arguments:
    return [what.number("f"), _variable(what, "f", set())], {}


def _variable(what: Asked, key: str, hinted: set[Symbol]) -> Symbol:
    """The variable of a function: the one named so, the one that its domain speaks of, the only
    name in it, or u or x."""
    inside = plain(what.number(key)).free_symbols
    if "variable" in what:
        return what.name("variable")
    if hinted and not hinted & inside and inside:
        stranger = min(hinted, key=str)
        what.refuse("domain", f"{stranger} does not occur in the function", stranger)
    for among in (hinted & inside, inside, hinted):
        if len(among) == 1:
            return next(iter(among))
    usual = [Symbol(n, real=True) for n in ("u", "x", "t") if Symbol(n, real=True) in inside]
    if not usual:
        names = ", ".join(sorted(s.name for s in inside)) or "none"
        what.refuse(key, f"which name is the variable ({names})? say so with --variable")
    return usual[0]


def _reparameterize(what: Asked) -> Arguments:
    return [what.law("LAW")], {}


_ARGUMENTS: dict[str, Callable[[Asked], Arguments]] = {
    "laws": _laws,
    "expectation": _expectation,
    "model": _model,
    "divergence": _divergence,
    "conjugate": _conjugate,
    "generator": _generator,
    "infimal-convolution": _infimal_convolution,
    "biconjugate": _biconjugate,
    "reparameterize": _reparameterize,
}
