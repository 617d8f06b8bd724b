"""Every kind of public page, as addresses below the language of a served demonstration."""

PUBLIC = [
    "",
    "contact/",
    "about/",
    "search/?q=seoul",
    "members/",
    "members/map/",
    "members/compare/2016/2022/",
    "members/seoul/",
    "index/",
    "index/pilot-2024/",
    "index/pilot-2024/method/",
    "index/pilot-2024/changes/?city=baguio",
    "index/pilot-2024/weights/",
    "index/pilot-2024/explore/?city=vienna",
    "index/pilot-2024/by/un.losi/",
    "index/pilot-2024/seoul/",
    "figures/",
    "figures/imf.gdp_per_capita_ppp/",
    "activator/",
    "activator/mobility/",
]
