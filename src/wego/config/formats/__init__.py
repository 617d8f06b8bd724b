"""How numbers and times are written where Django's own formats differ from a language's use (FORMAT_MODULE_PATH)."""
