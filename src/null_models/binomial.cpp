#include "null_models/binomial.hpp"

#include <algorithm>

namespace munigraph::detail {

Binomial::Binomial(std::int64_t n, double p, double negligible) {
  if (n <= 0 || p <= 0 || p >= 1) {
    first = p >= 1 ? std::max<std::int64_t>(0, n) : 0;
    mass = {1.0};
    return;
  }
  const std::int64_t mode = std::min(n, static_cast<std::int64_t>(static_cast<double>(n + 1) * p));
  const double odds = p / (1 - p);
  std::vector<double> below;
  double weight = 1;
  for (std::int64_t k = mode; k > 0 && weight > negligible; --k)
    below.push_back(weight *= static_cast<double>(k) / (static_cast<double>(n - k + 1) * odds));
  first = mode - static_cast<std::int64_t>(below.size());
  mass.assign(below.rbegin(), below.rend());
  mass.push_back(1.0);
  weight = 1;
  for (std::int64_t k = mode; k < n && weight > negligible; ++k)
    mass.push_back(weight *= static_cast<double>(n - k) * odds / static_cast<double>(k + 1));
  double sum = 0;
  for (const double m : mass) sum += m;
  for (double& m : mass) m /= sum;
}

}  // namespace munigraph::detail
