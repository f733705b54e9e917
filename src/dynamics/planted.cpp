#include "munigraph/dynamics/planted.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/index.hpp"
#include "dynamics/planted_life.hpp"
#include "munigraph/core/random.hpp"

namespace munigraph {
namespace {

using dynamics::Life;
using dynamics::Merger;
using dynamics::Pool;

using detail::at;

Date first_of(std::int32_t year) {
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::January / 1};
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
      members_[at(m.arrangement)].insert(m.participant);
      if (m.role == Role::host) hosts_[at(m.arrangement)] = m.participant;
    }
    for (const ArrangementTheme& row : base.arrangement_themes)
      themes_[at(row.arrangement)].push_back(row);
    std::set<std::string_view> seen;
    for (const ArrangementTheme& row : base.arrangement_themes)
      if (seen.insert(row.theme).second) pool_.themes.push_back(row);
    pool_.candidates = base.participants.size();
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
      for (const std::int32_t p : members_[a]) of[at(p)].push_back(static_cast<std::int32_t>(a));
    std::vector<std::uint8_t>& involved = pool_.merging;
    involved.assign(n, 0);
    for (std::size_t p = 0; p < n; ++p) {
      if (involved[p] != 0 || of[p].empty() || !happens(options_.municipalities / 2)) continue;
      if (base_.participants[p].kind != ParticipantKind::municipality) continue;
      const auto& shared =
          members_[at(of[p][random_.below(static_cast<std::uint32_t>(of[p].size()))])];
      auto partner = shared.begin();
      std::advance(partner, random_.below(static_cast<std::uint32_t>(shared.size())));
      const std::int32_t q = *partner;
      const bool small = std::any_of(of[p].begin(), of[p].end(), [&](std::int32_t a) {
        return members_[at(a)].contains(q) && members_[at(a)].size() < 4;
      });
      if (at(q) == p || involved[at(q)] != 0 || small) continue;
      if (base_.participants[at(q)].kind != ParticipantKind::municipality) continue;
      add_merger(static_cast<std::int32_t>(p), q);
    }
  }

  void add_merger(std::int32_t p, std::int32_t q) {
    auto& all = result_.tables.participants;
    const Date date = first_of(options_.first_year + 1 +
                               static_cast<std::int32_t>(between(0, options_.years - 2)));
    pool_.merging[at(p)] = pool_.merging[at(q)] = 1;
    std::int32_t into = q;
    if (happens(options_.new_name)) {
      into = static_cast<std::int32_t>(all.size());
      Participant made = all[at(p)];
      made.id = all[at(p)].id + "+" + all[at(q)].id;
      made.name = all[at(p)].name + " and " + all[at(q)].name;
      made.population = all[at(p)].population + all[at(q)].population;
      made.validity.from = date;
      all.push_back(std::move(made));
      pool_.merging.push_back(1);
      all[at(q)].validity.to = date;
    }
    all[at(p)].validity.to = date;
    for (const std::int32_t from : {p, q}) {
      if (from == into) continue;
      result_.tables.successions.push_back(
          {date, all[at(from)].id, all[at(into)].id, SuccessionKind::merged, 1.0, "population"});
    }
    mergers_.push_back({date, p, q, into});
  }

  /// The start, the members and the accessions of an arrangement's first version.
  Life begin(std::int32_t a) {
    Life life(base_.arrangements[at(a)], a, hosts_[at(a)], themes_[at(a)]);
    const double kind = random_.uniform();
    const auto span = (end_ - start_).count();
    const bool opening = kind < options_.opening;
    const bool registered = opening || kind < options_.opening + options_.registered;
    life.start = opening ? start_ : after(start_, 200, span * 6 / 10);
    std::set<std::int32_t> members;
    for (const std::int32_t p : members_[at(a)]) members.insert(now(p, life.start));
    std::vector<std::int32_t> ordered(members.begin(), members.end());
    for (const std::int32_t p : ordered) {
      std::optional<Date> accession;
      if (happens(options_.dated))
        accession = registered ? life.start - (after(start_, 200, 4000) - start_) : life.start;
      life.join(p, accession);
    }
    // One is known in any case: where none is, an arrangement counts as founded.
    life.join(ordered.front(), registered ? life.start - std::chrono::days{500} : life.start);
    if (life.now.host >= 0) life.now.host = now(life.now.host, life.start);
    // A form can change only where there is one.
    if (life.now.form == LegalForm::unknown)
      life.now.form = a % 2 == 0 ? LegalForm::public_body : LegalForm::covenant;
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

  /// How a life ends.
  enum class Fate : std::uint8_t { goes_on, ended, renumbered, merged, absorbed, split, reused };

  Fate draw_fate() {
    double left = random_.uniform();
    const std::pair<Fate, double> chances[] = {
        {Fate::ended, options_.ended},   {Fate::renumbered, options_.renumbered},
        {Fate::merged, options_.merged}, {Fate::absorbed, options_.absorbed},
        {Fate::split, options_.split},   {Fate::reused, options_.reused}};
    for (const auto& [fate, chance] : chances) {
      if (left < chance) return fate;
      left -= chance;
    }
    return Fate::goes_on;
  }

  void live(std::int32_t a) {
    Life life = begin(a);
    const Fate fate = draw_fate();
    const Date stop =
        fate == Fate::goes_on ? end_ : after(life.start, 500, (end_ - life.start).count());
    if (fate == Fate::goes_on || stop > end_ - std::chrono::days{400}) {
      write(life, std::nullopt);
      return;
    }
    // Who is taken over by its themes must have some.
    if (fate == Fate::absorbed && !life.now.themes.empty()) {
      absorb(std::move(life), stop);
      return;
    }
    if (fate == Fate::merged) {
      if (!pending_) {
        pending_ = std::move(life);
        pending_stop_ = stop;
      } else {
        merge_with_pending(std::move(life), std::max(stop, pending_stop_));
      }
      return;
    }
    write(life, stop);
    if (fate == Fate::renumbered)
      follow(life, {}, stop, "-renumbered", EventKind::renumbered);
    else if (fate == Fate::split && life.now.members.size() >= 4)
      split(life, stop);
    else
      note(stop, EventKind::ended, life.id);
    if (fate == Fate::reused) reuse(life, stop);
  }

  void note(Date day, EventKind kind, const std::string& id, const std::string& counterpart = "") {
    result_.truth.push_back({day, kind, EventReason::real, id, "", counterpart});
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
    Life next(base_.arrangements[at(first.base)], first.base, -1, first.now.themes);
    next.id = first.id + suffix;
    next.start = stop;
    next.now.name = first.now.name;
    next.now.form = first.now.form;
    std::vector<const Life*> all{&first};
    all.insert(all.end(), rest.begin(), rest.end());
    std::set<std::int32_t> members;
    for (const Life* life : all) {
      for (const auto& [p, accession] : life->now.members) members.insert(now(p, stop));
      note(stop, kind, life->id, next.id);
    }
    for (const std::int32_t p : members) next.join(p, std::nullopt);
    if (first.now.host >= 0) next.now.host = now(first.now.host, stop);
    write(next, std::nullopt);
  }

  /// Two halves, each an arrangement of its own.
  void split(const Life& life, Date stop) {
    std::set<std::int32_t> members;
    for (const auto& [p, accession] : life.now.members) members.insert(now(p, stop));
    std::vector<std::int32_t> ordered(members.begin(), members.end());
    if (ordered.size() < 4) {
      note(stop, EventKind::ended, life.id);
      return;
    }
    for (const std::size_t half : {0U, 1U}) {
      Life next(base_.arrangements[at(life.base)], life.base, -1, life.now.themes);
      next.id = life.id + (half == 0 ? "-half" : "-other-half");
      next.start = stop;
      for (std::size_t k = half; k < ordered.size(); k += 2) next.join(ordered[k], std::nullopt);
      note(stop, EventKind::split, life.id, next.id);
      write(next, std::nullopt);
    }
  }

  /// A larger arrangement that is there, and takes over its tasks and members.
  void absorb(Life life, Date stop) {
    Life taker(base_.arrangements[at(life.base)], life.base, -1, life.now.themes);
    taker.id = life.id + "-larger";
    taker.now.name += " and more";
    taker.start = after(life.start, 0, (stop - life.start).count() / 2);
    for (const auto& [p, accession] : life.now.members)
      taker.join(now(p, taker.start), taker.start);
    std::size_t more = 2 + random_.below(3);
    for (std::size_t tries = 0; tries < 100 && more > 0; ++tries) {
      const auto p =
          static_cast<std::int32_t>(random_.below(static_cast<std::uint32_t>(pool_.candidates)));
      if (pool_.merging[at(p)] != 0 || taker.now.members.contains(p) ||
          base_.participants[at(p)].kind != ParticipantKind::municipality)
        continue;
      taker.join(p, taker.start);
      --more;
    }
    note(taker.start, EventKind::founded, taker.id);
    note(stop, EventKind::absorbed, life.id, taker.id);
    write(life, stop, true);
    taker.plan_takeover(stop);
    write(taker, std::nullopt, true);
  }

  /// Another arrangement under the number of one that ended: none of its members.
  void reuse(const Life& life, Date stop) {
    std::set<std::int32_t> taken;
    for (const auto& [p, accession] : life.now.members) taken.insert(now(p, end_));
    for (std::size_t tries = 0; tries < 50; ++tries) {
      const auto b = static_cast<std::int32_t>(
          random_.below(static_cast<std::uint32_t>(base_.arrangements.size())));
      const auto& others = members_[at(b)];
      const bool apart = std::none_of(others.begin(), others.end(),
                                      [&](std::int32_t p) { return taken.contains(now(p, end_)); });
      if (others.size() < 2 || !apart) continue;
      Life next(base_.arrangements[at(b)], b, -1, themes_[at(b)]);
      next.id = life.id;
      next.start = after(stop, 60, 200);
      for (const std::int32_t p : others) next.join(now(p, next.start), next.start);
      note(next.start, EventKind::id_reused, next.id);
      note(next.start, EventKind::founded, next.id);
      write(next, std::nullopt, true, life.versions());
      return;
    }
  }

  /// Lets a life run from its start to `stop`, and adds its versions. `kept`: but for mergers of
  /// municipalities and revisions nothing happens to it.
  void write(Life& life, const std::optional<Date>& stop, bool kept = false,
             std::size_t before = 0) {
    const Date last = stop.value_or(end_);
    plan_mergers(life, last);
    for (Date slot = after(life.start, 400, 800); slot + std::chrono::days{400} < last;
         slot = after(slot, 400, 500))
      plan(life, slot, kept);
    life.run(random_, pool_, result_);
    life.emit(stop, result_.tables, before);
  }

  void plan(Life& life, Date slot, bool kept) {
    const HistoryOptions& o = options_;
    double left = random_.uniform();
    const std::pair<double, void (Life::*)(Date)> chances[] = {
        {o.revised, &Life::plan_revision}, {o.joined, &Life::plan_joining},
        {o.left, &Life::plan_leaving},     {o.changed, &Life::plan_change},
        {o.host, &Life::plan_host},        {o.corrected, &Life::plan_error}};
    for (const auto& [chance, what] : chances) {
      if (left >= chance) {
        left -= chance;
        continue;
      }
      // Between an error and its correction lies no other version.
      const bool undisturbed =
          what != &Life::plan_error || life.quiet(slot, slot + std::chrono::days{300});
      if (undisturbed && (!kept || what == &Life::plan_revision)) (life.*what)(slot);
      return;
    }
  }

  void plan_mergers(Life& life, Date last) {
    for (const Merger& m : mergers_) {
      if (m.date <= life.start || m.date >= last) continue;
      if (!life.now.members.contains(m.one) && !life.now.members.contains(m.other)) continue;
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
  Pool pool_;
  std::vector<Merger> mergers_;
  std::optional<Life> pending_;  ///< Waits for another to merge with.
  Date pending_stop_;
  PlantedHistory result_;
};

}  // namespace

PlantedHistory plant_history(const RegisterTables& base, const HistoryOptions& options,
                             const Monitor* monitor) {
  check(options);
  return Planter(base, options, monitor).plant();
}

}  // namespace munigraph
