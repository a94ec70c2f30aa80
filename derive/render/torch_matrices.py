"""Vectors and matrices in PyTorch: the last dimensions of tensors."""

from __future__ import annotations

from derive.render.array_spelling import Spelling

MATRICES = {
    "log_det": '''\
def log_det(a: torch.Tensor) -> torch.Tensor:
    """log det a, for symmetric positive definite matrices."""
    diagonal = torch.diagonal(torch.linalg.cholesky(a), dim1=-2, dim2=-1)
    return 2 * torch.sum(torch.log(diagonal), dim=-1)
''',
    "inverse_form": '''\
def inverse_form(v: torch.Tensor, a: torch.Tensor) -> torch.Tensor:
    """v^T a^-1 v, for symmetric positive definite matrices a."""
    factor = torch.linalg.cholesky(a)
    white = torch.linalg.solve_triangular(factor, v.unsqueeze(-1), upper=False)
    return torch.sum(white**2, dim=(-2, -1))
''',
    "inverse_trace": '''\
def inverse_trace(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """The trace of a^-1 b, for symmetric positive definite matrices."""
    factor, other = torch.linalg.cholesky(a), torch.linalg.cholesky(b)
    white = torch.linalg.solve_triangular(factor, other, upper=False)
    return torch.sum(white**2, dim=(-2, -1))
''',
    "trace": '''\
def trace(a: torch.Tensor) -> torch.Tensor:
    """The sum of the entries on the diagonal."""
    return torch.sum(torch.diagonal(a, dim1=-2, dim2=-1), dim=-1)
''',
    "squared_length": '''\
def squared_length(v: torch.Tensor) -> torch.Tensor:
    """The sum of the squares of the coordinates."""
    return torch.sum(v**2, dim=-1)
''',
}

TENSORS = Spelling(
    each=lambda names: (names, "{}", "{}.unsqueeze(-1)"),
    constant="({0})*torch.ones_like({1})",
    length="{}.shape[-1]",
    row="{}[..., 0]",
    diagonal="torch.diag_embed({})",
    multiple="({0})*{1}",
    added=" + ".join,
    scalar="{}[..., None, None]",
)
