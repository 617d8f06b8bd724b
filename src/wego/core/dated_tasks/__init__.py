"""Dated tasks: what somebody has to do about something by a day. Not background work, which is `core.background`."""
