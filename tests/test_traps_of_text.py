"""Text and names from traps: hostile ones do nothing, formulas are read and read back, and answers
are compared without being fooled."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sympy import Symbol

from derive import Exponential, UnreadableText, compare, kl, parse
from derive.cli.files import CannotWrite, write
from derive.derivation.document import page_of
from derive.derivation.json_form import derivation_json
from derive.language.stated import plain as bare
from derive.render.html import html
from derive.render.latex import document
from derive.render.markdown import markdown
from derive.render.terminal import Terminal
from derive.text.plain import plain

DATA = Path(__file__).parent / "data"


def data(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def payload(attack):
    return attack.get("payload") or "".join(text * times for text, times in attack.get("parts", ()))


ATTACKS = data("attacks.json")
FORMULAS = data("formulas.json")
ANSWERS = data("answers.json")


def test_hostile_text_is_refused_runs_nothing_and_stays_small(tmp_path):
    """Each text is refused in 2 s, all of them in 512 MB."""
    program = (
        "import json, resource, sys, time\n"
        # what is counted afterwards would begin with the size of the process that runs the tests
        "resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20, 512 * 2**20))\n"
        "from derive import UnreadableText, parse\n"
        "for text in json.load(open(sys.argv[1], encoding='utf-8')):\n"
        "    began = time.process_time()\n"
        "    try: print('READ', ascii(parse(text)))\n"
        "    except UnreadableText as refused:\n"
        "        shown = str(refused)\n"
        "        assert all(c.isprintable() or c == '\\n' for c in shown), ascii(shown)\n"
        "    assert time.process_time() - began < 2, ascii(text[:60])\n"
    )
    texts = [payload(a) for a in ATTACKS if a["target"] in ("expr", "latex", "statement", "file")]
    given = tmp_path / "texts.json"
    given.write_text(json.dumps(texts), encoding="utf-8")
    folder = tmp_path / "here"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program, str(given)], cwd=folder, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout == ""
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "attack", [a for a in ATTACKS if a["target"] in ("name", "statement")], ids=lambda a: a["id"]
)
def test_a_hostile_name_or_statement_acts_nowhere(attack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = payload(attack)
    with pytest.raises(UnreadableText):
        parse(name)
    a, b = Symbol(name, positive=True), Symbol("b", positive=True)
    derivation = kl(Exponential(a), Exponential(b))
    page = page_of(derivation, name, values={name: "1", "b": "2"}, number="3")
    terminal = Terminal().text(page)
    tex, web, marked = document(page), html(page), markdown(page)
    told = json.dumps(derivation_json(derivation))
    for shown in (terminal, tex, web, marked, told):
        assert all(c.isprintable() or c == "\n" for c in shown)
    for command in ("openout", "newwrite", "immediate", "catcode", "input", "include", "special"):
        assert f"\\{command}" not in tex.replace(r"\usepackage", "")
        assert f"\\{command}" not in web
    assert "shellesc}" not in tex or r"\{shellesc" in tex
    for opening in ("<script", "<svg", "<iframe", "--><"):
        assert opening not in web.lower()
        assert opening not in marked.lower()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "attack", [a for a in ATTACKS if a["target"] == "filename"], ids=lambda a: a["id"]
)
def test_a_file_name_is_a_name_in_its_folder_or_refused(attack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = payload(attack)
    complaint = ""
    try:
        write("text", name, force=False)
    except CannotWrite as refused:
        complaint = str(refused)
    assert len(complaint.splitlines()) <= 1
    assert [p.name for p in tmp_path.iterdir()] == ([] if complaint else [name])
    assert complaint or (tmp_path / name).read_text(encoding="utf-8") == "text"


def test_formulas_are_read_and_read_back_to_equal_ones():
    texts = [*FORMULAS, *(t[side] for t in ANSWERS for side in "ab")]
    texts += [fact for t in ANSWERS for fact in t["assume"]]
    failed = []
    for text in dict.fromkeys(texts):
        try:
            (found,) = parse(text)
            (again,) = parse(plain(bare(found)))
        except UnreadableText as refused:
            failed.append((text, str(refused)))
        else:
            failed += [] if again == found else [(text, plain(bare(found)))]
    assert len(failed) <= len(texts) / 100, failed


@pytest.mark.parametrize("pair", ANSWERS, ids=lambda p: p["id"])
def test_answers_that_differ_are_told_apart_at_a_point(pair):
    found = compare(*parse(pair["a"], pair["b"], assume=pair["assume"]))
    # decimals are exact here: 0.1 + 0.2 is 3/10, which floats are not
    if pair["equal"] or pair["a"] == "0.1+0.2":
        assert found.verdict in ("equal", "agrees")
    else:
        assert found.verdict == "different"
        assert found.point is not None


@pytest.mark.parametrize(
    ("a", "b", "where", "verdict"),
    [
        ("x/x", "1", "x real", "different"),
        ("x^2/x", "x", "x real", "different"),
        ("x^2/x", "x", "x > 0", "equal"),
        ("x^2/x", "x^3/x^2", "x real", "equal"),
        ("1/x - 1/x", "0", "x real", "different"),
        ("exp(log(x))", "x", "x real", "different"),
        ("(x - y)/(x - y)", "1", "x > y", "equal"),
        ("(x - y)/(x - y)", "1", "x >= y", "different"),
        ("x*log(y)/log(y)", "x", "y > 0", "different"),
        ("x*log(y)/log(y)", "x", "y > 1", "equal"),
        ("sin(x)/x", "1", "0 < x and x < 0.0001", "different"),
        ("log(1 + x)", "x", "0 < x and x < 1e-10", "different"),
        ("Max(x, 10^9)", "10^9", "x real", "different"),
        ("tan(x)", "sin(x)/cos(x)", "0 < x and x < 1", "equal"),
        ("sqrt(4 + 2*sqrt(3))", "1 + sqrt(3)", "x real", "equal"),
        ("sqrt(4 + 2*sqrt(3))", "-1 - sqrt(3)", "x real", "different"),
        ("sqrt(2*x + 2*sqrt(x^2 - 1))", "sqrt(x + 1) + sqrt(x - 1)", "x > 1", "equal"),
    ],
)
def test_answers_are_compared_where_they_were_defined_as_written(a, b, where, verdict):
    found = compare(*parse(a, b, assume=[where]))
    assert found.verdict == verdict
    assert (found.point is not None) == (verdict == "different")


def test_most_equal_answers_are_proved():
    equal = [p for p in ANSWERS if p["equal"]]
    verdicts = [compare(*parse(p["a"], p["b"], assume=p["assume"])).verdict for p in equal]
    assert len(equal) == 29
    assert sum(v == "equal" for v in verdicts) >= 24
