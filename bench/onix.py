"""A long ONIX feed to entries and to canonical tables: products per second and memory, beside plain lxml.

    python -m bench.onix 50000 --work FOLDER
    python -m bench.onix 250000 --work FOLDER --runs 1

The feed is generated from a seed: ONIX 3.0 with reference tags, about five kilobytes a product with the blocks that real
feeds have (identifiers, series, one to four contributors with name identifiers, subjects, descriptions in XHTML and
CDATA, dates, sales rights, related works and products, supply with prices). Each job runs in a process of its own:

    iterparse   lxml.etree.iterparse over Product elements, each cleared: what reading the XML costs at least
    entries     onix.entries: cut, parsed, read into entries
    read        onix.read: the same with updates and deletions obeyed, so the file is read twice
    canonical   everything `catalogue check` reads, to canonical tables part by part
    stored      the same, written as Parquet: a feed to the catalogue that matching starts from

Jobs take turns; the best of the runs is told: seconds, CPU seconds (of the job and of the processes it starts), and the
memory of all these processes together at its highest, sampled: resident, where pages that two processes share count
twice, and proportional (PSS), where they count once.
"""

# ruff: noqa: E501 (elements of XML stay on a line)

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from stocktake.catalogue import onix
from stocktake.catalogue.container import Kind, Source
from stocktake.catalogue.read import read_parts
from stocktake.catalogue.storing import write_parts

SEED = 2026
_NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
_GIVEN = ("Anna", "John", "Mary", "Zoë", "José", "Łukasz", "Ingrid", "Wei", "Olga", "Tom")
_FAMILY = ("Smith", "Müller", "García", "O’Brien", "Nowak", "Ivanova", "Sato", "Kim", "Hansen", "Dubois")
_WORDS = [
    "river",
    "glass",
    "mountain",
    "history",
    "theory",
    "modern",
    "garden",
    "light",
    "shadow",
    "economy",
    "café",
    "naïve",
    "winter",
    "letters",
    "essays",
    "atlas",
    "introduction",
    "practice",
    "guide",
    "city",
    "stone",
    "memory",
    "language",
    "politics",
    "science",
    "music",
    "ocean",
    "children",
    "war",
    "peace",
]
_ROLES = ("A01", "A01", "A01", "B01", "B06", "A12", "A24", "E07")
_FORMS = (("BC", ""), ("BB", ""), ("ED", "<ProductFormDetail>E101</ProductFormDetail>"), ("AC", ""))


def write_feed(path: Path, products: int) -> None:
    """The feed. The same number of products gives the same bytes."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<ONIXMessage release="3.0" xmlns="{_NAMESPACE}">\n')
        file.write("<Header><Sender><SenderName>Bench</SenderName></Sender></Header>\n")
        for number in range(products):
            file.write(product(number, chance))
        file.write("</ONIXMessage>\n")


def product(number: int, chance: random.Random) -> str:
    """One product of about five kilobytes."""
    form, detail = chance.choice(_FORMS)
    isbn, other = f"978{number:010d}", f"979{number:010d}"
    people = "".join(_contributor(place, chance) for place in range(1, chance.choice((1, 1, 2, 4)) + 1))
    return f"""<Product>
<RecordReference>org.bench.{number}</RecordReference>
<NotificationType>03</NotificationType>
<ProductIdentifier><ProductIDType>03</ProductIDType><IDValue>{isbn}</IDValue></ProductIdentifier>
<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>{isbn}</IDValue></ProductIdentifier>
<DescriptiveDetail>
<ProductComposition>00</ProductComposition><ProductForm>{form}</ProductForm>{detail}
<Measure><MeasureType>01</MeasureType><Measurement>197</Measurement><MeasureUnitCode>mm</MeasureUnitCode></Measure>
<Measure><MeasureType>02</MeasureType><Measurement>130</Measurement><MeasureUnitCode>mm</MeasureUnitCode></Measure>
<Collection><CollectionType>10</CollectionType><TitleDetail><TitleType>01</TitleType><TitleElement>
<TitleElementLevel>02</TitleElementLevel><TitleText>{_title(chance, 3)}</TitleText></TitleElement></TitleDetail></Collection>
<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>
<TitlePrefix>The</TitlePrefix><TitleWithoutPrefix>{_title(chance, 4)}</TitleWithoutPrefix>
<Subtitle>{_title(chance, 5)}</Subtitle></TitleElement></TitleDetail>
{people}
<EditionNumber>{chance.randint(1, 4)}</EditionNumber>
<Language><LanguageRole>01</LanguageRole><LanguageCode>eng</LanguageCode></Language>
<Extent><ExtentType>00</ExtentType><ExtentValue>{chance.randint(90, 900)}</ExtentValue><ExtentUnit>03</ExtentUnit></Extent>
{"".join(f"<Subject><SubjectSchemeIdentifier>93</SubjectSchemeIdentifier><SubjectCode>FF{n}</SubjectCode></Subject>" for n in range(4))}
<Audience><AudienceCodeType>01</AudienceCodeType><AudienceCodeValue>01</AudienceCodeValue></Audience>
</DescriptiveDetail>
<CollateralDetail>
<TextContent><TextType>02</TextType><ContentAudience>00</ContentAudience><Text textformat="05"><p><strong>{_title(chance, 9)}</strong> &amp; {_title(chance, 20)}</p></Text></TextContent>
<TextContent><TextType>03</TextType><ContentAudience>00</ContentAudience><Text><![CDATA[<p>{_title(chance, 130)}</p>]]></Text></TextContent>
</CollateralDetail>
<PublishingDetail>
<Imprint><ImprintName>Acme</ImprintName></Imprint>
<Publisher><PublishingRole>01</PublishingRole><PublisherName>Acme &amp; Sons</PublisherName></Publisher>
<CountryOfPublication>GB</CountryOfPublication><PublishingStatus>04</PublishingStatus>
<PublishingDate><PublishingDateRole>01</PublishingDateRole><Date dateformat="00">{chance.randint(1980, 2026)}0807</Date></PublishingDate>
<SalesRights><SalesRightsType>01</SalesRightsType><Territory><CountriesIncluded>AG AI AU BB BD BM BN BS BW BZ CM CY DM EG FJ FK GB GD GG</CountriesIncluded></Territory></SalesRights>
</PublishingDetail>
<RelatedMaterial>
<RelatedWork><WorkRelationCode>01</WorkRelationCode><WorkIdentifier><WorkIDType>01</WorkIDType><IDTypeName>Acme</IDTypeName><IDValue>W{number // 2}</IDValue></WorkIdentifier></RelatedWork>
<RelatedProduct><ProductRelationCode>06</ProductRelationCode><ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>{other}</IDValue></ProductIdentifier></RelatedProduct>
</RelatedMaterial>
<ProductSupply><Market><Territory><RegionsIncluded>WORLD</RegionsIncluded></Territory></Market><SupplyDetail><Supplier><SupplierRole>01</SupplierRole><SupplierName>Acme</SupplierName></Supplier><ProductAvailability>21</ProductAvailability>
{"".join(f"<Price><PriceType>02</PriceType><PriceAmount>7.9{n}</PriceAmount><CurrencyCode>GBP</CurrencyCode></Price>" for n in range(3))}
</SupplyDetail></ProductSupply>
</Product>
"""


def _contributor(place: int, chance: random.Random) -> str:
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    return f"""<Contributor><SequenceNumber>{place}</SequenceNumber><ContributorRole>{chance.choice(_ROLES)}</ContributorRole>
<NameIdentifier><NameIDType>16</NameIDType><IDValue>0000000121479135</IDValue></NameIdentifier>
<PersonName>{given} {family}</PersonName><PersonNameInverted>{family}, {given}</PersonNameInverted>
<NamesBeforeKey>{given}</NamesBeforeKey><KeyNames>{family}</KeyNames>
<BiographicalNote textformat="05"><p>{_title(chance, 15)}</p></BiographicalNote></Contributor>
"""


def _title(chance: random.Random, n_words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=n_words))


def iterparse(source: Source) -> int:
    """Products that plain lxml meets."""
    found = 0
    for _, element in etree.iterparse(str(source.path), tag=f"{{{_NAMESPACE}}}Product"):
        found += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return found


def entries(source: Source) -> int:
    """Entries of the file alone."""
    return sum(1 for _ in onix.entries(source))


def read(source: Source) -> int:
    """Entries of the call."""
    with tempfile.TemporaryDirectory() as scratch:
        return sum(1 for _ in onix.read([source], Path(scratch)))


def canonical(source: Source) -> int:
    """Rows of the titles table."""
    return sum(len(part.titles) for part in read_parts([source.path]))


def stored(source: Source) -> int:
    """Rows that came in."""
    with tempfile.TemporaryDirectory() as folder:
        return write_parts(read_parts([source.path]), Path(folder))["rows_in"]


JOBS: dict[str, Callable[[Source], int]] = {
    "iterparse": iterparse,
    "entries": entries,
    "read": read,
    "canonical": canonical,
    "stored": stored,
}


def measured(job: str, path: Path) -> dict[str, float]:
    """One job in this process: what it counted, seconds and CPU seconds."""
    source = Source(path=path, label=path.name, sha256="0" * 64, kind=Kind.ONIX, size=path.stat().st_size)
    start, cpu = time.perf_counter(), time.process_time()
    counted = JOBS[job](source)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_seconds += others.ru_utime + others.ru_stime
    return {"counted": counted, "seconds": seconds, "cpu": cpu_seconds}


def watched(command: list[str]) -> dict[str, float]:
    """A job in a process of its own: what it tells, with `mb` and `pss_mb` of it and its children at their highest."""
    highest = {"Rss": 0, "Pss": 0}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            held = _held(process.pid)
            highest = {name: max(highest[name], held[name]) for name in highest}
            time.sleep(0.05)
        told: dict[str, float] = json.loads(process.stdout.read()) if process.stdout else {}
    return told | {"mb": highest["Rss"] / 1024, "pss_mb": highest["Pss"] / 1024}


def _held(pid: int) -> dict[str, int]:
    """Kilobytes of a process and all below it; one that has just ended holds none."""
    held = {"Rss": 0, "Pss": 0}
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, amount = line.split()[:2]
            if name[:-1] in held:
                held[name[:-1]] += int(amount)
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return held
    below = [_held(int(child)) for child in children]
    return {name: held[name] + sum(each[name] for each in below) for name in held}


def main() -> None:
    """Write the feed, run each job `--runs` times in turn, print a line a job."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("products", type=int)
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--runs", type=int, default=2)
    arguments.add_argument("--jobs", nargs="+", choices=list(JOBS), default=list(JOBS))
    arguments.add_argument("--job", choices=list(JOBS), help=argparse.SUPPRESS)
    told = arguments.parse_args()
    path = told.work / f"feed-{told.products}.xml"
    if told.job:
        print(json.dumps(measured(told.job, path)))
        return
    if not path.exists():
        write_feed(path, told.products)
    _report(path, told.products, told.work, told.jobs, told.runs)


def _report(path: Path, products: int, work: Path, jobs: list[str], runs: int) -> None:
    print(f"{products:,} products, {path.stat().st_size / 1e6:,.0f} MB")
    best: dict[str, dict[str, float]] = {}
    for _ in range(runs):
        for job in jobs:
            command = [sys.executable, "-m", "bench.onix", str(products), "--work", str(work), "--job", job]
            figures = watched(command)
            best[job] = min(best.get(job, figures), figures, key=lambda each: each["cpu"])
    for job, figures in best.items():
        times = f", {figures['cpu'] / best['iterparse']['cpu']:.2f} x iterparse" if "iterparse" in best else ""
        print(
            f"{job:10} {figures['counted']:>9,} counted {figures['seconds']:7.2f} s, {figures['cpu']:7.2f} s CPU{times}, "
            f"{figures['mb']:,.0f} MB ({figures['pss_mb']:,.0f} PSS), {products / figures['seconds']:,.0f} products/s"
        )


if __name__ == "__main__":
    main()
