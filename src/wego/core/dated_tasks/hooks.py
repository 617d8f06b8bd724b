"""Where dated tasks ask what only apps above know."""

from wego.core.hooks import Slot

# Where to write to a person: filler(key) -> (address, language), or None for one who has gone.
mailbox_of = Slot("core.dated_tasks.mailbox_of")
