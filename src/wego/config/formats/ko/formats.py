"""How Korean writes a moment: before or after noon comes before the hour."""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
TIME_FORMAT = "A g:i"
