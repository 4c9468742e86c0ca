"""What htmx would do, without a browser: ask for a part, put it in, and compare with a page loaded afresh."""

import re

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
VOID = ("csrfmiddlewaretoken", "idempotency_key")


def part_of(html: str, identity: str) -> str:
    """The `<section id=…>` … `</section>` of a page, with the sections inside it."""
    start = re.search(rf'<section id="{identity}"', html).start()
    depth = 0
    for tag in re.finditer(r"<(/?)section\b", html[start:]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return html[start : start + tag.end()] + ">"
    raise AssertionError(f"#{identity} is not closed")


def swapped(page: str, identity: str, answer: str) -> str:
    """The page after `hx-swap="outerHTML"` of the part."""
    return page.replace(part_of(page, identity), answer.strip())
