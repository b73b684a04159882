"""The vault: private files, and the one door through which every upload comes in and goes out."""
