"""Addresses of the public site. Those of documents and register entries are permanent."""

from __future__ import annotations

from django.urls import path, register_converter

from . import converters
from .views import (
    browse,
    document,
    explain,
    feeds,
    machines,
    preferences,
    proof,
    reports,
    search,
    subscribe,
    units,
)

register_converter(converters.FrontConverter, "front")
register_converter(converters.BackConverter, "back")

app_name = "portal"
_DOC = "doc/<front:front>/<back:back>"

urlpatterns = [
    path("", browse.home, name="home"),
    path("open/", browse.everything, name="open"),
    path("section/<slug:slug>/", browse.section, name="section"),
    path("units/", units.unit_list, name="units"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("search/", search.results, name="search"),
    path("sitemap/", browse.site_map, name="sitemap"),
    path(_DOC, document.page, name="document"),
    path(f"{_DOC}.json", document.as_json, name="document-json"),
    path(f"{_DOC}/text", document.as_text, name="document-text"),
    path(f"{_DOC}/qr.svg", document.qr_code, name="document-qr"),
    path(f"{_DOC}/files/<uuid:public_id>/<str:name>", document.attachment, name="file"),
    path(f"{_DOC}/report/", reports.report, name="report"),
    path("register/<front:front>/<back:back>", proof.page, name="register-entry"),
    path("register/<front:front>/<back:back>/content.json", proof.content, name="content"),
    path("errors/", reports.help_page, name="report-help"),
    path("errors/<slug:code>/", reports.status, name="report-status"),
    path("feed/", feeds.newest, name="feed"),
    path("section/<slug:slug>/feed/", feeds.section, name="section-feed"),
    path("units/<int:pk>/feed/", feeds.unit, name="unit-feed"),
    path("search/feed/", feeds.found, name="search-feed"),
    path("subscribe/", subscribe.page, name="subscribe"),
    path("how/publishing/", explain.publishing, name="how-publishing"),
    path("how/limits/", explain.limits, name="how-limits"),
    path("how/due/", explain.due, name="how-due"),
    path("letters/", explain.letters, name="letters"),
    path("help/accessibility/", explain.accessibility, name="accessibility"),
    path("preferences/", preferences.choose, name="preferences"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap-index"),
    path("sitemap-<int:number>.xml", machines.sitemap, name="sitemap-part"),
    path("robots.txt", machines.robots, name="robots"),
]
