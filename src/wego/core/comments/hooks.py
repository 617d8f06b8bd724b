"""Where comments ask what only apps above know."""

from wego.core.hooks import Slot

# How people are called: filler(keys) -> {key: name}; whoever has gone is not in it.
names_of = Slot("core.comments.names_of")
