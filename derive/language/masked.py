"""Masked convolutions on a map of pixels, and sets of pixels.

A map has `rows` x `columns` pixels, counted from (1, 1) in the first row. A layer correlates it
with a kernel without flipping, padded by half the kernel so that the map keeps its size: the output
at p is the sum of the weights at the kernel's places i times the input at p + i - centre. A mask
says at which places the weights may differ from zero.

As a number a set of pixels is its mass, where the pixel with number k in reading order weighs the
log of the k-th prime: no two sets have the same mass.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from sympy import Integer, Tuple
from sympy.core.symbol import Str

from derive.errors import DeriveError
from derive.language.binder import Node

Pixel = tuple[int, int]


class KernelMask(Node):
    """Which weights of a kernel may differ from zero: a mask by name, or one written out."""

    @property
    def shape(self) -> Pixel:
        """Rows and columns of the kernel."""
        raise NotImplementedError

    def allows(self, row: int, column: int) -> bool:
        """Whether the weight at a place, counted from (1, 1), may differ from zero."""
        raise NotImplementedError

    @property
    def centre(self) -> Pixel:
        """The place of the kernel that lies on the output pixel."""
        rows, columns = self.shape
        return (rows + 1) // 2, (columns + 1) // 2


class Mask(KernelMask):
    """A mask by its type. Type A allows the places before the centre in reading order, type B the
    centre as well, "full" every place.

    Arguments: kind, "A", "B" or "full"; rows and columns, odd numbers (columns are rows where they
    are left out). Raises DeriveError for anything else.

    >>> Mask("A", 3).written
    WrittenMask((1, 1, 1), (1, 0, 0), (0, 0, 0))
    """

    KINDS: ClassVar[tuple[str, ...]] = ("A", "B", "full")

    def __new__(cls, kind: str | Str, rows: Any, columns: Any = None) -> Any:
        shape = [int(n) for n in (rows, rows if columns is None else columns)]
        if str(kind) not in cls.KINDS:
            raise DeriveError(f"a mask is of type A, B or full, not {kind}")
        if any(n < 1 or n % 2 == 0 for n in shape):
            raise DeriveError("a kernel has an odd number of rows and of columns: it has a centre")
        return super().__new__(cls, Str(str(kind)), *map(Integer, shape))

    @property
    def kind(self) -> str:
        return str(self.args[0])

    @property
    def shape(self) -> Pixel:
        return int(self.args[1]), int(self.args[2])

    def allows(self, row: int, column: int) -> bool:
        if self.kind == "full" or (row, column) < self.centre:
            return True
        return self.kind == "B" and (row, column) == self.centre

    @property
    def written(self) -> WrittenMask:
        """The mask with its entries."""
        rows, columns = self.shape
        return WrittenMask(
            *([int(self.allows(i, j)) for j in range(1, columns + 1)] for i in range(1, rows + 1))
        )


class WrittenMask(KernelMask):
    """A mask by its entries, row by row: 1 where the weight may differ from zero, else 0. Raises
    DeriveError where the rows differ in length, or rows or columns are even in number."""

    def __new__(cls, *rows: Iterable[Any]) -> Any:
        entries = [[int(bool(e)) for e in row] for row in rows]
        lengths = {len(entries), *(len(row) for row in entries)}
        if len({len(row) for row in entries}) != 1 or any(n % 2 == 0 for n in lengths):
            raise DeriveError("a mask has an odd number of rows, of equal and odd length")
        return super().__new__(cls, *(Tuple(*map(Integer, row)) for row in entries))

    @property
    def shape(self) -> Pixel:
        return len(self.args), len(self.args[0])

    def allows(self, row: int, column: int) -> bool:
        return bool(self.args[row - 1][column - 1] == 1)


class PixelSet(Node):
    """A set of pixels of a map."""

    @property
    def map_shape(self) -> Pixel:
        """Rows and columns of the map."""
        raise NotImplementedError


class Pixels(PixelSet):
    """The set of these pixels of a map with so many rows and columns, in reading order.

    Raises DeriveError for a pixel that is not on the map.
    """

    def __new__(cls, rows: Any, columns: Any, pixels: Iterable[Any]) -> Any:
        found = sorted({(int(r), int(c)) for r, c in pixels})
        if not all(1 <= r <= int(rows) and 1 <= c <= int(columns) for r, c in found):
            raise DeriveError(f"the map has {rows} rows and {columns} columns")
        listed = Tuple(*(Tuple(Integer(r), Integer(c)) for r, c in found))
        return super().__new__(cls, Integer(int(rows)), Integer(int(columns)), listed)

    @property
    def map_shape(self) -> Pixel:
        return int(self.args[0]), int(self.args[1])

    @property
    def pixels(self) -> tuple[Pixel, ...]:
        """The pixels in reading order."""
        return tuple((int(r), int(c)) for r, c in self.args[2])

    @property
    def rows_of_signs(self) -> list[str]:
        """The map row by row, 1 for a pixel of the set and 0 for any other.

        >>> Pixels(2, 3, [(1, 3), (2, 1)]).rows_of_signs
        ['001', '100']
        """
        rows, columns = self.map_shape
        found = self.pixels
        return [
            "".join(str(int((r, c) in found)) for c in range(1, columns + 1))
            for r in range(1, rows + 1)
        ]


class Seen(PixelSet):
    """The pixels of a layer's input that the outputs at some pixels are computed from."""

    def __new__(cls, mask: KernelMask, outputs: PixelSet) -> Any:
        return super().__new__(cls, mask, outputs)

    @property
    def mask(self) -> Any:
        return self.args[0]

    @property
    def outputs(self) -> Any:
        return self.args[1]

    @property
    def map_shape(self) -> Pixel:
        shape: Pixel = self.outputs.map_shape
        return shape


class ReceptiveField(PixelSet):
    """The input pixels on which the output of a network at one pixel depends: those with respect to
    which its derivative is not identically zero in the weights that the masks allow.

    Arguments: masks, one for each layer, the first layer's first; rows and columns of the map; row
    and column of the output pixel.
    """

    def __new__(cls, masks: Any, rows: Any, columns: Any, row: Any, column: Any) -> Any:
        Pixels(rows, columns, [(row, column)])
        numbers = (Integer(int(n)) for n in (rows, columns, row, column))
        return super().__new__(cls, Tuple(*masks), *numbers)

    @property
    def masks(self) -> tuple[Any, ...]:
        return tuple(self.args[0])

    @property
    def map_shape(self) -> Pixel:
        return int(self.args[1]), int(self.args[2])

    @property
    def output(self) -> Pixel:
        """The output pixel."""
        return int(self.args[3]), int(self.args[4])
