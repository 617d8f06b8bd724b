"""A name or two in every script in which members' names are printed, as tests set them and the doctor tries them."""

SCRIPTS = {
    "Latin": "Łódź São Tomé Việt Nam",
    "Cyrillic": "Улаанбаатар Өскемен",
    "Greek": "Αθήνα",
    "Hangul": "서울 세종",
    "Han": "北京 高雄",
    "Kana": "とうきょう トウキョウ",
    "Arabic": "مدينة الرياض تهران کراچی",
    "Hebrew": "תל אביב",
    "Thai": "กรุงเทพมหานคร",
    "Lao": "ວຽງຈັນ",
    "Khmer": "ភ្នំពេញ",
    "Myanmar": "ရန်ကုန်",
    "Devanagari": "काठमाडौँ दिल्ली",
    "Bengali": "ঢাকা",
    "Tamil": "சென்னை",
    "Telugu": "హైదరాబాద్",
    "Ethiopic": "አዲስ አበባ",
}
