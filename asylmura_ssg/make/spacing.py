"""Where a line may not break, and where a long address may: spaces of running text, printed and on the web.

Rules: D. Milchin and L. Cheltsova, "Spravochnik izdatelya i avtora" (initials, years and centuries, measures, №, dashes
prepositions of one letter stay with the word they belong to), which Kazakh publishing follows too.
"""

from __future__ import annotations

import re

NBSP = "\u00a0"
JOINER = "\u2060"
THIN = JOINER + "\u2009" + JOINER  # a thin space no line may break at

_UNITS = (
    r"мм|см|дм|км|м|га|мг|кг|г|т|л|млн|мың|тыс|млрд|mm|cm|km|m|ha|kg|%|°|ғғ?\.|жж?\.|ш\.|гг?\.|вв?\.|б\.|с\.|BCE|CE|BC|AD|"
    r"[Жж]ыл\w*|[Гг]од\w*|[Ғғ]асыр\w*|[Вв]ек\w*|метр\w*|километр\w*|гектар\w*|шақырым\w*|тонна\w*|metres?|kilometres?|hectares?"
)
_MONTHS = (
    r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w*|"
    r"(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*|мая|"
    r"January|February|March|April|May|June|July|August|September|October|November|December"
)
_RULES = tuple(
    re.compile(pattern)
    for pattern in (
        # A measure, a year or a century with its number: 7,6 м · 2019 жылы · XIII ғ. · 19 тыс.
        rf"(?<=[0-9IVXLC]) (?=(?:{_UNITS})(?![^\W²³]))",
        # 7,6 × 7,6; a number sign, a section, a page: № 3 · § 5 · p. 12
        r"(?<=[0-9]) (?=× ?[0-9])|(?<=×) (?=[0-9])|(?<=[№§]) (?=\w)|(?<=\bp\.) (?=\d)|(?<=\bpp\.) (?=\d)|(?<=\bNo\.) (?=\d)",
        # Initials with one another and with the surname: А. Е. Астафьев
        r"(?<=\b[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.) (?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])",
        # Abbreviations in two parts: до н. э. · т. б. · и др. · б. з. д.; the era and its number: б.з.б. IV
        r"(?<=\b[НТБЗнтбз]\.) (?=[эбезд]\.)|(?<=\bдо) (?=н\.)|(?<=\bи) (?=др\.)|(?<=б\.з\.б\.) (?=[0-9IVXLC])|(?<=б\.з\.) (?=[0-9IVXLC])",
        # A day and its month: 5 мамыр · 5 мая · 5 May
        rf"(?<=[0-9]) (?=(?:{_MONTHS})\b)",
        # A page, a volume and its number: т. II · с. 214 · б. 12
        r"(?<=\b[тсб]\.) (?=[0-9IVXLC])",
        # A preposition of one letter is not left behind by its word: в степи · с юга
        r"(?<=\b[вксоуВКСОУ]) (?=\w)",
        # A dash or a middle dot never begins a line.
        r" (?=[–—·] )",
    )
)
_RANGES = re.compile(r"(?<=[0-9IVXLC])–(?=[0-9IVXLC])")
_NESTED = re.compile(r"«[^«»]*«")
_INNER = {"«": "„", "»": "“"}
# 34 × 24 м and note 2 would read as square metres: there the number is set off and has a bracket, м ²⁾.
_AFTER_UNIT = re.compile(
    r"([0-9]\u00a0(?:мм|см|дм|км|м|mm|cm|km|m)|[²³])"
    r'(<span class="note" data-n="\d+" data-call="\d+|<sup class="again">\d+)'
)
_TAGS = re.compile(r"(<[^>]*>)")
_BREAKS = re.compile(r"(?<=[/?&=_#~])(?=[^/])|(?=[.\-%])(?<=\w\w)")


def bind(text: str) -> str:
    """Return the text with no-break spaces, and joined ranges (V–IV, 20–70), where a line may not break."""
    for rule in _RULES:
        text = rule.sub(NBSP, text)
    return _RANGES.sub("–" + JOINER, text)


def nest_quotes(text: str) -> str:
    """Return Kazakh or Russian text whose quotation marks within others are „…“, as both orthographies have them."""
    if _NESTED.search(text) is None:
        return text
    depth, signs = 0, []
    for sign in text:
        depth -= sign == "»"
        inner = depth > 0 and sign in _INNER
        depth += sign == "«"
        if depth < 0:
            return text  # a mark too many: what was meant is the author's to say
        signs.append(_INNER[sign] if inner else sign)
    return "".join(signs) if depth == 0 else text


_MEASURE = re.compile(
    rf"[0-9] (?=(?:{_UNITS})(?![^\W²³])|× ?[0-9])|[№×] (?=[0-9])|(?<!\w)[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\. (?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])"
)


def bind_measures(text: str) -> str:
    """Return the text with its numbers bound to their units, № to its number, initials to the name: what a screen needs most.

    A tenth of the time of :func:`bind`, which looks at every space: pages are many, and their lines break anew on
    every screen anyway.
    """
    return _MEASURE.sub(lambda found: found[0][:-1] + NBSP, text)


def bind_html(html: str) -> str:
    """Return HTML with its text bound, and note numbers told from exponents; tags stay as they are."""
    parts = _TAGS.split(html.replace("&nbsp;", NBSP))  # the sanitiser writes it so
    parts[::2] = [bind(nest_quotes(part)) for part in parts[::2]]
    return _AFTER_UNIT.sub(rf"\1{THIN}\2)", "".join(parts))


def breakable(address: str) -> tuple[str, ...]:
    """Return the pieces of a web address between which a line may break without a hyphen."""
    return tuple(_BREAKS.split(address))
