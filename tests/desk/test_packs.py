import json
import re
import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comms import app
from comms.feeds.files import write
from comms.readers.packs import read_packs
from comms.store.models import AuditLine
from tests.desk.conftest import visit
from tests.desk.pages import told, words
from tests.factories import a_pack

DAY = "human-rights"
LIST, PACK = reverse("packs-of", args=[2026]), reverse("pack", args=[2026, DAY])
FORM = {
    "version": "0",
    "theme.en": "Rights, everywhere",
    "theme.es": "Derechos, en todas partes",
    "theme.fr": "",
    "tagline.en": "Together",
    "unofficial.es": "1",
    "hashtags": "#RightsEverywhere #Rights",
    "page": "https://example.org/day",
    "source": "https://example.org/day",
    "asset.0.title.en": "Poster",
    "asset.0.alt.en": "",
    "asset.0.page": "https://example.org/poster",
    "asset.0.embargo": "2026-12-01T09:00",
    "asset.0.zone": "Europe/Zurich",
    "asset.1.title.en": "",
    "asset.1.page": "",
}


@pytest.fixture(autouse=True)
def packs(folder):
    """Return the folder of the site's packs, empty before and after."""
    folder("uploads")
    path = app.packs_folder(app.config().site)
    assert not path.exists()
    yield path
    shutil.rmtree(path, ignore_errors=True)


def stored(folder, *found):
    for pack in found:
        entry = pack.model_dump(mode="json", exclude_defaults=True)
        write(folder / f"{pack.year}.yaml", json.dumps({"year": pack.year, "packs": [entry]}).encode())


def test_last_years_theme_is_a_memory_and_never_this_years(officer, packs):
    stored(packs, a_pack(observance=DAY, year=2025, theme={"en": "Of last year"}))

    said, page = (words(visit(officer).get(address)) for address in (LIST, PACK))

    for one in (said, page):
        assert "not announced for 2026 · that of 2025 was: Of last year" in one
    assert 'value="Of last year"' not in visit(officer).get(PACK).content.decode()


def test_typed_pack_is_listed_kept_in_its_file_and_signed(officer, packs):
    response = visit(officer).post(PACK, FORM, follow=True)

    read, problems = read_packs(packs, None)
    pack = read.by_key[DAY, 2026]
    assert (told(response), problems) == (["Saved."], ())
    assert "Rights, everywhere version 1 1 asset is not shown: say what it shows" in words(response)
    assert (pack.theme, pack.unofficial) == ({"en": FORM["theme.en"], "es": FORM["theme.es"]}, ("es",))
    assert (len(pack.assets), pack.hashtags) == (1, ("#RightsEverywhere", "#Rights"))
    assert AuditLine.objects.get().act == "pack typed"


def test_typed_pack_comes_back_into_the_form_and_a_correction_is_a_version_more(officer, packs):
    client = visit(officer)
    client.post(PACK, FORM)
    page = client.get(PACK).content.decode()

    client.post(PACK, FORM | {"version": "1", "asset.0.alt.en": "A raised hand"})

    assert 'value="2026-12-01T09:00"' in page
    assert "Not shown: it does not say what it shows." in page
    pack = read_packs(packs, None)[0].by_key[DAY, 2026]
    assert (pack.version, pack.assets[0].alt) == (2, {"en": "A raised hand"})


def test_mistake_is_told_and_what_was_typed_stays_in_the_form(officer, packs):
    page = visit(officer).post(PACK, FORM | {"theme.en": "", "theme.es": "Aquí", "asset.0.zone": ""})

    said = page.content.decode()
    assert page.status_code == 200
    assert 'role="alert"' in said
    assert 'value="Aquí"' in said
    assert not packs.exists()


def test_pack_that_a_colleague_typed_meanwhile_is_not_written_over(officer, packs):
    client = visit(officer)
    client.post(PACK, FORM, follow=True)

    response = client.post(PACK, FORM | {"theme.en": "Late"})

    assert told(response) == ["Somebody else changed this pack while you were typing; look at it again."]
    assert read_packs(packs, None)[0].by_key[DAY, 2026].theme["en"] == "Rights, everywhere"


def test_file_is_read_before_it_is_imported(officer, packs):
    client = visit(officer)
    entry = a_pack(observance=DAY).model_dump(mode="json", exclude_defaults=True)
    file = SimpleUploadedFile("agency.yaml", json.dumps({"year": 2026, "packs": [entry]}).encode())
    response = client.post(reverse("read-packs"), {"file": file})
    before = packs.exists()
    key = re.search(r'name="key" value="([^"]+)"', response.content.decode())[1]

    done = client.post(reverse("import-packs"), {"key": key}, follow=True)
    again = client.post(reverse("import-packs"), {"key": key}, follow=True)

    assert f"2026 · {DAY} · Rights, everywhere new" in words(response)
    assert (before, told(done)) == (False, ["1 theme was imported."])
    assert told(again) == ["The file is not here any more; choose it again."]
    assert (DAY, 2026) in app.calendars().packs.by_key


def test_file_with_a_mistake_changes_nothing(officer, packs):
    file = SimpleUploadedFile("agency.yaml", b"year: 2026\npacks: [{observance: human-rights}]\n")

    said = words(visit(officer).post(reverse("read-packs"), {"file": file}))

    assert "agency.yaml: human-rights: theme:" in said
    assert "The file changes nothing." in said
    assert not packs.exists()


def test_reader_reads_and_types_nothing(reader, packs):
    client = visit(reader)

    page = client.get(PACK).content.decode()
    responses = [client.post(PACK, FORM), client.post(reverse("read-packs"), {}, follow=True)]

    assert 'class="main"' not in page
    assert told(responses[0]) == ["Your role does not allow this."]
    assert told(responses[1]) == ["Choose a file first."]
    assert not packs.exists()


@pytest.mark.parametrize("address", ["/packs/1200/", "/packs/2026/no-such-day/", "/packs/9999/human-rights/"])
def test_what_is_not_there_is_not_found(officer, address):
    assert visit(officer).get(address).status_code == 404


def test_version_that_is_no_number_is_not_found(officer):
    assert visit(officer).post(PACK, FORM | {"version": "x"}).status_code == 404


def test_present_year_is_shown_first(officer):
    year = app.today("Europe/Madrid").year

    assert f"Themes of {year}" in words(visit(officer).get(reverse("packs")))


@pytest.mark.parametrize(("language", "title"), [("es", "Temas de 2026"), ("fr", "Thèmes de 2026")])
def test_page_speaks_the_language_of_its_reader(officer, language, title):
    assert title in words(visit(officer, language).get(LIST))
