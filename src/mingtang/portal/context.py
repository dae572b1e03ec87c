"""What every page of the site knows: the site itself and the reader's preferences."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .preferences import COOKIE, Preferences, read_cookie


def preferences_of(request: HttpRequest) -> Preferences:
    """The reader's preferences."""
    return read_cookie(request.COOKIES.get(COOKIE, ""))


@cache
def _addresses() -> dict[str, str]:
    return {
        "search_url": reverse("portal:search"),
        "open_url": reverse("portal:open"),
        "apply_url": reverse("apply:guide"),
        "speak_url": reverse("portal:letters"),
        "preferences_url": reverse("portal:preferences"),
        "map_url": reverse("portal:sitemap"),
        "report_url": reverse("portal:report-help"),
        "accessibility_url": reverse("portal:accessibility"),
    }


def site_facts() -> dict[str, Any]:
    """The site's names, numbers and addresses, as the installation was configured."""
    county = settings.MINGTANG_COUNTY_NAME
    phone, address = settings.MINGTANG_CONTACT_PHONE, settings.MINGTANG_CONTACT_ADDRESS
    return {
        "name": f"{county}人民政府",
        "county": county,
        "unit": f"{county}人民政府办公室",
        "domain": settings.MINGTANG_DOMAIN,
        "id_code": settings.MINGTANG_SITE_ID,
        "icp": settings.MINGTANG_ICP,
        "police": settings.MINGTANG_POLICE_RECORD,
        "phone": phone,
        "address": address,
        "contact": "；".join(each for each in (phone, address) if each),
        **_addresses(),
    }


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context: ``site`` and ``prefs``."""
    return {"site": site_facts(), "prefs": preferences_of(request)}


def absolute(request: HttpRequest, path: str) -> str:
    """The full address of a path: under the configured domain, else as the reader came."""
    if settings.MINGTANG_DOMAIN:
        scheme = "https" if settings.MINGTANG_HTTPS else "http"
        return f"{scheme}://{settings.MINGTANG_DOMAIN}{path}"
    return request.build_absolute_uri(path)
