"""Pages of this room: months and their sales, hand-overs, the year, and the figures of service."""
