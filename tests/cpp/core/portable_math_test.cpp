#include "core/portable_math.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

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
    EXPECT_NEAR(portable_exp_in_range(x) / std::exp(x), 1.0, 6e-16) << x;
    const double degrees = 720 * random.uniform() - 360;
    const SineCosine both = portable_sine_cosine(degrees);
    EXPECT_NEAR(both.sine, std::sin(degrees * std::numbers::pi / 180), 2e-15) << degrees;
    EXPECT_NEAR(both.cosine, std::cos(degrees * std::numbers::pi / 180), 2e-15) << degrees;
    const double side = draw % 2 == 0 ? random.uniform() : std::exp(-30 * random.uniform());
    EXPECT_NEAR(portable_asin(side) / std::asin(side), 1.0, 9e-16) << side;
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
  EXPECT_EQ(portable_sine_cosine(-90).sine, -1.0);
  EXPECT_EQ(portable_sine_cosine(180).cosine, -1.0);
  EXPECT_EQ(portable_sine_cosine(270).cosine, 0.0);
  EXPECT_EQ(portable_sine_cosine(52.09).sine, 0x1.93f4c6647d2f3p-1);
  EXPECT_EQ(portable_asin(0.01), 0x1.47af7a68f8eeep-7);
  EXPECT_EQ(portable_asin(0.0), 0.0);
  EXPECT_EQ(portable_asin(1.0), 0x1.921fb54442d17p+0);
  EXPECT_EQ(portable_log1p(1.0), 0x1.62e42fefa39eep-1);
}

TEST(PortableMath, EndsOfTheRange) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(portable_exp(1000.0), infinity);
  EXPECT_EQ(portable_exp(-1000.0), 0.0);
  EXPECT_EQ(portable_exp(-745.0), 5e-324);
  EXPECT_TRUE(std::isnan(portable_exp(std::nan(""))));
  EXPECT_EQ(portable_exp_in_range(-708.0), portable_exp(-708.0));
  EXPECT_EQ(portable_exp_in_range(709.0), portable_exp(709.0));
  EXPECT_TRUE(std::isnan(portable_sine_cosine(infinity).sine));
  EXPECT_EQ(portable_sine_cosine(1e300).sine, portable_sine_cosine(std::fmod(1e300, 360)).sine);
  EXPECT_EQ(portable_log(0.0), -infinity);
  EXPECT_EQ(portable_log(infinity), infinity);
  EXPECT_NEAR(portable_log(5e-324), -744.4400719213812, 1e-12);
}

}  // namespace
}  // namespace munigraph::detail
