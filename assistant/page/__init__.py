"""What the page shows and does, without the page's library: ``app.py`` only wires it up."""
