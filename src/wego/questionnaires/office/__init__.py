"""The office's pages of questionnaires that are made here."""
