"""Setting pages by Typst, for the platform and for commands on files."""
