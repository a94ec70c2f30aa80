"""The command: what it prints where, its exit codes, its files, and how it answers mistakes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from stub_problems import Run, plain_only

from derive.cli.arguments import COMMANDS, read
from derive.errors import NotConverged

DERIVE = str(Path(sys.executable).with_name("derive"))
CODES = {
    "stub-verified": 0,
    "stub-assumes": 0,
    "stub-open": 3,
    "stub-refuted": 1,
    "stub-unchecked": 1,
    "stub-broken": 2,
    "stubs/6": 0,
}


def test_bare_it_says_what_it_can_do_in_half_a_screen(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    assert len(out.splitlines()) <= 14
    assert all(f"derive {command}" in out for command in COMMANDS)


@pytest.mark.parametrize("words", [["--help"], ["-h"], *([c, "--help"] for c in COMMANDS)])
def test_help(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: derive{''.join(f' {w}' for w in words if w in COMMANDS)}")


def test_version(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert re.fullmatch(r"derive \d+\.\d+\.\d+\S*\n", out)


@pytest.mark.parametrize("name", CODES)
def test_exit_codes(run: Run, name: str) -> None:
    code, out, err = run(name)
    assert code == CODES[name]
    assert bool(out) == (code != 2)
    assert "Traceback" not in err


def test_strict_counts_an_assumption_as_a_failure(run: Run) -> None:
    assert run("stub-assumes", "--strict")[0] == 1
    assert run("--strict", "stub-verified")[0] == 0
    assert run("--strict", "stub-open")[0] == 3


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["stub-verified", "stub-assumes"], 0),
        (["stub-open", "stub-verified"], 3),
        (["stub-open", "stub-refuted", "stub-verified"], 1),
        (["stub-verified", "stub-broken"], 1),
        (["stub-unchecked"], 1),
    ],
)
def test_verify_exits_with_the_worst(run: Run, names: list[str], code: int) -> None:
    found, out, err = run("verify", *names)
    assert (found, err) == (code, "")
    *lines, summary = out.splitlines()
    assert [line.split()[0] for line in lines] == names
    assert summary.startswith(f"{len(names)} problems: ")
    assert "\x1b" not in out


def test_verify_says_what_stopped_a_problem(run: Run) -> None:
    _, out, _ = run("verify", "stub-broken", "stub-unchecked")
    broken, unchecked, _ = out.splitlines()
    assert "ZeroDivisionError" in broken
    assert "a < -1" in unchecked


def test_verify_without_names_is_strict_about_packs_that_cannot_be_read(
    run: Run, stubs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("derive.packs.modules.entry_points", lambda group: ())
    (stubs / "stubs.py").write_text(plain_only(), encoding="utf-8")
    assert run("verify")[0] == 0
    (stubs / "other.py").write_text("def (", encoding="utf-8")
    code, out, err = run("verify")
    assert code == 1
    assert "stub-verified" in out
    assert "other.py" in err


def test_list_shows_sheets_parts_and_titles(run: Run) -> None:
    code, out, err = run("list", "--sheet", "stubs")
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()[:3]] == [
        ["stubs", "One", "of", "each"],
        ["1", "stub-verified", "A", "square"],
        ["2", "stub-assumes", "A", "sum", "whose", "means", "may", "not", "exist"],
    ]
    assert out in run("list")[1]


def test_commands_win_over_problems_and_an_address_always_works(run: Run) -> None:
    assert run("verify", "stub-verified")[1].endswith(" s\n")
    assert "A problem whose name is a command" in run("stubs/6")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stub-verifed"], "did you mean stub-verified"),
        (["stubs/1a"], "did you mean stubs/"),
        (["verfy"], "did you mean verify"),
        (["lst"], "did you mean list"),
        (["list", "--sheet", "stub"], "did you mean stubs?"),
        (["rules", "expectation-is-liner"], "did you mean expectation-is-linear"),
        (["verify", "stub-verified", "stub-asumes"], "did you mean stub-assumes"),
        (["stub-verified", "--to", "pdf"], "invalid choice: 'pdf'"),
        (["stub-verified", "extra"], "unrecognized arguments: extra"),
        (["stub-verified", "--expandd"], "unrecognized arguments: --expandd"),
        (["--strict"], "required: NAME"),
        (["stub-verified", "--seed", "one"], "invalid int value: 'one'"),
        (["stub-verified", "--set", "a"], "'a' is not of the form NAME=NUMBER"),
        (["stub-verified", "--set", "a=b"], "'b' is not a number"),
        (["stub-verified", "--set", "a=2**9"], "'2**9' is not a number"),
        (["stub-verified", "--set", "a=1/0"], "'1/0' divides by zero"),
        (["stub-verified", "--set", "a=1e9999"], "is not a number"),
        (["stub-verified", "--set", "a=nan"], "is not a number"),
        (["stub-verified", "--set", "a=1", "--set", "a=2"], "both 1 and 2"),
        (["stub-verified", "--set", "b=2"], "there is no b"),
        (["stub-verified", "--set", "a=-1"], "a > 0"),
        (["stub-verified", "--problems", "no/such/place"], "needs a folder"),
        (["stub-verified", "-o", "page.tex"], "-o needs a form"),
        (["--problems"], "expected one argument"),
        (["two\nlines\x1b[2J"], "there is no problem"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(run: Run, words: list[str], said: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith("derive: ")
    assert err.count("\n") == 1
    assert err.rstrip("\n").isprintable()


def test_options_may_stand_before_the_name() -> None:
    options = read(["--set", "a=1", "--to", "json", "list-like", "--expand"])
    assert (options.command, options.name, options.values) == ("show", "list-like", [("a", "1")])
    assert read(["--problems", "list", "verify", "x"]).command == "verify"


def test_the_value_at_numbers_is_printed(run: Run) -> None:
    _, out, _ = run("stub-verified", "--set", "a=1/2")
    assert "-1.38629436111989" in out
    assert "1.38629436111989" in run("stub-verified", "--set", "a=2.0")[1]


def test_a_value_that_does_not_converge_is_no_fault_of_the_input(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise NotConverged("its tail is too heavy")

    monkeypatch.setattr("derive.derivation.derivation.Derivation.value_at", never)
    code, out, err = run("stub-verified", "--set", "a=2")
    assert code == 1
    assert out
    assert err == "derive: the value could not be found: its tail is too heavy\n"


def test_hostile_packs_do_not_reach_the_terminal(run: Run, stubs: Path) -> None:
    escape = "\\x1b]0;owned\\x07"
    text = plain_only().replace("One of each", f"One{escape}").replace("A square", f"A{escape}")
    (stubs / "stubs.py").write_text(text.replace("Write", f"Write{escape}"), encoding="utf-8")
    (stubs / "evil\x1b[2J.py").write_text("def (", encoding="utf-8")
    for words in (["list"], ["stub-verified"], ["verify", "stub-verified"]):
        _, out, err = run(*words)
        assert "owned" in out or words[0] == "verify"
        assert all(line.isprintable() for line in (out + err).splitlines())


def test_json_is_one_object(run: Run) -> None:
    code, out, _ = run("stub-verified", "--to", "json", "--set", "a=3/2")
    told = json.loads(out)
    assert code == 0
    assert (told["name"], told["sheet"], told["part"]) == ("stub-verified", "stubs", "1")
    assert told["status"] == "verified"
    assert told["value"] == {"at": {"a": "3/2"}, "number": "0.810930216216329"}


def test_the_catalogue_lists_every_rule_under_its_group(run: Run) -> None:
    code, out, _ = run("rules")
    assert code == 0
    groups = {b.splitlines()[0]: b.splitlines()[1:] for b in out.strip().split("\n\n")}
    assert any(
        line.split()[0] == "expectation-is-linear" for line in groups["expectations.linearity"]
    )


def test_the_catalogue_lists_the_groups_of_one_folder(run: Run) -> None:
    code, out, _ = run("rules", "inequalities")
    groups = [block.splitlines()[0] for block in out.strip().split("\n\n")]
    assert code == 0
    assert "inequalities.jensen" in groups
    assert all(group.startswith("inequalities.") for group in groups)


def test_a_group_is_found_by_its_own_name(run: Run) -> None:
    assert run("rules", "jensen") == run("rules", "inequalities.jensen")


def test_a_rule_with_the_name_of_its_group_is_shown_as_a_rule(run: Run) -> None:
    code, out, _ = run("rules", "algebra")
    assert code == 0
    assert "algebra, of the group algebra" in out


@pytest.mark.parametrize("form", ["python", "torch"])
@pytest.mark.parametrize("limit", [[], ["--seconds", "30"]])
def test_a_refuted_problem_has_no_code(run: Run, form: str, limit: list[str]) -> None:
    code, out, err = run("stub-refuted", "--to", form, *limit)
    assert (code, out) == (1, "")
    assert "refuted: there is no code" in err


def test_the_laws_are_listed_with_what_their_parameters_have_to_be(run: Run) -> None:
    code, out, _ = run("laws")
    assert code == 0
    assert "Gamma(concentration, rate)        concentration, rate positive" in out
    assert "Mixture([w, 1 - w], [P, Q])" in out
    assert max(map(len, out.splitlines())) <= 80
    assert (
        run("laws", "Laplace")[1] == "Laplace(loc, scale)               loc real; scale positive\n"
    )
    code, _, err = run("laws", "Laplase")
    assert (code, "did you mean Laplace" in err) == (2, True)


def test_one_rule_is_shown_with_everything_that_it_has(run: Run) -> None:
    code, out, _ = run("rules", "gamma-mean")
    assert code == 0
    for part in ("gamma-mean", "gamma in facts", "Proof", "Reference", "the mode for the mean"):
        assert part in out
