"""Addresses of the disclosure work, below /desk/."""

from django.urls import URLPattern, path

from .views import (
    acting,
    correcting,
    detail,
    editing,
    imports,
    links,
    listing,
    release,
    typing,
    uploads,
    versions,
)

app_name = "disclosure"

urlpatterns: list[URLPattern] = [
    path("documents/", listing.DocumentList.as_view(), name="documents"),
    path("documents/new/", editing.DocumentNew.as_view(), name="document-new"),
    path("documents/clean/", typing.Clean.as_view(), name="document-clean"),
    path("documents/release/", release.Release.as_view(), name="release"),
    path("documents/<int:pk>/", detail.DocumentDetail.as_view(), name="document"),
    path("documents/<int:pk>/edit/", editing.DocumentEdit.as_view(), name="document-edit"),
    path("documents/<int:pk>/buffer/", typing.Buffer.as_view(), name="buffer"),
    path("documents/<int:pk>/act/<slug:act>/", acting.Act.as_view(), name="act"),
    path("documents/<int:pk>/preview/", acting.Preview.as_view(), name="preview"),
    path("documents/<int:pk>/examine/", acting.Examine.as_view(), name="examine"),
    path(
        "documents/<int:pk>/findings/<int:finding>/mask/",
        acting.Settle.as_view(),
        {"way": "mask"},
        name="finding-mask",
    ),
    path(
        "documents/<int:pk>/findings/<int:finding>/justify/",
        acting.Settle.as_view(),
        {"way": "justify"},
        name="finding-justify",
    ),
    path(
        "documents/<int:pk>/findings/<int:finding>/confirm/",
        acting.Settle.as_view(),
        {"way": "confirm"},
        name="finding-confirm",
    ),
    path(
        "documents/<int:pk>/findings/<int:finding>/reopen/",
        acting.Settle.as_view(),
        {"way": "reopen"},
        name="finding-reopen",
    ),
    path(
        "documents/<int:pk>/duties/<int:duty>/accept/",
        correcting.Accept.as_view(),
        name="correction-accept",
    ),
    path("documents/<int:pk>/remarks/", acting.Remarks.as_view(), name="remarks"),
    path("documents/<int:pk>/links/", links.Links.as_view(), name="links"),
    path("documents/<int:pk>/versions/", versions.Versions.as_view(), name="versions"),
    path("documents/<int:pk>/files/", uploads.Files.as_view(), name="files"),
    path("documents/<int:pk>/files/<int:row>/", uploads.FileContent.as_view(), name="file"),
    path(
        "documents/<int:pk>/files/<int:row>/clean/",
        uploads.FileAct.as_view(),
        {"act": "clean"},
        name="file-clean",
    ),
    path(
        "documents/<int:pk>/files/<int:row>/remove/",
        uploads.FileAct.as_view(),
        {"act": "remove"},
        name="file-remove",
    ),
    path("secrecy/", listing.SecrecyLedger.as_view(), name="secrecy"),
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/new/", imports.ImportNew.as_view(), name="import-new"),
    path("imports/<int:pk>/", imports.ImportDetail.as_view(), name="import"),
    path("imports/<int:pk>/continue/", imports.ImportContinue.as_view(), name="import-continue"),
    path(
        "imports/<int:pk>/files/<int:item>/draft/",
        imports.ImportDuplicate.as_view(),
        name="import-duplicate",
    ),
]
