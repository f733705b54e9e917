#include "munigraph/dynamics/chronicle.hpp"

#include <gtest/gtest.h>

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

TEST(Chronicle, RenumberedIsTheSameArrangement) {
  const auto again = [](const char* start, const char* members, const char* theme = "") {
    Book book;
    book.version("o", "o1", "2014-01-01", "", "x y");
    book.version("a", "a1", "2015-01-01", "2018-01-01", "p q r s t@2015-01-01").about("care");
    book.version("b", "b1", start, "", members).named("a");
    if (*theme != '\0') book.about(theme);
    return told(book);
  };
  // What differs with the number is an event of its own: the second is not classified.
  EXPECT_EQ(again("2018-02-01", "p q r s t@2018-02-01"),
            (Lines{"2018-02-01 themes classified a", "2018-02-01 renumbered real a > b"}));
  EXPECT_EQ(again("2018-01-01", "p q r s@2018-01-01", "care"),
            (Lines{"2018-01-01 left real a t", "2018-01-01 renumbered real a > b"}));
  EXPECT_EQ(again("2018-01-01", "p q r@2018-01-01"), Lines{"2018-01-01 ended real a"});
  EXPECT_EQ(again("2018-02-02", "p q r s t@2018-02-02"), Lines{"2018-01-01 ended real a"});
  EXPECT_EQ(again("2018-01-01", "p q r s t@2018-01-01", "waste"), Lines{"2018-01-01 ended real a"});
  // The later one was there before.
  EXPECT_EQ(again("2018-01-01", "p@2001-01-01 q@2001-01-01 r@2001-01-01 s t"),
            Lines{"2018-01-01 ended real a"});
}

TEST(Chronicle, WhatIsNotUniqueIsACandidate) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q@2015-01-01")
                        .version("b", "b1", "2018-01-01", "", "p q@2018-01-01")
                        .version("c", "c1", "2018-01-01", "", "p q@2018-01-01");
  ChronicleRules rules;
  rules.split_share = 1;
  const Chronicle found = chronicle(book.build(), rules);
  ASSERT_EQ(found.candidates.size(), 2U);
  EXPECT_EQ(found.candidates[0].counterpart, "b");
  EXPECT_EQ(found.candidates[0].why, "not_unique");
  EXPECT_EQ(found.candidates[1].counterpart, "c");
}

TEST(Chronicle, NumbersWithinAChain) {
  const Book same = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q")
                        .numbered("1")
                        .version("a", "a2", "2018-01-01", "", "p q")
                        .numbered("2");
  EXPECT_EQ(told(same), Lines{"2018-01-01 renumbered real a"});
  const Book reused = Book()
                          .version("a", "a1", "2015-01-01", "2018-01-01", "p q r")
                          .numbered("1")
                          .version("a", "a2", "2018-01-01", "", "s t u@2018-01-01")
                          .numbered("1");
  EXPECT_EQ(told(reused), (Lines{"2018-01-01 ended real a", "2018-01-01 id_reused real a"}));
}

TEST(Chronicle, ANumberIsReusedInsideAVersionWhereEveryEndIsRecorded) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2020-01-01",
                                 "p@2015-01-01/2017-01-01 q@2015-01-01/2017-01-01 "
                                 "r@2017-01-01/2020-01-01 s@2017-01-01/2020-01-01")
                        .version("b", "b1", "2017-01-01", "2020-01-01",
                                 "p@2017-01-01/2020-01-01 q@2017-01-01/2020-01-01")
                        .named("a");
  EXPECT_EQ(told(book), (Lines{"2017-01-01 renumbered real a > b", "2017-01-01 id_reused real a"}));
}

TEST(Chronicle, MergedAbsorbedSplit) {
  const Book merged = Book()
                          .version("a", "a1", "2015-01-01", "2018-01-01", "p q@2015-01-01")
                          .version("b", "b1", "2015-01-01", "2018-01-15", "r s@2015-01-01")
                          .version("c", "c1", "2018-01-01", "", "p q r s@2018-01-01");
  EXPECT_EQ(told(merged), (Lines{"2018-01-01 merged real a > c", "2018-01-01 merged real b > c"}));
  EXPECT_TRUE(events_of(merged, EventKind::ended).empty());
  EXPECT_EQ(events_of(merged, EventKind::founded).size(), 2U);

  const Book split = Book()
                         .version("a", "a1", "2015-01-01", "2018-01-01", "p q r s@2015-01-01")
                         .version("b", "b1", "2018-01-01", "", "p q@2018-01-01")
                         .version("c", "c1", "2018-01-01", "", "r s@2018-01-01");
  EXPECT_EQ(told(split), (Lines{"2018-01-01 split real a > b", "2018-01-01 split real a > c"}));
}

/// a ends as b, with its members and one more, has another version.
Book perhaps_absorbed(const char* theme, const char* name, const char* before, const char* after) {
  return Book()
      .version("a", "a1", "2015-01-01", "2018-01-01", "p q@2015-01-01")
      .about("care")
      .version("b", "b1", "2014-01-01", "2018-01-01", before)
      .about(theme)
      .version("b", "b2", "2018-01-01", "", after)
      .named(name)
      .about(theme);
}

TEST(Chronicle, WhoAbsorbsAnotherDiffersFromThenOn) {
  EXPECT_EQ(told(perhaps_absorbed("care", "a and b", "p q r", "p q r")),
            (Lines{"2018-01-01 absorbed real a > b", "2018-01-01 name real b"}));
  // It takes in a member of the other; a stranger that joins says nothing of it.
  EXPECT_EQ(told(perhaps_absorbed("care", "b", "p r", "p q r")),
            (Lines{"2018-01-01 absorbed real a > b", "2018-01-01 joined real b q"}));
  EXPECT_EQ(told(perhaps_absorbed("care", "b", "p q r", "p q r s")),
            (Lines{"2018-01-01 ended real a", "2018-01-01 joined real b s"}));
  EXPECT_EQ(told(perhaps_absorbed("waste", "a and b", "p q r", "p q r")),
            (Lines{"2018-01-01 ended real a", "2018-01-01 name real b"}));
  // A version in which nothing differs, or which someone left, takes nothing over.
  const Book same = perhaps_absorbed("care", "b", "p q r", "p q r");
  EXPECT_EQ(told(same), (Lines{"2018-01-01 ended real a", "2018-01-01 revised real b"}));
  const std::vector<Candidate> near = chronicle(same.build()).candidates;
  ASSERT_EQ(near.size(), 1U);
  EXPECT_EQ(near[0].kind, EventKind::absorbed);
  EXPECT_EQ(near[0].counterpart, "b");
  EXPECT_EQ(near[0].why, "nothing_differs");
  EXPECT_EQ(told(perhaps_absorbed("care", "b", "p q r", "p q")),
            (Lines{"2018-01-01 ended real a", "2018-01-01 left real b r"}));
}

TEST(Chronicle, ASmallOneThatBringsMembersMakesItAMerger) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q r s t@2015-01-01")
                        .version("b", "b1", "2015-01-01", "2018-01-01", "t u@2015-01-01")
                        .version("c", "c1", "2018-01-01", "", "p q r s t u@2018-01-01")
                        .named("a");
  EXPECT_EQ(told(book), (Lines{"2018-01-01 merged real a > c", "2018-01-01 merged real b > c"}));
}

TEST(Chronicle, ASmallOneThatBringsNobodyGoesIntoALargeOneThatIsRenumbered) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q r s t@2015-01-01")
                        .version("b", "b1", "2015-01-01", "2018-01-01", "s t@2015-01-01")
                        .version("c", "c1", "2018-01-01", "", "p q r s t u@2018-01-01")
                        .named("a");
  EXPECT_EQ(told(book), (Lines{"2018-01-01 joined real a u", "2018-01-01 renumbered real a > c",
                               "2018-01-01 absorbed real b > c"}));
}

TEST(Chronicle, TwoThatAreBothRenumberedDoNotMerge) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q r s t@2015-01-01")
                        .version("b", "b1", "2015-01-01", "2018-01-01", "q r s t u@2015-01-01")
                        .version("c", "c1", "2018-01-01", "", "p q r s t@2018-01-01")
                        .named("a")
                        .version("d", "d1", "2018-01-01", "", "q r s t u@2018-01-01")
                        .named("b");
  EXPECT_EQ(told(book),
            (Lines{"2018-01-01 renumbered real a > c", "2018-01-01 renumbered real b > d"}));
}

TEST(Chronicle, CoarseRulesMergeByAnyMember) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q r@2015-01-01")
                        .version("b", "b1", "2015-01-01", "2018-01-01", "s t u@2015-01-01")
                        .version("c", "c1", "2018-01-01", "", "p s v@2018-01-01");
  ChronicleRules coarse;
  coarse.merged_share = 0;
  EXPECT_EQ(told(book, coarse),
            (Lines{"2018-01-01 merged real a > c", "2018-01-01 merged real b > c"}));
  EXPECT_EQ(told(book), (Lines{"2018-01-01 ended real a", "2018-01-01 ended real b"}));
}

TEST(Chronicle, AnArrangementInsideOneMunicipalityIsSucceededByNone) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q@2015-01-01")
                        .version("b", "b1", "2018-01-01", "", "s@2018-01-01")
                        .became("2018-01-01", "p", "s")
                        .became("2018-01-01", "q", "s");
  EXPECT_EQ(told(book), Lines{"2018-01-01 ended merger a > s"});
  EXPECT_EQ(events_of(book, EventKind::ended).at(0).after, "2018-01-01");
}

TEST(Chronicle, AnEndLongBeforeItsMunicipalitiesBecameOneIsReal) {
  // p and r became s1 in 2019 and that with q became s in 2021: only then are they one.
  const auto ended = [](const std::string& end) {
    return Book()
        .version("a", "a1", "1990-01-01", end, "p q r@1990-01-01")
        .version("b", "b1", "1990-01-01", "", "x y@1990-01-01")
        .became("2019-01-01", "p", "s1")
        .became("2019-01-01", "r", "s1")
        .became("2021-01-01", "s1", "s")
        .became("2021-01-01", "q", "s");
  };
  EXPECT_EQ(told(ended("1997-01-01")), Lines{"1997-01-01 ended real a"});
  EXPECT_EQ(told(ended("2018-01-01")), Lines{"2018-01-01 ended merger a > s"});
  EXPECT_EQ(told(ended("2017-12-31")), Lines{"2017-12-31 ended real a"});  // 1,097 days.
  const Event event = events_of(ended("2018-06-01"), EventKind::ended).at(0);
  EXPECT_EQ(event.after, "2021-01-01");
  EXPECT_EQ(event.earliest, day("2018-06-01"));
  EXPECT_EQ(event.latest, day("2021-01-01"));
  EXPECT_EQ(event.rule, "inside_one_municipality");
  // Long after, too: registers lag behind.
  EXPECT_EQ(told(ended("2024-05-01")), Lines{"2024-05-01 ended merger a > s"});
  ChronicleRules patient;
  patient.lag_days = 9000;
  EXPECT_EQ(told(ended("1997-01-01"), patient), Lines{"1997-01-01 ended merger a > s"});
}

/// h is divided in 2021 among o (most of it) and v; the next version has neither of them. p goes
/// by itself. And on the geography of 2022.

}  // namespace
}  // namespace munigraph
