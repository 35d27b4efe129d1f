-- The verdicts of an author's works add up to the works.
select *
from author_exposure
where
    n_works_confirmed + n_works_probable + n_works_check + n_works_not_found + n_works_not_checkable <> n_works
