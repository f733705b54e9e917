#include "munigraph/dynamics/event.hpp"

#include <gtest/gtest.h>

namespace munigraph {
namespace {

TEST(Event, AdministrativeIsWhatTheWorldDidNotDo) {
  for (std::size_t r = 0; r < words<EventReason>().size(); ++r)
    for (std::size_t k = 0; k < words<EventKind>().size(); ++k) {
      Event event;
      event.kind = static_cast<EventKind>(k);
      event.reason = static_cast<EventReason>(r);
      const auto kind = word(event.kind);
      const auto reason = word(event.reason);
      const bool world = (reason == "real" || reason == "unclear") && kind != "revised" &&
                         kind != "renumbered" && kind != "id_reused";
      EXPECT_EQ(event.administrative(), !world) << kind << ' ' << reason;
    }
}

TEST(Event, WordsReadBack) {
  for (const std::string_view text : words<EventKind>())
    EXPECT_EQ(word(from_word<EventKind>(text).value()), text);
  for (const std::string_view text : words<EventReason>())
    EXPECT_EQ(word(from_word<EventReason>(text).value()), text);
  for (const std::string_view text : words<DateBasis>())
    EXPECT_EQ(word(from_word<DateBasis>(text).value()), text);
}

}  // namespace
}  // namespace munigraph
