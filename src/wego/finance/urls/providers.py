"""The address at which a provider tells of payments: without language, since it is registered with the provider."""

from django.urls import path

from wego.finance.providers import views

app_name = "providers"
urlpatterns = [path("<slug:provider>/notice/", views.notice, name="notice")]
