"""Addresses under /account/. Only what an office offers is here: no sign-up, no e-mail reset."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from . import views
from .second_factors import journalled

urlpatterns = [
    path("", views.profile, name="account_profile"),
    path("leave/<int:pk>/end/", views.end_leave, name="account_end_leave"),
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", views.InactiveView.as_view(), name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/authenticate/", views.AuthenticateView.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", journalled(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", journalled(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        journalled(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("2fa/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", journalled(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path(
        "2fa/passkeys/reauthenticate/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("2fa/passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "2fa/passkeys/<int:pk>/remove/",
        journalled(views.RemovePasskeyView.as_view()),
        name="mfa_remove_webauthn",
    ),
]
