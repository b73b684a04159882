"""Forms of the money's pages. Each reads what was typed; whether it may be done is asked of the actions."""
