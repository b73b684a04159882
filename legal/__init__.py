"""What legal officers decide about the catalogue of rules: citations read, rules retired, figures changed."""
