#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/monitor.hpp"
#include "munigraph/inference/multiverse.hpp"
#include "munigraph/network/network.hpp"
#include "munigraph/registry/register.hpp"

namespace munigraph::inference {

/// Something that several tasks need: made by the first that asks, dropped by the last. What is
/// wrong with it, if it cannot be made, is kept as text.
template <class Value>
class Shared {
 public:
  void expect_user() { users_.fetch_add(1, std::memory_order_relaxed); }

  /// The value, or nothing where making it failed: then failure() says why.
  template <class Make>
  std::shared_ptr<const Value> get(Make&& make) {
    std::call_once(once_, [&] {
      try {
        value_ = std::make_shared<const Value>(make());
      } catch (const std::invalid_argument& error) {
        failure_ = error.what();
      } catch (const DataError& error) {
        failure_ = error.what();
      }
    });
    const std::lock_guard lock(mutex_);
    std::shared_ptr<const Value> result = value_;
    if (users_.fetch_sub(1, std::memory_order_acq_rel) == 1) value_.reset();
    return result;
  }
  /// To be read after get().
  [[nodiscard]] const std::string& failure() const noexcept { return failure_; }

 private:
  std::once_flag once_;
  std::mutex mutex_;
  std::atomic<int> users_{0};
  std::shared_ptr<const Value> value_;
  std::string failure_;
};

/// A network with the participants that its nodes are.
struct UnitNetwork {
  Network network;
  std::vector<std::int32_t> participants;
  std::int32_t arrangements = 0;
};

/// One construction, and the rows that cluster its network.
struct Unit {
  std::size_t construction = 0;   ///< A specification that has it.
  std::vector<std::size_t> rows;  ///< Specifications.
  Shared<Snapshot>* snapshot = nullptr;
  Shared<ConstructedNetwork>* filtered = nullptr;
};

/// What the rows of a multiverse have in common.
class SharedWork {
 public:
  SharedWork(const Register& reg, std::span<const Specification> specifications);

  [[nodiscard]] std::span<const Unit> units() const noexcept { return units_; }
  /// The network of a unit; nothing where it cannot be had, and `failure` says why. To be
  /// called once per unit.
  [[nodiscard]] std::optional<UnitNetwork> network(const Unit& unit, int threads,
                                                   const Monitor* monitor,
                                                   std::string& failure) const;

 private:
  const Register* register_;
  std::span<const Specification> specifications_;
  std::vector<Unit> units_;
  std::map<Date, std::unique_ptr<Shared<Snapshot>>> snapshots_;
  std::map<std::string, std::unique_ptr<Shared<ConstructedNetwork>>> filtered_;
};

/// The network under a construction's weighting, `min_shared` and backbone, given one that its
/// filters were applied to.
[[nodiscard]] UnitNetwork weigh(const ConstructedNetwork& filtered,
                                const Construction& construction, int threads,
                                const Monitor* monitor);

}  // namespace munigraph::inference
