"""Comments: what colleagues say about something, in a thread on its page.

An app declares its `subjects`, asks for `queries.thread_of` one and shows `ui/comments.html`.
"""
