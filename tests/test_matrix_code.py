"""The printed code of divergences between normal laws of vectors with full covariances."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest

from derive import bhattacharyya, entropy, kl, parse, renyi
from derive.render.python_code import python_function
from derive.render.torch_code import torch_function

FULL, OTHER = "MultivariateNormal(mu, S)", "MultivariateNormal(m, T)"
MU, M = [0.5, -1.0, 2.0], [1.0, 0.25, -0.5]
S = [[2.0, 0.3, -0.4], [0.3, 1.0, 0.2], [-0.4, 0.2, 1.5]]
T = [[1.2, -0.1, 0.5], [-0.1, 2.5, 0.3], [0.5, 0.3, 0.9]]


def run(text: str) -> Any:
    space: dict[str, Any] = {}
    exec(compile(text, "<printed>", "exec"), space)  # noqa: S102  our own output, in a test
    return [value for name, value in space.items() if getattr(value, "__doc__", None)][-1]


def divergence(mu: Any, s: Any, m: Any, t: Any) -> Any:
    """KL(N(mu, S) || N(m, T)) by Kullback's formula."""
    s, t = mpmath.matrix(s), mpmath.matrix(t)
    gap = mpmath.matrix(m) - mpmath.matrix(mu)
    ratio = t**-1 * s
    trace = sum(ratio[i, i] for i in range(s.rows))
    form = (gap.T * t**-1 * gap)[0]
    return (form + trace - s.rows + mpmath.log(mpmath.det(t) / mpmath.det(s))) / 2


def test_python_with_two_full_covariances() -> None:
    kl_of = run(python_function(kl(*parse(FULL, OTHER))))
    assert abs(kl_of(MU, S, M, T) - divergence(MU, S, M, T)) < 1e-13
    assert kl_of(MU, S, MU, S) == pytest.approx(0, abs=1e-14)
    with pytest.raises(ValueError, match="positive definite"):
        kl_of(MU, S, M, [[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]])


@pytest.mark.parametrize(
    ("other", "more", "m", "t"),
    [
        ("MultivariateNormal(0, I)", (), [0, 0, 0], [1, 1, 1]),
        ("MultivariateNormal(0, s^2*I)", (1.5,), [0, 0, 0], [2.25] * 3),
        ("MultivariateNormal(m, diag(t^2))", (M, [1, 2, 3]), M, [1, 4, 9]),
    ],
)
def test_python_against_a_diagonal_covariance(other: str, more: Any, m: Any, t: Any) -> None:
    kl_of = run(python_function(kl(*parse(FULL, other))))
    assert abs(kl_of(MU, S, *more) - divergence(MU, S, m, mpmath.diag(t))) < 1e-13


def test_what_mixes_two_covariances() -> None:
    p, q, (order,) = *parse(FULL, OTHER), parse("a")
    half = 2 * run(python_function(bhattacharyya(p, q)))(MU, S, M, T)
    assert run(python_function(renyi(p, q, order)))(MU, S, M, T, 0.5) == pytest.approx(half)
    found = run(python_function(entropy(p)))(S)
    wanted = (
        3 * mpmath.log(2 * mpmath.pi * mpmath.e) + mpmath.log(mpmath.det(mpmath.matrix(S)))
    ) / 2
    assert abs(found - wanted) < 1e-13


def test_torch_in_batches_and_with_gradients() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: the code is not run")
    (mu, m), (s, t) = (
        [torch.tensor([v, v], dtype=torch.float64, requires_grad=True) for v in pair]
        for pair in ((MU, M), (S, T))
    )
    p, q = parse(FULL, OTHER)
    found = run(torch_function(kl(p, q)))(mu, s, m, t)
    laws = (torch.distributions.MultivariateNormal(*pair) for pair in ((mu, s), (m, t)))
    assert torch.allclose(found, torch.distributions.kl_divergence(*laws), atol=1e-12)
    found.sum().backward()
    assert torch.isfinite(s.grad).all()
    mixed = run(torch_function(renyi(p, q, parse("a")[0])))
    order = torch.tensor([0.3, 0.6], dtype=torch.float64)
    assert mixed(mu, s, m, t, order).shape == (2,)
