"""Pages of joining and leaving: public, and an organisation's own."""
