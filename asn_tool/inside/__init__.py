"""Parts that run within Odoo, where ``env`` is at hand; the rest of asn_tool never imports them."""


def progress(message, done=None, total=None):
    """Tell ./asn how far a step is: a short text, or a text with a count of a total."""
    count = f", {done} of {total}" if done is not None and total else ""
    print(f"asn-progress: {message}{count}", flush=True)
