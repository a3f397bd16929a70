"""From a page to its HTML."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.core import get_global, parse_locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from comms.domain.edition_items import Phrase
from comms.domain.template_faults import told
from comms.errors import Problem, WrittenError
from comms.pages.checked import phrase
from comms.pages.described import as_json
from comms.pages.material import Material
from comms.pages.page import NEWS, Page

_FOLDER = Path("site") / "pages"
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """Return the direction in which a language is written."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def locale(language: str) -> str:
    """Return a language as Open Graph writes it: with the country that it is spoken in most, where it names none."""
    known = language.replace("-", "_")
    spoken, country, *_ = parse_locale(known)
    if country is None:
        _, country, *_ = parse_locale(get_global("likely_subtags").get(known, known))
    return f"{spoken}_{country}" if country else spoken


def said(text: Phrase, language: str) -> Markup:
    """Return *text*, marked with its language where that is not the page's."""
    if text.language == language:
        return escape(text.text)
    mark = Markup('<span lang="{0}" dir="{1}">{2}</span>')
    return mark.format(text.language, direction(text.language), text.text)


def filled(words: str, **values: Any) -> Markup:
    """Return *words* with *values* in their braces; what is not markup is escaped."""
    return escape(words).format(**values)


class Renderer:
    """The templates of the pages, ready to be filled with what is the same on all pages of a site."""

    def __init__(self, folders: tuple[Path, ...], material: Material, words: Mapping[str, Mapping[str, str]]) -> None:
        self._material, self._words = material, words
        self._loader = FileSystemLoader([folder / _FOLDER for folder in folders])
        self._environment = Environment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters |= {"said": said, "filled": filled, "as_json": as_json}
        self._environment.globals |= {"direction": direction, "locale": locale}

    def html(self, page: Page, language: str) -> bytes:
        """Return the HTML of *page* in *language*; raise WrittenError that names a template that fails."""
        try:
            template = self._environment.get_template(page.template)
            return template.render({**self._common(page, language), **page.values}).encode()
        except TemplateError as error:
            raise WrittenError([_problem(error, page.template)]) from error

    def entrance(self) -> bytes:
        """Return the page that lets a reader choose a language."""
        values = {
            "languages": {code: words["own_name"] for code, words in self._words.items()},
            "titles": {code: words["home_title"] for code, words in self._words.items()},
            "first": self._material.languages[0],
            "addresses": {code: self._material.addresses.page(f"{code}/") for code in self._material.languages},
            "acronym": phrase(self._material.site.acronym, self._material.languages[0]),
        }
        return self._environment.get_template("entrance.html.j2").render(values).encode()

    def looks(self, name: str) -> bytes:
        """Return a file that is written as it stands, such as the stylesheet."""
        source, _, _ = self._loader.get_source(self._environment, name)
        return source.encode()

    def _common(self, page: Page, language: str) -> dict[str, Any]:
        material = self._material
        up = "../" * page.path.count("/")
        told_in = page.told_in(material.languages)
        return {
            "page": page,
            "language": language,
            "w": self._words[language],
            "languages": {code: self._words[code]["own_name"] for code in material.languages},
            "home": up,
            "top": f"{up}../",
            "address": material.addresses.page(f"{language}/{page.path}"),
            "addresses": {code: material.addresses.page(f"{code}/{path}") for code, path in told_in.items()},
            "paths": {code: told_in.get(code, NEWS) for code in material.languages},
            "has_news": bool(material.news),
            "organisation": phrase(material.site.name, language),
            "acronym": phrase(material.site.acronym, language),
            "organisation_page": material.addresses.organisation,
            "has_campaign": material.site.campaign is not None,
            "is_demo": material.is_demo,
            "this_year": material.today.year,
        }


def _problem(error: TemplateError, template: str) -> Problem:
    """Return what is wrong in *template*, or in another one that it is made of."""
    if isinstance(error, TemplateSyntaxError):
        name = (_FOLDER / (error.name or template)).as_posix()
        return Problem(f"templates/{name}", f"line {error.lineno}", "", told(error))
    name = (_FOLDER / template).as_posix()
    what = f"{type(error).__name__}: {error}; correct it, or delete the site's own copy"
    return Problem(f"templates/{name}", "", "", what)
