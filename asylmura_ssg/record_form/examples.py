"""What each part of a record looks like, filled in: for the comments of a new entry, and for snippets."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from asylmura_ssg.record_form.form import Form

SOURCE = "some-key"
"""The source that examples cite."""

EXAMPLES: Mapping[str, Form] = MappingProxyType({
    "periods": ("high-middle-ages",),
    "district": {"kk": "Жамбыл ауданы", "ru": "Жамбылский район", "en": "Zhambyl District"},
    "place": {"kk": "Айша бибі ауылы", "ru": "село Айша-Биби", "en": "Aisha-Bibi village"},
    "location": {"lat": 42.8336, "lon": 71.2069, "precision": "site", "source": SOURCE},
    "dating": {
        "from": 1000,
        "to": 1200,
        "precision": "century",
        "text": {"kk": "XI–XII ғасырлар", "ru": "XI–XII века", "en": "11th–12th centuries"},
        "basis": "architectural",
        "source": SOURCE,
    },
    "culture": {"kk": "Сақтар", "ru": "Саки", "en": "Saka", "source": SOURCE},
    "builder": {"kk": "белгісіз шебер", "ru": "неизвестный мастер", "en": "an unknown master", "source": SOURCE},
    "dimensions": (
        {
            "what": {"kk": "Жоспары", "ru": "План", "en": "Plan"},
            "value": {"kk": "7,6 × 7,6 м", "ru": "7,6 × 7,6 м", "en": "7.6 × 7.6 m"},
            "source": SOURCE,
        },
    ),
    "identifiers": {"wikidata": "Q12345"},
    "conflicts": (
        {
            "about": {"kk": "Мерзімі", "ru": "Датировка", "en": "Dating"},
            "text": {
                "kk": f"Бір дерек XI ғасырды айтады [@{SOURCE}].",
                "ru": f"Один источник называет XI век [@{SOURCE}].",
                "en": f"One source says the 11th century [@{SOURCE}].",
            },
        },
    ),
    "look_for": (
        {
            "kk": "Батыс бағандағы жазу.",
            "ru": "Надпись на западной колонне.",
            "en": "The inscription on the west column.",
            "source": SOURCE,
        },
    ),
    "fate": {
        "what": "destroyed",
        "year": 1914,
        "text": {"kk": "Жер сілкінісінен қирады.", "ru": "Разрушен землетрясением.", "en": "Destroyed by an earthquake."},
        "source": SOURCE,
    },
    "related": ("tekturmas",),
    "volumes": ("asyl-mura-2",),
    "film": {"kk": "Тас куә", "ru": "Каменный свидетель", "en": "The stone witness"},
    "bibliography": {
        SOURCE: {
            "title": "Ежелгі Тараз ескерткіштері",
            "author": "А. Автор",
            "year": 2024,
            "url": "https://example.kz/article",
            "language": "kk",
        },
    },
    "pictures": (
        {
            "file": "south-face.jpg",
            "caption": {"kk": "Оңтүстік қасбет", "ru": "Южный фасад", "en": "South face"},
            "alt": {"kk": "Кірпіш қабырға", "ru": "Кирпичная стена", "en": "A brick wall"},
            "author": "А. Автор",
            "licence": "cc-by-4.0",
            "year": 2024,
        },
    ),
    "narration": {
        "kk": {"file": "kk.mp3", "length": "4:05", "reader": "А. Автор", "licence": "cc-by-4.0", "year": 2024},
    },
    "waivers": ({"rule": "missing-translation", "reason": "Аудармасы келесі айда дайын болады."},),
})  # fmt: skip
"""By top-level key. Every text is one that could stand in a record; keys of vocabularies are those of the content."""
