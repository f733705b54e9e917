#include "munigraph/null_models/poisson_binomial.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "null_models/binomial.hpp"

namespace munigraph {
namespace {

/// Products of two masses as small as this are still normal numbers.
constexpr double smallest = 1e-150;

}  // namespace

void PoissonBinomial::add(double p, std::int64_t count) {
  if (!(p >= 0 && p <= 1))
    throw std::invalid_argument("PoissonBinomial: probability " + std::to_string(p));
  if (count < 0) throw std::invalid_argument("PoissonBinomial: a negative number of trials");
  if (p == 0 || count == 0) return;
  trials_.push_back({p, count});
  mass_.clear();
}

void PoissonBinomial::evaluate() {
  double mean = 0;
  double variance = 0;
  std::size_t most = 0;
  for (const Trials& t : trials_) {
    mean += t.p * static_cast<double>(t.count);
    variance += t.p * (1 - t.p) * static_cast<double>(t.count);
    most += static_cast<std::size_t>(t.count);
  }
  const double far = mean + 16 * std::sqrt(variance) + 64;
  const std::size_t length =
      std::min(most, std::max(largest_ + 64, static_cast<std::size_t>(far))) + 1;
  std::vector<double> now(1, 1.0);
  std::vector<double> next;
  for (const Trials& t : trials_) {
    const detail::Binomial counts(t.count, t.p, smallest);
    const auto first = static_cast<std::size_t>(counts.first);
    next.assign(std::min(length, now.size() + first + counts.mass.size() - 1), 0.0);
    for (std::size_t k = 0; k < counts.mass.size(); ++k) {
      const std::size_t shift = first + k;
      for (std::size_t x = 0; x < now.size() && x + shift < next.size(); ++x)
        next[x + shift] += now[x] * counts.mass[k];
    }
    now.swap(next);
  }
  mass_ = std::move(now);
  tail_.assign(mass_.size(), 0.0);
  double sum = 0;
  for (std::size_t k = mass_.size(); k-- > 0;) tail_[k] = std::min(1.0, sum += mass_[k]);
}

double PoissonBinomial::tail(std::int64_t k) {
  if (k <= 0) return 1.0;
  if (mass_.empty()) evaluate();
  const auto i = static_cast<std::size_t>(k);
  return i < tail_.size() ? tail_[i] : 0.0;
}

double PoissonBinomial::mass(std::int64_t k) {
  if (k < 0) return 0.0;
  if (mass_.empty()) evaluate();
  const auto i = static_cast<std::size_t>(k);
  return i < mass_.size() ? mass_[i] : 0.0;
}

}  // namespace munigraph
