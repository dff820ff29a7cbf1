"""What a review came to, as figures and as a page: gathered from a project, then said as HTML, text or JSON."""
