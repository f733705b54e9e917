import munigraph as mg
import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="module")
def snapshot():
    return mg.datasets.load("nl-2020").at("2020-07-01")


# Eight municipalities in two provinces; h has none.
PARTICIPANTS = {
    "id": list("abcdefgh"),
    "name": list("ABCDEFGH"),
    "kind": ["municipality"] * 8,
    "province": ["West"] * 4 + ["East"] * 3 + [""],
}
MEMBERS = {
    "care": "abcd",
    "work": "efg",
    "youth": "de",
    "roads": "abe",
    "waste": "cdh",
}
THEMES = {"care": "zorg en gezondheid", "work": "werk", "youth": "zorg en gezondheid",
          "roads": "verkeer", "waste": "natuur en milieu"}  # fmt: skip


@pytest.fixture(scope="module")
def made_up():
    rows = [(a, p) for a, members in MEMBERS.items() for p in members]
    register = mg.Register.from_tables(
        PARTICIPANTS,
        {
            "id": list(MEMBERS),
            "name": list(MEMBERS),
            "legal_form": ["public_body", "covenant", "covenant", "public_body", "covenant"],
            "valid_from": ["2020-01-01"] * 5,
        },
        {"arrangement": [a for a, _ in rows], "participant": [p for _, p in rows]},
        themes={"arrangement": list(THEMES), "theme": list(THEMES.values())},
    )
    return register.at("2020-06-01")


def test_alignment_by_hand(made_up):
    network = made_up.network(domain="social", weighting="count")
    found = mg.alignment(network, [0, 0, 0, 0, 1, 1, 1, 2])
    assert found.unknown == ["h"]
    assert found.share == 1.0
    assert found.agreement.ami == 1.0
    assert found.clusters["majority"].tolist() == ["West", "East"]
    assert found.weight_within == pytest.approx(9 / 10)  # 6 + 3 within, d–e across
    assert found.crossing.loc["West", "East"] == 1
    assert found.crossing.loc["West", "West"] == 6
    assert found.borders[["a", "b", "weight", "ties"]].to_numpy().tolist() == [
        ["East", "West", 1.0, 1]
    ]
    lean = found.leanings.set_index("group")
    assert lean["partner"].to_dict() == {"East": "West", "West": "East"}
    assert lean.loc["West", "within"] == pytest.approx(12 / 13)
    assert lean["rather_than"].isna().all()
    assert "West works with East (100%" in found.describe()[1]
    mixed = mg.alignment(network, [0, 0, 1, 1, 1, 0, 0, 2], by="province")
    assert mixed.clusters["share"].tolist() == [0.5, 2 / 3]
    assert mixed.table.to_numpy().tolist() == [[2, 2], [1, 2]]


def test_alignment_reads_as_a_sentence(snapshot):
    network = snapshot.network()
    found = mg.alignment(mg.leiden(network, seed=1))
    zeeland = next(line for line in found.describe() if line.startswith("Zeeland"))
    assert zeeland.startswith("Zeeland works with Noord-Brabant")
    crossing = found.crossing.to_numpy()
    np.testing.assert_allclose(crossing, crossing.T)
    assert np.triu(crossing).sum() == pytest.approx(network.total_weight)
    assert found.clusters["size"].sum() == 355
    one = mg.alignment(network, np.zeros(355, int))
    assert one.agreement.ami == 0
    assert mg.alignment(network, np.arange(355)).clusters.empty


def test_alignment_misuse(made_up):
    network = made_up.network()
    with pytest.raises(ValueError, match="did you mean 'province'"):
        mg.alignment(network, np.zeros(8, int), by="provinc")
    with pytest.raises(TypeError, match="expected a network"):
        mg.alignment([0] * 8)
    with pytest.raises(ValueError, match="8 nodes"):
        mg.alignment(network, [0] * 7)
    nothing = mg.alignment(network, [0] * 8, by=[None] * 8)
    assert nothing.agreement is None
    assert nothing.clusters["majority"].tolist() == [None]
    assert np.isnan(nothing.weight_within)


def test_compare_networks_by_hand(made_up):
    social, physical = (made_up.network(domain=d) for d in ("social", "physical"))
    found = mg.compare_networks(social, physical, permutations=50)
    # Social: a–b a–c a–d b–c b–d c–d e–f e–g f–g d–e; physical: a–b a–e b–e c–d c–h d–h.
    assert found.jaccard == 2 / 14
    assert found.of_first == 0.2
    assert found.of_second == pytest.approx(1 / 3)
    x, y = (n.to_scipy().toarray()[np.triu_indices(8, 1)] for n in (social, physical))
    assert found.correlation == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert found.weighted == pytest.approx(np.minimum(x / x.sum(), y / y.sum()).sum())
    assert found.p == ((found.permuted >= found.correlation - 1e-12).sum() + 1) / 51
    assert mg.compare_networks(social, social, permutations=99).p <= 0.02
    with pytest.raises(ValueError, match="different nodes"):
        mg.compare_networks(social, mg.Network.from_edges([0], [1]))


def test_compare_domains(snapshot):
    table = mg.compare_domains(snapshot, ["social", "physical"], runs=5, permutations=20)
    assert table.index.tolist() == ["social", "physical"]
    assert table["arrangements"].tolist() == [281, 67]
    assert table["components"].tolist() == [3, 13]
    assert table["clusters"].between(17, 20).all()
    assert table.loc["social", "ami_physical"] == pytest.approx(table.loc["physical", "ami_social"])
    assert table.loc["social", "ami_social"] == 1
    assert table.loc["social", "common_physical"] == 355
    (pair,) = table.attrs["pairs"]
    assert 0 < pair["jaccard"] < 1
    assert pair["p"] == 1 / 21
    again = mg.compare_domains(snapshot, ["social", "physical"], runs=5, permutations=20, threads=1)
    pd.testing.assert_frame_equal(table, again)


def test_a_domain_without_arrangements(made_up):
    table = mg.compare_domains(made_up, ["social", "culture"], runs=3, permutations=0)
    assert table.loc["culture", "arrangements"] == 0
    assert table.loc["culture", "isolates"] == 8
    assert table.loc["culture", "clusters"] == 0
    assert np.isnan(table.loc["culture", "quality"])
    assert np.isnan(table.loc["culture", "ami_social"])
    with pytest.raises(ValueError, match="socal"):
        mg.compare_domains(made_up, ["socal"])
    found = mg.coherence(made_up, ["social", "culture"], draws=3)
    assert found.table["common"].tolist() == [0]
    assert np.isnan(found.table["z"][0])
    assert found.municipalities.empty


def test_alluvial():
    flows = mg.alluvial([0, 0, 0, 1], ["x", "x", "y", "y"], names=("social", "physical"))
    assert flows.to_numpy().tolist() == [
        [0, "x", 2, 2 / 3, 1.0],
        [0, "y", 1, 1 / 3, 0.5],
        [1, "y", 1, 1.0, 0.5],
    ]
    with pytest.raises(ValueError, match="both"):
        mg.alluvial([0], [0], names=("a", "a"))


def test_coherence_by_hand(made_up):
    found = mg.coherence(made_up, ["social", "physical"], draws=20, seed=1)
    details = found.details.set_index("id")
    # a: {b, c, d} and {b, e}; e: {d, f, g} and {a, b}; f, g and h have partners in one only.
    assert details["overlap"]["a"] == pytest.approx(1 / 4)
    assert details["overlap"]["e"] == 0
    assert set(details.index) == set("abcde")
    assert found.table["common"].tolist() == [5]
    assert found.table["overlap"][0] == pytest.approx(details["overlap"].mean())
    assert found.matrix.loc["physical", "social"] == found.table["overlap"][0]
    assert found.matrix.loc["social", "social"] == 1
    assert found.municipalities["overlap"].is_monotonic_decreasing
    with pytest.raises(ValueError, match="two or more"):
        mg.coherence(made_up, ["social"])
    with pytest.raises(ValueError, match="socal"):
        mg.coherence(made_up, ["social", "socal"])
    with pytest.raises(ValueError, match="did you mean"):
        mg.coherence(made_up, ["social", "physical"], null="curvball")


def test_coherence_beats_degrees_alone(snapshot):
    found = mg.coherence(snapshot, ["social", "physical", "safety"], draws=9)
    assert (found.table["overlap"] > found.table["expected"]).all()
    assert (found.table["p"] == 0.1).all()
    assert found.z.loc["social", "physical"] > 10


def test_a_z_of_coherence_is_one(snapshot):
    found = mg.coherence(snapshot, ["social", "physical", "safety"], draws=40, seed=2)
    table = found.municipalities
    z = (table["overlap"] - table["expected"]) / table["sd"]
    pd.testing.assert_series_equal(table["z"].dropna(), z[table["sd"] > 0], check_names=False)
    # Every municipality here has partners in its themes in every draw, or nearly.
    by_pair = found.details.groupby("id")[["expected", "z"]].mean().reindex(table.index)
    np.testing.assert_allclose(table["expected"], by_pair["expected"], atol=0.02)
    # One pair of themes: the z of the mean is that of the pair; of several it is none of theirs.
    one = (table["pairs"] == 1) & table["z"].notna()
    np.testing.assert_allclose(table.loc[one, "z"], by_pair.loc[one, "z"], rtol=1e-6)
    assert (table.loc[~one, "z"] - by_pair.loc[~one, "z"]).abs().max() > 0.1


def test_density_by_hand(made_up):
    table = mg.density(made_up)
    assert table.loc["d"].to_dict() == {
        "name": "D", "arrangements": 3, "partners": 5, "themes": 2, "domains": 2,
        "joint_share": pytest.approx(1 / 3), "partners_once": pytest.approx(4 / 5),
    }  # fmt: skip
    assert table.loc["h", "arrangements"] == 1
    social = mg.density(made_up, domain="social")
    assert social.loc["h", "partners"] == 0
    assert np.isnan(social.loc["h", "joint_share"])


def test_shares_that_read_alike_are_no_preference(made_up):
    import dataclasses

    found = mg.alignment(made_up.network(), [0, 0, 0, 0, 1, 1, 1, 2])
    leanings = pd.DataFrame(
        {
            "group": ["A", "B"],
            "partner": ["B", "A"],
            "partner_share": [0.384, 0.39],
            "rather_than": ["C", "C"],
            "rather_than_share": [0.376, 0.376],
        }
    )
    first, second = dataclasses.replace(found, leanings=leanings).describe()
    assert "B (38% of the weight that crosses its border) as much as C (38%)" in first
    assert "A (39% of the weight that crosses its border) rather than C (38%)" in second


def test_an_unknown_legal_form_is_no_form_without_a_body():
    arrangements = {"id": ["x", "y", "z"], "legal_form": ["public_body", "unknown", "covenant"]}
    members = [("x", "a"), ("x", "b"), ("y", "a"), ("y", "c"), ("z", "a"), ("z", "b"), ("y", "d")]
    register = mg.Register.from_tables(
        arrangements=pd.DataFrame(arrangements),
        memberships=pd.DataFrame(members, columns=["arrangement", "participant"]),
    )
    share = mg.density(register.at("2020-01-01"))["joint_share"]
    assert (share["a"], share["b"]) == (0.5, 0.5)
    assert np.isnan(share["c"])
