#include "munigraph/registry/vocabulary.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <set>
#include <string_view>

namespace munigraph {
namespace {

template <class Enum>
class Vocabulary : public ::testing::Test {};

using All = ::testing::Types<ParticipantKind, ArrangementKind, LegalForm, Structure, Obligation,
                             Phase, Role, ThemeBasis, SuccessionKind, Answer>;
TYPED_TEST_SUITE(Vocabulary, All);

TYPED_TEST(Vocabulary, WordsAndEnumeratorsAreEachOthers) {
  const auto all = words<TypeParam>();
  ASSERT_FALSE(all.empty());
  std::set<std::string_view> distinct;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const auto value = static_cast<TypeParam>(k);
    EXPECT_EQ(word(value), all[k]);
    EXPECT_EQ(from_word<TypeParam>(all[k]), value);
    EXPECT_TRUE(distinct.insert(all[k]).second) << all[k];
    // Words go into CSV files and TOML keys as they are.
    EXPECT_EQ(all[k].find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
  }
  EXPECT_FALSE(from_word<TypeParam>("nonsense"));
  EXPECT_FALSE(from_word<TypeParam>(""));
}

TEST(VocabularyWords, AreThoseOfTheSchema) {
  EXPECT_EQ(word(ParticipantKind::water_board), "water_board");
  EXPECT_EQ(word(LegalForm::host_municipality), "host_municipality");
  EXPECT_EQ(word(LegalForm::unknown), "unknown");
  EXPECT_EQ(word(Structure::star), "star");
  EXPECT_EQ(word(Obligation::semi), "semi");
  EXPECT_EQ(word(Role::observer), "observer");
  EXPECT_EQ(word(SuccessionKind::recoded), "recoded");
  EXPECT_EQ(from_word<Phase>("both"), Phase::both);
  EXPECT_EQ(from_word<ThemeBasis>("Official"), std::nullopt);  // words are lower case
  EXPECT_EQ(words<ParticipantKind>().size(), 7U);
  EXPECT_EQ(words<LegalForm>().size(), 10U);
}

}  // namespace
}  // namespace munigraph
