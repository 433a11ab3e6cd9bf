package dev.placemill.server.app;

import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.AuditRoutes;
import dev.placemill.server.batch.BatchLimits;
import dev.placemill.server.batch.UsageRoutes;
import dev.placemill.server.console.ConsoleLimits;
import dev.placemill.server.console.ConsoleRoutes;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.Authenticator;
import dev.placemill.server.http.Router;
import dev.placemill.server.org.Doorkeeper;
import dev.placemill.server.org.KeyRoutes;
import dev.placemill.server.org.OrgConfig;
import dev.placemill.server.org.OrgStore;
import dev.placemill.server.org.Sessions;
import dev.placemill.server.worker.Loop;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What governs organizations: who is let in, and what is remembered of it.
final class Tenancy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tenancy.class);
  private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  private final Doorkeeper doorkeeper;
  private final KeyRoutes keys;
  private final AuditRoutes audit;
  private final UsageRoutes usage;
  private final @Nullable ConsoleRoutes console;
  private final List<Loop> loops;

  Tenancy(AppConfig settings, Database database) {
    OrgConfig config = settings.org();
    var sessions = new Sessions(database, config, settings.session());
    boolean hasConsole = settings.console().enabled();
    doorkeeper = new Doorkeeper(database, config, hasConsole ? sessions : null);
    console = hasConsole ? console(settings, sessions) : null;
    if (settings.session().openOrganization() != null) {
      new OrgStore(database).createOrganization(settings.session().openOrganization());
    }
    keys = new KeyRoutes(database, config);
    audit = new AuditRoutes(database);
    usage = new UsageRoutes(database);
    loops =
        List.of(
            new Loop("use of keys", NOTE_EVERY, doorkeeper::noteUse),
            new Loop("sessions of the console", FORGET_EVERY, sessions::forget),
            new Loop(
                "audit log",
                FORGET_EVERY,
                () -> database.useTransaction(handle -> Audit.forget(handle, config.auditKept()))));
  }

  private static ConsoleRoutes console(AppConfig settings, Sessions sessions) {
    BatchLimits batch = settings.batch();
    return new ConsoleRoutes(
        settings.console(),
        new ConsoleLimits(
            batch.maxPlaces(), batch.maxJobs(), settings.http().maxListBytes(), batch.retention()),
        sessions,
        settings.session().longest(),
        settings.http().publicUrl());
  }

  Authenticator authenticator() {
    return doorkeeper;
  }

  void register(Router router) {
    keys.register(router);
    audit.register(router);
    usage.register(router);
    if (console != null) {
      console.register(router);
    }
  }

  void start() {
    loops.forEach(Loop::start);
  }

  /// Stops, once nobody is let in any more.
  @Override
  public void close() {
    loops.forEach(Loop::close);
    try {
      doorkeeper.noteUse();
    } catch (RuntimeException e) {
      LOG.warn("which keys were used in the last minute is not known: {}", e.getMessage());
    }
  }
}
