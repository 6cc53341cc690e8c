"""The tabs of the page, one a module: the only place beside ``app.py`` that knows the page's library."""
