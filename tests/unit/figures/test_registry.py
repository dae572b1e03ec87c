"""A figure counts and lists by one definition; each is registered once and explained."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from mingtang.figures import registry
from mingtang.figures.registry import Figure
from mingtang.orgs.models import Unit
from mingtang.register import services as register
from mingtang.register.models import Entry
from tests import factories

YEAR = timezone.localdate().year


def _rows(year: int, unit: Unit | None) -> Any:
    return Unit.objects.filter(pk=unit.pk) if unit else Unit.objects.all()


def _figure(**changed: Any) -> Figure:
    given: dict[str, Any] = {
        "code": "test.units",
        "title_zh": "单位",
        "title_en": "units",
        "unit_of_count": "个",
        "definition_zh": "全部单位",
        "source": "",
        "rows": _rows,
        "unit_field": "id",
    }
    return Figure(**given | changed)


@pytest.fixture
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_figures", {})


def test_a_code_names_one_figure_for_good(own_registry: None) -> None:
    registry.register(_figure())
    registry.register(_figure())
    with pytest.raises(ValueError, match="registered twice"):
        registry.register(_figure(title_en="other"))


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(registry.UnknownFigure):
        registry.rows("test.nothing", YEAR)


@pytest.mark.django_db
def test_the_number_is_the_number_of_rows_for_every_figure() -> None:
    one = factories.published_document()
    factories.published_document()
    for unit in (None, one.unit):
        counted = registry.count_all(YEAR, unit)
        for code, value in counted.items():
            assert value == len(registry.rows(code, YEAR, unit)), code


@pytest.mark.django_db
def test_a_figure_splits_into_its_units() -> None:
    one, other = factories.published_document(), factories.published_document()
    split = registry.count_by_unit("register.published", YEAR)
    assert split == {one.unit_id: 1, other.unit_id: 1}


@pytest.mark.django_db
def test_what_has_no_unit_is_not_split() -> None:
    with pytest.raises(ValueError, match="not counted by unit"):
        registry.count_by_unit("disclosure.findings.open", YEAR)


def test_every_figure_explains_itself() -> None:
    figures = list(registry.all_figures())
    assert len(figures) > 20
    for figure in figures:
        assert figure.title_zh
        assert figure.title_en
        assert figure.unit_of_count
        assert figure.definition_zh
        assert figure.source


@pytest.mark.django_db
def test_normative_documents_move_from_valid_to_repealed() -> None:
    document = factories.published_document(normative=True)
    factories.published_document()
    before = registry.count_all(YEAR)
    assert before["register.normative"] == before["register.normative.made"] == 1
    assert before["register.normative.valid"] == 1
    assert before["register.normative.repealed"] == 0
    assert before["register.policy_other"] == 1
    register.set_validity(
        Entry.objects.get(pk=document.entry_id),
        validity="repealed",
        on=timezone.localdate(),
        by=factories.SYSTEM,
        at=timezone.now(),
        reason="已被新文件代替",
    )
    after = registry.count_all(YEAR)
    assert after["register.normative.valid"] == 0
    assert after["register.normative.repealed"] == 1


@pytest.mark.django_db
def test_what_was_withdrawn_is_no_longer_counted_as_published() -> None:
    document = factories.published_document()
    register.withdraw(
        Entry.objects.get(pk=document.entry_id),
        by=factories.SYSTEM,
        at=timezone.now(),
        reason="数据有误",
    )
    found = registry.count_all(YEAR)
    assert found["register.published"] == found["register.entries"] == 0
    assert found["register.withdrawn"] == 1


@pytest.mark.django_db
def test_publications_are_counted_as_timely_or_late() -> None:
    factories.published_document()
    factories.published_document(made_on=timezone.localdate() - timedelta(days=60))
    found = registry.count_all(YEAR)
    assert (found["duties.publish.in_time"], found["duties.publish.late"]) == (1, 1)
    assert found["duties.publish.opened"] == 2
    assert found["disclosure.secrecy.pass"] == 2


@pytest.mark.django_db
def test_units_count_while_they_exist() -> None:
    factories.unit(founded_on=date(2018, 5, 1))
    counts = [registry.figure("orgs.units").count(year) for year in (2017, 2018)]
    assert counts == [0, 1]
