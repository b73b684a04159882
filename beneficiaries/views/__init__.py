"""Pages of those who are served: persons, services, aid, aid given again."""
