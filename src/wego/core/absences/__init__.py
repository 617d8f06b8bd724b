"""Absences of people of the office: from a day until a day, with a deputy who does their work and gets their mails."""
