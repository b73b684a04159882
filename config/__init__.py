"""Assembly only: settings, addresses, the web server's entry."""
