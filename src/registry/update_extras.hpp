#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "munigraph/registry/update.hpp"
#include "registry/fields.hpp"

namespace munigraph::detail {

/// Columns beyond the schema of two tables, joined: those of the first, then new ones of the
/// second. A column that is numbers in one and text in the other becomes text.
class ExtraMerge {
 public:
  ExtraMerge(std::vector<ExtraColumn>& columns, const std::vector<ExtraColumn>& given,
             std::size_t rows)
      : columns_(columns), given_(given) {
    for (const ExtraColumn& more : given) {
      std::size_t c = 0;
      while (c < columns.size() && columns[c].name != more.name) ++c;
      if (c == columns.size()) columns.push_back({more.name, empty_like(more)});
      if (columns[c].values.index() != more.values.index()) to_text(columns[c]);
      target_.push_back(c);
    }
    for (ExtraColumn& column : columns)
      std::visit([rows](auto& values) { values.resize(rows, missing(values)); }, column.values);
  }

  /// What a given row holds, where it holds something; `changes` gets the columns that differed.
  void take(std::size_t row, std::size_t given_row, std::vector<FieldChange>* changes = nullptr) {
    for (std::size_t g = 0; g < given_.size(); ++g) {
      ExtraColumn& column = columns_[target_[g]];
      const std::string news = text(given_[g], given_row);
      const std::string before = text(column, row);
      if (news.empty() || news == before) continue;
      if (changes != nullptr) changes->push_back({column.name, before, news});
      if (auto* numbers = std::get_if<std::vector<double>>(&column.values))
        (*numbers)[row] = std::get<std::vector<double>>(given_[g].values)[given_row];
      else
        std::get<std::vector<std::string>>(column.values)[row] = news;
    }
  }

  static std::string text(const ExtraColumn& column, std::size_t row) {
    return std::visit([row](const auto& values) { return as_text(values[row]); }, column.values);
  }

 private:
  using Values = std::variant<std::vector<double>, std::vector<std::string>>;

  static Values empty_like(const ExtraColumn& column) {
    return std::visit([](const auto& values) -> Values { return std::decay_t<decltype(values)>(); },
                      column.values);
  }
  static double missing(const std::vector<double>&) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  static std::string missing(const std::vector<std::string>&) { return {}; }

  static void to_text(ExtraColumn& column) {
    const auto* numbers = std::get_if<std::vector<double>>(&column.values);
    if (numbers == nullptr) return;
    std::vector<std::string> texts;
    texts.reserve(numbers->size());
    for (const double value : *numbers) texts.push_back(as_text(value));
    column.values = std::move(texts);
  }

  std::vector<ExtraColumn>& columns_;
  const std::vector<ExtraColumn>& given_;
  std::vector<std::size_t> target_;  ///< Per given column: the column of the result.
};

}  // namespace munigraph::detail
