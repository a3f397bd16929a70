"""Every code and sentence of the layers below has its words here: read from their source, so that none is forgotten."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from django.utils.translation import override

import comms
from comms.channels.kinds import kind
from comms.channels.ways import WAYS
from comms.desk import sayings
from comms.desk.sayings.acts import ACTS
from comms.desk.sayings.fields import CONFIDENCES, FIELDS
from comms.desk.sayings.findings import FINDINGS
from comms.desk.sayings.kinds import KIND_HELP, KINDS, TIERS
from comms.desk.sayings.notes import ERRORS, NOTES
from comms.desk.sayings.reasons import REASONS
from comms.desk.sayings.secrets import SECRETS
from comms.desk.sayings.states import CONSENTS, STATE_HELP, STATES
from comms.desk.sayings.verdicts import VERDICTS, WHYS_SAID
from comms.desk.sayings.ways import WAYS as WAYS_SAID
from comms.domain.channels import CHANNEL_RULES
from comms.domain.observances import TIERS as ALL_TIERS
from comms.domain.posts import State
from comms.domain.rules import Finding
from comms.domain.verdicts import WHYS, VerdictKind
from comms.errors import NotAllowedError

PACKAGE = Path(comms.__file__).parent
REFUSALS = {"NotAllowedError", "ConflictError"}


def trees(*folders):
    paths = [path for folder in folders for path in sorted((PACKAGE / folder).rglob("*.py"))]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


def calls(name, *folders):
    """Yield every call of *name* in the folders."""
    for tree in trees(*folders):
        for node in ast.walk(tree):
            called = getattr(node, "func", None)
            if isinstance(node, ast.Call) and name == getattr(called, "id", getattr(called, "attr", "")):
                yield node


def spelled(node):
    """Return a text as it is written, or the pattern of one that holds values; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
    return None


def without_words(found, table):
    """Return what no entry of *table* words; a value inside a code may be any word."""
    return {code for code in found if not any(re.fullmatch(code.replace("7", r"\w+"), known) for known in table)}


def services_of_the_desk():
    """Return the modules of services that the desk calls; the others speak to the command line."""
    called = set()
    for tree in trees("desk"):
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)):
            if node.module == "comms.services":
                called |= {f"services/{name.name}.py" for name in node.names}
            elif (node.module or "").startswith("comms.services."):
                called.add(f"services/{node.module.rpartition('.')[2]}.py")
    return sorted(called)


def first_texts(name, *folders, place=0):
    found = (spelled(node.args[place]) for node in calls(name, *folders) if len(node.args) > place)
    return {text for text in found if text}


def refusals():
    """Return the sentences with which services and domain refuse people: what is assigned before such a raise."""
    found = set()
    for path in [*services_of_the_desk(), "domain/posts.py"]:
        tree = ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            raised = {
                getattr(node.exc.func, "id", "")
                for node in ast.walk(function)
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
            }
            if raised & REFUSALS:
                said = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign)]
                # What holds values by itself is said on the command line, where accounts are made.
                found |= {
                    spelled(one) for one in said if not (path.endswith("people.py") and isinstance(one, ast.JoinedStr))
                }
    return {text for text in found if text and " " in text}


def notes():
    """Return the notes that are stored on posts and approvals."""
    keywords = {
        spelled(keyword.value)
        for node in calls("move", "services")
        for keyword in node.keywords
        if keyword.arg == "note"
    }
    reasons = {spelled(node.args[1]) for node in calls("void_approval", "services")}
    uncertain = first_texts("Uncertain", "services")
    channel = {
        spelled(node.value)
        for tree in trees("channels")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "reason"
    }
    return {note for note in keywords | reasons | uncertain | channel if note}


def test_every_finding_of_the_rules_has_its_sentence():
    assert first_texts("Finding", "domain", place=1) == set(FINDINGS)


def test_every_reason_of_the_domain_has_its_sentence():
    assert without_words(first_texts("Reason", "domain", "services"), REASONS) == set()


def test_every_refusal_has_its_sentence():
    assert refusals() - set(ERRORS) == set()


def test_every_stored_note_is_found_again():
    with override("es"):
        left_in_english = {note for note in notes() if "<span" in sayings.note(note)}

    assert left_in_english == set()


def test_every_reason_not_to_use_an_answer_is_found_again():
    fetch = {
        node.value
        for tree in [*trees("fetch"), ast.parse((PACKAGE / "services/subscriptions.py").read_text(encoding="utf-8"))]
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"%\((url|problem)\)s", node.value)
    }

    assert (fetch - set(NOTES) - set(ERRORS), len(fetch) > 10) == (set(), True)


def test_problem_in_a_note_stays_in_english_and_days_do_not():
    with override("fr"):
        wrong = sayings.note("not all could be read: https://x.org: u1: DTSTART: is <odd>")
        outside = sayings.note("https://x.org tells no event from 2025-12-10 to 2028-12-09; nothing was changed")

    assert wrong == ('tout n’a pas pu être lu\u00a0: <span lang="en">https://x.org: u1: DTSTART: is &lt;odd&gt;</span>')
    assert outside == (
        "https://x.org n’annonce aucun événement du 10 décembre 2025 au 9 décembre 2028\u00a0; rien n’a été changé"
    )


def test_every_act_of_the_audit_has_its_words():
    acts = first_texts("record", "services") | {str(state) for state in State}

    assert acts - set(ACTS) == set()


def test_every_secret_of_a_channel_has_its_words():
    labels = {secret.label for name in CHANNEL_RULES for secret in kind(name).secrets}

    assert labels == set(SECRETS)


def test_every_way_to_connect_a_channel_has_its_words():
    said = {text for of_kind in WAYS.values() for way in of_kind for text in (way.title, *way.steps, way.note)}

    assert said == set(WAYS_SAID)


def test_every_decision_and_its_reasons_have_their_words():
    assert set(VERDICTS) == set(get_args(VerdictKind))
    assert set(WHYS_SAID) == {why for whys in WHYS.values() for why in whys}


def test_a_decision_is_told_with_who_when_and_why_on_the_day_of_the_site():
    values = {"who": "anna", "when": "2026-11-23T23:30:00+00:00", "why": "thin link", "text": ""}

    with override("en"):
        said = sayings.reason("editor rejected", values)

    assert said == "On 24 November 2026 anna decided that it does not fit: the link to the day is thin."


def test_the_date_of_an_act_is_told_in_words():
    with override("fr"):
        said = sayings.reason("anniversary", {"act": "adopted", "acted": "2021-12-10", "years": "5"})

    assert said == "L’adoption a eu lieu le 10 décembre 2021, le même jour. Années écoulées depuis\u00a0: 5."


def test_every_state_kind_and_tier_has_its_words():
    assert set(STATES) == set(STATE_HELP) == {str(state) for state in State}
    assert set(KINDS) == set(KIND_HELP) == {"day", "spotlight", "event", "countdown"}
    assert set(TIERS) == set(ALL_TIERS)


@pytest.mark.parametrize("language", ["es", "fr"])
@pytest.mark.parametrize(
    "table",
    [
        FINDINGS,
        REASONS,
        ACTS,
        STATES,
        STATE_HELP,
        KINDS,
        KIND_HELP,
        TIERS,
        FIELDS,
        CONFIDENCES,
        CONSENTS,
        VERDICTS,
        WHYS_SAID,
    ],
)
def test_every_saying_is_translated(table, language):
    with override("en"):
        english = {code: str(words) for code, words in table.items()}
    with override(language):
        same = {code for code, words in table.items() if str(words) == english[code]}

    # These words happen to be the same in both languages.
    assert same <= {"mention"}


@pytest.mark.parametrize("language", ["es", "fr"])
@pytest.mark.parametrize("sentence", [*ERRORS, *NOTES])
def test_a_translation_keeps_the_values_of_its_sentence(sentence, language):
    values = set(re.findall(r"%\((\w+)\)s", sentence))
    with override(language):
        said = sayings.error(NotAllowedError(sentence, **dict.fromkeys(values, "7")))

    assert said.count("7") == len(values)


def test_a_finding_is_told_with_its_values_in_words():
    found = Finding("error", "fact to check", (("field", "initiative:a-plan:title:es"),))

    with override("fr"):
        assert sayings.finding(found) == "Vérifiez ce fait et cochez-le\u00a0: titre de l’initiative (espagnol)."


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("initiative:a-plan:title:es", "title of the initiative (Spanish)"),
        ("observance:aids:resolution", "resolution that proclaimed the day"),
        ("site:organisation.acronym:fr", "our acronym (French)"),
        ("theme:food:hashtag:en", "hashtag of the theme (English)"),
        ("day.days_left", "date of the day"),
        ("event.role", "our part in the event"),
        ("event.dates", "dates of the event"),
        ("org.campaign", "name of the campaign"),
        ("org.members_count", "org.members_count"),
        ("something:else:entirely", "something:else:entirely"),
    ],
)
def test_a_field_is_told_in_words_or_left_as_it_is(code, expected):
    assert sayings.field(code) == expected


def test_an_unknown_reason_is_left_as_it_is():
    assert sayings.reason("a new reason", {}) == "a new reason"
