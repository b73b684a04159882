"""What several pages of this room do alike."""

from functools import partial

from accounts import form_pages

form_page = partial(form_pages.form_page, template="activities/form.html")
