"""Addresses of the look: one page that shows every component."""

from __future__ import annotations

from django.urls import path

from mingtang.look import views

app_name = "look"
urlpatterns = [path("specimen", views.specimen, name="specimen")]
