package dev.placemill.server.db;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the embedded PostgreSQL is told at every start; nothing is kept in its own files.
final class PostgresSettings {
  private PostgresSettings() {}

  static Map<String, String> of(int port, Path log) {
    Map<String, String> settings = new LinkedHashMap<>();
    // Reached over loopback only; no socket file that could go stale or have too long a path.
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("port", Integer.toString(port));
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "60");
    // A result that was acknowledged is on the disk.
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    // Our chunks come compressed.
    settings.put("wal_compression", "off");
    settings.put("shared_buffers", "128MB");
    settings.put("max_wal_size", "1GB");
    // Statements are short and many: neither compiling nor parallel workers pay.
    settings.put("jit", "off");
    settings.put("max_parallel_workers_per_gather", "0");
    // A forgotten transaction holds back vacuum for everybody.
    settings.put("idle_in_transaction_session_timeout", "60s");
    settings.put("autovacuum", "on");
    settings.put("autovacuum_naptime", "15s");
    settings.put("timezone", "UTC");
    // One log file per weekday, each overwritten a week later.
    settings.put("logging_collector", "on");
    settings.put("log_directory", log.toString());
    settings.put("log_filename", "postgres-%a.log");
    settings.put("log_rotation_age", "1d");
    settings.put("log_rotation_size", "0");
    settings.put("log_truncate_on_rotation", "on");
    settings.put("log_timezone", "UTC");
    settings.put("log_checkpoints", "off");
    settings.put("log_min_error_statement", "panic");
    return settings;
  }
}
