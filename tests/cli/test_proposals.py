import json
import subprocess
import sys

from tests.cli.desk_command import comms, environment

PERIOD = ("--from", "2026-12-01", "--to", "2026-12-12", "--format", "json")


def test_match_gives_a_probability_and_reasons_for_each_pair(site):
    rows = json.loads(comms("match", *PERIOD, site=site).stdout)

    best = next(row for row in rows if row["observance"] == "human-rights")
    assert (0 < best["p"] <= 1, best["proposed"], bool(best["reasons"])) == (True, True, True)


def test_plan_is_a_proposal_that_stores_nothing(site):
    made = json.loads(comms("plan", *PERIOD, site=site).stdout)

    assert "human-rights-2026:told" in [slot["id"] for slot in made["slots"]]
    assert not (site / "var" / "desk.sqlite3").exists()


def test_draft_tells_each_slot_in_nine_texts(site):
    rows = json.loads(comms("draft", *PERIOD, site=site).stdout)

    told = [(row["channel"], row["language"]) for row in rows if row["slot"] == "human-rights-2026:told"]
    assert len(set(told)) == 9


def test_another_network_is_matched_planned_and_drafted(site):
    network = site / "network.yaml"
    network.write_text(
        """
members:
  - {id: ville, name: {en: Ville}, country: FR, region: europe, government: city, zone: Europe/Paris,
     languages: [fr], campaign: unknown, confidence: medium}
initiatives:
  - {id: ville-ddh, member: ville, language: fr, title: {en: Human rights city plan, fr: Plan ville des droits humains},
     summary: {en: A plan for human rights and equal treatment., fr: Un plan pour les droits humains et l'égalité.},
     themes: [human-rights-general], days: [human-rights], source: "https://ville.example.org", source_seen: true,
     evidence: detail}
""",
        encoding="utf-8",
    )

    rows = json.loads(comms("draft", *PERIOD, "--network", network, site=site).stdout)

    initiatives = {row["slot"] for row in rows if "Ville" in row["text"]}
    assert initiatives == {"human-rights-2026:told"}
    assert not [row for row in rows if "our campaign" in row["text"] or "UCLG" in row["text"]]


def test_another_network_signs_with_its_own_organisation(site):
    (site / "network.yaml").write_text(
        "organisation: {name: {en: Network of Towns}, acronym: {en: NOT}}\nmembers: []\n", encoding="utf-8"
    )

    rows = json.loads(comms("draft", *PERIOD, "--network", "network.yaml", site=site).stdout)

    signed = [row["text"] for row in rows if row["language"] == "en" and "Network of Towns (NOT)" in row["text"]]
    assert len(signed) > 0
    assert not [row for row in rows if "UCLG" in row["text"]]


def test_another_network_with_a_mistake_is_told_by_file_entry_and_field(site):
    (site / "network.yaml").write_text("members:\n  - {id: ville}\ninitiatives: []\n", encoding="utf-8")

    result = comms("match", *PERIOD, "--network", "network.yaml", site=site)

    assert result.returncode == 1
    assert result.stderr.splitlines()[0].startswith("network.yaml: ville: ")


def test_tables_are_for_reading(site):
    plan = comms("plan", *PERIOD[:4], site=site).stdout
    draft = comms("draft", *PERIOD[:4], site=site).stdout
    match = comms("match", *PERIOD[:4], site=site).stdout

    assert "2026-12-10  spotlight  human-rights-2026" in plan
    assert "— 2026-12-10  x  en  (spotlight" in draft
    assert "Human Rights Day  <-  " in match


def test_plan_is_explained_and_says_how_good_it_is(site):
    made = comms("plan", *PERIOD[:4], "--explain", site=site).stdout

    assert "next: " in made
    assert made.splitlines()[-1].endswith("below the best possible plan")


def test_capacity_is_told_before_planning(site):
    assert "one more post a day: " in comms("plan", "capacity", *PERIOD[:4], site=site).stdout


def test_desk_never_loads_what_solves(site):
    code = "import comms.app as a; a.start(); import comms.services.main_job, sys; print('scipy' in sys.modules)"
    asked = [sys.executable, "-c", code]

    found = subprocess.run(asked, capture_output=True, text=True, env=environment(site), check=True)

    assert found.stdout == "False\n"


def test_matches_are_kept_for_the_desk_and_found_again_only_where_something_changed(site):
    told = [comms("match", "keep", site=site).stdout for _ in range(2)]

    kept = site / "var" / "matches.jsonl"
    assert told == [f"matches     {done} in {kept}\n" for done in ("found and kept", "up to date")]


def test_match_is_measured_against_labels(site):
    (site / "labels.yaml").write_text(
        "initiatives:\n- {id: A, lang: en, title: Water for all, summary: Taps., grades: {water: 3, toilet: 1}}\n",
        encoding="utf-8",
    )

    told = json.loads(comms("match", "evaluate", "labels.yaml", "--format", "json", site=site).stdout)
    table = comms("match", "evaluate", "labels.yaml", site=site).stdout

    assert (told["judged"], told["figures"]["en"]["hit@1"]) == (2, 1.0)
    assert table.splitlines()[0] == "2 days are judged; proposed from p = 0.4"


def test_labels_may_name_the_initiatives_of_a_network(site):
    (site / "labels.yaml").write_text("initiatives:\n- {id: unknown, grades: {water: 3}}\n", encoding="utf-8")

    result = comms("match", "evaluate", "labels.yaml", "--network", "labels.yaml", site=site)

    assert result.returncode == 1


def test_a_pin_is_planned_and_taken_back_from_the_command_line(site):
    comms("migrate", site=site)
    comms("account", "officer", "--role", "officer", site=site)
    before = told_on_human_rights_day(site)
    said = ("human-rights-2026", "accra-market-safety", "--by", "officer", "--why", "They asked.")

    pinned = comms("plan", "pin", *said, site=site)
    then = told_on_human_rights_day(site)
    unpinned = comms("plan", "unpin", *said, site=site)

    assert [(one.returncode, one.stderr) for one in (pinned, unpinned)] == [(0, ""), (0, "")]
    assert (then, told_on_human_rights_day(site)) == (["accra-market-safety"], before)


def told_on_human_rights_day(site):
    made = json.loads(comms("plan", *PERIOD, site=site).stdout)
    return [slot["initiative"] for slot in made["slots"] if slot["id"] == "human-rights-2026:told"]
