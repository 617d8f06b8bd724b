"""Every address of the platform; pages stand under a language prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from wego.config.api import api
from wego.config.health import healthz
from wego.core.errors import bad_request, not_found, permission_denied, server_error

# Other people's packages whose views take forms, and why a form that arrives twice does no harm there.
FORMS_OF_OTHERS = {
    "allauth": "signing in and setting a password or an address: the second time it is so already",
    "wagtail": "texts and files of editors, kept as versions; of an equal picture it says that it is there",
    "ninja": "a program that submits figures says the same again: what it said already is left alone",
    "django": "leads on, or serves scripts' words",
}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", api.urls),
    # Single sign-on returns here; the address is registered with the provider, so it bears no language.
    path("sso/", include("wego.accounts.urls.single_sign_on")),
    # Where providers of online payment give notice.
    path("pay/", include("wego.finance.urls.providers")),
    path("", RedirectView.as_view(pattern_name="portal:home"), name="root"),
    *i18n_patterns(
        path("", include("wego.portal.urls.public")),
        path("members/", include("wego.members.urls.public")),
        path("index/", include("wego.cityindex.urls.public")),
        path("verify/", include("wego.core.urls.public")),
        path("figures/", include("wego.records.urls.public")),
        path("documents/", include("wego.records.urls.documents.public")),
        path("", include("wego.correspondence.urls.public")),
        path("networks/offices/", include("wego.networks.urls.public")),
        path("dues/", include("wego.dues.urls.public")),
        path("", include("wego.accounts.urls.public")),
        path("my/", include("wego.members.urls.member")),
        path("my/", include("wego.core.urls.member")),
        path("activator/", include("wego.assessment.urls.public")),
        path("my/answers/", include("wego.questionnaires.urls.member")),
        path("answers/", include("wego.questionnaires.urls.public")),
        path("questionnaires/", include("wego.questionnaires.urls.versions.public")),
        path("my/diagnosis/", include("wego.assessment.urls.member")),
        path("my/money/", include("wego.finance.urls.member")),
        path("my/rights/", include("wego.entitlements.urls.member")),
        path("my/dues/", include("wego.dues.urls.member")),
        path("my/facts/", include("wego.records.urls.member")),
        path("my/documents/", include("wego.records.urls.documents.member")),
        path("my/certificates/", include("wego.correspondence.urls.member")),
        path("my/index/", include("wego.cityindex.urls.member")),
        path("join/", include("wego.admissions.urls.public")),
        path("my/membership/", include("wego.admissions.urls.member")),
        path("office/", include("wego.config.urls.office")),
    ),
]

handler400 = bad_request
handler403 = permission_denied
handler404 = not_found
handler500 = server_error
