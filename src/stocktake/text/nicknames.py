"""Given names that are used for each other: nicknames, and one name in several languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import combinations, permutations

import polars as pl

BETWEEN = "|"
VARIANTS = """
    john johann johannes hans juan ivan jean jan johan jon joao giovanni gianni sean ian janos yohan jovan hovhannes
    james jacob jakob jacques jaime diego giacomo santiago iago jacobo iakov yakov tiago seamus
    peter pierre pedro pietro petr piotr pyotr petro pieter petrus boutros pekka petar
    paul pablo paolo pavel paulo paulus pavlos pal pawel
    george georg georges jorge giorgio georgii georgiy yuri iurii jerzy jiri gyorgy giorgos joerg jurgen
    william wilhelm guillaume guillermo guglielmo guilherme willem vilmos
    charles karl carl carlos carlo karel karol karoly carolus
    henry heinrich henri enrique enrico hendrik henrik henrique
    louis ludwig luis luigi lajos ludovico lodewijk aloysius
    francis franz francois francisco francesco frans ferenc frantisek franciszek
    joseph josef jose giuseppe josip jozsef iosif josep yosef yusuf youssef jozef
    michael michel miguel michele mikhail mihaly michal mikael mihail
    nicholas nikolaus nicolas nicolo nikolai nikolay nicola miklos mikolaj
    alexander alexandre alejandro alessandro aleksandr aleksander alexandros sandor alexandru
    anthony anton antoine antonio antonin antal antoni antonius
    stephen stefan etienne esteban stefano stepan istvan steven estevao szczepan stephan
    philip philipp philippe felipe filippo filip
    lawrence laurent lorenz lorenzo laurence lars lavrentii
    andrew andreas andre andres andrea andrei andrey andrzej andras ondrej anders
    matthew matthias mathieu mateo matteo matvei mateusz
    mark marc marcus markus marco marcos marek
    luke lukas luc lucas luca lukasz
    leo lev leon leonid leone
    theodore theodor fedor fyodor teodoro feodor fiodor tivadar
    eugene eugen evgenii evgeny yevgeny eugenio jeno eugeniusz
    gregory gregor gregoire gregorio grigorii grigory grzegorz
    basil vasily vasilii basilio vassili
    frederick friedrich frederic federico fryderyk fridrich frigyes
    edward eduard edouard eduardo edoardo edvard
    mary maria marie marija mariya marya miriam maryam
    elizabeth elisabeth isabel elisabetta erzsebet elzbieta elizaveta alzbeta elisaveta
    anna anne ann ana hanna hannah
    catherine katharina ekaterina catalina caterina katarina katarzyna katalin kateryna
    margaret margarete marguerite margarita margherita margit malgorzata
    helen helene elena helena yelena ilona
    joan johanna jeanne juana giovanna ioanna jana joanna
    sophia sofia sophie sofie zofia sofya
    julia julie giulia iuliia yulia julija
    muhammad mohammed mohammad mohamed muhammed mehmet mohamad
    ahmad ahmed ahmet
    hussein husayn hossein hussain huseyin
    ali aly
    abraham ibrahim avraham abram
    david davide dawud davud
    joshua yehoshua jesus
    solomon salomon suleiman shlomo
    moses moshe musa moishe
"""
"""One line a name, its forms in several languages; compiled for this project from common knowledge."""


@cache
def nickname_pairs() -> pl.Series:
    """ "bob|robert" and the like, both ways: a given name and its nickname, or two nicknames of one name that are no
    given names themselves.

    The table `nicknames.csv` is compiled from carltonnorthern/nicknames (Apache-2.0): one line a given name with its
    nicknames, behind a line that names the source and one that names the columns.
    """
    lines = files("stocktake.text").joinpath("nicknames.csv").read_text("utf-8").splitlines()[2:]
    table = {given: nicknames.split() for given, _, nicknames in (line.partition(",") for line in lines)}
    return both_ways(_nicknamed(table))


def _nicknamed(table: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for given, nicknames in table.items():
        yield from ((given, nickname) for nickname in nicknames)
        yield from combinations((nickname for nickname in nicknames if nickname not in table), 2)


@cache
def variant_pairs() -> pl.Series:
    """ "john|juan" and the like, both ways: one given name in two languages, from VARIANTS."""
    return both_ways(pair for line in VARIANTS.split("\n") for pair in combinations(line.split(), 2))


def both_ways(pairs: Iterable[tuple[str, str]]) -> pl.Series:
    """Pairs of names as they are looked up by `are_among`."""
    return pl.Series(sorted({BETWEEN.join(both) for pair in pairs for both in permutations(pair)}), dtype=pl.String)


def are_among(pairs: pl.Series, one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """Whether two names stand together in `pairs`."""
    return pl.concat_str([one, other], separator=BETWEEN).is_in(pairs.implode())
