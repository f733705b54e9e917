#include <stdexcept>
#include <string>
#include <utility>

#include "munigraph/dynamics/planted.hpp"

namespace munigraph {

void check(const HistoryOptions& o) {
  const std::pair<const char*, double> shares[] = {
      {"opening", o.opening},
      {"registered", o.registered},
      {"ended", o.ended},
      {"merged", o.merged},
      {"absorbed", o.absorbed},
      {"split", o.split},
      {"reused", o.reused},
      {"renumbered", o.renumbered},
      {"joined", o.joined},
      {"left", o.left},
      {"revised", o.revised},
      {"changed", o.changed},
      {"host", o.host},
      {"corrected", o.corrected},
      {"municipalities", o.municipalities},
      {"new_name", o.new_name},
      {"lagging", o.lagging},
      {"in_place", o.in_place},
      {"dated", o.dated},
      {"opening + registered", o.opening + o.registered},
      {"ended + renumbered + merged + absorbed + split + reused",
       o.ended + o.renumbered + o.merged + o.absorbed + o.split + o.reused},
      {"joined + left + revised + changed + host + corrected",
       o.joined + o.left + o.revised + o.changed + o.host + o.corrected}};
  for (const auto& [name, value] : shares)
    if (!(value >= 0 && value <= 1))
      throw std::invalid_argument("history: " + std::string(name) + " is " + std::to_string(value) +
                                  ", expected 0 to 1");
  if (o.years < 3)
    throw std::invalid_argument("history: years is " + std::to_string(o.years) +
                                ", expected at least 3");
}

}  // namespace munigraph
