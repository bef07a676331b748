"""How the engines are named that are outside products, of which nothing but their text is known."""

PRODUCT = "import:"
"""Before the name of the product."""
