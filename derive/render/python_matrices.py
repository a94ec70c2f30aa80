"""Vectors and matrices in Python, as lists of floats."""

from __future__ import annotations

from derive.render.array_spelling import Spelling

MATRICES = {
    "cholesky": '''\
def cholesky(a: Sequence[Sequence[float]]) -> list[list[float]]:
    """The lower triangular factor of a symmetric positive definite matrix."""
    factor: list[list[float]] = []
    for i, row in enumerate(a):
        own: list[float] = []
        for j in range(i):
            rest = row[j] - math.fsum(x * y for x, y in zip(own, factor[j]))
            own.append(rest / factor[j][j])
        square = row[i] - math.fsum(x * x for x in own)
        if not square > 0:
            raise ValueError("a matrix must be positive definite")
        factor.append([*own, math.sqrt(square), *[0.0] * (len(a) - 1 - i)])
    return factor
''',
    "solved": '''\
def solved(factor: list[list[float]], v: Sequence[float]) -> list[float]:
    """The solution x of factor x = v, the factor being lower triangular."""
    x: list[float] = []
    for i, (row, number) in enumerate(zip(factor, v, strict=True)):
        x.append((number - math.fsum(a * b for a, b in zip(row, x))) / row[i])
    return x
''',
    "log_det": '''\
def log_det(a: Sequence[Sequence[float]]) -> float:
    """log det a, for a symmetric positive definite matrix."""
    return 2 * math.fsum(math.log(row[i]) for i, row in enumerate(cholesky(a)))
''',
    "inverse_form": '''\
def inverse_form(v: Sequence[float], a: Sequence[Sequence[float]]) -> float:
    """v^T a^-1 v, for a symmetric positive definite matrix a."""
    return math.fsum(x * x for x in solved(cholesky(a), v))
''',
    "inverse_trace": '''\
def inverse_trace(a: Sequence[Sequence[float]], b: Sequence[Sequence[float]]) -> float:
    """The trace of a^-1 b, for symmetric positive definite matrices."""
    factor = cholesky(a)
    columns = (solved(factor, column) for column in zip(*cholesky(b)))
    return math.fsum(x * x for column in columns for x in column)
''',
    "trace": '''\
def trace(a: Sequence[Sequence[float]]) -> float:
    """The sum of the entries on the diagonal."""
    return math.fsum(row[i] for i, row in enumerate(a))
''',
    "squared_length": '''\
def squared_length(v: Sequence[float]) -> float:
    """The sum of the squares of the coordinates."""
    return math.fsum(x * x for x in v)
''',
    "diagonal": '''\
def diagonal(v: Sequence[float]) -> list[list[float]]:
    """The matrix with v on its diagonal."""
    return [[x if i == j else 0.0 for j in range(len(v))] for i, x in enumerate(v)]
''',
    "combined": '''\
def combined(*terms: tuple[float, Sequence[Sequence[float]]]) -> list[list[float]]:
    """The sum of the matrices, each times the number before it."""
    numbers = [c for c, _ in terms]
    rows = zip(*(a for _, a in terms), strict=True)
    return [
        [math.fsum(c * x for c, x in zip(numbers, entries)) for entries in zip(*row)]
        for row in rows
    ]
''',
}


def _each(names: list[str]) -> tuple[list[str], str, str]:
    """A list made coordinate by coordinate."""
    each = [f"{name}_i" for name in names]
    if len(names) == 1:
        return each, f"[{{}} for {each[0]} in {names[0]}]", "{}"
    lists = f"zip({', '.join(names)}, strict=True)"
    return each, f"[{{}} for {', '.join(each)} in {lists}]", "{}"


LISTS = Spelling(
    each=_each,
    constant="[{0}]*len({1})",
    length="len({})",
    row="{}",
    diagonal="diagonal({})",
    multiple="({0}, {1})",
    added=lambda terms: f"combined({', '.join(terms)})",
    scalar="{}",
)
