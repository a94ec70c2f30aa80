"""The printed PyTorch code does what the derivation says: moments of draws, gradients to
parameters."""

from __future__ import annotations

import math

import pytest
from sympy import Lambda, Symbol, log, symbols

from derive.derivation.document import page_of
from derive.errors import DeriveError
from derive.language import (
    Exponential,
    Gumbel,
    Laplace,
    Logistic,
    Normal,
    Rayleigh,
    Uniform,
    Weibull,
)
from derive.packs.finding import load
from derive.render.markdown import markdown
from derive.render.page import code_of
from derive.render.torch_code import torch_code, torch_sampler
from derive.solvers.reparameterization import reparameterize

mu, logvar, phi, e = symbols("mu logvar phi epsilon", real=True)


def compiled(source):
    pytest.importorskip("torch", reason="PyTorch is not installed: the printed code is not run")
    space = {}
    exec(compile(source, "<printed>", "exec"), space)  # noqa: S102  our own output, in a test
    return space["reparameterize"]


def test_signs_quotients_and_stable_logarithms():
    assert torch_code(-log(1 - e) / phi) == "-torch.log1p(-epsilon)/phi"
    assert torch_code((mu - e) / (2 * phi)) == "(mu - epsilon)/(2*phi)"
    assert torch_code(Symbol("lambda") * e) in ("lambda_*epsilon", "epsilon*lambda_")


def test_a_base_without_code_is_refused():
    with pytest.raises(DeriveError, match="no PyTorch code"):
        torch_sampler(Lambda(e, mu + e), Laplace(0, 1))
    with pytest.raises(DeriveError, match="no PyTorch code"):
        torch_sampler(Lambda(e, mu + e), Normal(0, 2))


def test_the_page_of_the_exercise_holds_code_that_draws_and_differentiates():
    derivation = load("reparameterize-code").derive()
    source = code_of(derivation)
    assert source.splitlines()[3] == "def reparameterize(mu, logvar):"
    assert source in markdown(page_of(derivation))
    draw = compiled(source)
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    mu_, logvar_ = (torch.full((400_000,), v, requires_grad=True) for v in (0.7, -1.2))
    z = draw(mu_, logvar_)
    assert abs(z.mean().item() - 0.7) < 5e-3
    assert abs(z.var().item() - math.exp(-1.2)) < 5e-3
    (z**2).mean().backward()
    # d E[z^2] is 2 mu in mu and exp(logvar) in logvar
    assert abs(mu_.grad.sum().item() - 1.4) < 2e-2
    assert abs(logvar_.grad.sum().item() - math.exp(-1.2)) < 2e-2


def test_a_derivation_about_arbitrary_laws_has_no_code():
    with pytest.raises(DeriveError, match="no code"):
        code_of(load("iwae-lower-bound").derive())


@pytest.mark.parametrize(
    ("map_", "base", "values", "mean", "variance"),
    [
        (Lambda(e, e / phi), Exponential(1), {"phi": 2.0}, 0.5, 0.25),
        (Lambda(e, -log(1 - e) / phi), Uniform(0, 1), {"phi": 2.0}, 0.5, 0.25),
    ],
)
def test_moments_of_draws(map_, base, values, mean, variance):
    draw = compiled(torch_sampler(map_, base))
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    tensors = {k: torch.full((400_000,), v, requires_grad=True) for k, v in values.items()}
    z = draw(**tensors)
    assert abs(z.mean().item() - mean) < 5e-3
    assert abs(z.var().item() - variance) < 5e-3
    z.sum().backward()
    assert all(t.grad is not None and bool((t.grad != 0).all()) for t in tensors.values())


def test_every_place_of_the_shape_that_parameters_broadcast_to_has_a_draw_of_its_own():
    draw = compiled(code_of(reparameterize(Gumbel(mu, phi))))
    torch = pytest.importorskip("torch")
    drawn = draw(torch.tensor(0.5), torch.ones(3, 1))
    assert drawn.shape == (3, 1)
    assert len(set(drawn.flatten().tolist())) == 3


a, k = symbols("a k", real=True)


@pytest.mark.parametrize(
    ("law", "mean"),
    [
        (Weibull(a, k), lambda a, k: a * math.gamma(1 + 1 / k)),
        (Gumbel(a, k), lambda a, k: a + k * 0.5772156649),
        (Rayleigh(k), lambda k: k * math.sqrt(math.pi / 2)),
        (Logistic(a, k), lambda a, k: a),
    ],
    ids=["Weibull", "Gumbel", "Rayleigh", "Logistic"],
)
def test_draws_are_found_for_laws_with_a_distribution_function(law, mean):
    draw = compiled(code_of(reparameterize(law)))
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    at = {"a": 2.0, "k": 1.5}
    values = {s.name: at[s.name] for s in sorted(law.free_symbols, key=str)}
    drawn = draw(**{name: torch.full((400_000,), v) for name, v in values.items()})
    assert abs(drawn.mean().item() - mean(**values)) < 2e-2
