from tests.pages import fixed_day, office, pages, statements  # noqa: F401
