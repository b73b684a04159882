"""What several actions ask of what was typed; said by the room of the partners, where it is asked first."""

from partners.validity import clean_fields, require_not_future, require_order, require_permission

__all__ = ["clean_fields", "require_not_future", "require_order", "require_permission"]
