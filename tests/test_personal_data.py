"""What may stand in no content: how people are reached, in every form that they write it in."""

from __future__ import annotations

import pytest

from asylmura_ssg.read.personal_data import personal_in_value


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("+7 (701) 234-56-78", "+7 (701) 234-56-78"),
        ("8 (7172) 55-55-55", "8 (7172) 55-55-55"),
        ("тел. +7 (7172) 55 55 55", "+7 (7172) 55 55 55"),
        ("+7 7172 555555", "+7 7172 555555"),
        ("7 701 123 45 67", "7 701 123 45 67"),
        ("(7172) 55-55-55", "(7172) 55-55-55"),
        ("8.701.123.45.67", "8.701.123.45.67"),
        ("т.87011234567", "87011234567"),
        ("8\u2011701\u2011123\u201145\u201167", "8\u2011701\u2011123\u201145\u201167"),
        ("8 701–123–45–67", "8 701–123–45–67"),
        ("8\u00a0701\u00a0123\u00a045\u00a067", "8\u00a0701\u00a0123\u00a045\u00a067"),
        ("8 701 123\n  45 67", "8 701 123\n  45 67"),
        ("2023-05-01 8 701 123 45 67", "8 701 123 45 67"),
        ("+996 555 123 456", "+996 555 123 456"),
        ("https://a.kz,тел:87011234567", "87011234567"),
        ("https://a.kz/тел:87011234567", "87011234567"),
        ("https://wa.me/77011234567", "77011234567"),
        ("https://api.whatsapp.com/send?phone=77011234567", "77011234567"),
        ("tel:+77011234567", "+77011234567"),
    ],
)
def test_a_telephone_number_is_known_however_it_is_written(written: str, told: str) -> None:
    found = personal_in_value(written)
    assert found is not None
    assert (written[found[0] : found[1]], found[2]) == (told, "a telephone number")


@pytest.mark.parametrize(
    ("written", "told", "what"),
    [
        ("letter to a.b@example.kz", "a.b@example.kz", "somebody's mail address"),
        ("аман@пошта.қаз", "аман@пошта.қаз", "somebody's mail address"),
        ("https://a.kz/?m=a.b@example.kz", "a.b@example.kz", "somebody's mail address"),
        ("https://name:word@old.kz/", "https://name:word@", "a name, perhaps with a password, to log in with"),
        ("https://a.kz/?m=a%40example.kz", "https://a.kz/?m=a%40example.kz", "somebody's mail address"),
        ("https://a.kz/?t=%2B7%20701%20123%2045%2067", "https://a.kz/?t=%2B7%20701%20123%2045%2067", "a telephone number"),
        ("WIFI:S:net;P:secret;;", "WIFI:S:net;P:secret;;", "the password of a network"),
        ("BEGIN:VCARD\nN:Named", "BEGIN:VCARD\nN:Named", "somebody's visiting card"),
        ("MECARD:N:Named;;", "MECARD:N:Named;;", "somebody's visiting card"),
        ("850101300005", "850101300005", "a personal identity number"),
    ],
)  # fmt: skip
def test_mail_passwords_and_cards_are_known(written: str, told: str, what: str) -> None:
    found = personal_in_value(written)
    assert found is not None
    assert (written[found[0] : found[1]], found[2]) == (told, what)


@pytest.mark.parametrize(
    "written",
    [
        "git@github.com:x/y", "photo@2x.png", "[@margulan1966, p. 12]", "https://unpkg.com/leaflet@1.9.4/dist/leaflet.js",
        "8 750 000 00 00 теңге", "8 701 000 00 00 теңге", "7 000 000 000", "1870-1890 1901-1912", "49.343, 86.365",
        "ISBN 978-601-7312-34-5", "9786017312345", "ISBN 9965-9876-1-2", "doi:10.1000/182.2020.77012345678",
        "https://example.org/id/87011234567", "https://doi.org/10.1000/87011234567", "№ 12, 2026-04-20",
        "http://old.example.kz/Monument.php?id=33", "https://example.kz/00013", "123456789012",
    ],
)  # fmt: skip
def test_other_digits_and_addresses_are_nobodys(written: str) -> None:
    assert personal_in_value(written) is None
