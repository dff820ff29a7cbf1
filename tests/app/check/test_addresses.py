"""Addresses: where they begin and end, and what stands in place of one."""

from __future__ import annotations

import pytest

from app.check.addresses import addresses
from tests.app.check.test_checks import check


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请于3月31日18时前将问题发送至ir@example.org或来电。", ["ir@example.org"]),
        ("詳細はhttps://www.example.org/matsuri/をご覧ください。", ["www.example.org/matsuri"]),
        ("登录www.example.org，或", ["www.example.org"]),
        ("See www.Example.org/a?b=1 (new).", ["www.example.org/a?b=1"]),
        ("Forms: example.org/forms.", ["example.org/forms"]),
        ("post@wasserwerk-köln.example", ["post@wasserwerk-köln.example"]),
        ("50 km/h, and/or, e.g./i.e., St.Gallen/Zurich, 1.5/2.0, Booking.com", []),
        ("@mayor said so.", []),
    ],
)
def test_addresses(text: str, expected: list[str]) -> None:
    assert [address.name for address in addresses(text)] == expected


@pytest.mark.parametrize(
    ("source", "target", "stretch", "right"),
    [
        ("Ask ir@example.org.", "Schreiben Sie an ir@example,org.", "ir@example,org", "ir@example.org"),
        ("Ask info@example.org.", "Fragen: info@example", "info@example", "info@example.org"),
        ("www.example.org/here/", "www.example.org/ here ein", "www.example.org/ here", "www.example.org/here"),
        ("at www.example.org", "unter www. example.org, oder", "www. example.org", "www.example.org"),
        ("example.org/forms", "example.org/formen", "example.org/formen", "example.org/forms"),
        ("www.example.org, www.example.com", "www.example.org, www.example.org", "www.example.org", "www.example.com"),
        ("Ask ir@example.org.", "Fragen Sie nach.", "", ""),
    ],
)
def test_what_stands_in_place_of_an_address(source: str, target: str, stretch: str, right: str) -> None:
    [found] = check([(source, target)], "en-de", "placeholder")
    assert found.code == ("placeholder-address" if stretch else "placeholder-missing")
    assert [target[slice(*span)] for span in found.target] == ([stretch] if stretch else [])
    assert [fix.text for fix in found.suggestions] == ([right] if right else [])


@pytest.mark.parametrize("target", ["unter https://www.example.org/", "unter WWW.EXAMPLE.ORG"])
def test_an_address_in_another_dress_is_the_same(target: str) -> None:
    assert not check([("at www.example.org", target)], "en-de", "placeholder")
