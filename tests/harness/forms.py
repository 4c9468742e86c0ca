"""The forms and links of a page, read as a browser without script would read them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    name: str
    kind: str  # "text", "hidden", "file", "select", "radio", "checkbox", "submit" …
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    def add(self, found: Field) -> None:
        known = self.fields.setdefault(found.name, found)
        if found.kind in {"radio", "checkbox", "submit"}:
            known.choices.append(found.value)


class Page(HTMLParser):
    """`forms` and the addresses of `links` of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None
        self._select: Field | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and said.get("href", "").startswith("/"):
            self.links.append(said["href"])
        elif tag == "form":
            self._open = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self._open)
        elif tag == "option" and self._select is not None:
            self._select.choices.append(said.get("value", ""))
        elif tag in {"input", "textarea", "select", "button"} and self._open is not None and said.get("name"):
            self._take(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None

    def _take(self, tag: str, said: dict[str, str]) -> None:
        kinds = {"textarea": "text", "select": "select", "button": "submit"}
        found = Field(said["name"], kinds.get(tag) or said.get("type", "text"), said.get("value", ""))
        self._open.add(found)
        if tag == "select":
            self._select = found
