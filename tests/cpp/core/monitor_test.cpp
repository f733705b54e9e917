#include "munigraph/core/monitor.hpp"

#include <gtest/gtest.h>

namespace munigraph {
namespace {

TEST(Monitor, CountsWhatIsDone) {
  Monitor monitor;
  EXPECT_EQ(monitor.total(), 0U);
  monitor.expect(3);
  advance(&monitor);
  advance(&monitor, 2);
  advance(nullptr);
  EXPECT_EQ(monitor.done(), 3U);
  EXPECT_EQ(monitor.total(), 3U);
  EXPECT_FALSE(monitor.stopped());
}

TEST(Monitor, IsAskedNowAndThenInLoopsOfTinySteps) {
  Monitor monitor;
  monitor.stop();
  EXPECT_NO_THROW(check_now_and_then(1, &monitor));
  EXPECT_THROW(check_now_and_then(0, &monitor), Interrupted);
  EXPECT_THROW(check_now_and_then(65'536, &monitor), Interrupted);
  EXPECT_NO_THROW(check_now_and_then(0, nullptr));
}

}  // namespace
}  // namespace munigraph
