"""The light colours of static/css/tokens.css in hex, for documents that do not know oklch()."""

INK, INK_2, INK_3 = "261F19", "534C45", "6A635C"
SUNK, LINE, LINE_STRONG, PAPER = "F0ECE4", "E1DDD5", "867F76", "FFFFFF"
GOOD, GOOD_SOFT, GOOD_FILL = "0F6E51", "D0F1E2", "98D7BC"
BAD, BAD_SOFT, BAD_FILL = "AE3C1C", "FFE3D7", "FAB499"
EITHER, EITHER_SOFT = "7B407F", "F4E3F5"
ACCENT = "2C46BE"

# The hues of departments (workshops.content.departments.HUES).
HUES = {
    "marketing": "A13567",
    "sales": "7241A0",
    "product": "00638D",
    "operations": "006768",
    "service": "316B35",
    "techsupport": "526323",
    "finance": "7C591A",
    "it": "40546E",
    "legal": "8E3E3E",
    "none": "6E6862",
}
MOMENTS = {"create": (GOOD, GOOD_SOFT), "destroy": (BAD, BAD_SOFT), "both": (EITHER, EITHER_SOFT)}
