#include "core/portable_math.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "munigraph/core/random.hpp"

namespace munigraph::detail {
namespace {

TEST(PortableMath, AgreesWithTheLibraryToTheLastDigits) {
  Random random(11);
  for (int draw = 0; draw < 200'000; ++draw) {
    const double x = 1400 * random.uniform() - 700;
    EXPECT_NEAR(portable_exp(x) / std::exp(x), 1.0, 6e-16) << x;
    const double small = 2 * random.uniform() - 1;
    EXPECT_NEAR(portable_exp(small) / std::exp(small), 1.0, 5e-16) << small;
    const double any = std::exp(x);
    EXPECT_NEAR(portable_log(any), x, 3e-16 * std::abs(x) + 3e-16) << any;
    const double near = 0.5 + random.uniform();
    EXPECT_NEAR(portable_log(near), std::log(near), 5e-16 * std::abs(std::log(near))) << near;
    const double share = random.uniform() * std::exp(-60 * random.uniform());
    EXPECT_NEAR(portable_log1p(share), std::log1p(share), 5e-16 * std::log1p(share)) << share;
  }
}

TEST(PortableMath, KnownBits) {
  // Written down once: what every compiler and processor must give.
  EXPECT_EQ(portable_exp(0.0), 1.0);
  EXPECT_EQ(portable_exp(1.0), 0x1.5bf0a8b14576ap+1);
  EXPECT_EQ(portable_log(1.0), 0.0);
  EXPECT_EQ(portable_log(2.0), 0x1.62e42fefa39efp-1);
  EXPECT_EQ(portable_log1p(0.0), 0.0);
  EXPECT_EQ(portable_log1p(1.0), 0x1.62e42fefa39eep-1);
}

TEST(PortableMath, EndsOfTheRange) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(portable_exp(1000.0), infinity);
  EXPECT_EQ(portable_exp(-1000.0), 0.0);
  EXPECT_EQ(portable_exp(-745.0), 5e-324);
  EXPECT_TRUE(std::isnan(portable_exp(std::nan(""))));
  EXPECT_EQ(portable_log(0.0), -infinity);
  EXPECT_EQ(portable_log(infinity), infinity);
  EXPECT_NEAR(portable_log(5e-324), -744.4400719213812, 1e-12);
}

}  // namespace
}  // namespace munigraph::detail
