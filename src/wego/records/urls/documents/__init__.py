"""Addresses of documents: `public` for whoever may read one, `member` under /my/."""
