"""Addresses under /desk/."""

from django.urls import path

from .views import today

app_name = "workbench"
urlpatterns = [
    path("", today.TodayView.as_view(), name="today"),
]
