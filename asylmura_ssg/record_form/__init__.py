"""How a record is written: its form, and the places in a text where a key or an item of a list goes."""

from asylmura_ssg.record_form.form import Form, block_form, item_form, record_form, scalar_form
from asylmura_ssg.record_form.places import inserted_item, inserted_key, replaced_key

__all__ = [
    "Form",
    "block_form",
    "inserted_item",
    "inserted_key",
    "item_form",
    "record_form",
    "replaced_key",
    "scalar_form",
]
