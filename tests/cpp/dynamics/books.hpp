#pragma once

#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "munigraph/dynamics/chronicle.hpp"
#include "registry/registers.hpp"

namespace munigraph::testing {

/// Writes small registers over time, version by version.
class Book {
 public:
  /// A version of a chain. Members are separated by blanks; `p@2018-01-01` acceded that day,
  /// `p@2018-01-01/2019-01-01` left again, `p*` is host.
  Book& version(const std::string& chain, const std::string& id, const std::string& from,
                const std::string& to, const std::string& members) {
    Arrangement row = arrangement(id);
    row.chain = chain;
    row.name = chain;
    row.legal_form = LegalForm::public_body;
    row.validity = during(from.c_str(), to.c_str());
    tables_.arrangements.push_back(row);
    std::istringstream words(members);
    for (std::string word; words >> word;) member(word);
    return *this;
  }
  Book& named(const std::string& name) {
    tables_.arrangements.back().name = name;
    return *this;
  }
  Book& formed(LegalForm form) {
    tables_.arrangements.back().legal_form = form;
    return *this;
  }
  Book& about(const std::string& theme, ThemeBasis basis = ThemeBasis::official) {
    tables_.arrangement_themes.push_back({last(), theme, basis});
    return *this;
  }
  Book& numbered(const std::string& number) {
    numbers_[last()] = number;
    return *this;
  }
  Book& lived(const std::string& id, const std::string& from, const std::string& to) {
    tables_.participants[static_cast<std::size_t>(row(id))].validity =
        during(from.c_str(), to.c_str());
    return *this;
  }
  Book& became(const std::string& date, const std::string& from, const std::string& to,
               SuccessionKind kind = SuccessionKind::merged) {
    row(from);
    row(to);
    tables_.successions.push_back({day(date.c_str()), from, to, kind, 1.0, ""});
    return *this;
  }
  [[nodiscard]] Register build() const {
    RegisterTables tables = tables_;
    tables.domains = {{"care", "social"}, {"waste", "physical"}};
    if (!numbers_.empty()) {
      std::vector<std::string> column(tables.arrangements.size());
      for (const auto& [version, number] : numbers_)
        column[static_cast<std::size_t>(version)] = number;
      tables.arrangement_extras.push_back({"number", column});
    }
    return Register(std::move(tables));
  }

 private:
  [[nodiscard]] std::int32_t last() const {
    return static_cast<std::int32_t>(tables_.arrangements.size()) - 1;
  }
  std::int32_t row(const std::string& id) {
    const auto [found, added] =
        rows_.emplace(id, static_cast<std::int32_t>(tables_.participants.size()));
    if (added) tables_.participants.push_back(municipality(id));
    return found->second;
  }
  void member(std::string word) {
    Membership membership;
    membership.arrangement = last();
    if (const auto at = word.find('@'); at != std::string::npos) {
      const std::string time = word.substr(at + 1);
      const auto slash = time.find('/');
      const std::string until = slash == std::string::npos ? "" : time.substr(slash + 1);
      membership.validity = during(time.substr(0, slash).c_str(), until.c_str());
      word.resize(at);
    }
    if (word.back() == '*') {
      membership.role = Role::host;
      word.pop_back();
    }
    membership.participant = row(word);
    tables_.memberships.push_back(membership);
  }

  RegisterTables tables_;
  std::map<std::string, std::int32_t> rows_;
  std::map<std::int32_t, std::string> numbers_;
};

/// "2019-01-01 left real a p": date, kind, reason, arrangement, and the participant or counterpart.
inline std::string text_of(const Register& reg, const Event& event) {
  std::string text = to_string(event.date);
  text.append(" ").append(word(event.kind)).append(" ").append(word(event.reason));
  text.append(" ").append(event.arrangement);
  if (event.participant >= 0)
    text += " " + reg.tables().participants[static_cast<std::size_t>(event.participant)].id;
  if (!event.counterpart.empty() && event.counterpart != event.arrangement)
    text += " > " + event.counterpart;
  return text;
}

/// All events as text, but foundings, which every story has.
inline std::vector<std::string> told(const Register& reg, const ChronicleRules& rules = {}) {
  std::vector<std::string> lines;
  for (const Event& event : chronicle(reg, rules).events)
    if (event.kind != EventKind::founded) lines.push_back(text_of(reg, event));
  return lines;
}
inline std::vector<std::string> told(const Book& book, const ChronicleRules& rules = {}) {
  return told(book.build(), rules);
}

}  // namespace munigraph::testing
