package dev.placemill.server.cli;

import dev.placemill.terminal.CommandFailure;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One organization with one key, which cannot be revoked.
final class FakeOrganizations implements Organizations {
  @Override
  public String createKey(KeyOptions options) {
    String key = "pmk_secret_of_" + options.organization();
    return options.life() == null
        ? key
        : "%s_for_%s_for_%d_days"
            .formatted(key, String.join("_and_", options.scopes()), options.life().toDays());
  }

  @Override
  public String rotateKey(String keyId, Duration overlap) {
    return "pmk_after_%s_in_%dh".formatted(keyId, overlap.toHours());
  }

  @Override
  public void revokeKey(String keyId) {
    throw new IllegalStateException("a fault of ours");
  }

  @Override
  public List<KeyLine> keys(@Nullable String organization) {
    return List.of(
        new KeyLine(
            "k1",
            "acme",
            null,
            "...wxyz",
            List.of("batches:read"),
            "live",
            "2026-01-01T00:00:00Z",
            null,
            null,
            null,
            null));
  }

  @Override
  public List<OrganizationLine> organizations() {
    return List.of();
  }

  @Override
  public List<LimitLine> limits(String organization) {
    return List.of(new LimitLine("max-places", 500), new LimitLine("open-slices", null));
  }

  @Override
  public void setLimits(String organization, Map<String, String> wanted) {
    throw new CommandFailure("Cannot set %s of %s.".formatted(wanted, organization));
  }

  @Override
  public List<UsageLine> usage(
      String organization, @Nullable LocalDate from, @Nullable LocalDate to) {
    return from == null
        ? List.of()
        : List.of(new UsageLine(from + " to " + to, 5, 2, 1, 1, 1_234, 1_000, 200));
  }

  @Override
  public void close() {}
}
