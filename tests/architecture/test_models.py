"""What import-linter cannot see: foreign keys, privacy marks, managers, columns that belong together."""

import pytest
from django.db import models

from karlemose.foundation.privacy import THEN, Data
from karlemose.foundation.scoped import NotScoped, Scoped
from karlemose.tenancy.walls import is_owned
from tests.architecture.house import floor_of, our_models, room_of

MODELS = our_models()
OWNED = [model for model in MODELS if is_owned(model)]


def upward_foreign_keys(rooms: list[type[models.Model]]) -> list[str]:
    found = []
    for model in rooms:
        for field in model._meta.local_fields:
            target = field.related_model
            is_ours = isinstance(target, type) and target.__module__.startswith("karlemose.")
            if is_ours and floor_of(room_of(target)) < floor_of(room_of(model)):
                found.append(f"{model.__name__}.{field.name} → {target.__name__}")
    return found


def test_foreign_keys_point_downwards():
    assert upward_foreign_keys(MODELS) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_says_what_it_is(model):
    concrete = {field.name for field in model._meta.concrete_fields}
    assert set(model.Privacy.fields) == concrete
    assert all(isinstance(mark, Data) for mark in model.Privacy.fields.values())
    assert model.Privacy.then in THEN
    assert model.Privacy.basis


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_reverse_relation_is_a_back_door(model):
    keys = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    assert [key.name for key in keys if key.remote_field.related_name != "+"] == []


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_rows_of_a_partnership_are_asked_for_with_a_viewer(model):
    assert isinstance(model.objects, Scoped)
    with pytest.raises(NotScoped):
        model.objects.all()
    with pytest.raises(NotScoped):
        model.objects.filter(pk=1)
    with pytest.raises(NotScoped, match="say why"):
        model.objects.unscoped(" ")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_that_is_never_built_has_a_column(model):
    forbidden = ("ethnic", "religion", "risk", "score", "gang", "cpr", "face", "tenant")
    names = [field.name for field in model._meta.fields]
    assert [name for name in names if any(word in name for word in forbidden)] == []
