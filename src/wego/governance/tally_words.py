"""What a count says of itself, in the words of pages, by the engine's codes."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "counted": _("Valid ballots: %(valid)s. Invalid ballots: %(invalid)s."),
    "invalid_empty": _("Invalid because they are empty: %(votes)s."),
    "invalid_overvoted": _("Invalid because they name several where one may be named: %(votes)s."),
    "invalid_no_first": _("Invalid because they have no first choice: %(votes)s."),
    "withdrawn": _("Withdrawn, and taken off every ballot: %(names)s."),
    "one_seat": _("The file has %(seats)s seats; this method fills one."),
    "motion": _("Yes %(yes)s, no %(no)s, abstentions %(abstain)s."),
    "majority_carried": _("There are more votes for yes than for no: carried."),
    "majority_lost": _("There are not more votes for yes than for no: not carried."),
    "absolute_carried": _("Yes is more than half of the %(roll)s votes on the roll: carried."),
    "absolute_lost": _("Yes is not more than half of the %(roll)s votes on the roll: not carried."),
    "two_thirds_carried": _("Yes is at least two thirds of the %(roll)s votes on the roll: carried."),
    "two_thirds_lost": _("Yes is less than two thirds of the %(roll)s votes on the roll: not carried."),
    "all_elected": _("There are as many seats as candidates or more: all are elected (%(names)s)."),
    "most_votes": _("Elected with the most votes: %(names)s."),
    "most_approvals": _("Elected with the most approvals: %(names)s."),
    "seats_tied": _("Equal, and not all can be elected; seats left: %(seats)s: %(names)s."),
    "quota": _(
        "Quota: %(valid)s valid ballots ÷ %(divisor)s (seats plus one), without the fraction, plus 1: %(quota)s."
    ),
    "first_choices": _("Round %(round)s: the first choices are counted."),
    "surplus": _(
        "Round %(round)s: %(name)s has %(surplus)s votes above the quota; each ballot with a next choice passes on at "
        "its value × %(surplus)s ÷ %(votes)s, cut after five decimal places."
    ),
    "excluded": _(
        "Round %(round)s: %(name)s has the fewest votes (%(votes)s) and is excluded; the ballots pass on to their next "
        "choice at the value that they have."
    ),
    "exhausted": _("Round %(round)s: %(votes)s votes do not pass on: no next choice, or fractions cut off."),
    "quota_reached": _("Round %(round)s: elected with the quota or more: %(names)s."),
    "more_than_half": _(
        "Round %(round)s: %(name)s has %(votes)s of the %(total)s votes still counted, more than half: elected."
    ),
    "last_seats": _("Round %(round)s: as many candidates are left as seats: elected: %(names)s."),
    "fewer_before": _("%(names)s are equal; the most recent round that differs is %(round)s: %(name)s had the fewest."),
    "more_before": _("%(names)s are equal; the most recent round that differs is %(round)s: %(name)s had the most."),
    "exclusion_tied": _(
        "The fewest votes are held equally, in every round, by %(names)s: the body's rule decides who is excluded."
    ),
    "exclusion_without_votes": _(
        "No ballot is with %(names)s: they are equal in every round, and in any order of exclusion no vote moves."
    ),
    "surplus_tied": _(
        "The largest surplus is held equally, in every round, by %(names)s: the body's rule decides who comes first."
    ),
    "elected_anyway": _("Elected whatever that decision is: %(names)s."),
    "nobody_anyway": _("No one else is elected whatever that decision is."),
    "pair": _("%(votes)s prefer %(name)s to %(other)s, %(against)s the reverse."),
    "path": _("By their strongest paths %(name)s comes before %(names)s."),
    "best_paths": _("Elected as first by their strongest paths: %(names)s."),
}
