"""Which entity a name means, and what is learned when a person says so."""

from __future__ import annotations

from annotation.changes import Change, add, remove
from annotation.names.countries import country_code, country_name
from annotation.names.lookup import NameIndex
from annotation.records import Alias, Entity, Id, Label, new_id
from annotation.text.folding import Degree, fold
from annotation.working_set import WorkingSet

PERSON_LABEL = "Person"
"""The label of names that have a surname: one alone may stand for the whole name."""

COUNTRY_LABEL = "Country"
"""The label whose mentions are looked up among the countries of the world. A project may have none."""


def known_entity(
    records: WorkingSet, names: NameIndex, surface: str, label: Label, language: str
) -> tuple[list[Change], Id | None]:
    """Find the entity that a name means beyond doubt.

    That is the one entity of the project with this name or alias (of several, the only one with the label),
    or else, under the label of countries, the country so called in any language that CLDR knows, which is
    added to the project when it is not there.

    Args:
        records: the records at hand.
        names: the project's names and aliases.
        surface: the name as written.
        label: the label of the mention.
        language: the language of the article; a new country is named in it.

    Returns:
        What has to be added, and the entity's id; None when there is none or it is doubtful.
    """
    if names.find(surface):
        entity = called(records, names, surface, label.id)
        return [], entity.id if entity else None
    if label.name != COUNTRY_LABEL:
        return [], None
    code = country_code(
        surface, Degree.LOOSE, language
    )  # said to be a country, so a country's name is expected
    if code is None:
        return [], None
    return entity_with_code(records, code, country_name(code, language), label.id, surface, language)


def called(records: WorkingSet, names: NameIndex, surface: str, label_id: Id | None) -> Entity | None:
    """Return the one entity with a name or alias; of several, the only one with the label, if there is."""
    found = [records.get(Entity, entity_id) for entity_id in names.find(surface)]
    if len(found) > 1:
        found = [entity for entity in found if entity.label_id == label_id]
    return found[0] if len(found) == 1 else None


def meant(records: WorkingSet, names: NameIndex, surface: str, label_id: Id | None) -> Entity | None:
    """Return whom the project means by a name in a list; of several, the only one with it as an alias.

    An alias says more than a name: somebody said so, while the program itself names whom it adds after what
    is written. Failing that, of several the only one with the label counts.
    """
    found = [records.get(Entity, entity_id) for entity_id in names.find(surface)]
    said = [entity for entity in found if _aliases(records, entity.id, surface)] if len(found) > 1 else []
    if len(said) == 1:
        return said[0]
    return called(records, names, surface, label_id)


def entity_with_code(
    records: WorkingSet, code: str, name: str, label_id: Id, surface: str, language: str
) -> tuple[list[Change], Id]:
    """Return the entity with a code and what has to be added for it, `surface` as an alias included."""
    same = records.where(Entity, "code", code)
    if same:
        return learn_alias(records, same[0], surface, language), same[0].id
    entity = Entity(id=new_id(), name=name, label_id=label_id, code=code)
    return [add(entity), *learn_alias(records, entity, surface, language)], entity.id


def learn_alias(records: WorkingSet, entity: Entity, surface: str, language: str = "") -> list[Change]:
    """Return the change that makes `surface` an alias of an entity, if it says anything new."""
    surface = " ".join(surface.split())
    known = {entity.name, *(alias.surface for alias in records.where(Alias, "entity_id", entity.id))}
    if not surface or name_key(surface) in map(name_key, known):
        return []
    return [add(Alias(id=new_id(), entity_id=entity.id, surface=surface, language=language))]


def forget_alias(records: WorkingSet, entity_id: Id, surface: str, language: str) -> list[Change]:
    """Return the changes that take `surface` off an entity whose alias it wrongly became.

    Aliases that a person wrote down carry no language, those learned from an article that of the article.
    """
    return [remove(alias) for alias in _aliases(records, entity_id, surface) if alias.language == language]


def _aliases(records: WorkingSet, entity_id: Id, surface: str) -> list[Alias]:
    key = name_key(surface)
    return [alias for alias in records.where(Alias, "entity_id", entity_id) if name_key(alias.surface) == key]


def name_key(name: str) -> str:
    """Return what spellings of one name have in common; a name without a letter is its own key."""
    return fold(name, Degree.STRICT) or name
