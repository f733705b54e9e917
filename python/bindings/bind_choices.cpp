#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "common.hpp"
#include "munigraph/bridging/choices.hpp"
#include "munigraph/clustering/choices.hpp"
#include "munigraph/comparison/choices.hpp"
#include "munigraph/core/text.hpp"
#include "munigraph/dynamics/choices.hpp"
#include "munigraph/inference/choices.hpp"
#include "munigraph/network/construction.hpp"
#include "munigraph/null_models/choices.hpp"

namespace munigraph::python {
namespace {

std::string all_choices() {
  std::vector<ChoiceList> lists = {{"network", construction_choices()}};
  for (auto family : {comparison_choices(), null_model_choices(), clustering_choices(),
                      bridging_choices(), inference_choices(), dynamics_choices()})
    lists.insert(lists.end(), std::make_move_iterator(family.begin()),
                 std::make_move_iterator(family.end()));
  return to_json(lists);
}

/// The closed vocabularies of a register, by the name of the column that they are of.
py::dict vocabularies() {
  py::dict result;
  const auto add = [&](const char* name, std::span<const std::string_view> all) {
    result[name] = py::tuple(py::cast(std::vector<std::string_view>(all.begin(), all.end())));
  };
  add("participant_kind", words<ParticipantKind>());
  add("arrangement_kind", words<ArrangementKind>());
  add("legal_form", words<LegalForm>());
  add("structure", words<Structure>());
  add("obligation", words<Obligation>());
  add("phase", words<Phase>());
  add("role", words<Role>());
  add("theme_basis", words<ThemeBasis>());
  add("succession_kind", words<SuccessionKind>());
  add("answer", words<Answer>());
  return result;
}

std::vector<std::string_view> views(const std::vector<std::string>& words) {
  return {words.begin(), words.end()};
}

}  // namespace

void bind_choices(py::module_& module) {
  module.def("choices", &all_choices);
  module.def("vocabularies", &vocabularies);
  module.def(
      "nearest_word",
      [](const std::string& word, const std::vector<std::string>& known) {
        return std::string(nearest_word(word, views(known)));
      },
      py::arg("word"), py::arg("known"));
  module.def(
      "unknown_word",
      [](const std::string& what, const std::string& word, const std::vector<std::string>& known) {
        return unknown_word(what, word, views(known));
      },
      py::arg("what"), py::arg("word"), py::arg("known"));
}

}  // namespace munigraph::python
