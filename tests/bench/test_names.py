"""The bench of names: what counts as right, and how words are counted."""

from pathlib import Path

from bench.name_words import counted, leanings
from bench.names import labelled, level, ours

XML = """<NameCollection>
  <Name><Surname>Cook</Surname> <GivenName>Aaron</GivenName></Name>
  <Name><GivenName>Ann</GivenName> <Nickname>(Annie)</Nickname> <Surname>Lee</Surname></Name>
  <Name><GivenName>VALERY</GivenName></Name>
  <Name><GivenName>Ann</GivenName> <And>and</And> <GivenName>Bo</GivenName> <Surname>Lee</Surname></Name>
</NameCollection>"""


def test_couples_and_single_words_do_not_count(tmp_path: Path) -> None:
    file = tmp_path / "names.xml"
    file.write_text(XML)
    names = list(labelled(file))
    assert [(name.name, name.kind, name.parts) for name in names] == [
        ("Cook Aaron", "family first", ("cook", "aaron")),
        ("Ann (Annie) Lee", "given first, with ornaments", ("lee", "ann")),
    ]
    assert [level(parts) for parts in ours([name.name for name in names])] == [name.parts for name in names]


def test_words_are_counted_as_single_family_name_and_first_given_name() -> None:
    family, given = counted(["Cook, Aaron B., 1950-", "Cook, Mary Ann", "Gogh, Vincent van", "Lee Child, A.", "Plato"])
    assert (dict(family), dict(given)) == ({"cook": 2, "gogh": 1}, {"aaron": 1, "mary": 1, "vincent": 1})


def test_seldom_words_count_together_as_any_other() -> None:
    table = leanings(counted(["Cook, Mary"] * 3 + ["Lee, Zoe"] * 2))
    assert table == {"*": 0.0, "cook": -1.9, "mary": 1.9}
