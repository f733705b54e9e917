"""Scenarios: what changes, what stays, and that what is undone is as it was."""

import pickle

import munigraph as mg
import numpy as np
import pandas as pd
import pytest

DAY = "2020-06-01"


def bits(register):
    return pickle.dumps((register._core.to_text(), register._core.exported))


def members(register, arrangement, day=DAY):
    table = register.at(day).memberships
    return sorted(table.loc[table["arrangement"] == arrangement, "participant"])


def test_all_are_the_municipalities_in_force(later):
    start = later.scenario(DAY).merge(["p", "q"], into="pq")
    for step in ({"add_hub": "hub"}, {"found": "new"}):
        said, listed = (
            start.apply([{**step, "members": one}]) for one in ("all", ["r", "s", "t", "pq"])
        )
        assert said.register._core.to_text() == listed.register._core.to_text()
    # Who has that id is meant.
    alone = mg.Register.from_tables(
        {"id": ["all", "b"]},
        {"id": ["x"], "valid_from": ["2015-01-01"]},
        {"arrangement": ["x", "x"], "participant": ["all", "b"]},
    )
    made = alone.scenario("2016-01-01").found("new", "all")
    assert members(made.register, "new", "2016-01-01") == ["all"]


class TestIdentities:
    def test_an_empty_scenario_changes_nothing(self, later):
        assert later.scenario(DAY).register is later

    @pytest.mark.parametrize(
        ("there", "back"),
        [
            (lambda s: s.leave("q", "care"), lambda s: s.join("q", "care")),
            (lambda s: s.leave(["p", "s"], "care"), lambda s: s.join(["s", "p"], "care")),
            (lambda s: s.join("t", "care"), lambda s: s.leave("t", "care")),
            (lambda s: s.join("r", "waste", role="observer"), lambda s: s.leave("r", "waste")),
            (lambda s: s.found("new", list("pqr")), lambda s: s.dissolve("new")),
            (lambda s: s.found("new", list("qr"), host="p"), lambda s: s.dissolve("new")),
            (
                lambda s: s.set_form("care", "covenant"),
                lambda s: s.set_form("care", "public_body"),
            ),
            (
                lambda s: s.set_form("care", "covenant").leave("q", "care"),
                lambda s: s.join("q", "care").set_form("care", "public_body"),
            ),
            (
                lambda s: s.leave("q", "care").set_form("care", "covenant"),
                lambda s: s.set_form("care", "public_body").join("q", "care"),
            ),
            (lambda s: s.leave("p", "shelter"), lambda s: s.join("p", "shelter", role="host")),
            (lambda s: s.add_hub("hub", list("pqr"), "node"), lambda s: s.dissolve("hub")),
            (lambda s: s.add_hub("hub", list("pqr")), lambda s: s.dissolve("hub")),
        ],
    )
    def test_what_is_taken_back_is_as_it_was(self, later, there, back):
        changed = there(later.scenario(DAY))
        assert bits(changed.register) != bits(later)
        assert bits(back(changed).register) == bits(later)

    def test_every_step_is_undone(self, later):
        start = later.scenario(DAY)
        steps = [
            start.merge(["p", "q"], into="pq"),
            start.leave("q", "care"),
            start.dissolve(["care", "waste"]),
            start.set_form("waste", "public_body"),
            start.merge_arrangements(["care", "waste"], into="both"),
            start.add_hub("hub", list("pqrst"), "node"),
        ]
        for step in steps:
            assert bits(step.register) != bits(later)
            assert bits(step.undo().register) == bits(later)
        assert steps[0].leave("r", "care").undo(2).register is later
        with pytest.raises(ValueError, match="1 steps, not 2"):
            steps[0].undo(2)

    def test_the_past_stays(self, later):
        changed = (
            later.scenario(DAY)
            .merge(["p", "q"], into="pq")
            .leave("r", "care")
            .set_form("care", "covenant")
            .register
        )
        for day in ("2016-01-01", "2019-01-01", "2020-05-31"):
            old, new = later.at(day), changed.at(day)
            assert members(later, "care-2", day) == members(changed, "care-2", day)
            pd.testing.assert_frame_equal(old.network().edges, new.network().edges)

    @pytest.mark.parametrize("seed", range(6))
    def test_merging_and_asking_is_on_geography(self, seed):
        register = mg.synthetic(municipalities=40, arrangements=60, clusters=4, seed=seed)
        day = "2020-06-01"
        random = np.random.default_rng(seed)
        ids = register.at(day).network().nodes["id"].to_numpy()
        who = random.choice(ids, 3, replace=False).tolist()
        into = ["new", who[1]][seed % 2]
        merged = register.scenario(day).merge(who, into=into).register
        # The same by hand: the successions alone, and memberships as the register has them.
        tables = {
            name: getattr(register, name)
            for name in ("participants", "arrangements", "memberships")
        }
        people = tables["participants"]
        people["valid_to"] = people["valid_to"].astype("datetime64[s]")
        gone = people["id"].isin(set(who) - {into})
        people.loc[gone, "valid_to"] = pd.Timestamp(day)
        if into == "new":
            one = {"id": "new", "kind": "municipality", "valid_from": pd.Timestamp(day)}
            people = pd.concat([people, pd.DataFrame([one])], ignore_index=True)
        tables["participants"] = people
        gone_ids = people.loc[people["id"].isin(set(who) - {into}), "id"]
        by_hand = mg.Register.from_tables(
            **tables,
            themes=register.arrangement_themes,
            successions={
                "date": [day] * len(gone_ids),
                "from": gone_ids.tolist(),
                "to": [into] * len(gone_ids),
                "kind": ["merged"] * len(gone_ids),
            },
        )
        for other in (by_hand.on_geography(day)[0], merged.on_geography(day)[0]):
            a, b = merged.at(day).network(), other.at(day).network()
            assert a.nodes["id"].tolist() == b.nodes["id"].tolist()
            pd.testing.assert_frame_equal(a.edges, b.edges)
            assert a.arrangement_count == b.arrangement_count


class TestSteps:
    def test_merge(self, later):
        changed = later.scenario(DAY).merge(["p", "q"], into="pq", name="Pee en Quu").register
        people = changed.participants.set_index("id")
        assert people.loc["pq", "name"] == "Pee en Quu"
        assert people.loc["pq", "population"] == 400
        assert people.loc["pq", "lon"] == pytest.approx(4.75)
        assert people.loc["pq", "province"] == "West"
        assert str(people.loc["p", "valid_to"].date()) == DAY
        assert members(changed, "care-2") == ["pq", "r", "s"]
        assert members(changed, "care-3", "2023-01-01") == ["pq", "r", "t"]
        table = changed.at(DAY).memberships.set_index(["arrangement", "participant"])
        assert table.loc[("shelter", "pq"), "role"] == "host"
        assert changed.successions[["from", "to", "kind"]].values.tolist() == [
            ["p", "pq", "merged"],
            ["q", "pq", "merged"],
        ]

    def test_merge_into_one_of_them(self, later):
        changed = later.scenario(DAY).merge(["q"], into="t").register
        assert members(changed, "care-2") == ["p", "r", "s", "t"]
        assert members(changed, "waste") == ["p", "t"]
        rows = changed.memberships
        own = rows[(rows["arrangement"] == "waste") & (rows["participant"] == "t")]
        assert len(own) == 1
        assert own["valid_from"].isna().all()
        assert np.isnan(changed.participants.set_index("id").loc["t", "population"])

    @pytest.mark.parametrize("named", [None, "Pee en Quu"])
    def test_merge_into_one_that_the_register_has_be_made_later(self, later, named):
        tables = {
            name: getattr(later, name).copy()
            for name in ("participants", "arrangements", "memberships")
        }
        people = tables["participants"].set_index("id")
        people["valid_to"] = people["valid_to"].astype("object")
        people.loc[["p", "q"], "valid_to"] = "2021-01-01"
        people.loc["pq", ["name", "kind", "valid_from"]] = "PQ", "municipality", "2021-01-01"
        planned = mg.Register.from_tables(
            people.reset_index(),
            tables["arrangements"],
            tables["memberships"],
            successions={
                "date": ["2021-01-01"] * 2,
                "from": ["p", "q"],
                "to": ["pq"] * 2,
                "kind": ["merged"] * 2,
            },
        )
        scenario = planned.scenario(DAY).merge(["p", "q"], into="pq", name=named)
        changed = scenario.register
        row = changed.participants.set_index("id").loc["pq"]
        assert str(row["valid_from"].date()) == DAY
        assert (row["name"], row["population"]) == (named or "PQ", 400)
        said = changed.successions[["date", "from", "to"]].astype(str).values.tolist()
        assert said == [[DAY, "p", "pq"], [DAY, "q", "pq"]]
        assert members(changed, "care-2") == ["pq", "r", "s"]
        # As a new municipality, but for the id and what the register says of it.
        new = later.scenario(DAY).merge(["p", "q"], into="pq").register
        for day in (DAY, "2023-01-01"):
            pd.testing.assert_frame_equal(
                changed.at(day).memberships, new.at(day).memberships, check_dtype=False
            )
        assert bits(scenario.undo().register) == bits(planned)

    def test_the_merger_of_the_docs(self):
        register = mg.datasets.load("nl-2020")
        there = ["GM0003", "GM0010", "GM0024"]
        scenario = register.scenario("2020-07-01").merge(there, into="GM1979")
        people = scenario.register.at("2020-07-01").participants["id"]
        assert "GM1979" in set(people)
        assert not set(there) & set(people)
        own = register.memberships.query("participant in @there")["arrangement"].nunique()
        rows = scenario.register.at("2020-07-01").memberships
        inside = register.memberships.groupby("arrangement")["participant"].agg(set) <= set(there)
        assert (rows["participant"] == "GM1979").sum() == own - inside.sum()

    def test_an_arrangement_inside_one_municipality_ends(self, later):
        changed = later.scenario(DAY).merge(list("pqt"), into="p").register
        assert "waste" not in set(changed.at(DAY).arrangements["id"])
        assert "waste" in set(changed.at("2020-05-31").arrangements["id"])

    def test_leave_and_join_last(self, later):
        changed = later.scenario(DAY).leave("q", "care-2").join("t", "care").register
        assert members(changed, "care-2") == ["p", "r", "s", "t"]
        assert members(changed, "care-3", "2023-01-01") == ["p", "r", "t"]

    def test_found_and_dissolve(self, later):
        scenario = later.scenario(DAY).found(
            "Youth", list("pqr"), legal_form="covenant", themes="care", obligation="free"
        )
        row = scenario.register.arrangements.set_index("id").loc["Youth"]
        assert (row["legal_form"], row["obligation"], row["structure"]) == (
            "covenant", "free", "clique",
        )  # fmt: skip
        assert members(scenario.register, "Youth") == ["p", "q", "r"]
        gone = later.scenario(DAY).dissolve("care").register
        assert gone.arrangements["id"].tolist() == ["care-1", "care-2", "waste", "shelter"]
        assert set(gone.at(DAY).arrangements["id"]) == {"waste", "shelter"}

    def test_set_form_is_a_version_of_its_own(self, later):
        changed = later.scenario(DAY).set_form("care", "joint_organ").register
        forms = changed.arrangements.set_index("id")["legal_form"]
        assert forms["care-2"] == "public_body"
        assert forms[f"care-2@{DAY}"] == forms["care-3"] == "joint_organ"
        assert members(changed, f"care-2@{DAY}") == ["p", "q", "r", "s"]
        assert mg.chronicle(changed).events["event"].tolist().count("form") == 1

    def test_merge_arrangements(self, later):
        scenario = later.scenario(DAY)
        new = scenario.merge_arrangements(["care", "waste"], into="both").register
        assert members(new, "both") == list("pqrst")
        themes = new.arrangement_themes
        assert sorted(themes.loc[themes["arrangement"] == "both", "theme"]) == ["care", "waste"]
        assert new.arrangements.set_index("id").loc["both", "legal_form"] == "public_body"
        one = scenario.merge_arrangements(["care", "waste"], "waste", legal_form="joint_organ")
        here = one.register.at(DAY)
        assert here.arrangements["chain"].tolist() == ["shelter", "waste"]
        assert here.arrangements["legal_form"].tolist() == ["unknown", "joint_organ"]
        assert members(one.register, f"waste@{DAY}") == list("pqrst")

    def test_hubs(self, later):
        everyone = list("pqrst")
        arrangement = later.scenario(DAY).add_hub("VNG", everyone).register
        assert arrangement.at(DAY).network().edge_count == 10
        node = later.scenario(DAY).add_hub("VNG", everyone, as_="node").register
        kinds = ("municipality", "organisation")
        edges = node.at(DAY).network(kinds=kinds).edges
        assert (edges["target"] == "VNG").sum() == 5
        assert node.at(DAY).network().edge_count == later.at(DAY).network().edge_count

    def test_steps_as_data(self, later):
        steps = [
            {"merge": ["p", "q"], "into": "pq"},
            {"leave": "r", "arrangement": "care"},
            {"join": "t", "arrangement": "care"},
            {"found": "x", "members": ["r", "s"], "legal_form": "covenant"},
            {"set_form": "waste", "legal_form": "joint_organ"},
            {"add_hub": "hub", "members": ["pq", "r"], "as": "node"},
        ]
        by_call = (
            later.scenario(DAY)
            .merge(["p", "q"], into="pq")
            .leave("r", "care")
            .join("t", "care")
            .found("x", ["r", "s"], legal_form="covenant")
            .set_form("waste", "joint_organ")
            .add_hub("hub", ["pq", "r"], "node")
        )
        by_data = later.scenario(DAY).apply(steps)
        assert bits(by_data.register) == bits(by_call.register)
        assert by_data.steps == by_call.steps
        assert by_data.table["step"].tolist() == [1, 2, 3, 4, 5, 6]

    def test_it_shows_itself_and_does_not_change(self, later):
        scenario = later.scenario(DAY).add_hub("<b>", ["p", "q"])
        assert "&lt;b&gt;" in scenario._repr_html_()
        assert "a hub of 2" in repr(scenario)
        with pytest.raises(AttributeError):
            scenario.date = "2021-01-01"

    def test_the_register_can_be_pickled(self, later):
        register = later.scenario(DAY).add_hub("hub", list("pqr"), "node").register
        again = pickle.loads(pickle.dumps(register))
        assert bits(again) == bits(register)
        scenario = later.scenario(DAY).leave("q", "care").add_hub("hub", list("pqr"), "node")
        unpickled = pickle.loads(pickle.dumps(scenario))
        assert bits(unpickled.register) == bits(scenario.register)
        assert bits(unpickled.undo(2).register) == bits(later)
        assert (unpickled.date, unpickled.hubs) == (DAY, {"hub": "node"})
        assert mg.difference(later, again, runs=2).hubs is not None

    def test_an_arrangement_named_twice_is_dissolved_once(self, later):
        once = later.scenario(DAY).dissolve("care").register
        assert bits(later.scenario(DAY).dissolve(["care", "care-2"]).register) == bits(once)

    def test_a_hub_stays_one_in_a_scenario_of_the_register(self, later):
        first = later.scenario(DAY).add_hub("hub", list("pqr"), "node").register
        again = first.scenario(DAY).leave("q", "care")
        assert again.hubs == {"hub": "node"}
        assert again.dissolve("hub").hubs == {}

    def test_found_takes_columns(self, later):
        made = later.scenario(DAY).found("x", ["p", "q"], obligation="free", valid_to="2021-01-01")
        assert made.register.at(DAY).arrangements.set_index("id").loc["x", "obligation"] == "free"
        assert "x" not in set(made.register.at("2021-01-01").arrangements["id"])


class TestTheRecordCloses:
    def test_what_is_founded_does_not_outlast_it(self):
        """All of `nl-2020` ends with 2020: one arrangement that went on would end the others."""
        register = mg.datasets.load("nl-2020")
        assert "ended" not in set(mg.chronicle(register).events["event"])
        two = ["GM0003", "GM0010"]
        for scenario in (
            register.scenario("2020-07-01").found("x", two),
            register.scenario("2020-07-01").add_hub("x", two, as_="node"),
        ):
            changed = scenario.register
            row = changed.arrangements.set_index("id").loc["x"]
            assert str(row["valid_to"].date()) == "2021-01-01"
            assert changed.last_day == register.last_day
            assert "ended" not in set(mg.chronicle(changed).events["event"])

    def test_nothing_is_there_yet(self):
        empty = mg.Register.from_tables(
            {"id": ["a", "b"]}, {"id": []}, {"arrangement": [], "participant": []}
        )
        made = empty.scenario("2020-01-01").found("x", ["a", "b"]).register
        assert made.at("2020-07-01").network().edge_count == 1
        sheet = mg.factsheet(empty, ["2019-07-01", "2020-07-01"])
        rows = sheet.table[sheet.table["figure"].isin(["arrangements", "mean", "official_share"])]
        assert (rows["coverage"] == 0).all()
        assert rows["value"].isna().all()
        with pytest.raises(mg.DataError, match="too thin for a difference of mean"):
            sheet.difference("2019-07-01", "2020-07-01")


class TestErrors:
    @pytest.mark.parametrize(
        ("step", "error", "text"),
        [
            (lambda s: s.leave("t", "care"), ValueError, "no member"),
            (lambda s: s.leave("pqrs", "care"), KeyError, "pqrs"),
            (lambda s: s.leave(list("pqrs"), "care"), ValueError, "dissolve it"),
            (lambda s: s.join("q", "care"), ValueError, "member of 'care' already"),
            (lambda s: s.join("t", "caer"), KeyError, "near: care"),
            (lambda s: s.join("t", "care", role="hots"), ValueError, "did you mean 'host'"),
            (lambda s: s.join("t", "care-1"), None, ""),
            (lambda s: s.found("care", "pq"), ValueError, "there is an arrangement"),
            (lambda s: s.found("x", []), ValueError, "no members"),
            (
                lambda s: s.found("x", ["p", "q"], formal="yes"),
                ValueError,
                "column of arrangements",
            ),
            (lambda s: s.found("x", ["p", "q"], chain="care"), ValueError, "'chain'"),
            (lambda s: s.found("x", ["p", "q"], structure="star"), ValueError, "'structure'"),
            (
                lambda s: s.found("x", ["p", "q"], obligation="fre"),
                ValueError,
                "did you mean 'free'",
            ),
            (lambda s: s.found("x", ["p", "q"], parent="z"), ValueError, "id of an arrangement"),
            (
                lambda s: s.found("x", ["p", "q"], valid_to=DAY),
                ValueError,
                "a date after 2020-06-01",
            ),
            (lambda s: s.found("", ["p", "q"]), ValueError, "not blank"),
            (lambda s: s.found(None, ["p", "q"]), TypeError, "expected text"),
            (lambda s: s.found("x", None), TypeError, "members is None"),
            (lambda s: s.add_hub(5, "pq"), TypeError, "name of a hub is 5"),
            (lambda s: s.merge(["p", "q"], into=" "), ValueError, "into is ' '"),
            (lambda s: s.merge_arrangements(["care", "waste"], None), TypeError, "into is None"),
            (lambda s: s.join("t", "shelter", role="host"), ValueError, "star around 'p'"),
            (lambda s: s.undo(-1), ValueError, "steps is -1"),
            (lambda s: s.apply({"leave": "q"}), TypeError, "list of mappings, got dict"),
            (lambda s: s.apply(["leave"]), TypeError, "step 1: expected a mapping"),
            (lambda s: s.apply([{"leave": "q"}]), ValueError, "expected 'arrangement' too"),
            (
                lambda s: s.apply([{"leave": "q", "arangement": "care"}]),
                ValueError,
                "did you mean 'arrangement'",
            ),
            (
                lambda s: s.apply([{"leave": "q", "dissolve": "care"}]),
                ValueError,
                "expected one verb each",
            ),
            (lambda s: s.set_form("care", "covenent"), ValueError, "did you mean 'covenant'"),
            (lambda s: s.merge("p", into="p"), ValueError, "at least two"),
            (lambda s: s.merge(["p", "z"], into="p"), KeyError, "'z'"),
            (lambda s: s.merge_arrangements(["care"], "x"), ValueError, "at least two"),
            (lambda s: s.add_hub("h", "pq", "nodes"), ValueError, "did you mean 'node'"),
            (lambda s: s.add_hub("p", ["q", "r"], "node"), ValueError, "participant 'p' already"),
            (lambda s: s.apply([{"mrege": ["p"]}]), ValueError, "did you mean 'merge'"),
            (
                lambda s: s.merge(["p", "q"], into="x").leave("p", "care"),
                ValueError,
                "not in force",
            ),
            (lambda s: s.dissolve("care").leave("p", "care"), ValueError, "not in force"),
            (
                lambda s: s.add_hub("h", ["p", "q"], "node").merge(["p", "h"], "p"),
                ValueError,
                "no munic",
            ),
        ],
    )
    def test_misuse(self, later, step, error, text):
        if error is None:
            assert members(step(later.scenario(DAY)).register, "care-2") == list("pqrst")
            return
        with pytest.raises(error, match=text):
            step(later.scenario(DAY))

    def test_a_day_without_arrangements(self, later):
        with pytest.raises(mg.DataError):
            later.scenario("1990-01-01")
        with pytest.raises(mg.DataError):
            later.scenario("soon")
