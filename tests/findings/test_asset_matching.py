"""Names in comparable forms, which asset a system is, and which inventory system an asset."""

import pytest

from quarterdeck.business.models import System
from quarterdeck.findings.models import Asset
from quarterdeck.findings.naming import image_name, names_of, repository
from quarterdeck.findings.services import import_scan, rematch, weaknesses
from tests.findings.scans import ME, header, host, states, weak, write


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("hostname", " Web1 "), {("hostname", "web1")}),
        (("hostname", "web1.corp.example."), {("fqdn", "web1.corp.example"), ("hostname", "web1")}),
        (("hostname", "10.0.0.1"), {("ip", "10.0.0.1")}),
        (("ip", "2001:DB8:0:0::1"), {("ip", "2001:db8::1")}),
        (("ip", "fe80::1%eth0"), {("ip", "fe80::1")}),
        (("cloud_id", "arn:aws:ec2:x:1:instance/I-0ABC12345"), {("cloud_id", "i-0abc12345")}),
        (("cloud_id", "arn:aws:s3:::Bucket"), {("cloud_id", "arn:aws:s3:::bucket")}),
        (("image", "docker.io/library/nginx:latest"), {("image", "nginx")}),
        (("image", "Registry.example:5000/App:V1"), {("image", "registry.example:5000/app:v1")}),
        (("image", "app:v1@sha256:ab"), {("image", "app@sha256:ab")}),
        (("url", "https://shop.example:8443/x"), {("fqdn", "shop.example"), ("hostname", "shop")}),
        (("url", "https://192.0.2.7/x"), {("ip", "192.0.2.7")}),
        (("url", "not an address"), {("url", "not an address")}),
        (("mac", "00:1A-2b:3c:4d:5e"), {("mac", "001a2b3c4d5e")}),
        (("hostname", "  "), set()),
    ],
)
def test_names_are_made_comparable(given, found):
    assert set(names_of([given])) == found


@pytest.mark.parametrize(
    "form",
    [
        "https://git.example/web/shop.git",
        "https://user@git.example/web/shop/",
        "git@git.example:web/shop.git",
        "ssh://git@git.example:22/web/shop",
        "git.example/web/shop",
    ],
)
def test_the_forms_of_a_repository_are_one(form):
    assert repository(form) == "git.example/web/shop"


def test_an_image_sheds_tag_and_digest_and_keeps_its_port():
    assert image_name("registry.example:5000/app:v1") == "registry.example:5000/app"
    assert image_name("app@sha256:ab") == "app"


@pytest.fixture
def listed(client_):
    """Puts a system into the inventory."""

    def add(key, **names):
        return System.objects.of(client_).create(
            key=key, name=key, environment="production", reach="partner", zone="dmz", **names
        )

    return add


@pytest.fixture
def bring(client_, tmp_path):
    count = 0

    def imported(*systems, at=0, family="alpha"):
        nonlocal count
        count += 1
        records = [record for s in systems for record in (s, weak(s, "w"))]
        path = write(tmp_path / f"{count}.jsonl", header(at, family), *records)
        return import_scan(client_, path, ME)

    return imported


@pytest.mark.parametrize(
    ("kind", "ours", "theirs"),
    [
        ("hostname", "WEB1", ("hostname", "web1")),
        ("hostname", "web1", ("fqdn", "web1.corp.example")),
        ("fqdn", "web1.corp.example", ("fqdn", "WEB1.corp.example.")),
        ("ip", "2001:db8::1", ("ip", "2001:0db8::0001")),
        ("cloud_id", "arn:aws:s3:::b", ("cloud_id", "arn:aws:s3:::B")),
        ("cloud_id", "410022331144", ("cloud_account", "410022331144")),
        ("repository", "https://git.example/web/shop", ("repository", "git@git.example:web/shop")),
        ("repository", "web/shop", ("repository", "https://git.example/web/shop.git")),
        ("image", "northmere/shop", ("image", "northmere/shop:1.2")),
        ("image", "northmere/shop:1.2", ("image", "northmere/shop@sha256:ab")),
    ],
)
def test_the_inventory_is_found_by_any_name(listed, bring, client_, kind, ours, theirs):
    listed("other", **{kind: ["another.example"]})
    listed("mine", **{kind: [ours]})
    assert bring(host("seen", theirs)).not_in_list == ()
    (row,) = weaknesses(client_)
    assert (row.system, row.reach, row.zone) == ("mine", "partner", "dmz")


def test_an_exact_tag_goes_before_the_bare_name(listed, bring, client_):
    listed("old", image=["app:1"])
    listed("new", image=["app:2"])
    bring(host("x", ("image", "app:2")), host("y", ("image", "app:3")))
    assert {(row.asset, row.system) for row in weaknesses(client_)} == {("x", "new"), ("y", "")}


def test_a_name_that_two_systems_share_tells_nothing(listed, bring, client_):
    listed("one", hostname=["web"], ip=["10.0.0.1"])
    listed("two", hostname=["web"], ip=["10.0.0.2"])
    bring(host("web", ("hostname", "web"), ("ip", "10.0.0.2")))
    assert weaknesses(client_)[0].system == "two"


@pytest.mark.parametrize(
    ("address", "reach"), [("8.8.8.8", "internet"), ("10.0.0.1", "internal"), ("", "internal")]
)
def test_what_is_not_in_the_list_is_kept_with_a_guess(bring, client_, address, reach):
    names = (("hostname", "x"), ("ip", address)) if address else (("hostname", "x"),)
    assert bring(host("x", *names)).not_in_list == ("x",)
    (row,) = weaknesses(client_)
    assert (row.system, row.asset, row.reach, row.zone) == ("", "x", reach, reach)


def test_a_list_that_changes_later_is_matched_again(listed, bring, client_):
    bring(host("x"))
    system = listed("mine", hostname=["x"])
    assert rematch(client_) == 1
    assert weaknesses(client_)[0].system == "mine"
    assert rematch(client_) == 0
    system.delete()
    assert weaknesses(client_)[0].system == ""


def test_another_clients_list_is_not_looked_at(bring, client_, other_client):
    System.objects.of(other_client).create(
        key="theirs", name="T", environment="production", reach="internet", hostname=["x"]
    )
    assert bring(host("x")).not_in_list == ("x",)


def test_two_tools_meet_in_a_shared_name(bring, client_):
    bring(host("a", ("fqdn", "a.example"), ("ip", "10.0.0.1")))
    bring(host("10.0.0.1", ("ip", "10.0.0.1")), family="beta")
    bring(host("a", ("hostname", "A")), family="gamma")
    assert Asset.objects.of(client_).count() == 1


def test_an_address_that_moved_on_does_not_make_two_hosts_one(bring, client_):
    bring(host("a", ("hostname", "a"), ("ip", "10.0.0.1")))
    bring(host("b", ("hostname", "b"), ("ip", "10.0.0.1")), at=1)
    assert states(client_) == {("a", "alpha:w"): "open", ("b", "alpha:w"): "open"}


def test_a_shared_account_does_not_make_two_resources_one(bring, client_):
    account = ("cloud_account", "410022331144")
    bring(host("a", ("cloud_id", "arn:x:a"), account), host("b", ("cloud_id", "arn:x:b"), account))
    assert Asset.objects.of(client_).count() == 2


def test_what_has_no_name_is_known_by_its_scan(bring, client_):
    nameless = host("the scanned folder", ("cloud_account", "1"))
    bring(nameless)
    bring(nameless, at=1)
    bring(nameless, family="beta")
    assert Asset.objects.of(client_).count() == 2
