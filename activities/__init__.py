"""What an office accounts for besides assistance: Sentra Kreasi ATENSI, and how many people it served."""
