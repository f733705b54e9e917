#include "munigraph/dynamics/spells.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dynamics/books.hpp"

namespace munigraph {
namespace {

using testing::Book;
using testing::day;
using Lines = std::vector<std::string>;

/// "a p 2001-01-01 (2015-01-01) 2018-01-01 real": start, entry, stop, cause.
Lines told(const Register& reg, const std::vector<Spell>& spells) {
  Lines lines;
  for (const Spell& s : spells) {
    std::string line = s.arrangement;
    if (s.participant >= 0)
      line += " " + reg.tables().participants[static_cast<std::size_t>(s.participant)].id;
    line += " " + to_string(s.start) + " (" + to_string(s.entry) + ") " + to_string(s.stop) + " " +
            s.cause;
    EXPECT_EQ(s.exit, s.cause != "censored");
    EXPECT_LE(s.start, s.entry);
    EXPECT_LE(s.entry, s.stop);
    EXPECT_LE(s.stop_earliest, s.stop);
    lines.push_back(line);
  }
  return lines;
}
Lines memberships(const Book& book) {
  const Register reg = book.build();
  return told(reg, membership_spells(reg));
}
Lines arrangements(const Book& book) {
  const Register reg = book.build();
  return told(reg, arrangement_spells(reg));
}

TEST(Spells, WhoWasInBeforeTheRecordEntersLate) {
  const Book book =
      Book()
          .version("a", "a1", "2015-01-01", "2018-01-01", "p@2001-01-01 q r@2016-01-01")
          .version("a", "a2", "2018-01-01", "", "p@2001-01-01 r@2016-01-01 s");
  EXPECT_EQ(memberships(book), (Lines{"a p 2001-01-01 (2015-01-01) 2018-01-01 censored",
                                      "a q 2015-01-01 (2015-01-01) 2018-01-01 real",
                                      "a r 2016-01-01 (2016-01-01) 2018-01-01 censored",
                                      "a s 2018-01-01 (2018-01-01) 2018-01-01 censored"}));
}

TEST(Spells, EndsWithTheArrangement) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p@2015-01-01 q@2015-01-01")
                        .version("b", "b1", "2014-01-01", "", "x y");
  EXPECT_EQ(memberships(book)[0], "a p 2015-01-01 (2015-01-01) 2018-01-01 ended");
  EXPECT_EQ(arrangements(book), (Lines{"a 2015-01-01 (2015-01-01) 2018-01-01 ended",
                                       "b 2014-01-01 (2014-01-01) 2018-01-01 censored"}));
}

TEST(Spells, GapsOfTheRecordEndNothing) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2017-01-01", "p q")
                        .version("a", "a2", "2017-01-01", "2019-01-01", "p")
                        .version("a", "a3", "2019-01-01", "", "p q");
  EXPECT_EQ(memberships(book), (Lines{"a p 2015-01-01 (2015-01-01) 2019-01-01 censored",
                                      "a q 2015-01-01 (2015-01-01) 2019-01-01 censored"}));
}

TEST(Spells, RenumberedIsOneSpell) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q@2015-01-01")
                        .version("b", "b1", "2018-01-01", "2020-01-01", "p q@2018-01-01")
                        .version("c", "c1", "2019-01-01", "2021-01-01", "x y");
  EXPECT_EQ(memberships(book)[0], "a p 2015-01-01 (2015-01-01) 2020-01-01 ended");
  EXPECT_EQ(arrangements(book)[0], "a 2015-01-01 (2015-01-01) 2020-01-01 ended");
  EXPECT_EQ(arrangements(book).size(), 2U);
}

TEST(Spells, ARegisteredArrangementIsAsOldAsItsFirstKnownAccession) {
  const Book book =
      Book().version("a", "a1", "2015-01-01", "", "p@1999-01-01 q@2001-01-01 r@2015-01-01");
  EXPECT_EQ(arrangements(book), Lines{"a 1999-01-01 (2015-01-01) 2015-01-01 censored"});
}

TEST(Spells, OfMergersCarryTheirCause) {
  const Book book = Book()
                        .version("a", "a1", "2015-01-01", "2018-01-01", "p q")
                        .version("a", "a2", "2018-01-01", "", "p s")
                        .became("2017-01-01", "q", "s");
  EXPECT_EQ(memberships(book), (Lines{"a p 2015-01-01 (2015-01-01) 2018-01-01 censored",
                                      "a q 2015-01-01 (2015-01-01) 2017-01-01 merger",
                                      "a s 2017-01-01 (2018-01-01) 2018-01-01 censored"}));
}

TEST(Spells, LastDay) {
  EXPECT_EQ(last_day(Book().version("a", "a1", "2015-01-01", "", "p q@2016-05-04").build()),
            day("2016-05-04"));
}

}  // namespace
}  // namespace munigraph
