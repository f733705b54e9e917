#include "munigraph/registry/csv.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "munigraph/core/random.hpp"
#include "registry/folders.hpp"

namespace munigraph {
namespace {

using testing::fault_of;
using testing::TemporaryFolder;
using Rows = std::vector<std::vector<std::string>>;

TextTable read(const std::string& text, char delimiter = ',') {
  const TemporaryFolder folder;
  return read_csv(folder.write("table.csv", text), delimiter);
}

TEST(Csv, ReadsQuotesLineEndsAndAByteOrderMark) {
  const TextTable table =
      read("\xEF\xBB\xBFid,name\r\n1,\"a, \"\"b\"\"\"\r\n\r\n2,\"two\nlines\"\n3,\n4,\"\"");
  EXPECT_EQ(table.names, (std::vector<std::string>{"id", "name"}));
  ASSERT_EQ(table.rows(), 4U);
  EXPECT_EQ(table.columns[0], (std::vector<std::string>{"1", "2", "3", "4"}));
  EXPECT_EQ(table.columns[1], (std::vector<std::string>{"a, \"b\"", "two\nlines", "", ""}));
  EXPECT_EQ(table.first_row, 2U);
  EXPECT_NE(table.find("name"), nullptr);
  EXPECT_EQ(table.find("Name"), nullptr);
}

TEST(Csv, ReadsAnotherDelimiterAndOldLineEnds) {
  const TextTable table = read("id;name\r1;a,b\r", ';');
  EXPECT_EQ(table.columns, (Rows{{"1"}, {"a,b"}}));
}

TEST(Csv, AHeaderAloneIsATableWithoutRows) {
  const TextTable table = read("id,name\n");
  EXPECT_EQ(table.rows(), 0U);
  EXPECT_EQ(table.names.size(), 2U);
}

TEST(Csv, SaysWhereAFileIsWrong) {
  const TemporaryFolder folder;
  const auto missing = fault_of([&] { (void)read_csv(folder.path() / "none.csv"); });
  EXPECT_NE(missing.source.find("none.csv"), std::string::npos);
  EXPECT_EQ(missing.expected, "a file that exists");
  EXPECT_EQ(fault_of([&] { (void)read_csv(folder.path()); }).expected, "a readable file");

  EXPECT_EQ(fault_of([] { (void)read(""); }).expected, "a header with column names");
  const auto twice = fault_of([] { (void)read("id,name,id\n"); });
  EXPECT_EQ(twice.row, "1");
  EXPECT_EQ(twice.value, "id");
  const auto few = fault_of([] { (void)read("id,name\n1,a\n2\n"); });
  EXPECT_EQ(few.row, "3");
  EXPECT_EQ(few.expected, "2 fields");
  EXPECT_EQ(fault_of([] { (void)read("id\n1,2\n"); }).value, "2");
  EXPECT_EQ(fault_of([] { (void)read("id\n\"open\n"); }).row, "2");
}

TEST(Csv, RefusesWhatIsNotUtf8AndNamesTheLine) {
  const auto latin = fault_of([] { (void)read("id,name\n1,S\xFAudwest\n"); });
  EXPECT_EQ(latin.row, "2");
  EXPECT_EQ(latin.expected, "a file encoded as UTF-8");
  // Overlong, a surrogate, beyond U+10FFFF, cut short, a stray continuation byte.
  for (const std::string bad :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x9F", "\x80"})
    EXPECT_EQ(fault_of([&] { (void)read("id\n" + bad); }).row, "2");
  EXPECT_EQ(read("id\n\xE2\x82\xAC\xF0\x9F\x8C\x8D\xC3\xBA").columns[0][0],
            "\xE2\x82\xAC\xF0\x9F\x8C\x8D\xC3\xBA");
}

TEST(Csv, WhatIsWrittenReadsBackOnRandomTables) {
  const std::vector<std::string> pieces = {"a", "\"", ",", "\n", "\r", " ", "\xC3\xA9", ";", "0"};
  const TemporaryFolder folder;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    TextTable table;
    const std::size_t columns = 1 + random.below(3);
    const std::size_t rows = random.below(5);
    for (std::size_t c = 0; c < columns; ++c) {
      table.names.push_back("c" + std::to_string(c));
      auto& column = table.columns.emplace_back();
      for (std::size_t r = 0; r < rows; ++r) {
        std::string field;
        for (std::size_t k = random.below(5); k > 0; --k)
          field += pieces[random.below(static_cast<std::uint32_t>(pieces.size()))];
        column.push_back(field);
      }
    }
    write_csv(table, folder.path() / "t.csv");
    const TextTable back = read_csv(folder.path() / "t.csv");
    ASSERT_EQ(back.names, table.names) << seed;
    ASSERT_EQ(back.columns, table.columns) << seed;
  }
}

TEST(Csv, LeavesNothingBehindWhereItCannotWrite) {
  const TemporaryFolder folder;
  folder.write("taken/inside.txt", "x");
  const TextTable table{"t", 1, {"id"}, {{"1"}}, {}};
  EXPECT_EQ(fault_of([&] { write_csv(table, folder.path() / "taken"); }).expected,
            "a writable place");
  EXPECT_EQ(fault_of([&] { write_csv(table, folder.path() / "no" / "t.csv"); }).expected,
            "a writable place");
  int entries = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    EXPECT_EQ(entry.path().filename(), "taken");
    ++entries;
  }
  EXPECT_EQ(entries, 1);
}

TEST(Csv, RefusesToWriteWhatCannotBeReadBack) {
  const TemporaryFolder folder;
  const auto fault_with = [&](const std::vector<std::string>& names, const Rows& columns) {
    TextTable table;
    table.source = "made up";
    table.names = names;
    table.columns = columns;
    return fault_of([&] { write_csv(table, folder.path() / "out.csv"); });
  };
  DataLocation fault = fault_with({"id", "name"}, {{"1", "2"}, {"one"}});
  EXPECT_EQ(fault.source, "made up");
  EXPECT_EQ(fault.column, "name");
  EXPECT_EQ(fault.expected, "2 rows");
  EXPECT_EQ(fault_with({"id", "name"}, {{"1"}, {"one", "two"}}).column, "name");
  EXPECT_EQ(fault_with({"id"}, {{"1"}, {"one"}}).expected, "1 columns");
  fault = fault_with({"id"}, {{"1", "Zo\xEB"}});
  EXPECT_EQ(fault.row, "2");
  EXPECT_EQ(fault.value, "Zo\\xeb");
  EXPECT_EQ(fault_with({"\xFF"}, {{"1"}}).expected, "text encoded as UTF-8");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "out.csv"));
}

}  // namespace
}  // namespace munigraph
