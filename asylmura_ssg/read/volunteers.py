"""Who places and looks after plates: ``content/plates/volunteers.yaml``."""

from __future__ import annotations

from collections.abc import Collection

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.register import AgeGroup, Volunteer
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.vocabularies import Shelf

PATH = "plates/volunteers.yaml"


def read_volunteers(shelf: Shelf, regions: Collection[str]) -> dict[str, Volunteer]:
    """Return the volunteers by key; none while there is no file yet."""

    def volunteer(key: str, block: Block, _order: int) -> Volunteer:
        groups = tuple(AgeGroup)
        age = block.term("age", groups, Code.UNKNOWN_TERM, "age group")
        name = block.optional_text("name")
        named = block.boolean("name_may_be_public")
        region = block.term("region", regions, Code.UNKNOWN_REGION, "region")
        if name is not None and age == AgeGroup.UNDER_18:
            block.complain(
                Code.PERSONAL_DATA, "a minor is named", "take the name out; the role says enough", key="name"
            )
        elif name is not None and not named:
            block.complain(Code.PERSONAL_DATA, f'"{key}" is named without consent',
                           'add "name_may_be_public: true" when they agreed in writing, or take the name out', key="name")  # fmt: skip
        role = block.optional_localized("role") or Localized("")
        if not role.kk:
            block.complain(Code.MISSING_FIELD, f'"{block.name}.role" is missing', "say what they are, in kk, ru and en",
                           key="role")  # fmt: skip
        return Volunteer(key, role, name, region, AgeGroup(age) if age in groups else AgeGroup.FROM_18)

    return shelf.table(PATH, volunteer) if PATH in shelf.files else {}
