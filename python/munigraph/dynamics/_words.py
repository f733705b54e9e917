"""The sentences of life stories, in English and Dutch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LANGUAGES", "Language"]

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}


@dataclass(frozen=True)
class Language:
    """Sentences by kind (or kind and reason) of event, and the words between them."""

    code: str
    conjunction: str
    more: str
    between: str
    nothing: str
    nobody: str
    undated: str
    quotes: str
    arrangement: dict[str, str]
    participant: dict[str, str]

    def date(self, day: pd.Timestamp) -> str:
        """``1 January 2019``."""
        return f"{day.day} {MONTHS[self.code].split()[day.month - 1]} {day.year}"

    def listed(self, names: Iterable[str], most: int) -> str:
        """``A, B and C``; after ``most`` names the rest is counted."""
        all_names = list(names)
        if len(all_names) > most + 1:
            rest = self.more.format(len(all_names) - most)
            all_names = [*all_names[:most], rest]
        if len(all_names) < 2:
            return "".join(all_names)
        return f"{', '.join(all_names[:-1])} {self.conjunction} {all_names[-1]}"

    def quoted(self, name: str) -> str:
        """The name in quotation marks; a pair of the same within it becomes the inner ones."""
        left, right, *inner = list(self.quotes)
        within = re.sub(f"{left}([^{left}{right}]*){right}", rf"{inner[0]}\1{inner[1]}", name)
        return f"{left}{within}{right}"


ENGLISH = Language(
    code="en",
    conjunction="and",
    more="{} more",
    between="between {} and {}",
    nothing="nothing",
    nobody="no members yet",
    undated="The register dates nothing of it.",
    quotes="“”‘’",
    arrangement={
        "founded": "Founded by {members}.",
        "founded_registered": "Enters the register, being older than that, with {members}.",
        "founded_unclear": "Begins with {members}; when they acceded is not known.",
        "ended": "Ended.",
        "ended_merger": "Ended; all its members became one municipality, {others}, on {on}.",
        "joined": "Joins: {who}.",
        "joined_late": "Recorded only now as members since then: {who}.",
        "joined_merger": "Municipal merger: {who} in the place of {others}.",
        "joined_no_predecessor_known": "Municipal merger: among the members, newly formed: {who}.",
        "joined_gap_in_register": "Back in the record after one version without: {who}.",
        "joined_error_corrected": "Error of the record (taken back): {who} listed.",
        "left": "Leaves: {who}.",
        "left_merger": "Municipal merger: {who} went into {others}, also among the members.",
        "left_dissolved_not_succeeded": ("Dissolved, with no successor taking the place: {who}."),
        "left_as_municipalities_were": (
            "Municipal reorganisation: no longer among the members, standing for {others}: {who}."
        ),
        "joined_as_municipalities_were": (
            "Municipal reorganisation: among the members, standing for {others}: {who}."
        ),
        "left_gap_in_register": "Missing from one version of the record: {who}.",
        "left_error_corrected": "Error of the record (taken back): {who} not listed.",
        "form": "The legal form changes from {before} to {after}.",
        "form_error_corrected": "Error of the record: legal form {after} instead of {before}.",
        "name": "The name changes from {before} to {after}.",
        "name_error_corrected": "Error of the record: name {after} instead of {before}.",
        "themes": "The themes change from {before} to {after}.",
        "themes_classified": "The register's classification: {after} (before: {before}).",
        "themes_error_corrected": "Error of the record: themes {after} instead of {before}.",
        "host": "The host changes from {before} to {after}.",
        "host_merger": "Municipal merger: {after} is host in the place of {before}.",
        "merged": "Merged, with others, into {others}.",
        "merged_into": "Formed by a merger; takes over {others}.",
        "absorbed": "Absorbed by {others}.",
        "absorbed_into": "Takes over {others}.",
        "split": "Fell apart; part of it goes on as {others}.",
        "split_into": "Formed out of {others}.",
        "renumbered": "Goes on under another number, as {others}.",
        "renumbered_in_chain": "Goes on under another number: {after} (was {before}).",
        "id_reused": "From here on the number is another arrangement's.",
        "revised": "A new version in which nothing differs.",
        "revised_gap_in_register": "A gap or an overlap in the record; nothing differs.",
    },
    participant={
        "formed": "Formed from {who}.",
        "enlarged": "Enlarged with {who}.",
        "given": "Receives a part of {who}.",
        "recoded": "Goes on with another name or code: formerly {who}.",
        "gone": "Goes into {who}.",
        "divided": "Divided among {who}.",
        "goes_on": "Goes on as {who}, with another name or code.",
        "part": "A part goes to {who}.",
        "founded": "Among the founders of {where}.",
        "founded_registered": "The register begins to list it in {where}.",
        "founded_unclear": "A member of {where} from its beginning.",
        "continued": "A member of {where} from its beginning.",
        "joined": "Joins {where}.",
        "joined_late": "Recorded late as a member of {where}.",
        "joined_merger": "By municipal merger a member of {where}.",
        "joined_gap_in_register": "Back in the record of {where}.",
        "joined_error_corrected": "Error of the record (taken back) in {where}.",
        "left": "Leaves {where}.",
        "left_merger": "By municipal merger no longer a member of {where}; its successor is.",
        "left_as_municipalities_were": (
            "By municipal reorganisation of one it stands for no longer a member of {where}."
        ),
        "joined_as_municipalities_were": (
            "By municipal reorganisation of one it stands for a member of {where}."
        ),
        "left_dissolved_not_succeeded": "Dissolved, with no successor in {where}.",
        "left_gap_in_register": "Missing from one version of {where}.",
        "left_error_corrected": "Error of the record (taken back) in {where}.",
        "ended": "End of {where}.",
        "merged": "Merged, with others, into a new arrangement: {where}.",
        "absorbed": "Absorbed by another arrangement: {where}.",
        "split": "Fell apart: {where}.",
        "host": "Becomes host of {where}.",
    },
)

DUTCH = Language(
    code="nl",
    conjunction="en",
    more="{} andere",
    between="tussen {} en {}",
    nothing="niets",
    nobody="nog niemand",
    undated="Het register dateert er niets van.",
    quotes="‘’“”",
    arrangement={
        "founded": "Opgericht door {members}.",
        "founded_registered": "Komt in het register, maar bestond al, met {members}.",
        "founded_unclear": "Begint met {members}; wanneer zij toetraden is niet bekend.",
        "ended": "Beëindigd.",
        "ended_merger": "Beëindigd; alle deelnemers werden op {on} één gemeente, {others}.",
        "joined": "Treedt toe: {who}.",
        "joined_late": "Nu pas geregistreerd als deelnemer sindsdien: {who}.",
        "joined_merger": "Herindeling: {who} in de plaats van {others}.",
        "joined_no_predecessor_known": "Herindeling: onder de deelnemers, nieuw gevormd: {who}.",
        "joined_gap_in_register": "Terug in het register na één versie zonder: {who}.",
        "joined_error_corrected": "Fout in het register (teruggedraaid): {who} vermeld.",
        "left": "Treedt uit: {who}.",
        "left_merger": "Herindeling: opgegaan in {others}, ook onder de deelnemers: {who}.",
        "left_dissolved_not_succeeded": ("Opgeheven, zonder opvolger in de regeling: {who}."),
        "left_as_municipalities_were": (
            "Herindeling: niet meer onder de deelnemers, in de plaats van {others}: {who}."
        ),
        "joined_as_municipalities_were": (
            "Herindeling: onder de deelnemers, in de plaats van {others}: {who}."
        ),
        "left_gap_in_register": "Ontbreekt in één versie van het register: {who}.",
        "left_error_corrected": "Fout in het register (teruggedraaid): {who} niet vermeld.",
        "form": "De rechtsvorm verandert van {before} in {after}.",
        "form_error_corrected": "Fout in het register: rechtsvorm {after} in plaats van {before}.",
        "name": "De naam verandert van {before} in {after}.",
        "name_error_corrected": "Fout in het register: naam {after} in plaats van {before}.",
        "themes": "De beleidsterreinen veranderen van {before} in {after}.",
        "themes_classified": "Indeling door het register: {after} (eerst: {before}).",
        "themes_error_corrected": (
            "Fout in het register: beleidsterreinen {after} in plaats van {before}."
        ),
        "host": "De centrumgemeente verandert van {before} in {after}.",
        "host_merger": "Herindeling: {after} is centrumgemeente in de plaats van {before}.",
        "merged": "Met andere samengegaan in {others}.",
        "merged_into": "Ontstaan door samengaan; neemt {others} over.",
        "absorbed": "Opgegaan in {others}.",
        "absorbed_into": "Neemt {others} over.",
        "split": "Uiteengevallen; een deel gaat verder als {others}.",
        "split_into": "Ontstaan uit {others}.",
        "renumbered": "Gaat verder onder een ander nummer, als {others}.",
        "renumbered_in_chain": "Gaat verder onder een ander nummer: {after} (was {before}).",
        "id_reused": "Vanaf hier is het nummer van een andere regeling.",
        "revised": "Een nieuwe versie waarin niets verschilt.",
        "revised_gap_in_register": "Een gat of overlap in het register; niets verschilt.",
    },
    participant={
        "formed": "Gevormd uit {who}.",
        "enlarged": "Uitgebreid met {who}.",
        "given": "Krijgt een deel van {who}.",
        "recoded": "Gaat verder met een andere naam of code: voorheen {who}.",
        "gone": "Gaat op in {who}.",
        "divided": "Verdeeld over {who}.",
        "goes_on": "Gaat verder als {who}, met een andere naam of code.",
        "part": "Een deel gaat naar {who}.",
        "founded": "Mede-oprichter van {where}.",
        "founded_registered": "Het register vermeldt haar voortaan in {where}.",
        "founded_unclear": "Vanaf het begin deelnemer in {where}.",
        "continued": "Vanaf het begin deelnemer in {where}.",
        "joined": "Treedt toe tot {where}.",
        "joined_late": "Laat geregistreerd als deelnemer in {where}.",
        "joined_merger": "Door herindeling deelnemer in {where}.",
        "joined_gap_in_register": "Terug in het register van {where}.",
        "joined_error_corrected": "Fout in het register (teruggedraaid) bij {where}.",
        "left": "Treedt uit {where}.",
        "left_merger": "Door herindeling niet meer in {where}; haar opvolger wel.",
        "left_as_municipalities_were": (
            "Door herindeling van een gemeente waarvoor zij staat niet meer in {where}."
        ),
        "joined_as_municipalities_were": (
            "Door herindeling van een gemeente waarvoor zij staat deelnemer in {where}."
        ),
        "left_dissolved_not_succeeded": "Opgeheven, zonder opvolger in {where}.",
        "left_gap_in_register": "Ontbreekt in één versie van {where}.",
        "left_error_corrected": "Fout in het register (teruggedraaid) bij {where}.",
        "ended": "Einde van {where}.",
        "merged": "Met andere samengegaan in een nieuwe regeling: {where}.",
        "absorbed": "Opgegaan in een andere regeling: {where}.",
        "split": "Uiteengevallen: {where}.",
        "host": "Wordt centrumgemeente van {where}.",
    },
)

LANGUAGES = {"en": ENGLISH, "nl": DUTCH}
