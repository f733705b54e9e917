"""Mergers of municipalities in scenarios, and what the register has of them for later."""

from __future__ import annotations

import munigraph as mg
import pandas as pd
import pytest

DAY = "2020-06-01"


class TestWhatIsRecordedForLater:
    """After a merger the register still has successions of the merged ones, of a later day."""

    @staticmethod
    def planned(later, *rows):
        """`later` with z from 2022 on, and successions of that day as (from, to, kind)."""
        people = later.participants.copy()
        people["valid_from"] = None
        people.loc[len(people), ["id", "kind", "valid_from"]] = "z", "municipality", "2022-06-01"
        froms, tos, kinds = zip(*rows, strict=True)
        return mg.Register.from_tables(
            people,
            later.arrangements,
            later.memberships,
            successions={
                "date": ["2022-06-01"] * len(rows), "from": froms, "to": tos, "kind": kinds,
            },
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("rows", "merged", "into", "left", "said"),
        [
            # Both were to go up in z: now the new one does.
            ([("p", "z", "merged"), ("q", "z", "merged")], "pq", "pq", [("pq", "z", "merged")],
             "; on 2022-06-01 it goes up in z, as they would have"),
            # One of them alone: it is no more, and the other was to stay.
            ([("p", "z", "renamed")], "pq", "pq", [], "; no longer: p → z on 2022-06-01"),
            # The one that goes on was to go up in z, and so it does.
            ([("p", "z", "merged"), ("q", "z", "merged")], "pq", "q", [("q", "z", "merged")], ""),
            ([("p", "z", "merged"), ("s", "z", "merged")], "pq", "q", [("s", "z", "merged")],
             "; no longer: p → z on 2022-06-01"),
            # What comes to one of them comes to it, once; a piece is given away all the same.
            ([("s", "p", "merged"), ("p", "t", "part"), ("t", "q", "part")], "pq", "pq",
             [("s", "pq", "merged"), ("pq", "t", "part"), ("t", "pq", "part")], ""),
            ([("q", "p", "merged")], "pq", "pq", [], ""),
        ],
    )  # fmt: skip
    def test_it_goes_on_or_is_dropped_and_said(self, later, rows, merged, into, left, said):
        register = self.planned(later, *rows)
        scenario = register.scenario(DAY).merge(list(merged), into=into)
        table = scenario.register.successions
        after = table[table["date"] > DAY]
        assert list(after[["from", "to", "kind"]].itertuples(index=False, name=None)) == left
        assert scenario.steps == (f"{', '.join(merged)} merge into {into}{said}",)
        assert scenario.undo().register is register

    def test_a_part_of_a_planned_merger_comes_to_the_same(self):
        """Appingedam and Delfzijl first, and as Eemsdelta with Loppersum when that was made."""
        register = mg.datasets.load("nl-2020")
        scenario = register.scenario("2020-07-01").merge(["GM0003", "GM0010"], into="X")
        changed = scenario.register
        row = changed.participants.set_index("id").loc["X"]
        assert str(row["valid_to"].date()) == "2021-01-01"
        for geography in ("2021-06-01", "2022-07-01"):
            a, b = (
                one.on_geography(geography)[0].at("2020-07-01").network()
                for one in (register, changed)
            )
            assert set(a.nodes["id"]) == set(b.nodes["id"])
            pd.testing.assert_frame_equal(a.edges, b.edges)
