"""The nouns of dues: schedules, readings, what members declare, concessions, runs and their quotes."""

from wego.dues.models.concessions import Concession
from wego.dues.models.figures import DeclaredFigure
from wego.dues.models.runs import DuesRun, RunQuote
from wego.dues.models.schedules import FeeSchedule, ReadingChoice

__all__ = ["Concession", "DeclaredFigure", "DuesRun", "FeeSchedule", "ReadingChoice", "RunQuote"]
