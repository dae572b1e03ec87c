"""Addresses under /desk/."""

from django.urls import path

from .views import (
    accounts,
    duties,
    errors,
    journal,
    notices,
    search,
    sheets,
    succession,
    supervision,
    today,
    units,
    words,
)

app_name = "workbench"
urlpatterns = [
    path("", today.TodayView.as_view(), name="today"),
    path("search", search.SearchView.as_view(), name="search"),
    path("duties/", duties.DutyList.as_view(), name="duties"),
    path("duties/mine/", duties.DutyList.as_view(), {"scope": "mine"}, name="duties-mine"),
    path("duties/unit/", duties.DutyList.as_view(), {"scope": "unit"}, name="duties-unit"),
    path("duties/<int:pk>/", duties.DutyView.as_view(), name="duty"),
    path("errors/", errors.ErrorList.as_view(), name="errors"),
    path("errors/<int:pk>/", errors.ErrorView.as_view(), name="error"),
    path("watch/", supervision.WatchView.as_view(), name="watch"),
    path("cards/", supervision.CardList.as_view(), name="cards"),
    path("journal/", journal.JournalList.as_view(), name="journal"),
    path("journal/<int:seq>/", journal.JournalEntryView.as_view(), name="journal-entry"),
    path("checks/", journal.ChecksView.as_view(), name="checks"),
    path("units/", units.UnitList.as_view(), name="units"),
    path("units/new/", units.UnitEditView.as_view(), name="unit-new"),
    path("units/import/", sheets.UnitImportView.as_view(), name="unit-import"),
    path("units/<int:pk>/", units.UnitView.as_view(), name="unit"),
    path("units/<int:pk>/change/", units.UnitEditView.as_view(), name="unit-change"),
    path("units/<int:pk>/succession/", succession.SuccessionView.as_view(), name="unit-succession"),
    path("regions/", units.RegionList.as_view(), name="regions"),
    path("regions/new/", units.RegionNewView.as_view(), name="region-new"),
    path("accounts/", accounts.AccountList.as_view(), name="accounts"),
    path("accounts/new/", accounts.AccountNewView.as_view(), name="account-new"),
    path("accounts/import/", sheets.AccountImportView.as_view(), name="account-import"),
    path("accounts/<int:pk>/", accounts.AccountView.as_view(), name="account"),
    path("sheets/<int:pk>/", sheets.RefusedSheetView.as_view(), name="refused-sheet"),
    path("notices/", notices.NoticeList.as_view(), name="notices"),
    path("notices/enter/", notices.NoticeEnterView.as_view(), name="notice-enter"),
    path("words/", words.WordList.as_view(), name="words"),
    path("words/new/", words.WordView.as_view(), name="word-new"),
    path("words/<int:pk>/", words.WordView.as_view(), name="word"),
]
