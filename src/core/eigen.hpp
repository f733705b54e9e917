#pragma once

// Eigen for the library's own sources, in a namespace of ours: its templates become weak symbols of
// libmunigraph.a, and a program with another version of Eigen, or other flags, would get either
// ours or its own by the order of linking. Include nothing of Eigen before this; network/eigen.hpp
// is for users and is not included here.
#define Eigen munigraph_eigen
#include <Eigen/Dense>
