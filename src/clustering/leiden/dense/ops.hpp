#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "clustering/leiden/dense/refined_cluster.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph::clustering {

#if defined(__GNUC__)
using Quad [[gnu::vector_size(16), gnu::may_alias]] = std::int32_t;
#define DENSE_OPS PortableOps
#define DENSE_LANES 4
#define DENSE_TARGET
#define DENSE_VECTOR_TYPE [[gnu::vector_size(16), gnu::may_alias]] = std::int32_t
#define DENSE_LOOSE_TYPE [[gnu::vector_size(16), gnu::may_alias, gnu::aligned(4)]] = std::int32_t
#include "clustering/leiden/dense/ops.inc"
#undef DENSE_OPS
#undef DENSE_LANES
#undef DENSE_TARGET
#undef DENSE_VECTOR_TYPE
#undef DENSE_LOOSE_TYPE
#else
struct Quad {};
#define DENSE_OPS PortableOps
#define DENSE_LANES 1
#define DENSE_TARGET
#define DENSE_VECTOR_TYPE = std::int32_t
#define DENSE_LOOSE_TYPE = std::int32_t
#include "clustering/leiden/dense/ops.inc"
#undef DENSE_OPS
#undef DENSE_LANES
#undef DENSE_TARGET
#undef DENSE_VECTOR_TYPE
#undef DENSE_LOOSE_TYPE
#endif

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#define MUNIGRAPH_X86_DISPATCH 1

#define DENSE_OPS Avx2Ops
#define DENSE_LANES 8
#define DENSE_TARGET [[gnu::target("avx2")]]
#define DENSE_VECTOR_TYPE [[gnu::vector_size(32), gnu::may_alias]] = std::int32_t
#define DENSE_LOOSE_TYPE [[gnu::vector_size(32), gnu::may_alias, gnu::aligned(4)]] = std::int32_t
#include "clustering/leiden/dense/ops.inc"
#undef DENSE_OPS
#undef DENSE_LANES
#undef DENSE_TARGET
#undef DENSE_VECTOR_TYPE
#undef DENSE_LOOSE_TYPE

#define DENSE_OPS Avx512Ops
#define DENSE_LANES 16
// GCC halves the registers unless told otherwise; Clang does not, and drops the whole attribute for
// a part of it that it does not know.
#if defined(__clang__)
#define DENSE_TARGET [[gnu::target("avx512f")]]
#else
#define DENSE_TARGET [[gnu::target("avx512f,prefer-vector-width=512")]]
#endif
#define DENSE_VECTOR_TYPE [[gnu::vector_size(64), gnu::may_alias]] = std::int32_t
#define DENSE_LOOSE_TYPE [[gnu::vector_size(64), gnu::may_alias, gnu::aligned(4)]] = std::int32_t
#include "clustering/leiden/dense/ops.inc"
#undef DENSE_OPS
#undef DENSE_LANES
#undef DENSE_TARGET
#undef DENSE_VECTOR_TYPE
#undef DENSE_LOOSE_TYPE
#endif

}  // namespace munigraph::clustering
