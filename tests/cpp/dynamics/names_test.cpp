#include "munigraph/dynamics/names.hpp"

#include <gtest/gtest.h>

namespace munigraph {
namespace {

TEST(NormalisedName, KeepsLettersAndDigitsOnly) {
  EXPECT_EQ(normalised_name("Omgevingsdienst Fryslân (OF), deel 2"),
            "omgevingsdienstfryslanofdeel2");
  EXPECT_EQ(normalised_name("“Participatiebedrijf” K5 – ’s-Gravenhage"),
            "participatiebedrijfk5sgravenhage");
  EXPECT_EQ(normalised_name("Súdwest-Fryslân"), normalised_name("SÚDWEST FRYSLÂN"));
  EXPECT_EQ(normalised_name(""), "");
}

TEST(NormalisedName, DecomposedLettersEqualComposedOnes) {
  EXPECT_EQ(normalised_name("Frysl\u0061\u0302n"), normalised_name("Fryslân"));
  EXPECT_EQ(normalised_name("œuvre Straße Łódź"), "oeuvrestrasselodz");
}

TEST(NormalisedName, OtherScriptsStay) { EXPECT_EQ(normalised_name("Δήμος"), "Δήμος"); }

TEST(NormalisedName, TakesBrokenBytesInStride) {
  EXPECT_EQ(normalised_name("a\xC3"), "a");
  EXPECT_EQ(normalised_name("\x80"
                            "b"),
            "b");
}

}  // namespace
}  // namespace munigraph
