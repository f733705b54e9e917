// The program that loads the plug-in and knows nothing of munigraph.

#include <dlfcn.h>

#include <array>
#include <cstdint>
#include <iostream>

using Clusters = std::int32_t (*)(std::int32_t, std::int32_t, const std::int32_t*,
                                  const std::int32_t*, std::int32_t*);

int main(int argc, char** argv) {
  void* plugin = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : nullptr;
  if (plugin == nullptr) {
    std::cerr << "usage: plugin_host PLUGIN\n";
    return 2;
  }
  const auto clusters = reinterpret_cast<Clusters>(dlsym(plugin, "plugin_clusters"));
  const std::array<std::int32_t, 7> source{0, 1, 2, 3, 4, 5, 2}, target{1, 2, 0, 4, 5, 3, 3};
  std::array<std::int32_t, 6> labels{};
  std::cout << clusters(6, 7, source.data(), target.data(), labels.data()) << " clusters\n";
  // Two nodes, but a tie to a third: the plug-in says so and the host goes on.
  std::cout << clusters(2, 2, source.data(), target.data(), labels.data()) << '\n';
}
