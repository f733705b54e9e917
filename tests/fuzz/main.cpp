// Runs a fuzz target without libFuzzer, so that every compiler can and a test run has a short form:
//   TARGET [--mutations N] [--seed S] [FILE...]   seeds (or the files), then N changed ones
//   TARGET --write FOLDER                         writes the seeds for libFuzzer to begin from
//   TARGET --keep FILE …                          keeps the input at hand in a file, for a crash
#include <cinttypes>
#include <cstdio>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "munigraph/core/random.hpp"

namespace {

using munigraph::Random;

/// Pieces of text that parsers trip over.
const std::vector<std::string>& tokens() {
  static const std::vector<std::string> all = {"\"",
                                               "\"\"",
                                               ",",
                                               ";",
                                               "\n",
                                               "\r\n",
                                               "{",
                                               "}",
                                               "[",
                                               "]",
                                               "null",
                                               "true",
                                               "1e308",
                                               "-1",
                                               "NaN",
                                               "0",
                                               "-0.0",
                                               "2147483648",
                                               "1e-320",
                                               "=",
                                               "|",
                                               "../",
                                               "9999-12-31",
                                               "10000-01",
                                               "2020",
                                               "\xff",
                                               "\xef\xbb\xbf",
                                               "\\u0000",
                                               "\xc3\xa9",
                                               std::string(1, '\0'),
                                               std::string(1, munigraph::fuzz::separator)};
  return all;
}

std::string changed(std::string input, const std::vector<std::string>& pool, Random& random) {
  const auto below = [&](std::size_t bound) {
    return static_cast<std::size_t>(random.below64(bound));
  };
  for (std::size_t n = 1 + below(6); n > 0; --n) {
    const std::size_t at = below(input.size() + 1);
    switch (below(7)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
        break;
      case 1:
        if (at < input.size()) input[at] = static_cast<char>(below(256));
        break;
      case 2:
        input.insert(at, tokens()[below(tokens().size())]);
        break;
      case 3:
        input.erase(at, 1 + below(12));
        break;
      case 4:
        input.insert(at, input.substr(below(input.size() + 1), 1 + below(24)));
        break;
      case 5: {
        const std::string& other = pool[below(pool.size())];
        input.resize(at);
        input += other.substr(below(other.size() + 1));
        break;
      }
      default:
        input.insert(at, 1, static_cast<char>(below(256)));
        break;
    }
  }
  return input;
}

}  // namespace

int main(int count, char** values) {
  std::vector<std::string> pool;
  std::uint64_t mutations = 0;
  std::uint64_t seed = 0;
  std::string keep;
  for (int i = 1; i < count; ++i) {
    const std::string word = values[i];
    const bool last = i + 1 == count;
    if (word == "--mutations" && !last) {
      mutations = std::stoull(values[++i]);
    } else if (word == "--seed" && !last) {
      seed = std::stoull(values[++i]);
    } else if (word == "--keep" && !last) {
      keep = values[++i];
    } else if (word == "--write" && !last) {
      const std::filesystem::path folder = values[++i];
      std::filesystem::create_directories(folder);
      std::size_t number = 0;
      for (const std::string& text : munigraph::fuzz::seeds())
        munigraph::fuzz::write_file(folder / ("seed-" + std::to_string(number++)), text);
      return 0;
    } else {
      pool.push_back(munigraph::fuzz::file_text(word));
    }
  }
  if (pool.empty()) pool = munigraph::fuzz::seeds();
  const auto run = [&](const std::string& input) {
    if (!keep.empty()) munigraph::fuzz::write_file(keep, input);
    munigraph::fuzz::run(input);
  };
  for (const std::string& input : pool) run(input);
  Random random(seed);
  for (std::uint64_t m = 0; m < mutations; ++m) {
    const auto start = static_cast<std::size_t>(random.below64(pool.size()));
    run(changed(pool[start], pool, random));
  }
  std::printf("%zu inputs and %" PRIu64 " changed ones: nothing broke\n", pool.size(), mutations);
  return 0;
}
