"""Addresses of the public side of requests, under /requests/. None holds anything of a person:
number and code come by POST, what they open is held by the session."""

from __future__ import annotations

from django.urls import include, path

from .citizen.views import acting, form, guide, opinion, sending, status

app_name = "apply"

urlpatterns = [
    path("", guide.guide, name="guide"),
    path("new/", form.new, name="new"),
    path("new/look/", form.look_while_typing, name="look"),
    path("new/preview/", sending.preview, name="preview"),
    path("new/continue/", sending.take_up, name="take-up"),
    path("receipt/", sending.receipt, name="receipt"),
    path("receipt/done/", sending.code_written_down, name="code-written-down"),
    path("status/", status.enter, name="status"),
    path("mine/", status.mine, name="mine"),
    path("mine/follow/", status.follow, name="follow"),
    path("mine/leave/", status.leave, name="leave"),
    path("mine/due.ics", status.due_file, name="due-file"),
    path("mine/files/<uuid:public_id>/", status.download, name="file"),
    path("mine/correct/", acting.correct, name="correct"),
    path("mine/reasons/", acting.give_reasons, name="give-reasons"),
    path("mine/rate/", acting.rate, name="rate"),
    path("mine/withdraw/", acting.withdraw, name="withdraw"),
    path("opinion/", opinion.enter, name="opinion"),
    path("opinion/answer/", opinion.page, name="opinion-page"),
    path("statistics/", include("mingtang.foi.statistics.urls")),
]
