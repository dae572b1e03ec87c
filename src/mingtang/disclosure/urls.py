"""Addresses of the disclosure work, below /desk/."""

from django.urls import URLPattern, path

from .views import detail

app_name = "disclosure"

urlpatterns: list[URLPattern] = [
    path("documents/<int:pk>/", detail.DocumentDetail.as_view(), name="document"),
]
