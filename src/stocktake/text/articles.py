"""Articles that titles are filed without."""

from stocktake.text.vocabulary import words

ARTICLES = (
    words("the a an")  # English
    | words("le la les un une")  # French
    | words("der die das ein eine")  # German
    | words("el la los las un una")  # Spanish
    | words("il lo la gli le un uno una")  # Italian; "i" is left out for the sake of "I, Robot"
    | words("o a os as um uma")  # Portuguese
    | words("de het een")  # Dutch
)

ELIDED_ARTICLES = words("l' un' gl'")
"""Stand before the word without a blank: "L'étranger"."""
