package dev.placemill.server.app;

import dev.placemill.server.batch.Usage;
import dev.placemill.server.batch.UsageReport;
import dev.placemill.server.cli.Organizations;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Scope;
import dev.placemill.server.org.ApiKey;
import dev.placemill.server.org.Limit;
import dev.placemill.server.org.Limits;
import dev.placemill.server.org.NewKey;
import dev.placemill.server.org.OrgStore;
import dev.placemill.terminal.CommandFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The commands about organizations and keys, on an open database.
final class LocalOrganizations implements Organizations {
  /// In place of a number: the limit of the server.
  private static final String DEFAULT = "default";

  private final Database database;
  private final OrgStore orgs;
  private final Limits limits;
  private final Clock clock;

  LocalOrganizations(Database database, Clock clock) {
    this.database = database;
    this.orgs = new OrgStore(database);
    this.limits = new Limits(database);
    this.clock = clock;
  }

  @Override
  public String createKey(KeyOptions options) {
    Set<Scope> scopes =
        options.scopes().isEmpty()
            ? Scope.USUAL
            : options.scopes().stream()
                .map(LocalOrganizations::scope)
                .collect(Collectors.toUnmodifiableSet());
    Instant expiresAt = options.life() == null ? null : clock.instant().plus(options.life());
    return LocalApp.inOneSentence(
        () -> orgs.makeKey(options.organization(), new NewKey(options.name(), scopes, expiresAt)));
  }

  private static Scope scope(String name) {
    return Scope.findByWireName(name)
        .orElseThrow(() ->
            new CommandFailure(
                "There is no scope \"%s\"; there are %s."
                    .formatted(
                        name,
                        Arrays.stream(Scope.values())
                            .map(Scope::wireName)
                            .collect(Collectors.joining(", ")))));
  }

  @Override
  public String rotateKey(String keyId, Duration overlap) {
    return found(keyId, id -> LocalApp.inOneSentence(() -> orgs.rotateKey(id, overlap)));
  }

  @Override
  public void revokeKey(String keyId) {
    found(keyId, id -> orgs.revokeKey(id) ? Optional.of(id) : Optional.empty());
  }

  private static <T> T found(String keyId, LongFunction<Optional<T>> work) {
    return Optional.of(keyId)
        .filter(id -> id.matches("[0-9]{1,18}"))
        .flatMap(id -> work.apply(Long.parseLong(id)))
        .orElseThrow(() ->
            new CommandFailure(
                "There is no key %s; \"placemill key list\" shows them.".formatted(keyId)));
  }

  @Override
  public List<KeyLine> keys(@Nullable String organization) {
    return orgs.keys().stream()
        .filter(key -> organization == null || key.org().equals(organization))
        .map(LocalOrganizations::line)
        .toList();
  }

  private static KeyLine line(ApiKey key) {
    return new KeyLine(
        Long.toString(key.keyId()),
        key.org(),
        key.name(),
        "..." + key.hint(),
        Scope.wireNames(key.scopes()),
        key.state(),
        key.createdAt().toString(),
        text(key.expiresAt()),
        text(key.lastUsedAt()),
        text(key.revokedAt()),
        key.replacedBy() == null ? null : key.replacedBy().toString());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  @Override
  public List<OrganizationLine> organizations() {
    return orgs.organizations().stream()
        .map(org -> new OrganizationLine(org.slug(), org.liveKeys(), org.createdAt().toString()))
        .toList();
  }

  @Override
  public List<LimitLine> limits(String organization) {
    Map<Limit, Integer> own = limits.of(id(organization));
    return Arrays.stream(Limit.values())
        .map(limit -> new LimitLine(limit.wireName(), own.get(limit)))
        .toList();
  }

  private long id(String organization) {
    return limits
        .findOrganization(organization)
        .orElseThrow(() ->
            new CommandFailure(
                "There is no organization \"%s\"; \"placemill org list\" shows them."
                    .formatted(organization)));
  }

  @Override
  public void setLimits(String organization, Map<String, String> wanted) {
    Map<Limit, Optional<Integer>> values = new EnumMap<>(Limit.class);
    wanted.forEach(
        (name, value) -> values.put(Limit.findByWireName(name).orElseThrow(), value(name, value)));
    long id = id(organization);
    LocalApp.inOneSentence(() -> {
      limits.set(id, organization, values);
      return id;
    });
  }

  private static Optional<Integer> value(String name, String text) {
    if (text.equals(DEFAULT)) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new CommandFailure(
          "--%s takes a whole number, or \"default\"; it was \"%s\".".formatted(name, text));
    }
    return Optional.of(Integer.parseInt(text));
  }

  @Override
  public List<UsageLine> usage(
      String organization, @Nullable LocalDate from, @Nullable LocalDate to) {
    LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : to;
    LocalDate first = from == null ? last.withDayOfMonth(1) : from;
    UsageReport report = UsageReport.of(database, id(organization), first, last);
    List<UsageLine> lines = new ArrayList<>();
    report.months().forEach((month, used) -> lines.add(line(month.toString(), used)));
    report.days().forEach((day, used) -> lines.add(line(day.toString(), used)));
    return lines;
  }

  private static UsageLine line(String time, Usage used) {
    return new UsageLine(
        time,
        used.batches().total(),
        used.batches().completed(),
        used.batches().partial(),
        used.batches().failed(),
        used.places().total(),
        used.places().completed(),
        used.places().failed());
  }

  @Override
  public void close() {
    database.close();
  }
}
