"""A record with a state: what every model with a workflow inherits."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from trail.authors import has_written
from trail.workflow import Step, Workflow


class StateWrittenByHand(Exception):
    """Code tried to set a state without ``transition()``."""


class StatefulModel(models.Model):
    """Carries ``state`` and ``version``; both change only through ``trail.transition.transition``."""

    workflow: ClassVar[Workflow]

    state = models.CharField("status", max_length=20, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._state.adding and not self.state:
            self.state = self.workflow.initial
        self._loaded_state = self.__dict__.get("state")

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._loaded_state = self.__dict__.get("state")

    def save(self, *args: Any, **kwargs: Any) -> None:
        allowed = self.workflow.initial if self._state.adding else self._loaded_state
        if "state" in self.__dict__ and allowed is not None and self.state != allowed:
            raise StateWrittenByHand(f"{self._meta.label}: {allowed} -> {self.state}")
        super().save(*args, **kwargs)

    @property
    def state_label(self) -> str:
        return self.workflow.states[self.state]

    def steps_for(self, user: Any) -> list[Step]:
        """The steps that this user could take now: what the page offers as buttons."""
        return [
            step
            for step in self.workflow.steps_from(self.state)
            if user.may(step.permission, self) and not barred_by(self, step, user)
        ]


def barred_by(obj: models.Model, step: Step, user: Any) -> str:
    """What bars this user by segregation of duties: a field, "authors", or an empty string."""
    for name in step.apart_from:
        if getattr(obj, f"{name}_id") == user.pk:
            return name
    return "authors" if step.apart_from_authors and has_written(obj, user) else ""
