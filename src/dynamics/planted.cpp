#include "munigraph/dynamics/planted.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include "dynamics/planted_life.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using dynamics::Life;
using dynamics::Merger;

std::size_t place(std::int32_t row) noexcept { return static_cast<std::size_t>(row); }

Date first_of(std::int32_t year) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::January / 1};
}

void check_options(const HistoryOptions& o) {
  const std::pair<const char*, double> shares[] = {
      {"opening", o.opening},
      {"registered", o.registered},
      {"ended", o.ended},
      {"merged", o.merged},
      {"renumbered", o.renumbered},
      {"joined", o.joined},
      {"left", o.left},
      {"revised", o.revised},
      {"municipalities", o.municipalities},
      {"new_name", o.new_name},
      {"lagging", o.lagging},
      {"in_place", o.in_place},
      {"dated", o.dated},
      {"opening + registered", o.opening + o.registered},
      {"ended + renumbered + merged", o.ended + o.renumbered + o.merged},
      {"joined + left + revised", o.joined + o.left + o.revised}};
  for (const auto& [name, value] : shares)
    if (!(value >= 0 && value <= 1))
      throw std::invalid_argument("history: " + std::string(name) + " is " + std::to_string(value) +
                                  ", expected 0 to 1");
  if (o.years < 3)
    throw std::invalid_argument("history: years is " + std::to_string(o.years) +
                                ", expected at least 3");
}

class Planter {
 public:
  Planter(const RegisterTables& base, const HistoryOptions& options, const Monitor* monitor)
      : base_(base),
        options_(options),
        monitor_(monitor),
        random_(options.seed),
        start_(first_of(options.first_year)),
        end_(first_of(options.first_year + options.years)) {
    result_.tables.participants = base.participants;
    result_.tables.domains = base.domains;
    for (Participant& p : result_.tables.participants) p.validity = {};
    members_.resize(base.arrangements.size());
    hosts_.assign(base.arrangements.size(), -1);
    themes_.resize(base.arrangements.size());
    for (const Membership& m : base.memberships) {
      members_[place(m.arrangement)].insert(m.participant);
      if (m.role == Role::host) hosts_[place(m.arrangement)] = m.participant;
    }
    for (const ArrangementTheme& row : base.arrangement_themes)
      themes_[place(row.arrangement)].push_back(row);
  }

  PlantedHistory plant() {
    merge_municipalities();
    for (std::size_t a = 0; a < base_.arrangements.size(); ++a) {
      check_now_and_then(a, monitor_);
      if (members_[a].size() >= 2) live(static_cast<std::int32_t>(a));
    }
    if (pending_) write(*pending_, std::nullopt);
    return std::move(result_);
  }

 private:
  bool happens(double chance) { return random_.uniform() < chance; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_.below64(
                     static_cast<std::uint64_t>(std::max<std::int64_t>(1, high - low))));
  }
  Date after(Date from, std::int64_t low, std::int64_t high) {
    return from + std::chrono::days{static_cast<std::int32_t>(between(low, high))};
  }

  /// Pairs that share an arrangement, and none of fewer than four members.
  void merge_municipalities() {
    const auto n = base_.participants.size();
    std::vector<std::vector<std::int32_t>> of(n);
    for (std::size_t a = 0; a < members_.size(); ++a)
      for (const std::int32_t p : members_[a]) of[place(p)].push_back(static_cast<std::int32_t>(a));
    involved_.assign(n, 0);
    for (std::size_t p = 0; p < n; ++p) {
      if (involved_[p] != 0 || of[p].empty() || !happens(options_.municipalities / 2)) continue;
      if (base_.participants[p].kind != ParticipantKind::municipality) continue;
      const auto& shared =
          members_[place(of[p][random_.below(static_cast<std::uint32_t>(of[p].size()))])];
      auto partner = shared.begin();
      std::advance(partner, random_.below(static_cast<std::uint32_t>(shared.size())));
      const std::int32_t q = *partner;
      const bool small = std::any_of(of[p].begin(), of[p].end(), [&](std::int32_t a) {
        return members_[place(a)].contains(q) && members_[place(a)].size() < 4;
      });
      if (place(q) == p || involved_[place(q)] != 0 || small) continue;
      if (base_.participants[place(q)].kind != ParticipantKind::municipality) continue;
      add_merger(static_cast<std::int32_t>(p), q);
    }
  }

  void add_merger(std::int32_t p, std::int32_t q) {
    auto& all = result_.tables.participants;
    const Date date = first_of(options_.first_year + 1 +
                               static_cast<std::int32_t>(between(0, options_.years - 2)));
    involved_[place(p)] = involved_[place(q)] = 1;
    std::int32_t into = q;
    if (happens(options_.new_name)) {
      into = static_cast<std::int32_t>(all.size());
      Participant made = all[place(p)];
      made.id = all[place(p)].id + "+" + all[place(q)].id;
      made.name = all[place(p)].name + " and " + all[place(q)].name;
      made.population = all[place(p)].population + all[place(q)].population;
      made.validity.from = date;
      all.push_back(std::move(made));
      involved_.push_back(1);
      all[place(q)].validity.to = date;
    }
    all[place(p)].validity.to = date;
    for (const std::int32_t from : {p, q}) {
      if (from == into) continue;
      result_.tables.successions.push_back({date, all[place(from)].id, all[place(into)].id,
                                            SuccessionKind::merged, 1.0, "population"});
    }
    mergers_.push_back({date, p, q, into});
  }

  /// The start, the members and the accessions of an arrangement's first version.
  Life begin(std::int32_t a) {
    Life life(base_.arrangements[place(a)], a, hosts_[place(a)]);
    const double kind = random_.uniform();
    const auto span = (end_ - start_).count();
    const bool opening = kind < options_.opening;
    const bool registered = opening || kind < options_.opening + options_.registered;
    life.start = opening ? start_ : after(start_, 200, span * 6 / 10);
    std::set<std::int32_t> members;
    for (const std::int32_t p : members_[place(a)]) members.insert(now(p, life.start));
    std::vector<std::int32_t> ordered(members.begin(), members.end());
    for (const std::int32_t p : ordered) {
      std::optional<Date> accession;
      if (happens(options_.dated))
        accession = registered ? life.start - (after(start_, 200, 4000) - start_) : life.start;
      life.join(p, accession);
    }
    // One is known in any case: where none is, an arrangement counts as founded.
    life.date(ordered.front(), registered ? life.start - std::chrono::days{500} : life.start);
    life.host = life.host < 0 ? -1 : now(life.host, life.start);
    result_.truth.push_back({life.start, EventKind::founded,
                             registered ? EventReason::registered : EventReason::real, life.id, "",
                             ""});
    return life;
  }

  /// Who a municipality is on a day.
  [[nodiscard]] std::int32_t now(std::int32_t p, Date day) const {
    for (const Merger& m : mergers_)
      if (m.date <= day && (m.one == p || m.other == p)) return m.into;
    return p;
  }

  void live(std::int32_t a) {
    Life life = begin(a);
    const double fate = random_.uniform();
    const bool ends = fate < options_.ended;
    const bool renumbers = !ends && fate < options_.ended + options_.renumbered;
    const bool merges =
        !ends && !renumbers && fate < options_.ended + options_.renumbered + options_.merged;
    std::optional<Date> stop;
    if (ends || renumbers || merges) {
      stop = after(life.start, 500, (end_ - life.start).count());
      if (*stop > end_ - std::chrono::days{400}) stop.reset();
    }
    if (merges && stop) {
      if (!pending_) {
        pending_ = std::move(life);
        pending_stop_ = *stop;
      } else {
        merge_with_pending(std::move(life), std::max(*stop, pending_stop_));
      }
      return;
    }
    write(life, stop);
    if (!stop) return;
    if (ends)
      result_.truth.push_back({*stop, EventKind::ended, EventReason::real, life.id, "", ""});
    else
      follow(life, {}, *stop, "-renumbered", EventKind::renumbered);
  }

  void merge_with_pending(Life life, Date stop) {
    if (stop <= life.start || stop <= pending_->start) {
      write(life, std::nullopt);
      return;
    }
    Life other = std::move(*pending_);
    pending_.reset();
    write(other, stop);
    write(life, stop);
    follow(other, {&life}, stop, "-merged", EventKind::merged);
  }

  /// The chain that goes on where others ended.
  void follow(const Life& first, const std::vector<const Life*>& rest, Date stop,
              const char* suffix, EventKind kind) {
    Life next(base_.arrangements[place(first.base)], first.base, -1);
    next.id += suffix;
    next.start = stop;
    std::vector<const Life*> all{&first};
    all.insert(all.end(), rest.begin(), rest.end());
    std::set<std::int32_t> members;
    for (const Life* life : all) {
      for (const auto& [p, accession] : life->members()) members.insert(now(p, stop));
      result_.truth.push_back({stop, kind, EventReason::real, life->id, "", next.id});
    }
    for (const std::int32_t p : members) next.join(p, std::nullopt);
    if (first.host >= 0) next.host = now(first.host, stop);
    write(next, std::nullopt);
  }

  /// Lets a life run from its start to `stop`, and adds its versions.
  void write(Life& life, const std::optional<Date>& stop) {
    const Date last = stop.value_or(end_);
    plan_mergers(life, last);
    for (Date slot = after(life.start, 400, 800); slot + std::chrono::days{400} < last;
         slot = after(slot, 400, 500)) {
      const double kind = random_.uniform();
      if (kind < options_.joined)
        life.plan_joining(slot);
      else if (kind < options_.joined + options_.left)
        life.plan_leaving(slot);
      else if (kind < options_.joined + options_.left + options_.revised)
        life.plan_revision(slot);
    }
    life.run(random_, involved_, base_.participants.size(), result_);
    life.emit(stop, themes_[place(life.base)], result_.tables);
  }

  void plan_mergers(Life& life, Date last) {
    for (const Merger& m : mergers_) {
      if (m.date <= life.start || m.date >= last) continue;
      if (!life.has(m.one) && !life.has(m.other)) continue;
      if (happens(options_.in_place)) {
        life.plan_merger(m, m.date, true);
        continue;
      }
      const Date recorded = happens(options_.lagging) ? after(m.date, 30, 700) : m.date;
      if (recorded < last) life.plan_merger(m, recorded, false);
    }
  }

  const RegisterTables& base_;
  HistoryOptions options_;
  const Monitor* monitor_;
  Random random_;
  Date start_;
  Date end_;
  std::vector<std::set<std::int32_t>> members_;
  std::vector<std::int32_t> hosts_;
  std::vector<std::vector<ArrangementTheme>> themes_;
  std::vector<std::uint8_t> involved_;  ///< In a merger of municipalities.
  std::vector<Merger> mergers_;
  std::optional<Life> pending_;  ///< Waits for another to merge with.
  Date pending_stop_;
  PlantedHistory result_;
};

}  // namespace

PlantedHistory plant_history(const RegisterTables& base, const HistoryOptions& options,
                             const Monitor* monitor) {
  check_options(options);
  return Planter(base, options, monitor).plant();
}

}  // namespace munigraph
