"""All addresses: the public portal at the root, the workbench under /desk/."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, include, path, re_path


def closed(request: HttpRequest) -> NoReturn:
    """An address of the account library that an office does not offer: accounts are given."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^account/(?:signup|email|confirm-email|password/(?:set|reset)|login/code)/", closed),
    path("account/", include("allauth.urls")),
    path("desk/", include("mingtang.disclosure.urls")),
    path("desk/", include("mingtang.workbench.urls")),
]
