"""A rule that says no: raised by services, shown to people in their own words."""


class RuleError(Exception):
    """The act is understood and refused; the (translated) message says why and what to do."""


class ReasonMissing(RuleError):
    """Whoever decides says why: the people concerned read it."""
