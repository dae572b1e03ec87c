"""All addresses: the public portal at the root, the workbench under /desk/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("mingtang.orgs.urls")),
    path("desk/", include("mingtang.disclosure.urls")),
    path("desk/", include("mingtang.foi.urls")),
    path("desk/", include("mingtang.workbench.urls")),
    path("requests/", include("mingtang.foi.public_urls")),
    path("", include("mingtang.portal.urls")),
]

handler400 = "mingtang.portal.views.errors.bad_request"
handler403 = "mingtang.portal.views.errors.forbidden"
handler404 = "mingtang.portal.views.errors.not_found"
handler500 = "mingtang.portal.views.errors.server_error"
