#include "munigraph/registry/csv.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/utf8.hpp"
#include "munigraph/core/error.hpp"
#include "registry/csv_text.hpp"
#include "registry/encoding.hpp"
#include "registry/files.hpp"

namespace munigraph {

namespace fs = std::filesystem;

namespace {

/// Takes one record after the other from the text of a CSV file.
class Records {
 public:
  Records(const std::string& text, std::string source, const CsvDialect& dialect)
      : text_(text), source_(std::move(source)), dialect_(dialect) {}

  [[nodiscard]] std::size_t row() const noexcept { return row_; }

  /// False at the end. Empty lines and comments are no records.
  bool next(std::vector<std::string>& fields) {
    skip_what_is_no_record();
    if (at_ >= text_.size()) return false;
    ++row_;
    fields.clear();
    for (;;) {
      if (dialect_.skip_initial_space)
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
      fields.push_back(is_at(dialect_.quote) ? quoted() : plain());
      if (at_ >= text_.size()) return true;
      if (text_[at_] == dialect_.delimiter) {
        ++at_;
        continue;
      }
      skip_line_end();
      return true;
    }
  }

 private:
  /// Whether this character, where there is one, comes next.
  [[nodiscard]] bool is_at(char c) const {
    return c != '\0' && at_ < text_.size() && text_[at_] == c;
  }
  [[nodiscard]] bool is_at_line_end() const {
    return at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r');
  }
  void skip_what_is_no_record() {
    for (;;) {
      while (is_at_line_end()) ++at_;
      if (!is_at(dialect_.comment)) return;
      while (at_ < text_.size() && !is_at_line_end()) ++at_;
    }
  }
  std::string plain() {
    std::string field;
    for (; at_ < text_.size() && text_[at_] != dialect_.delimiter && !is_at_line_end(); ++at_) {
      if (is_at(dialect_.escape) && at_ + 1 < text_.size()) ++at_;
      field += text_[at_];
    }
    return field;
  }
  std::string quoted() {
    std::string field;
    ++at_;
    for (; at_ < text_.size(); ++at_) {
      if (is_at(dialect_.escape) && at_ + 1 < text_.size()) {
        ++at_;
      } else if (is_at(dialect_.quote)) {
        ++at_;
        if (!dialect_.double_quote || !is_at(dialect_.quote)) return field + plain();
      }
      field += text_[at_];
    }
    throw DataError("a quote is not closed",
                    {source_, std::to_string(row_), "", "", "a closing quote"});
  }
  void skip_line_end() {
    if (text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  const std::string& text_;
  std::string source_;
  CsvDialect dialect_;
  std::size_t at_ = 0;
  std::size_t row_ = 0;
};

/// Appends a field, in quotes where it needs them.
void append_field(std::string& text, const std::string& field) {
  const bool needed = field.find_first_of(",\"\r\n") != std::string::npos ||
                      (!field.empty() && (field.front() == ' ' || field.back() == ' '));
  if (!needed) {
    text += field;
    return;
  }
  text += '"';
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
}

/// What is written can be read back: columns of one length, text that is UTF-8.
void require_writable(const TextTable& table) {
  const std::string source = table.source.empty() ? "table" : table.source;
  const auto require_text = [&](const std::string& text, const std::string& row,
                                const std::string& column) {
    if (detail::first_invalid_utf8(text) != std::string::npos)
      throw DataError("text that is not UTF-8",
                      {source, row, column, detail::legible(text), "text encoded as UTF-8"});
  };
  if (table.columns.size() != table.names.size())
    throw DataError("columns without a name, or names without a column",
                    {source, "", "", std::to_string(table.columns.size()) + " columns",
                     std::to_string(table.names.size()) + " columns"});
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const std::string name = detail::legible(table.names[c]);
    require_text(table.names[c], "", name);
    if (table.columns[c].size() != table.rows())
      throw DataError("columns differ in length",
                      {source, "", name, std::to_string(table.columns[c].size()) + " rows",
                       std::to_string(table.rows()) + " rows"});
    for (std::size_t r = 0; r < table.rows(); ++r)
      require_text(table.columns[c][r], std::to_string(table.first_row + r), name);
  }
}

}  // namespace

TextTable parse_decoded_csv(const std::string& text, const std::string& source,
                            const CsvDialect& dialect) {
  TextTable table;
  table.source = source;
  Records records(text, source, dialect);
  std::vector<std::string> fields;
  for (std::size_t r = 1; r < dialect.header_row; ++r) records.next(fields);
  if (!records.next(fields)) {
    if (dialect.header_row == 0) return table;
    throw DataError("the file is empty", {source, "1", "", "", "a header with column names"});
  }
  if (dialect.header_row > 0) {
    table.names = fields;
  } else {
    for (std::size_t c = 1; c <= fields.size(); ++c) table.names.push_back(std::to_string(c));
  }
  table.columns.resize(fields.size());
  std::set<std::string> seen;
  for (const std::string& name : table.names)
    if (!seen.insert(name).second)
      throw DataError("a column is there twice",
                      {source, std::to_string(records.row()), name, name, "distinct column names"});
  bool more = dialect.header_row == 0 || records.next(fields);
  table.first_row = dialect.header_row + 1;
  for (; more; more = records.next(fields)) {
    if (fields.size() != table.names.size())
      throw DataError("wrong number of fields",
                      {source, std::to_string(records.row()), "", std::to_string(fields.size()),
                       std::to_string(table.names.size()) + " fields"});
    for (std::size_t c = 0; c < fields.size(); ++c)
      table.columns[c].push_back(std::move(fields[c]));
  }
  return table;
}

TextTable parse_csv(const std::string& text, const std::string& source, const CsvDialect& dialect) {
  return parse_decoded_csv(to_utf8(text, "UTF-8", source), source, dialect);
}

TextTable read_csv(const fs::path& file, const CsvDialect& dialect) {
  const std::string source = file.string();
  return parse_decoded_csv(to_utf8(read_file(file), "UTF-8", source), source, dialect);
}

TextTable read_csv(const fs::path& file, char delimiter) {
  return read_csv(file, CsvDialect{.delimiter = delimiter});
}

std::string csv_text(const TextTable& table) {
  require_writable(table);
  std::string text;
  const auto line = [&](const auto& field) {
    const std::size_t begin = text.size();
    for (std::size_t c = 0; c < table.names.size(); ++c) {
      if (c > 0) text += ',';
      append_field(text, field(c));
    }
    // A single empty field would be an empty line, which is no record.
    if (text.size() == begin) text += "\"\"";
    text += '\n';
  };
  line([&](std::size_t c) { return table.names[c]; });
  for (std::size_t r = 0; r < table.rows(); ++r)
    line([&](std::size_t c) { return table.columns[c][r]; });
  return text;
}

void write_csv(const TextTable& table, const fs::path& file) {
  FileDraft draft(csv_text(table), file);
  draft.publish();
}

}  // namespace munigraph
