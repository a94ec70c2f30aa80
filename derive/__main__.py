"""`python -m derive` is the command `derive`."""

from __future__ import annotations

from derive.cli import main

raise SystemExit(main())
