"""Calendars and networks in a folder: small, sound, with any of their files replaced."""

from pathlib import Path

SOUND = {
    "observances/days.yaml": """\
changed: 2026-11-23
observances:
  - id: human-rights-day
    kind: day
    official: un
    name: {en: Human Rights Day}
    rule: {kind: fixed, month: 12, day: 10}
    since: 1950
    themes: [human-rights]
    tier: lead
    sources: [U, the un.org list]
    confidence: sourced
""",
    "events.yaml": """\
changed: 2026-11-22
events:
  - id: forum-2027
    name: {en: Forum 2027}
    kind: campaign
    first: 2027-05-12
    last: 2027-05-14
    zone: Asia/Seoul
    place: {en: Gwangju}
    page: https://example.org/forum
    themes: [human-rights]
    status: scheduled
    confidence: high
    changed: 2026-10-01
""",
    "themes.yaml": """\
themes:
  - id: human-rights
    label: {en: Human rights}
    about: {en: Rights at home.}
    related: [water]
  - id: water
    label: {en: Water}
    about: {en: Water for all.}
""",
    "regions.yaml": """\
regions:
  - id: europe
    label: {en: Europe}
""",
    "governments.yaml": """\
governments:
  - id: city
    label: {en: city}
""",
    "members.yaml": """\
members:
  - id: barcelona
    name: {en: Barcelona}
    country: ES
    region: europe
    government: city
    zone: Europe/Madrid
    campaign: founder
    confidence: high
""",
    "initiatives/europe.yaml": """\
initiatives:
  - id: barcelona-rights-office
    member: barcelona
    language: en
    title: {en: Office for rights}
    summary: {en: The office hears residents.}
    themes: [human-rights]
    days: [human-rights-day]
    source: https://example.org/office
    source_seen: true
    evidence: detail
""",
    "sources.yaml": """\
sources:
  U: the un.org list of international days
""",
}


def written(folder: Path, files: dict[str, str | None]) -> Path:
    """Write *files* below *folder*, save those that are None, and return it."""
    for name, text in files.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def calendars_at(folder: Path, **replaced: str | None) -> Path:
    """Write sound calendars, a file named by its stem replaced (None: left out), and return their folder."""
    names = {Path(name).stem: name for name in SOUND}
    return written(folder, SOUND | {names[stem]: text for stem, text in replaced.items()})


def changed(name: str, old: str, new: str) -> str:
    """Return the sound file *name* with *old* written as *new*, once."""
    assert SOUND[name].count(old) == 1, f"{old!r} must be there once"
    return SOUND[name].replace(old, new)
