import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

from karlemose.web import assets
from karlemose.web.storage import Finder, Storage


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "karlemose.web.storage.Storage"}}
    from django.test import override_settings  # noqa: PLC0415 -- app ready

    with override_settings(STATIC_ROOT=str(folder), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield Storage(location=str(folder), base_url="/static/"), folder


def read(collected, name: str) -> str:
    storage, folder = collected
    return (folder / storage.stored_name(name)).read_text("utf-8")


def test_imports_of_our_modules_point_at_hashed_names(collected):
    assert re.search(r'from "\.\./npm/htmx/htmx\.esm\.min\.[0-9a-f]{12}\.js"', read(collected, "js/site.js"))
    assert re.search(r'from "\.\./npm/maplibre-gl/maplibre-gl\.[0-9a-f]{12}\.mjs"', read(collected, "js/places.js"))


def test_worker_of_the_map_keeps_its_plain_name_beside_it(collected):
    _, folder = collected
    assert (folder / "npm/maplibre-gl/maplibre-gl-worker.mjs").is_file()


def test_style_sheets_point_at_hashed_files_that_are_there(collected):
    _, folder = collected
    for sheet in folder.rglob("*.css"):
        if not re.search(r"\.[0-9a-f]{12}\.css$", sheet.name):
            continue
        for address in re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text("utf-8")):
            if not address.startswith(("data:", "#", "%23")):
                assert (sheet.parent / address.split("?")[0].split("#")[0]).is_file(), f"{sheet.name}: {address}"


def test_no_source_map_and_no_development_build_is_served():
    served = [f"{prefix}/{name}" for prefix, _, names in assets.folders() for name in names]
    assert [name for name in served if name.endswith(".map") or "-dev" in name or ".njk" in name] == []


def test_every_listed_file_exists():
    for _, folder, names in assets.folders():
        assert [name for name in names if not (folder / name).is_file()] == []


def test_finder_finds_ours_and_the_packages_and_nothing_else():
    finder = Finder()
    assert finder.find("css/site.css").endswith("karlemose/web/static/css/site.css")
    assert finder.find("npm/htmx/htmx.esm.min.js").endswith("node_modules/htmx.org/dist/htmx.esm.min.js")
    assert finder.find("npm/htmx/htmx.js") == []
    assert finder.find("../config/environment.py") == []


def test_missing_package_is_named_with_the_command_that_helps(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "MODULES", tmp_path)
    messages = Finder().check()
    assert [message.hint for message in messages] == ["Run: make setup"] * len(assets.PACKAGES)


def test_error_pages_name_only_files_that_are_served():
    source = get_template("errors/base.html").template.source
    for name in re.findall(r"{% static '([^']+)' %}", source):
        assert Finder().find(name), name
