"""Who is served: the person, the assessment and service, the aid, the companion, and what follows."""
