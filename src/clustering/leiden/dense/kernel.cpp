#include "clustering/leiden/dense/kernel.hpp"

#include "clustering/leiden/dense/leiden.hpp"
#include "clustering/leiden/dense/ops.hpp"

namespace munigraph::clustering {

VectorUnit best_vector_unit() noexcept {
#if defined(MUNIGRAPH_X86_DISPATCH)
  if (__builtin_cpu_supports("avx512f") != 0) return VectorUnit::avx512;
  if (__builtin_cpu_supports("avx2") != 0) return VectorUnit::avx2;
#endif
  return VectorUnit::portable;
}

std::unique_ptr<DenseKernel> make_dense_kernel(VectorUnit unit) {
#if defined(MUNIGRAPH_X86_DISPATCH)
  if (unit == VectorUnit::avx512) return std::make_unique<DenseLeiden<Avx512Ops>>();
  if (unit == VectorUnit::avx2) return std::make_unique<DenseLeiden<Avx2Ops>>();
#endif
  (void)unit;
  return std::make_unique<DenseLeiden<PortableOps>>();
}

}  // namespace munigraph::clustering
