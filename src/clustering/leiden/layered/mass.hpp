#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace munigraph::clustering {

/// Mass by layer: masses of one layer cost only each other. A copy has mass in one layer and needs
/// no memory for the others; a group gets a number per layer once it has copies in two.
class LayerMass {
 public:
  LayerMass() = default;
  LayerMass(std::int32_t layer, double mass) : layer_(layer), one_(mass) {}

  LayerMass& operator+=(const LayerMass& other) {
    add(other, 1.0);
    return *this;
  }
  LayerMass& operator-=(const LayerMass& other) {
    add(other, -1.0);
    return *this;
  }
  friend LayerMass operator-(LayerMass a, const LayerMass& b) { return a -= b; }

  /// The same with every mass times `factor`.
  [[nodiscard]] LayerMass times(double factor) const {
    LayerMass result = *this;
    result.one_ *= factor;
    for (double& mass : result.many_) mass *= factor;
    return result;
  }
  /// Σ over layers of the product of both masses.
  [[nodiscard]] double dot(const LayerMass& other) const noexcept {
    if (many_.empty()) return layer_ < 0 ? 0.0 : one_ * other.in(layer_);
    if (other.many_.empty()) return other.layer_ < 0 ? 0.0 : other.one_ * in(other.layer_);
    const std::size_t layers =
        many_.size() < other.many_.size() ? many_.size() : other.many_.size();
    double sum = 0;
    for (std::size_t t = 0; t < layers; ++t) sum += many_[t] * other.many_[t];
    return sum;
  }

 private:
  [[nodiscard]] double in(std::int32_t layer) const noexcept {
    if (many_.empty()) return layer == layer_ ? one_ : 0.0;
    const auto t = static_cast<std::size_t>(layer);
    return t < many_.size() ? many_[t] : 0.0;
  }
  void add(const LayerMass& other, double sign) {
    if (other.many_.empty()) {
      if (other.layer_ >= 0) add(other.layer_, sign * other.one_);
      return;
    }
    spread(other.many_.size());
    for (std::size_t t = 0; t < other.many_.size(); ++t) many_[t] += sign * other.many_[t];
  }
  void add(std::int32_t layer, double mass) {
    if (many_.empty() && (layer_ < 0 || layer_ == layer)) {
      layer_ = layer;
      one_ += mass;
      return;
    }
    spread(static_cast<std::size_t>(layer) + 1);
    many_[static_cast<std::size_t>(layer)] += mass;
  }
  /// Makes room for so many layers.
  void spread(std::size_t layers) {
    const bool first = many_.empty();
    if (first && layer_ >= static_cast<std::int32_t>(layers))
      layers = static_cast<std::size_t>(layer_) + 1;
    if (many_.size() < layers) many_.resize(layers, 0.0);
    if (first && layer_ >= 0) many_[static_cast<std::size_t>(layer_)] = one_;
  }

  std::int32_t layer_ = -1;  ///< Of `one_`; −1: no mass. Not used once there are many.
  double one_ = 0;
  std::vector<double> many_;
};

/// What a cluster of this mass costs a node for which `scaled` is penalty × mass.
[[nodiscard]] inline LayerMass scaled(double penalty, const LayerMass& mass) {
  return mass.times(penalty);
}
[[nodiscard]] inline double cost(const LayerMass& scaled_mass, const LayerMass& mass) noexcept {
  return scaled_mass.dot(mass);
}

}  // namespace munigraph::clustering
