"""Where accounts lets apps above it hear and speak."""

from wego.core.hooks import Hook, Slot

# A person's data are being erased: facts `user`, `addresses` (all that the person had), `by`, `at`. Same transaction.
person_erased = Hook("accounts.person_erased")
# A role of a person has ended: facts `user`, `by`, `at`. Same transaction.
role_ended = Hook("accounts.role_ended")
# What an app keeps of a person: filler(user) -> (title, plain data).
personal_data = Slot("accounts.personal_data")
# Is an invitation open to an address? filler(email, at) -> True or None.
invited = Slot("accounts.invited")
# The regions of members, for roles that are for one: filler() -> [(code, name)].
regions = Slot("accounts.regions")
# A person's page in the office: filler(person, request) -> PageSection, or None where this reader sees nothing of it; a
# few queries each, however much there is; shown in the order in which they are connected.
person_sections = Slot("accounts.person_sections")
# What people do at organisations, in words: filler(people) -> {person's number: [words]}.
posts = Slot("accounts.posts")
