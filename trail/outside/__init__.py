"""What ships with an export and runs without Amanah."""
