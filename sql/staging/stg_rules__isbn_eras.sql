-- One row a beginning of ISBN-13s and the year from which an edition can bear one; the longest beginning counts.
-- Standard book numbers were given from 1967 (British book trade), ISBNs from 1970 (ISO 2108), to what was then in
-- print too, some of it decades old, hence 1900. ISBNs that begin with 979 need 13 digits, in force from 1 January 2007
-- (ISO 2108:2005; International ISBN Agency); the French agency was the first to give them, 979-10, in 2009; of 979-8
-- there are none before 2020. That 13 digits are printed or stored says nothing of the year: bar codes had them before
-- 2007, and catalogues have rewritten their ISBNs of ten.
with eras (prefix, year_from) as (
    values
    ('978', 1900),
    ('979', 2007),
    ('97910', 2009),
    ('9798', 2020)
)

select * from eras
