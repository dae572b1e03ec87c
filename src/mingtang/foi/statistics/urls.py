"""Addresses of the public statistics, below /requests/statistics/."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.page, name="statistics"),
    path("rows/", views.rows, name="statistics-rows"),
    path("dates.csv", views.dates, name="statistics-dates"),
]
