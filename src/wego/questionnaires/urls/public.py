"""The address of a personal link to some questions."""

from django.urls import path

from wego.questionnaires.outside_page import answer

app_name = "outside_answers"
urlpatterns = [path("<str:token>/", answer, name="answer")]
