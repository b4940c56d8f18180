"""A plate laid out: what stands where, and how large. Distances are in modules of the code until they become marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asylmura_ssg.make.artwork import ornament
from asylmura_ssg.make.artwork.drawing import (
    Drawing,
    Layer,
    Mark,
    Shape,
    circle,
    rectangle,
    rounded_rectangle,
    turned,
    units,
)
from asylmura_ssg.make.artwork.facts import Column, facts
from asylmura_ssg.make.artwork.setting import Lines, Ragged, Style, Text, largest, set_text, text_of, word_marks
from asylmura_ssg.make.artwork.styles import Lettering, lettering_of
from asylmura_ssg.make.artwork.symbol import symbol_shape
from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.artwork import (
    BAND,
    BAND_GAP,
    FOOT,
    GUTTER,
    HEIGHT,
    MARGIN,
    TEXT,
    Arrangement,
    ArtworkError,
    ArtworkRecipe,
    Layout,
    Variant,
    layout_of,
)
from asylmura_ssg.model.language import PRIMARY
from asylmura_ssg.model.plate import MODULES, QUIET_ZONE

_TITLE = (3.0, 6.4)
"""Least and greatest size of the Kazakh name; it takes two lines, or three when two are too few."""
_NAME_LINES = 3
"""Of a name at most."""
_TITLE_LEADING = 1.08
_SECOND = 1.42
"""Size of the other names, as a multiple of the story's."""
_STORY_LEADING = 1.4
_BODY = 3.0
"""Greatest size of the story."""
_STEP = 0.05
_BETWEEN = (3.4, 12.0)
"""Least and greatest space between two languages."""
_CHECK_GAP = 0.06
"""Before the check digit, em: a hair more than between other figures, so that the address is read as one word."""
_ADDRESS = 2.7
"""Greatest size of the address."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One language: the monument's name and its story, as yet without a size."""

    key: str
    name: Text
    story: Text | None


@dataclass(frozen=True, slots=True)
class _Set:
    """The same, set in lines."""

    key: str
    name: Lines
    story: Lines | None

    @property
    def inner(self) -> float:
        """Between the name's last baseline and the story's capitals."""
        return 0 if self.story is None else 0.3 * self.name.style.size + 0.5 * self.story.style.size

    @property
    def height(self) -> float:
        return self.name.height + self.inner + (0 if self.story is None else self.story.height)


def compose(recipe: ArtworkRecipe) -> Drawing:
    """Return the drawing of a plate; the recipe's form plays no part in it.

    Raises ArtworkError when a text does not fit even at its smallest size.
    """
    layout = layout_of(recipe.size, recipe.arrangement)
    module = units(recipe.size.module)
    lettering = lettering_of(recipe)
    marks = (
        *_blank(layout),
        *_codes(recipe, layout, module),
        *_band(recipe, module),
        *_inscription(recipe, lettering, module),
        *facts(recipe, lettering, _columns(layout), module),
        *_addresses(recipe, lettering, layout, module),
    )
    face = "PRINT" if recipe.variant is Variant.ENAMEL else "ENGRAVE"
    return Drawing(units(layout.width), units(layout.height), face, marks)


def _blank(layout: Layout) -> Iterator[Mark]:
    """Yield the plate itself: its edge and its holes."""
    edge = rounded_rectangle(units(layout.width), units(layout.height), units(layout.corner))
    holes = (turned(circle(units(hole.x), units(hole.y), units(hole.diameter / 2))) for hole in layout.holes)
    yield Mark(Layer.CUT, "edge", Shape((edge, *holes)), 0, 0)


def _codes(recipe: ArtworkRecipe, layout: Layout, module: int) -> Iterator[Mark]:
    said = recipe.inscription
    shape = symbol_shape(matrix(said.payload, said.version, said.level, said.mask), module)
    for index, code in enumerate(layout.codes, 1):
        yield Mark(Layer.FACE, f"code-{index}", shape, units(code.x), units(code.y))


def _left(recipe: ArtworkRecipe) -> float:
    return MARGIN + (MODULES + GUTTER if recipe.arrangement is Arrangement.TWIN else 0)


def _band(recipe: ArtworkRecipe, module: int) -> Iterator[Mark]:
    """Yield the ornament: dark where it is printed; engraved, its figures alone, since no tool clears large fields well."""
    height = HEIGHT - 2 * MARGIN
    shape = ornament.band(BAND * module, height * module, module, filled=recipe.variant is Variant.ENAMEL)
    yield Mark(Layer.FACE, "ornament", shape, round(_left(recipe) * module), MARGIN * module)


def _inscription(recipe: ArtworkRecipe, lettering: Lettering, module: int) -> Iterator[Mark]:
    blocks = _fitted(recipe, lettering)
    room = HEIGHT - 2 * MARGIN - sum(block.height for block in blocks)
    between = min(room / max(1, len(blocks) - 1), _BETWEEN[1])
    x, y = _left(recipe) + BAND + BAND_GAP, float(MARGIN)
    for block in blocks:
        yield from block.name.marks(f"name-{block.key}", x, y, module)
        if block.story is not None:
            top = y + block.name.height + block.inner
            yield from block.story.marks(f"story-{block.key}", x, top, module)
        y += block.height + between


def _fitted(recipe: ArtworkRecipe, lettering: Lettering) -> tuple[_Set, ...]:
    """Return the three languages at the largest size of the story that the column holds."""
    blocks = tuple(_blocks(recipe, lettering))
    steps = int((_BODY - lettering.least) / _STEP + 1e-9)
    for step in range(steps + 1):
        found = _set_blocks(blocks, lettering, _BODY - step * _STEP)
        if found is not None and _total(found) <= HEIGHT - 2 * MARGIN:
            return found
    raise _too_much(recipe, lettering, blocks)


def _too_much(recipe: ArtworkRecipe, lettering: Lettering, blocks: tuple[_Block, ...]) -> ArtworkError:
    """Say which name is too long, or else that the stories are."""
    said, module = recipe.inscription, recipe.size.module
    for block, (language, name) in zip(blocks, said.names.present(), strict=True):
        if (set_name := _name(block, lettering, lettering.least)) is None or len(set_name.lines) > _NAME_LINES:
            least = _TITLE[0] if language is PRIMARY else lettering.least_name
            return ArtworkError(
                f"plate {said.plate}: its name in {language}, “{name}” ({len(name)} letters), does not fit {_NAME_LINES} "
                f"lines of {TEXT * module:g} mm in type of {least * module:.2f} mm; shorten the name"
            )
    names, stories = (sum(len(text) for _, text in held.present()) for held in (said.names, said.story))
    return ArtworkError(
        f"plate {said.plate}: its names ({names} letters in all) and stories ({stories} letters) do not fit "
        f"{TEXT * module:g} × {(HEIGHT - 2 * MARGIN) * module:g} mm in type of "
        f"{lettering.least * module:.2f} mm, the smallest that is read; shorten the summary"
    )


def _blocks(recipe: ArtworkRecipe, lettering: Lettering) -> Iterator[_Block]:
    """Yield the languages in which the monument has a name, the story with them where it is told."""
    for language, name in recipe.inscription.names.present():
        story = recipe.inscription.story.own(language)
        told = None if story is None else text_of(lettering.text, story, language)
        yield _Block(str(language), text_of(lettering.name, name, language), told)


def _total(blocks: tuple[_Set, ...]) -> float:
    return sum(block.height for block in blocks) + _BETWEEN[0] * (len(blocks) - 1)


def _set_blocks(blocks: tuple[_Block, ...], lettering: Lettering, body: float) -> tuple[_Set, ...] | None:
    found = []
    for block in blocks:
        name = _name(block, lettering, body)
        story = None if block.story is None else set_text(block.story, TEXT, Style(body, _STORY_LEADING))
        if name is None or (block.story is not None and story is None):
            return None
        found.append(_Set(block.key, name, story))
    return tuple(found)


def _name(block: _Block, lettering: Lettering, body: float) -> Lines | None:
    """Return a name beside stories of a size; None when it is too long for a title, or a word of it for a line."""
    if block.key == PRIMARY:
        return _title(block.name)
    size = max(body * _SECOND, lettering.least_name)
    return set_text(block.name, TEXT, Style(size, _TITLE_LEADING), Ragged.EVEN)


def _title(text: Text) -> Lines | None:
    """Return the Kazakh name as large as it may be in one line, or in two where that lets it be clearly larger."""
    least, greatest = _TITLE
    one = largest(text, TEXT, 1, (greatest * 0.78, greatest), _TITLE_LEADING)
    return (
        one
        or largest(text, TEXT, 2, (greatest * 0.6, greatest * 0.9), _TITLE_LEADING)
        or largest(text, TEXT, _NAME_LINES, (least, greatest * 0.6), _TITLE_LEADING)
    )


def _columns(layout: Layout) -> tuple[Column, ...]:
    """Return the room above the codes, down to their quiet zones."""
    return tuple(Column(code.x / code.module, HEIGHT - FOOT - MODULES - QUIET_ZONE) for code in layout.codes)


def _addresses(recipe: ArtworkRecipe, lettering: Lettering, layout: Layout, module: int) -> Iterator[Mark]:
    """Yield the address below each code: the plate's number heavier, its check digit underlined."""
    said = recipe.inscription
    if not said.address.endswith(said.plate):
        raise ArtworkError(f"plate {said.plate}: its readable address, {said.address}, must end in its number")
    light = lettering.text.word(said.address.removesuffix(said.plate), PRIMARY)
    number, check = (lettering.strong.word(part, PRIMARY) for part in (said.plate[:-1], said.plate[-1]))
    width = light.width + number.width + _CHECK_GAP + check.width
    size = min(MODULES / width, _ADDRESS)
    if size < lettering.least:
        raise ArtworkError(
            f"plate {said.plate}: its address, {said.address}, does not fit {MODULES * recipe.size.module:g} mm in "
            f"type of {lettering.least * recipe.size.module:.2f} mm, the smallest that is read; use a shorter domain"
        )
    em, y = round(size * module), (HEIGHT - MARGIN) * module
    for index, code in enumerate(layout.codes, 1):
        x, part = units(code.x), f"address-{index}"
        yield from word_marks(lettering.text, light, part, x, y, em)
        x += round(light.width * em)
        yield from word_marks(lettering.strong, number, part, x, y, em)
        x += round((number.width + _CHECK_GAP) * em)
        yield from word_marks(lettering.strong, check, part, x, y, em)
        line = Shape((rectangle(round(check.width * em), lettering.rule(module)),))
        yield Mark(Layer.FACE, part, line, x, y + round(0.2 * em))
