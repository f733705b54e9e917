#include "munigraph/comparison/choices.hpp"

#include "core/describe.hpp"
#include "munigraph/comparison/agreement.hpp"

namespace munigraph {

std::vector<ChoiceList> comparison_choices() {
  return {{"pairwise",
           {describe(PairwiseOptions{}, &PairwiseOptions::measure, "measure",
                     "Which measure of agreement of two labellings.")}}};
}

}  // namespace munigraph
