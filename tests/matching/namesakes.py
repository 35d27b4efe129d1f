"""Common names on generic titles: people who share a name and wrote different books of one title."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """Family and given names that thousands share, titles that thousands of books have, and publishers."""

    language: str
    families: tuple[str, ...]
    given: tuple[str, ...]
    titles: tuple[str, ...]
    publishers: tuple[str, ...]


def cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split("|"))


COUNTRIES = (
    Country(
        "English",
        cells(
            "Smith|Johnson|Williams|Brown|Jones|Miller|Davis|Wilson|Taylor|Thomas|Moore|Martin|"
            "White|Harris|Clark|Lewis|Walker|Hall|Young|King"
        ),
        cells("John|Mary|James|William|David|Robert|Thomas|Elizabeth|Michael|Richard|Margaret|Susan|Peter|George|Paul"),
        cells(
            "Collected Poems|Selected Stories|History|Memoirs|Poems|Selected Essays|Letters|"
            "Introduction|Short Stories|Autobiography|Selected Poems|New Poems|Stories|Essays|"
            "Collected Works|Plays|Journals|A Memoir|Complete Poems|Love Poems"
        ),
        cells(
            "Faber|Penguin|Norton|Quay Press|Knopf|Harvill|Cape|Virago|Picador|Carcanet|Bloodaxe|"
            "Secker|Methuen|Gollancz|Viking|Scribner|Random House|Macmillan|Heinemann|Routledge|"
            "Oxford University Press|Cambridge University Press|Chatto|Hogarth|Vintage"
        ),
    ),
    Country(
        "Chinese",
        cells("Wang|Li|Zhang|Liu|Chen|Yang|Huang|Zhao|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin|Gao|Luo"),
        cells("Wei|Na|Jing|Fang|Min|Jun|Lei|Ming|Hao|Ping|Hui|Yan|Xiaoming|Jianguo|Hong"),
        cells("诗集|散文集|小说选|文集|回忆录|诗选|中国历史|全集|日记|随笔|短篇小说选|自传|书信集|选集|散文选"),
        cells(
            "人民文学出版社|中华书局|作家出版社|三联书店|商务印书馆|上海文艺出版社|北京大学出版社|译林出版社|长江文艺出版社|花城出版社|漓江出版社|南海出版公司|中信出版社|"
            "岳麓书社|科学出版社"
        ),
    ),
    Country(
        "Russian",
        cells(
            "Иванов|Смирнов|Кузнецов|Попов|Васильев|Петров|Соколов|Михайлов|Новиков|Федоров|"
            "Морозов|Волков|Алексеев|Лебедев|Семенов|Егоров|Павлов|Козлов|Степанов|Николаев"
        ),
        cells(
            "Александр|Сергей|Иван|Андрей|Алексей|Дмитрий|Николай|Владимир|Михаил|Юрий|Виктор|Павел|Игорь|Олег|Борис"
        ),
        cells(
            "Введение|Стихотворения|Избранное|Рассказы|Собрание сочинений|Воспоминания|История|"
            "Повести и рассказы|Письма|Сочинения|Стихи|Поэмы|Повести|Пьесы|Дневники"
        ),
        cells(
            "Наука|Эксмо|АСТ|Азбука|Художественная литература|Молодая гвардия|Просвещение|"
            "Советский писатель|Современник|Вагриус|Мысль|Прогресс|Лениздат|Детская литература|"
            "Правда|Амфора|Текст"
        ),
    ),
    Country(
        "Spanish",
        cells(
            "García|Rodríguez|Martínez|López|González|Fernández|Sánchez|Pérez|Gómez|Martín|"
            "Jiménez|Ruiz|Hernández|Díaz|Moreno|Muñoz|Álvarez|Romero|Alonso|Gutiérrez"
        ),
        cells("José|María|Juan|Ana|Carlos|Antonio|Manuel|Luis|Carmen|Francisco|Javier|Miguel|Pedro|Rafael|Isabel"),
        cells(
            "Obras completas|Poesías|Cuentos|Memorias|Historia|Antología poética|Poemas|Ensayos|"
            "Cartas|Obras escogidas|Poesía completa|Relatos|Introducción|Antología|Diario"
        ),
        cells(
            "Planeta|Alfaguara|Anagrama|Seix Barral|Tusquets|Alianza|Cátedra|Espasa|Destino|"
            "Losada|Sudamericana|Emecé|Visor|Hiperión|Castalia|Taurus|Siruela|Lumen"
        ),
    ),
)


def book(draw: random.Random) -> dict[str, str]:
    """A generic title by a common name; year and publisher as chance has it."""
    country = draw.choice(COUNTRIES)
    family, given = draw.choice(country.families), draw.choice(country.given)
    return {
        "title": draw.choice(country.titles),
        "authors": f"{family}, {given if draw.random() < 0.75 else given[0] + '.'}",
        "year": str(draw.randint(1940, 2023)) if draw.random() < 0.9 else "",
        "publisher": draw.choice(country.publishers) if draw.random() < 0.9 else "",
        "language": country.language,
    }
