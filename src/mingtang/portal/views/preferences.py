"""Keeping a reader's wishes about how pages look."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mingtang.portal.context import preferences_of
from mingtang.portal.preferences import ALLOWED, COOKIE, COOKIE_DAYS


# Nothing but the look of pages hangs on it; a token would make every public page differ.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Set what was chosen and go back, to an address of this site only."""
    wishes = {name: request.POST.get(name, "") for name in ALLOWED}
    prefs = preferences_of(request).changed(wishes)
    target = request.POST.get("next", "/")
    if not target.startswith("/") or not url_has_allowed_host_and_scheme(
        target, allowed_hosts=None
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie(
        COOKIE,
        prefs.cookie(),
        max_age=COOKIE_DAYS * 86_400,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
