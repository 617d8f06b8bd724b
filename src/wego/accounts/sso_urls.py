"""Addresses of single sign-on, which providers know without a language."""

from allauth.socialaccount.providers.openid_connect.urls import urlpatterns

__all__ = ["urlpatterns"]
