"""Small words around names: particles of family names, generations, titles before and degrees after."""

from stocktake.text.vocabulary import words

PARTICLES = words(
    """
    van von der den de del della dei degli di da do das dos du des la le les los ten ter te zu zum zur
    vom af av bin ibn binti bint al el ben abu ap mac mc dela ван фон дер де да ди дю ибн аль
    """
)
"""Count as part of the family name when written small: "Vincent van Gogh"."""

CAPITAL_PARTICLES = words(
    "Van Von De Der Den Di Da Du Del Della Des Dos La Le Ten Ter Zu Ibn Bin St St. Saint Mac Mc MC Al El Dela Ó Ní Uí"
)
"""Count also when capitalised between two other names: "James Van Allen", "Fadi Al Bilbeisi". "Ben" and "Do" are given
names then."""

GENERATIONS = {
    "jr": "Jr",
    "junior": "Jr",
    "sr": "Sr",
    "senior": "Sr",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
    "vi": "VI",
    "2nd": "II",
    "3rd": "III",
    "filho": "Filho",
    "neto": "Neto",
}

INNER_GENERATIONS = words("jr sr ii iii iv")
"""Generations that are no names and no initials, so that they tell themselves inside of a name too."""

TITLES_BEFORE = words(
    """
    dr drs prof professor sir dame rev reverend mr mrs ms miss hon phdr mudr ing dipl-ing herr frau mme
    monsieur madame capt captain col colonel gen general lt maj major sgt senator congressman congresswoman lady
    др проф акад
    """
)

OFFICES = words(
    """
    father mother sister brother rabbi bishop pastor mayor governor judge justice president attorney ambassador
    admiral commander lieutenant sergeant major minister deputy state representative councillor councilman alderman
    """
)
"""Offices and callings that are also family names: left out before a given name that has a family name behind it."""

PROFESSIONS = words("attorney atty lawyer solicitor barrister architect realtor trustee esquire")
"""Behind a whole name they are no part of it: "Ann Lee, attorney at law"."""

RANKS = words(
    """
    saint pope queen emperor empress baronet bart viscount viscountess baroness marquess marquis comte comtesse
    graf freiherr countess duchess princess archduke patriarch metropolitan cardinal archbishop
    """
)
"""Ranks that are no given names: a comma piece that begins with one is left out ("Augustine, Saint")."""

NAMELIKE_RANKS = words(
    "king prince duke earl count baron lord bishop dean abbot abbess rabbi sister brother father mother"
)
"""Ranks that are also given names: left out behind the given names, or followed by "of" ("…, Duke of Wellington")."""

DATE_WORDS = words(
    """
    b d ca fl c or approximately active born died century cent jh th st nd rd and bc ad jahrhundert flourished
    siecle s between before after от до род ум
    """
)
"""Words that stand beside figures in the dates of a heading: "b. 1901", "active 16th century"."""

DEGREES = words(
    """
    phd dphil md mbbs mbchb msc bsc mphil mba mfa med edd edm dds dmd dvm jd llb llm lld dsc scd drph
    mph msn bsn rn pharmd psyd frca frcp frcs frcpc frcog frs frsc facs facp facc faan fellow esq obe
    cbe mbe kbe qc kc cpa cfa pe pmp lcsw faap frcpath frcr dlitt dlit bds bvsc mrcp mrcs mrcvs mrcgp
    dba mdsc lncc faia frics
    """
)

SHORT_DEGREES = words("MA BA MS BS AM AB DO DC AIA RIBA CSI GRI")
"""Degrees that are also family names or initials ("Ma", "Riba", "Smith MS"): only in capitals, and only when
a given and a family name remain before them."""

ABBREVIATED_NAMES = words("alex alexr theod benj chas thos robt saml profr assoc")
"""Given names and titles of four letters and more that are cut short with a full stop."""
