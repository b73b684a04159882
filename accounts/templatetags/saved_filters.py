"""{% saved_filters filter %}: the reader's saved filters of this list, and a form to save what is chosen now."""

from __future__ import annotations

from typing import Any

from django import template
from django_filters import FilterSet

from accounts.models import SavedFilter, User
from accounts.roles import Permission
from accounts.saved_filters import LONGEST, chosen_on

register = template.Library()


@register.inclusion_tag("_components/saved_filters.html", takes_context=True)
def saved_filters(context: dict[str, Any], filterset: Any) -> dict[str, Any]:
    """Nothing where the list has no FilterSet, or for who may save none."""
    request = context["request"]
    user, match = request.user, request.resolver_match
    if not (isinstance(filterset, FilterSet) and isinstance(user, User) and match):
        return {}
    if not user.may(Permission.SEE_PARTNERS) or filterset.data is None:
        return {}
    chosen = chosen_on(match.view_name, request.path, filterset)
    saved = list(SavedFilter.objects.visible_to(user).filter(page=chosen.page))
    new = chosen.query and len(chosen.query) <= LONGEST and chosen.query not in {each.query for each in saved}
    return {
        "saved": saved,
        "here": chosen.query,
        "path": request.path,
        "place": chosen.sealed() if saved else "",
        "token": chosen.sealed() if new and filterset.form.is_valid() else "",
        "csrf_token": context.get("csrf_token", ""),
    }
