"""DOIs as people paste them."""

import pytest

from stocktake.text.doi import doi


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10.1000/182", "10.1000/182"),
        ("DOI: 10.1000/ABC.Def", "10.1000/abc.def"),
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("doi.org/10.1000/182", "10.1000/182"),
        ("info:doi/10.1000/182", "10.1000/182"),
        ("https://doi.org/10.1000%2F182", "10.1000/182"),
        ("10.1016/S0140-6736(05)17893-3", "10.1016/s0140-6736(05)17893-3"),
        ("(10.1000/182).", "10.1000/182"),
        ("10.1007/0-306-47595-2", "10.1007/0-306-47595-2"),
        ("10.978.86123/45678", "10.978.86123/45678"),
        (
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
    ],
)
def test_forms_of_a_doi(written: str, value: str) -> None:
    assert doi(written) == value


@pytest.mark.parametrize("written", ["", "n/a", "10.12/x", "11.1000/182", "10.1000/", "10.1000", "978-0-306-40615-7"])
def test_what_is_no_doi_is_none(written: str) -> None:
    assert doi(written) is None
