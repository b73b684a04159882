"""LPJ: from the template to the accepted report."""
