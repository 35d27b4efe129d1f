"""Element names: short tags and those of 2.1 to the reference names of ONIX 3."""

from __future__ import annotations

from enum import IntEnum

_COMPOSITES = """
    Product ProductIdentifier ProductFormFeature ProductPart EpubUsageConstraint EpubLicense EpubLicenseExpression
    Collection CollectionIdentifier TitleDetail TitleElement Contributor NameIdentifier AlternativeName Language Imprint
    Publisher PublishingDate RelatedWork WorkIdentifier RelatedProduct ContentItem TextItem AVItem TextItemIdentifier
    AVItemIdentifier PageRun TextContent
"""
_BLOCKS = "DescriptiveDetail PublishingDetail RelatedMaterial ContentDetail CollateralDetail"

_DATA = """
    a001:RecordReference a002:NotificationType b221:ProductIDType b233:IDTypeName b244:IDValue b004:ISBN b005:EAN13
    b009:DOI b012:ProductForm b333:ProductFormDetail b211:EpubType b336:ProductFormFeatureDescription x318:EpubUsageType
    x319:EpubUsageStatus x511:EpubLicenseName x508:EpubLicenseExpressionType x510:EpubLicenseExpressionLink
    b202:TitleType x409:TitleElementLevel x410:PartNumber b203:TitleText b030:TitlePrefix b031:TitleWithoutPrefix
    b029:Subtitle b028:DistinctiveTitle b032:TranslationOfTitle b018:TitleOfSeries b019:NumberWithinSeries
    b016:SeriesISSN b273:SeriesIDType b023:TitleOfSet b024:SetPartNumber b026:ItemNumberWithinSet b021:ISBNOfSet
    b022:EAN13OfSet x344:CollectionIDType b034:SequenceNumber b035:ContributorRole x414:NameType x415:NameIDType
    b036:PersonName b037:PersonNameInverted b039:NamesBeforeKey b247:PrefixToKey b040:KeyNames b041:NamesAfterKey
    b248:SuffixToKey b047:CorporateName x443:CorporateNameInverted b249:UnnamedPersons b250:PersonNameType
    b390:PersonNameIDType b049:ContributorStatement x419:EditionType b056:EditionTypeCode b057:EditionNumber
    b058:EditionStatement b253:LanguageRole b252:LanguageCode b059:LanguageOfText b060:OriginalLanguage b079:ImprintName
    b243:NameCodeValue b291:PublishingRole b081:PublisherName b394:PublishingStatus x448:PublishingDateRole b306:Date
    b003:PublicationDate b088:YearFirstPublished x454:WorkRelationCode b201:WorkIDType x455:ProductRelationCode
    h208:RelationCode b285:TextItemIDType x540:AVItemIDType b286:FirstPageNumber b287:LastPageNumber x426:TextType
    d102:TextTypeCode
"""

_NOW_CALLED = {
    "Title": "TitleDetail",
    "Series": "Collection",
    "Set": "Collection",
    "SeriesIdentifier": "CollectionIdentifier",
    "SeriesIDType": "CollectionIDType",
    "TitleOfSeries": "TitleOfCollection",
    "TitleOfSet": "TitleOfCollection",
    "NumberWithinSeries": "PartNumber",
    "ItemNumberWithinSet": "PartNumber",
    "SetPartNumber": "PartNumber",
    "EAN13OfSet": "ISBNOfSet",
    "PersonNameIdentifier": "NameIdentifier",
    "PersonNameIDType": "NameIDType",
    "Name": "AlternativeName",
    "PersonNameType": "NameType",
    "EditionTypeCode": "EditionType",
    "RelationCode": "ProductRelationCode",
    "ContainedItem": "ProductPart",
    "OtherText": "TextContent",
    "TextTypeCode": "TextType",
}
"""Names of 2.1 for what ONIX 3 has under another name, with the same code list or one that agrees in what is read."""


class Shape(IntEnum):
    """What an element holds: a text, other elements, other elements that count as the parent's (the blocks of ONIX 3),
    a text that is read only in legal notices, or nothing that is read.
    """

    LEAF, COMPOSITE, BLOCK, NOTICE, UNREAD = range(5)


def _known() -> dict[str, tuple[str, Shape]]:
    leaves = dict(pair.split(":") for pair in _DATA.split())
    shapes = dict.fromkeys(leaves.values(), Shape.LEAF)
    shapes |= dict.fromkeys((*_COMPOSITES.split(), *(n for n in _NOW_CALLED if n not in shapes)), Shape.COMPOSITE)
    shapes |= dict.fromkeys(_BLOCKS.split(), Shape.BLOCK) | {"Text": Shape.NOTICE}
    shorts = leaves | {"d104": "Text"} | {n.lower(): n for n, shape in shapes.items() if shape in _LOWERED}
    tags = {name: name for name in shapes} | shorts
    return {tag: (_NOW_CALLED.get(name, name), shapes[name]) for tag, name in tags.items()}


_LOWERED = (Shape.COMPOSITE, Shape.BLOCK)
_KNOWN = _known()
_UNREAD = ("", Shape.UNREAD)
_MOST_NAMES_KEPT = 4096


class _Tags(dict[str, tuple[str, Shape]]):
    """Tags as lxml gives them, with or without namespace, to name and shape.

    Answers are kept, but not without end: a hostile file may use another name each time.
    """

    def __missing__(self, tag: str) -> tuple[str, Shape]:
        known = _KNOWN.get(tag.rpartition("}")[2], _UNREAD)
        if len(self) < _MOST_NAMES_KEPT:
            self[tag] = known
        return known


TAGS = _Tags()
