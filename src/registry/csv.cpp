#include "munigraph/registry/csv.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/core/error.hpp"
#include "registry/files.hpp"

namespace munigraph {

namespace fs = std::filesystem;

namespace {

/// Position of the first byte that is no well-formed UTF-8, or npos.
std::size_t first_invalid_utf8(const std::string& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char lead = byte(i);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k)
      if ((byte(i + k) & 0xC0) != 0x80) return i;
    const bool overlong =
        (lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xF0 && byte(i + 1) < 0x90);
    const bool surrogate = lead == 0xED && byte(i + 1) >= 0xA0;
    const bool beyond = lead == 0xF4 && byte(i + 1) >= 0x90;
    if (overlong || surrogate || beyond) return i;
    i += length;
  }
  return std::string::npos;
}

/// Takes one record after the other from the text of a CSV file.
class Records {
 public:
  Records(const std::string& text, std::string source, char delimiter)
      : text_(text), source_(std::move(source)), delimiter_(delimiter) {}

  [[nodiscard]] std::size_t row() const noexcept { return row_; }

  /// False at the end. Empty lines are no records.
  bool next(std::vector<std::string>& fields) {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    if (at_ >= text_.size()) return false;
    ++row_;
    fields.clear();
    for (;;) {
      fields.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted() : plain());
      if (at_ >= text_.size()) return true;
      if (text_[at_] == delimiter_) {
        ++at_;
        continue;
      }
      skip_line_end();
      return true;
    }
  }

 private:
  std::string plain() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' &&
           text_[at_] != '\r')
      ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::string quoted() {
    std::string field;
    ++at_;
    for (;;) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string::npos)
        throw DataError("a quote is not closed",
                        {source_, std::to_string(row_), "", "", "a closing quote"});
      field.append(text_, at_, quote - at_);
      at_ = quote + 1;
      if (at_ >= text_.size() || text_[at_] != '"') return field + plain();
      field += '"';
      ++at_;
    }
  }
  void skip_line_end() {
    if (text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  const std::string& text_;
  std::string source_;
  char delimiter_;
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

}  // namespace

TextTable read_csv(const fs::path& file, char delimiter) {
  const std::string text = read_text_file(file);
  const std::string source = file.string();
  if (const std::size_t bad = first_invalid_utf8(text); bad != std::string::npos) {
    std::size_t line = 1;
    for (std::size_t i = 0; i < bad; ++i) line += text[i] == '\n';
    throw DataError("not UTF-8 (byte " + std::to_string(bad) + ")",
                    {source, std::to_string(line), "", "", "a file encoded as UTF-8"});
  }
  TextTable table;
  table.source = source;
  table.first_row = 2;
  Records records(text, source, delimiter);
  std::vector<std::string> fields;
  if (!records.next(fields))
    throw DataError("the file is empty", {source, "1", "", "", "a header with column names"});
  table.names = fields;
  table.columns.resize(fields.size());
  std::set<std::string> seen;
  for (const std::string& name : table.names)
    if (!seen.insert(name).second)
      throw DataError("a column is there twice",
                      {source, "1", name, name, "distinct column names"});
  while (records.next(fields)) {
    if (fields.size() != table.names.size())
      throw DataError("wrong number of fields",
                      {source, std::to_string(records.row()), "", std::to_string(fields.size()),
                       std::to_string(table.names.size()) + " fields"});
    for (std::size_t c = 0; c < fields.size(); ++c)
      table.columns[c].push_back(std::move(fields[c]));
  }
  return table;
}

std::string csv_text(const TextTable& table) {
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
