package dev.placemill.server.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line in the log for each request, where `log.access` asks for it. What could be a secret in
/// a path or a query is not shown, and what a supervisor asks every few seconds is left out.
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  private static final Set<String> QUIET = Set.of("/livez", "/readyz", "/healthz", "/metrics");

  /// A key of ours, wherever it ended up.
  private static final Pattern KEY = Pattern.compile("pmk_[0-9A-Za-z]+|whsec_[0-9A-Za-z+/=%]+");

  /// Parameters whose names say that nobody else should read them.
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(?<=^|&)([^=&]*(?:key|token|secret|password|signature|auth|ticket)[^=&]*)=[^&]*");

  /// What a line in `logfmt` holds without quotes, whatever a client sends.
  private static final Pattern UNUSABLE = Pattern.compile("[^!#-<>-\\[\\]-~=]");

  private static final int LONGEST = 300;
  private static final double NANOS_PER_MILLI = 1e6;

  private AccessLog() {}

  static void add(Exchange exchange) {
    if (exchange.route() != null && QUIET.contains(exchange.route())) {
      return;
    }
    var line =
        LOG.atInfo()
            .addKeyValue("method", shown(exchange.method()))
            .addKeyValue("path", shown(exchange.path()));
    if (!exchange.query().isEmpty()) {
      line = line.addKeyValue("query", shown(masked(exchange.query())));
    }
    if (exchange.route() != null) {
      line = line.addKeyValue("route", exchange.route());
    }
    if (!exchange.whole()) {
      line = line.addKeyValue("cut_off", true);
    }
    line.addKeyValue("protocol", exchange.protocol())
        .addKeyValue("status", exchange.status())
        .addKeyValue("bytes", exchange.bytes())
        .addKeyValue(
            "duration_ms",
            String.format(Locale.ROOT, "%.1f", exchange.time().toNanos() / NANOS_PER_MILLI))
        .log("request");
  }

  private static String masked(String query) {
    return SECRET.matcher(query).replaceAll("$1=***");
  }

  private static String shown(String text) {
    String plain = UNUSABLE.matcher(KEY.matcher(text).replaceAll("***")).replaceAll("_");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
