"""What an entry says where a table says nothing: that it is not known, or not written yet. Never anything else."""

from __future__ import annotations

from typing import Final

from asylmura_ssg.model.language import Localized

SUMMARY: Final = Localized(
    "Қысқаша сипаттамасы әлі жазылған жоқ.",
    "Краткое описание ещё не написано.",
    "The summary has not been written yet.",
)
TEXT: Final = Localized("Мәтіні әлі жазылған жоқ.", "Текст ещё не написан.", "The text has not been written yet.")
PLACE: Final = Localized(
    "Дереккөз болған кестеде координаттары берілмеген.",
    "В таблице, послужившей источником, координаты не указаны.",
    "The table that the entry rests on gives no coordinates.",
)
DOUBTFUL_PLACE: Final = Localized(
    "Дереккөз болған кестедегі нүкте аталған өңірден тыс жатыр.",
    "Точка, указанная в таблице, лежит вне названного в ней региона.",
    "The point given in the table lies outside the region that it names.",
)
UNREAD_PLACE: Final = Localized(
    "Дереккөз болған кестедегі координаттар түсініксіз жазылған.",
    "Координаты в таблице записаны непонятно.",
    "The coordinates in the table could not be understood.",
)
NO_KAZAKH: Final = "Қазақшасы кестеде жоқ: орнында орысшасы тұр. / В таблице нет казахского: стоит русское."
EDITORS: Final = ("Birgemiz: Asyl Mura",)
"""Who answers for an entry that a table says nothing about: the programme, as the records' guide has it."""
