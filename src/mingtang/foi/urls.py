"""Addresses of the desk for requests, below /desk/."""

from django.urls import URLPattern, path

from .views import (
    acting,
    applicants,
    challenging,
    deciding,
    detail,
    intake,
    ledgers,
    letters,
    listing,
    material,
    redacting,
    releasing,
    statistics,
    workload,
)

app_name = "foi"

urlpatterns: list[URLPattern] = [
    path("requests/", listing.OpenRequests.as_view(), name="requests"),
    path("requests/all/", listing.AllRequests.as_view(), name="requests-all"),
    path("requests/new/", intake.Intake.as_view(), name="request-new"),
    path("requests/new/receipt-day/", intake.ReceiptDay.as_view(), name="receipt-day"),
    path("requests/consultations/", ledgers.Consultations.as_view(), name="consultations"),
    path("requests/challenges/", ledgers.Challenges.as_view(), name="challenges"),
    path("requests/challenges/<int:pk>/", challenging.ChallengePage.as_view(), name="challenge"),
    path("requests/releases/", releasing.Releases.as_view(), name="releases"),
    path("requests/wanted/", releasing.Wanted.as_view(), name="wanted"),
    path("requests/statistics/", statistics.Statistics.as_view(), name="statistics"),
    path("requests/statistics/rows/", statistics.StatisticsRows.as_view(), name="statistics-rows"),
    path(
        "requests/statistics/dates.csv",
        statistics.StatisticsDates.as_view(),
        name="statistics-dates",
    ),
    path("requests/<int:pk>/release/", releasing.ReleasePage.as_view(), name="release"),
    path("requests/workload/", workload.Workload.as_view(), name="workload"),
    path("requests/reassign/", workload.Reassign.as_view(), name="reassign"),
    path("requests/help/<int:pk>/", material.Help.as_view(), name="help"),
    path("requests/applicants/<int:pk>/", applicants.ApplicantPage.as_view(), name="applicant"),
    path(
        "requests/applicants/<int:pk>/merge/",
        applicants.ApplicantMerge.as_view(),
        name="applicant-merge",
    ),
    path("requests/<int:pk>/", detail.RequestDetail.as_view(), name="request"),
    path("requests/<int:pk>/act/<slug:act>/", acting.Act.as_view(), name="act"),
    path("requests/<int:pk>/decide/", deciding.Deciding.as_view(), name="deciding"),
    path("requests/<int:pk>/decide/<int:item>/", deciding.Decide.as_view(), name="decide"),
    path("requests/<int:pk>/files/", material.Attach.as_view(), name="attach"),
    path("requests/<int:pk>/files/<int:file>/", material.FileContent.as_view(), name="file"),
    path("requests/<int:pk>/code/", material.NewCode.as_view(), name="code"),
    path("requests/<int:pk>/challenge/", challenging.ChallengeNew.as_view(), name="challenge-new"),
    path("requests/templates/", letters.Templates.as_view(), name="templates"),
    path(
        "requests/templates/<slug:kind>/<slug:rules>/",
        letters.TemplatePage.as_view(),
        name="template",
    ),
    path(
        "requests/templates/<slug:kind>/<slug:rules>/<int:version>.docx",
        letters.TemplateFile.as_view(),
        name="template-file",
    ),
    path(
        "requests/templates/<slug:kind>/<slug:rules>/specimen.pdf",
        letters.TemplateSpecimen.as_view(),
        name="template-specimen",
    ),
    path("requests/<int:pk>/reply/", letters.ReplyDraft.as_view(), name="reply-draft"),
    path("requests/<int:pk>/reply/draft.pdf", letters.ReplyDraftPdf.as_view(), name="reply-pdf"),
    path(
        "requests/<int:pk>/letters/<int:letter>/<slug:form>/",
        letters.LetterFile.as_view(),
        name="letter",
    ),
    path("requests/<int:pk>/files/<int:file>/redact/", redacting.Redact.as_view(), name="redact"),
    path(
        "requests/<int:pk>/files/<int:file>/pages/<int:page>.png",
        redacting.RedactPage.as_view(),
        name="redact-page",
    ),
]
