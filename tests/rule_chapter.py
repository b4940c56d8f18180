"""The handbook's chapter of all rules, docs/handbook/<language>/15-rules.md: what each asks, and the way to its page."""

from __future__ import annotations

from asylmura_ssg.diagnostics import Code, Severity
from asylmura_ssg.model.language import Language
from asylmura_ssg.rulebook import rulebook

_WORDS = {
    Language.KK: {
        "title": "Барлық ереже",
        "intro": (
            "Әр ереже бір сөйлеммен; аты оның бетіне апарады: неге керек, қалай түзетіледі, қате және дұрыс үлгі. Тексеру хабарындағы"
            " жақша ішіндегі сөз – осы ат. Деңгейлер туралы – [тексеру тарауында](06-check.md)."
        ),
        Severity.ERROR: "Қателер", Severity.WARNING: "Ескертулер", Severity.ADVICE: "Кеңестер",
        "rule": "Ереже", "asks": "Не талап етеді",
    },
    Language.RU: {
        "title": "Все правила",
        "intro": (
            "Каждое правило одним предложением; имя ведёт на его страницу: зачем оно, как исправить, неверный и верный пример. Слово"
            " в скобках в сообщении проверки — это оно и есть. О ступенях — [глава о проверке](06-check.md)."
        ),
        Severity.ERROR: "Ошибки", Severity.WARNING: "Предупреждения", Severity.ADVICE: "Советы",
        "rule": "Правило", "asks": "Чего требует",
    },
    Language.EN: {
        "title": "All rules",
        "intro": (
            "Each rule in a sentence; its name leads to its page: why it is there, how to mend what breaks it, a bad and a good"
            " example. The word in brackets in a message of the check is this name. On the tiers, see [checking](06-check.md)."
        ),
        Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.ADVICE: "Advice",
        "rule": "Rule", "asks": "What it asks",
    },
}  # fmt: skip


def rule_chapter(language: Language) -> str:
    """Return the chapter in a language."""
    t, rules = _WORDS[language], rulebook()
    parts = [f"# {t['title']}", t["intro"]]
    for severity in (Severity.ERROR, Severity.WARNING, Severity.ADVICE):
        rows = [
            f"| [`{code.slug}`](../../rules/{code.slug}.md) | {rules[code].title.own(language)} |"
            for code in Code
            if code.severity is severity
        ]
        parts += [f"## {t[severity]}", "\n".join([f"| {t['rule']} | {t['asks']} |", "| --- | --- |", *rows])]
    return "\n\n".join(parts) + "\n"
