package dev.placemill.config;

import java.util.Collection;

/// The settings as the Markdown table of `docs/reference/configuration.md`.
final class ConfigurationTable {
  private ConfigurationTable() {}

  static String of(Collection<Setting<?>> settings) {
    StringBuilder table =
        new StringBuilder(
            "| key | environment variable | default | meaning |\n| --- | --- | --- | --- |\n");
    for (Setting<?> setting : settings) {
      String variable = "`" + setting.variable() + "`";
      if (setting.secret()) {
        variable += ", `" + setting.fileVariable() + "`";
      }
      if (setting.standard() != null) {
        variable += ", else `" + setting.standard() + "`";
      }
      String fallback = setting.fallback();
      String usual = fallback == null || fallback.isEmpty() ? "unset" : "`" + fallback + "`";
      table
          .append("| `%s` | %s | %s | ".formatted(setting.key(), variable, usual))
          .append(setting.meaning().replace("|", "\\|"))
          .append(" |\n");
    }
    return table.toString();
  }
}
