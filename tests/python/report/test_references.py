"""The bibliography that ships with the package, and the papers that a report names."""

from __future__ import annotations

import pytest

pytest.importorskip("pybtex")

from munigraph.report._methods import _PAPERS
from munigraph.report._references import _bibliography, cited, references


def test_every_method_has_its_paper() -> None:
    assert set(_PAPERS.values()) <= set(_bibliography().entries)


def test_a_paper_as_text() -> None:
    (text,) = references(["guimera2005"])
    assert "Guimerà" in text
    assert "Functional cartography" in text
    assert text.endswith("doi:10.1038/nature03288.")


@pytest.mark.parametrize(
    ("keys", "text"),
    [(["holm1979"], "Holm 1979"), (["guimera2005"], "Guimerà & Amaral 2005"),
     (["traag2019", "zipf1946"], "Traag et al. 2019; Zipf 1946"), ([], "")],
)  # fmt: skip
def test_a_paper_in_a_sentence(keys, text):
    assert cited(keys) == text


def test_they_come_in_the_order_asked_for_and_unknown_ones_are_an_error() -> None:
    first, second = references(["traag2019", "blondel2008"])
    assert "Louvain to Leiden" in first
    assert "Blondel" in second
    with pytest.raises(KeyError):
        references(["nobody1900"])


def test_all_entries_can_be_written() -> None:
    for text in references(list(_bibliography().entries)):
        assert text
        assert "{" not in text
        assert "\\" not in text
