"""Small words around names: particles of family names, generations, titles before and degrees after."""

from stocktake.text.vocabulary import words

PARTICLES = words(
    """
    van von der den de del della dei degli di da do das dos du des la le les los ten ter te zu zum zur
    vom af av bin ibn binti bint al el ben abu ap ван фон дер де да ди дю ибн аль
    """
)
"""Count as part of the family name when written small: "Vincent van Gogh"."""

CAPITAL_PARTICLES = words("Van Von De Di Da Du Del Della Des Dos La Le Ten Ter Zu Ibn Bin St St. Saint")
"""Count also when capitalised between two other names: "James Van Allen". "Al", "Ben", "Do" are given names
then."""

GENERATIONS = {
    "jr": "Jr",
    "junior": "Jr",
    "sr": "Sr",
    "senior": "Sr",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
    "2nd": "II",
    "3rd": "III",
    "filho": "Filho",
    "neto": "Neto",
}

TITLES_BEFORE = words(
    """
    dr drs prof professor sir dame rev reverend mr mrs ms miss hon phdr mudr ing dipl-ing herr frau mme
    monsieur madame capt captain col colonel gen general lt maj major sgt др проф акад
    """
)

DEGREES = words(
    """
    phd dphil md mbbs mbchb msc bsc mphil mba mfa med edd edm dds dmd dvm jd llb llm lld dsc scd drph
    mph msn bsn rn pharmd psyd frca frcp frcs frcpc frcog frs frsc facs facp facc faan fellow esq obe
    cbe mbe kbe qc kc cpa cfa pe pmp lcsw faap frcpath frcr dlitt dlit bds bvsc mrcp mrcs mrcvs mrcgp
    dba
    """
)

SHORT_DEGREES = words("MA BA MS BS AM AB DO")
"""Degrees that are also family names or initials ("Ma", "Do", "Smith MS"): only in capitals, and only when
a given and a family name remain before them."""
