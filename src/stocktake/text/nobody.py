"""What stands in an author column and names nobody, and the words by which an organisation is known."""

from stocktake.text.fold import fold
from stocktake.text.vocabulary import phrases, words

NOBODY = frozenset(
    fold(phrase)
    for phrase in phrases(
        """
    anon | anonym | anonymous | anonymus | anonimo | anonyme | anonymous author | author | authors
    author unknown | unknown | unknown author | various | various authors | various contributors
    various editors | various artists | varios | varios autores | vários autores | autores varios
    aa vv | aavv | aa vv autori vari | vv aa | vvaa | v a | collectif | collective | ouvrage collectif
    auteurs divers | divers | diversen | diverse | verschiedene | verschiedene autoren
    autorenkollektiv | kollektiv | unbekannt | inconnu | auteur inconnu | desconocido
    autor desconocido | sconosciuto | autori vari | onbekend | no author | no authors | no author given
    no author listed | no author name | none | null | nan | n a | na | not available | not stated | n n
    nn | s n | tba | tbd | tbc | to be announced | multiple | multiple authors | multiple contributors
    many | others | and others | et al | et alii | u a | etc | misc | editor | editors | staff | by | x
    xx | xxx | коллектив авторов | коллектив | авторский коллектив | без автора | автор неизвестен
    неизвестен | неизвестный автор | неизвестно | не указан | автор не указан | нет автора | сборник
    аноним | разные авторы | разные | и др | 佚名 | 无名氏
    """
    )
)
"""Folded. A name among them is no name: it can neither agree nor contradict."""

CORPORATE_WORDS = words(
    """
    university universitat universite universidad universita universidade universitet college institute
    institut instituto istituto institution society societe association associacion asociacion committee forum
    council ministry ministere ministerio department departement office organization organisation
    organizacion museum musee museo corporation company inc ltd llc gmbh corp foundation fondation
    fundacion academy academie academia akademie laboratory laboratories commission government congress
    parliament agency federation federal national international bureau authority symposium conference
    workshop gesellschaft verein stiftung verband bundesamt ministerium publications publishing
    publishers университет институт академия министерство общество комитет федерация редакция
    издательство центр
    """
)
