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
    "ninja": "the open API only reads",
    "django": "leads on, or serves scripts' words",
}

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", api.urls),
    # Single sign-on returns here; the address is registered with the provider, so it bears no language.
    path("sso/", include("wego.accounts.sso_urls")),
    # Where providers of online payment give notice.
    path("pay/", include("wego.finance.providers.urls")),
    path("", RedirectView.as_view(pattern_name="portal:home"), name="root"),
    *i18n_patterns(
        path("", include("wego.portal.urls")),
        path("members/", include("wego.members.urls")),
        path("index/", include("wego.cityindex.urls")),
        path("figures/", include("wego.records.urls")),
        path("dues/", include("wego.dues.public_urls")),
        path("", include("wego.accounts.urls")),
        path("my/", include("wego.members.my_urls")),
        path("activator/", include("wego.assessment.public_urls")),
        path("my/diagnosis/", include("wego.assessment.urls")),
        path("my/money/", include("wego.finance.urls")),
        path("my/rights/", include("wego.entitlements.urls")),
        path("my/dues/", include("wego.dues.urls")),
        path("my/index/", include("wego.cityindex.my_urls")),
        path("join/", include("wego.admissions.public_urls")),
        path("my/membership/", include("wego.admissions.urls")),
        path("office/", include("wego.config.office_urls")),
    ),
]

handler400 = bad_request
handler403 = permission_denied
handler404 = not_found
handler500 = server_error
