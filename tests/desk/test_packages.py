import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from comms import app
from comms.channels.kinds import kind
from comms.channels.opening import Account, Opening
from comms.services.connecting import OnTrial
from tests.channels.labs import Pictures
from tests.channels.test_contract import a_dispatch
from tests.desk.conftest import visit

CHANNEL = "website"


@pytest.fixture
def receipt(folder):
    """Return the receipt of a package of a channel that the site has."""
    account = Account(CHANNEL, "handoff", "webmaster", folder=folder("published") / CHANNEL)
    return kind("handoff").open(Opening(account, OnTrial({}), Pictures(), app.now)).publish(a_dispatch())


def test_receipt_of_a_package_leads_to_its_file(officer, receipt):
    response = visit(officer).get(receipt.url)

    with zipfile.ZipFile(io.BytesIO(response.content)) as package:
        assert package.read("text.txt").decode() == f"{a_dispatch().message.text}\n"
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == f'attachment; filename="{receipt.id}.zip"'
    assert reverse("package", args=(CHANNEL, receipt.id)) == receipt.url


@pytest.mark.django_db
def test_package_is_for_those_who_are_logged_in(receipt):
    response = Client().get(receipt.url)

    assert (response.status_code, response["Location"].startswith(reverse("login"))) == (302, True)


@pytest.mark.parametrize("address", ["{0}/unknown.zip", "unknown/{1}.zip", "{0}/..%2f{1}.zip", "{0}/%2e%2e/{1}.zip"])
def test_no_other_address_leads_to_a_file(officer, receipt, address):
    assert visit(officer).get(f"/packages/{address.format(CHANNEL, receipt.id)}").status_code == 404
