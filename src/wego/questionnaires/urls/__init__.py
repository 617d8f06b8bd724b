"""Addresses of what people do around responses: `member` under /my/, `public` for whoever holds a personal link."""
