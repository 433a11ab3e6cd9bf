package dev.placemill.server.org;

import dev.placemill.config.ConfigReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How people sign in to the console: some of the keys `console.*`.
///
/// @param idle after which time without a request a session ends
/// @param longest after which time it ends anyhow
/// @param openOrganization in whose name everybody on this machine is let in without a key, or null
///   where nobody is
public record SessionConfig(Duration idle, Duration longest, @Nullable String openOrganization) {
  public static SessionConfig read(ConfigReader reader) {
    return new SessionConfig(
        reader.duration(
            "console.session-idle",
            "12h",
            "after which time without a request somebody who signed in to the console has to do so"
                + " again",
            Duration.ofMinutes(5),
            Duration.ofDays(30)),
        reader.duration(
            "console.session-longest",
            "7d",
            "after which time they have to do so anyhow",
            Duration.ofMinutes(5),
            Duration.ofDays(90)),
        reader.optionalForm(
            "console.open-organization",
            "for a server of one person: the organization that everybody on this machine sees in the"
                + " console without signing in, with every scope, `admin` too; wants `http.host` to"
                + " be a loopback address, and no proxy before it",
            "the name of an organization: 1 to 63 lower-case letters, digits, - and _, beginning with"
                + " a letter or digit",
            text -> OrgStore.isSlug(text) ? text : null));
  }
}
