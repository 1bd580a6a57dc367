"""What axe, an engine for accessibility, finds in one part of a page."""

from axe_playwright_python.sync_playwright import Axe

GRAVE = ("serious", "critical")

# JupyterLab shows a picture without the alt text that it has.
NOT_OURS = ".jp-RenderedImage img"


def findings(place):
    """Give what is serious or critical in the first element of a place.

    Returns:
        A few lines for each: what is wrong, how to mend it, and where.
    """
    page = place.page
    place.evaluate(PREPARE)
    try:
        part = {"include": "[data-looked-at]", "exclude": NOT_OURS}
        found = Axe().run(page, part).response["violations"]
    finally:
        place.evaluate(UNDO)
    return [told(one) for one in found if one["impact"] in GRAVE]


# The body of JupyterLab's page has no height, and axe would take all that
# stands in it for hidden, and look at no contrast.
PREPARE = """element => {
    element.setAttribute('data-looked-at', '');
    document.body.style.height = '100vh'; }"""
UNDO = """element => {
    element.removeAttribute('data-looked-at');
    document.body.style.height = ''; }"""


def told(finding):
    """Tell of a finding in words, with the elements that it is about."""
    places = [f"  {node['html']}" for node in finding["nodes"]]
    said = f"{finding['id']} ({finding['impact']}): {finding['help']}"
    return "\n".join([said, f"  {finding['helpUrl']}", *places])
