"""The obligations, one function each; every module in here is found and entered into the catalogue."""
