"""A member's certificates, under /my/certificates/."""

from django.urls import URLPattern, path

from wego.correspondence.acts.certificates import MY_CERTIFICATE_ISSUE
from wego.correspondence.views import certificates

app_name = "my_certificates"
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/", certificates.certificates, name="certificates"),
    MY_CERTIFICATE_ISSUE.path("<slug:slug>/issue/"),
    path("<slug:slug>/<str:number>.pdf", certificates.certificate_as_pdf, name="certificate_as_pdf"),
]
