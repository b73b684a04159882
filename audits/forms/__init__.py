"""Forms of the audit room. Each reads what was typed; whether it may be done is asked of the actions."""
