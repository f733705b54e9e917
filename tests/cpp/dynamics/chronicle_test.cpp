#include "munigraph/dynamics/chronicle.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dynamics/books.hpp"

namespace munigraph {
namespace {

using testing::Book;
using testing::day;
using testing::told;
using Lines = std::vector<std::string>;

std::vector<Event> events_of(const Book& book, EventKind kind, const ChronicleRules& rules = {}) {
  std::vector<Event> found = chronicle(book.build(), rules).events;
  std::erase_if(found, [&](const Event& event) { return event.kind != kind; });
  return found;
}

/// A chain in two versions that differ as told.
Book two(const std::string& before, const std::string& after) {
  return Book()
      .version("a", "a1", "2015-01-01", "2018-01-01", before)
      .version("a", "a2", "2018-01-01", "", after);
}

TEST(Chronicle, ALeavingLiesBetweenTwoVersions) {
  const Book book = two("p q r", "p q");
  EXPECT_EQ(told(book), Lines{"2018-01-01 left real a r"});
  const Event event = events_of(book, EventKind::left).at(0);
  EXPECT_EQ(event.earliest, day("2015-01-01"));
  EXPECT_EQ(event.latest, day("2018-01-01"));
  EXPECT_EQ(event.basis, DateBasis::version);
  EXPECT_EQ(event.rule, "missing_in_next_version");
  EXPECT_FALSE(event.administrative());
}

TEST(Chronicle, ARecordedEndNeedsNoNextVersion) {
  const Book book = Book().version("a", "a1", "2015-01-01", "", "p q r@2015-01-01/2016-05-01");
  EXPECT_EQ(told(book), Lines{"2016-05-01 left real a r"});
  EXPECT_EQ(events_of(book, EventKind::left).at(0).basis, DateBasis::recorded);
}

TEST(Chronicle, AnAccessionDatesAJoining) {
  EXPECT_EQ(told(two("p q", "p q r@2016-07-01")), Lines{"2016-07-01 joined real a r"});
  EXPECT_EQ(told(two("p q", "p q r")), Lines{"2018-01-01 joined real a r"});
  // Inside the first version, and inside a later one.
  EXPECT_EQ(told(Book().version("a", "a1", "2015-01-01", "", "p q r@2016-07-01")),
            Lines{"2016-07-01 joined real a r"});
  EXPECT_EQ(told(two("p q", "p q r@2019-07-01")), Lines{"2019-07-01 joined real a r"});
  // The register lists it late: it had joined before the version that lacks it began.
  EXPECT_EQ(told(two("p q", "p q r@2001-01-01")), Lines{"2001-01-01 joined late a r"});
  // A later accession of who was in already repeats what was known.
  EXPECT_EQ(told(two("p q r", "p q r@2018-06-01")), Lines{"2018-01-01 revised real a"});
}

TEST(Chronicle, ObserversAreNoMembers) {
  RegisterTables tables = two("p q r", "p q r").build().tables();
  tables.memberships.back().role = Role::observer;
  EXPECT_EQ(told(Register(tables)), Lines{"2018-01-01 left real a r"});
}

TEST(Chronicle, AMergerIsDatedByTheSuccessionWhereverTheVersionsLie) {
  for (const char* date : {"2016-01-01", "2019-01-01"}) {
    const Book book = two("p q r", "p s").became(date, "q", "s").became(date, "r", "s");
    EXPECT_EQ(told(book), (Lines{std::string(date) + " joined merger a s > q; r",
                                 std::string(date) + " left merger a q > s",
                                 std::string(date) + " left merger a r > s"}));
    for (const Event& event : events_of(book, EventKind::left))
      EXPECT_EQ(event.basis, DateBasis::succession);
  }
}

TEST(Chronicle, SuccessionsAreFollowedToAnyNumberOfSteps) {
  const Book book = two("p q", "p t").became("2016-01-01", "q", "s").became("2017-01-01", "s", "t");
  EXPECT_EQ(told(book),
            (Lines{"2016-01-01 joined merger a t > q", "2017-01-01 left merger a q > t"}));
}

TEST(Chronicle, AGiverOfAPartGoesOn) {
  const Book book = two("p q", "p s").became("2016-01-01", "q", "s", SuccessionKind::part);
  EXPECT_EQ(told(book), (Lines{"2018-01-01 joined real a s", "2018-01-01 left real a q"}));
}

TEST(Chronicle, DissolvedWithoutASuccessorInTheChain) {
  const Book book = two("p q r", "p q").lived("r", "", "2019-01-01");
  EXPECT_EQ(told(book), Lines{"2018-01-01 left dissolved_not_succeeded a r"});
  // Years before its dissolution it left by itself.
  EXPECT_EQ(told(two("p q r", "p q").lived("r", "", "2022-01-01")),
            Lines{"2018-01-01 left real a r"});
  ChronicleRules rules;
  rules.lag_days = 2000;
  EXPECT_EQ(told(two("p q r", "p q").lived("r", "", "2022-01-01"), rules),
            Lines{"2018-01-01 left dissolved_not_succeeded a r"});
}

TEST(Chronicle, WhoIsBornAfterTheFirstVersionIsAnHeir) {
  const Book born = Book()
                        .version("a", "a1", "2015-01-01", "", "p s@2019-01-01")
                        .lived("s", "2019-01-01", "")
                        .became("2019-01-01", "q", "s");
  EXPECT_EQ(told(born), Lines{"2019-01-01 joined merger a s"});
  // One that joins years after its birth does so by itself.
  const Book old = Book()
                       .version("a", "a1", "2015-01-01", "", "p s@2024-01-01")
                       .lived("s", "2019-01-01", "")
                       .became("2019-01-01", "q", "s");
  EXPECT_EQ(told(old), Lines{"2024-01-01 joined real a s"});
  // A version that lacks the predecessor tells that there was none to succeed, where it is known.
  const Book known = two("p", "p s@2017-06-01")
                         .version("b", "b1", "2015-01-01", "", "q")
                         .lived("s", "2017-01-01", "")
                         .became("2017-01-01", "q", "s");
  EXPECT_EQ(told(known), Lines{"2017-06-01 joined real a s"});
}

TEST(Chronicle, AnExistingMunicipalityJoinsByAMergerOnlyAfterIt) {
  const auto merged_on = [](const char* date) {
    return told(two("p q", "p q s@2017-02-01").became(date, "q", "s"));
  };
  EXPECT_EQ(merged_on("2017-01-01"), Lines{"2017-02-01 joined merger a s > q"});
  EXPECT_EQ(merged_on("2022-01-01"), Lines{"2017-02-01 joined real a s"});
}

TEST(Chronicle, MissingInOneVersionIsAGapOrAnError) {
  const auto three = [](const char* second, const char* third) {
    return told(Book()
                    .version("a", "a1", "2015-01-01", second, "p q r")
                    .version("a", "a2", second, third, "p q")
                    .version("a", "a3", third, "", "p q r@2001-01-01"));
  };
  EXPECT_EQ(three("2017-01-01", "2019-01-01"), (Lines{"2017-01-01 left gap_in_register a r",
                                                      "2019-01-01 joined gap_in_register a r"}));
  EXPECT_EQ(three("2015-03-01", "2015-09-01"), (Lines{"2015-03-01 left error_corrected a r",
                                                      "2015-09-01 joined error_corrected a r"}));
}

TEST(Chronicle, AbsentFromTwoVersionsIsNoGap) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2016-01-01", "p q r")
                        .version("a", "a2", "2016-01-01", "2017-01-01", "p q")
                        .version("a", "a3", "2017-01-01", "2018-01-01", "p q")
                        .version("a", "a4", "2018-01-01", "", "p q r");
  EXPECT_EQ(told(book), (Lines{"2016-01-01 left real a r", "2017-01-01 revised real a",
                               "2018-01-01 joined real a r"}));
}

TEST(Chronicle, ListedInOneVersionByErrorIsTakenBack) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2015-03-01", "p q")
                        .version("a", "a2", "2015-03-01", "2015-09-01", "p q r")
                        .version("a", "a3", "2015-09-01", "", "p q");
  EXPECT_EQ(told(book), (Lines{"2015-03-01 joined error_corrected a r",
                               "2015-09-01 left error_corrected a r"}));
}

TEST(Chronicle, NothingDiffers) {
  EXPECT_EQ(told(two("p q", "p q")), Lines{"2018-01-01 revised real a"});
  const Book gap = Book()
                       .version("a", "a1", "2015-01-01", "2016-01-01", "p q")
                       .version("a", "a2", "2018-01-01", "", "p q")
                       .version("b", "b1", "2014-01-01", "", "p q");
  EXPECT_EQ(told(gap), Lines{"2018-01-01 revised gap_in_register a"});
  const Book overlap = Book()
                           .version("a", "a1", "2015-01-01", "2019-01-01", "p q")
                           .version("a", "a2", "2018-01-01", "", "p q");
  EXPECT_EQ(told(overlap), Lines{"2018-01-01 revised gap_in_register a"});
  EXPECT_EQ(events_of(overlap, EventKind::revised).at(0).rule, "overlap_of_versions");
}

TEST(Chronicle, AVersionThatWasNeverInForceIsDropped) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q")
                        .version("a", "a2", "2018-01-01", "2018-01-01", "p q r")
                        .version("a", "a3", "2018-01-01", "", "p q r");
  EXPECT_EQ(told(book), Lines{"2018-01-01 joined real a r"});
}

TEST(Chronicle, FormNameThemesAndHost) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p* q")
                        .named("Dienst Frýslân")
                        .about("care")
                        .version("a", "a2", "2018-01-01", "2020-01-01", "p* q")
                        .named("dienst, fryslan")
                        .about("care")
                        .formed(LegalForm::covenant)
                        .version("a", "a3", "2020-01-01", "", "p q*")
                        .named("Dienst Noord")
                        .formed(LegalForm::covenant)
                        .about("waste");
  EXPECT_EQ(told(book), (Lines{"2018-01-01 form real a", "2020-01-01 name real a",
                               "2020-01-01 themes real a", "2020-01-01 host real a"}));
  const Event host = events_of(book, EventKind::host).at(0);
  EXPECT_EQ(host.before, "p");
  EXPECT_EQ(host.after, "q");
  EXPECT_EQ(events_of(book, EventKind::form).at(0).before, "public_body");
}

TEST(Chronicle, AFirstClassificationIsNoChangeOfThemes) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q")
                        .about("waste", ThemeBasis::proposed)
                        .version("a", "a2", "2018-01-01", "2019-01-01", "p q")
                        .about("care")
                        .version("a", "a3", "2019-01-01", "2020-06-01", "p q")
                        .version("a", "a4", "2020-06-01", "", "p q")
                        .about("care");
  EXPECT_EQ(told(book), (Lines{"2018-01-01 themes classified a", "2019-01-01 themes classified a",
                               "2020-06-01 themes classified a"}));
  const std::vector<Event> events = events_of(book, EventKind::themes);
  EXPECT_EQ(events[0].rule, "first_classification");
  EXPECT_EQ(events[1].rule, "classification_missing");
  EXPECT_EQ(events[2].rule, "classification_back");
}

TEST(Chronicle, AChangeOfNameThatIsTakenBackWasAnError) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2015-03-01", "p q")
                        .version("a", "a2", "2015-03-01", "2015-09-01", "p q")
                        .named("other")
                        .version("a", "a3", "2015-09-01", "", "p q");
  EXPECT_EQ(told(book),
            (Lines{"2015-03-01 name error_corrected a", "2015-09-01 name error_corrected a"}));
}

TEST(Chronicle, RegisteredOrFounded) {
  const auto reason = [](const std::string& members) {
    const Event event = events_of(Book()
                                      .version("a", "a1", "2015-01-01", "", members)
                                      .version("o", "o1", "2000-01-01", "", "x y"),
                                  EventKind::founded)
                            .back();
    return std::string(word(event.reason)) + ": " + event.rule;
  };
  EXPECT_EQ(reason("p@2015-01-01 q@2015-01-01"),
            "real: accessions_at_start; all_accessions_equal_start");
  EXPECT_EQ(reason("p@2015-01-01 q@2014-12-20"), "real: accessions_at_start");
  // 31 days before is not yet well before.
  EXPECT_EQ(reason("p@2014-12-01 q@2014-12-01"), "real: accessions_at_start");
  EXPECT_EQ(reason("p@2014-11-30 q@2014-11-30"), "registered: accessions_before_start");
  // Half of the known ones is enough.
  EXPECT_EQ(reason("p@2001-01-01 q@2015-01-01 r"), "registered: accessions_before_start");
  EXPECT_EQ(reason("p@2001-01-01 q@2015-01-01 r@2015-01-01"), "real: accessions_at_start");
  EXPECT_EQ(reason("p q"), "unclear: no_accession_known");
}

TEST(Chronicle, TheDayOnWhichTheRecordOpensFoundsNothing) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "", "p q@2015-01-01")
                        .version("b", "b1", "2015-01-01", "", "p q")
                        .version("c", "c1", "2016-01-01", "", "p q@2016-01-01");
  std::vector<std::string> reasons;
  for (const Event& event : events_of(book, EventKind::founded))
    reasons.emplace_back(word(event.reason));
  EXPECT_EQ(reasons, (Lines{"registered", "registered", "real"}));
}

TEST(Chronicle, TheEndOfTheRecordEndsNothing) {
  const Book closed = Book()
                          .version("a", "a1", "2015-01-01", "2019-01-01", "p q@2015-01-01")
                          .version("b", "b1", "2015-01-01", "2018-01-01", "r s@2015-01-01");
  EXPECT_EQ(told(closed), Lines{"2018-01-01 ended real b"});
}

TEST(Chronicle, OnAFixedGeographyAReorganisationIsNoLeaving) {
  const auto book = [](const std::string& after) {
    return Book()
        .version("a", "a1", "2015-01-01", "2021-06-01", "h p q r@2015-01-01")
        .version("a", "a2", "2021-06-01", "", after)
        .version("b", "b1", "2015-01-01", "", "o v@2015-01-01")
        .became("2021-01-01", "h", "o", SuccessionKind::split)
        .lived("h", "", "2021-01-01");
  };
  const auto on_2022 = [](const Register& reg) {
    const GeographyOrigin origin{reg, day("2021-12-01"), SplitRule::largest};
    const Register moved = on_geography(reg, origin.day).reg;
    std::vector<Event> found = chronicle(moved, {}, nullptr, &origin).events;
    std::erase_if(found, [](const Event& e) {
      return e.kind != EventKind::left && e.kind != EventKind::joined;
    });
    Lines lines;
    for (const Event& e : found)
      lines.push_back(std::string(word(e.kind)) + " " + std::string(word(e.reason)) + " " +
                      moved.tables().participants[static_cast<std::size_t>(e.participant)].id +
                      (e.counterpart.empty() ? "" : " < " + e.counterpart));
    return lines;
  };
  EXPECT_EQ(on_2022(book("q r").build()),
            (Lines{"left real p", "left dissolved_not_succeeded o < h"}));
  // Without knowing where it is from, it looks real.
  const Register moved = on_geography(book("q r").build(), day("2021-12-01")).reg;
  const std::vector<Event> events = chronicle(moved).events;
  EXPECT_EQ(std::count_if(events.begin(), events.end(),
                          [](const Event& e) {
                            return e.kind == EventKind::left && e.reason == EventReason::real;
                          }),
            2);
  // The heir was a member itself and leaves: that is its own doing.
  const Register both = Book()
                            .version("a", "a1", "2015-01-01", "2021-06-01", "h o q r@2015-01-01")
                            .version("a", "a2", "2021-06-01", "", "q r")
                            .became("2021-01-01", "h", "o")
                            .lived("h", "", "2021-01-01")
                            .build();
  EXPECT_EQ(on_2022(both), Lines{"left real o"});
}

TEST(Chronicle, AHostThatAMergerMadeIsTheSameHost) {
  const auto book = [](const char* after) {
    return Book()
        .version("a", "a1", "2015-01-01", "2018-06-01", "p* q r@2015-01-01")
        .version("a", "a2", "2018-06-01", "", after)
        .became("2018-01-01", "p", "s")
        .became("2018-01-01", "t", "s")
        .lived("p", "", "2018-01-01");
  };
  const std::vector<Event> merged = events_of(book("s* q r"), EventKind::host);
  ASSERT_EQ(merged.size(), 1U);
  EXPECT_EQ(merged[0].reason, EventReason::merger);
  EXPECT_EQ(merged[0].rule, "successor_is_host");
  EXPECT_EQ(merged[0].date, day("2018-01-01"));
  EXPECT_TRUE(merged[0].administrative());
  const std::vector<Event> real = events_of(book("s q* r"), EventKind::host);
  ASSERT_EQ(real.size(), 1U);
  EXPECT_EQ(real[0].reason, EventReason::real);
}

TEST(Chronicle, DaysOfWhichTheRegisterSaysNothingAreNoGap) {
  // Nothing at all is in force from 2016 to 2019.
  const Book book = Book()
                        .version("a", "a1", "2014-01-01", "2016-01-01", "p q@2014-01-01")
                        .version("a", "a2", "2019-01-01", "", "p q")
                        .version("b", "b1", "2015-01-01", "2016-01-01", "r s@2015-01-01")
                        .version("c", "c1", "2019-01-01", "", "r s@2019-01-01")
                        .named("b");
  EXPECT_EQ(told(book), (Lines{"2019-01-01 revised real a", "2019-01-01 renumbered real b > c"}));
}

TEST(Chronicle, AnEmptyRegisterHasNoEvents) {
  const Chronicle found = chronicle(Register(RegisterTables{}));
  EXPECT_TRUE(found.events.empty());
  EXPECT_TRUE(found.candidates.empty());
}

TEST(Chronicle, UnknownStartsAreNoEvents) {
  const Book book =
      Book().version("a", "a1", "", "2018-01-01", "p q").version("a", "a2", "2018-01-01", "", "p");
  EXPECT_EQ(told(book), Lines{"2018-01-01 left real a q"});
  EXPECT_TRUE(events_of(book, EventKind::founded).empty());
  EXPECT_FALSE(events_of(book, EventKind::left).at(0).earliest.has_value());
}

TEST(Chronicle, InterruptMonitorIsHeard) {
  Monitor monitor;
  monitor.stop();
  EXPECT_THROW((void)chronicle(two("p q", "p").build(), {}, &monitor), Interrupted);
}

}  // namespace
}  // namespace munigraph
