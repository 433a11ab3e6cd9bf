package dev.placemill.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// As whom PostgreSQL's programs run: it refuses to run as root.
///
/// An ordinary user runs them directly. Root runs them in a user namespace of their own, where the
/// same files belong to "nobody" and stay root's outside; where user namespaces are forbidden, or
/// the data belongs to an ordinary user already, root hands over to that user or to `postgres` or
/// `nobody`.
///
/// @param prefix put before the program
/// @param user the user the data must belong to, or null for whoever we are
record RunAs(List<String> prefix, @Nullable UserPrincipal user) {

  static RunAs choose(Platform platform, Path cluster) {
    if (!isRoot()) {
      return new RunAs(List.of(), null);
    }
    if (!platform.isLinux()) {
      throw new StartFailure(
          "PostgreSQL refuses to run as root; start Placemill as an ordinary user.");
    }
    List<String> names = new ArrayList<>(ownerOf(cluster));
    if (names.isEmpty() && Command.run(List.of("unshare", "-U", "true")).succeeded()) {
      return new RunAs(List.of("unshare", "-U"), userNamed("root"));
    }
    names.add("postgres");
    names.add("nobody");
    for (String name : names) {
      List<String> prefix = handOver(name);
      if (Command.run(Command.join(prefix, List.of("true"))).succeeded()) {
        return new RunAs(prefix, userNamed(name));
      }
    }
    throw new StartFailure(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here to run it otherwise; start Placemill as an ordinary user or set PLACEMILL_DATABASE_URL.");
  }

  /// Whether the programs run as somebody who needs a way through the directories above.
  boolean isHandedOver() {
    return prefix.contains("setpriv");
  }

  boolean canEnter(Path directory) {
    return Command.run(Command.join(prefix, List.of("test", "-x", directory.toString())))
        .succeeded();
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static List<String> handOver(String name) {
    return List.of("setpriv", "--reuid=" + name, "--regid=" + groupOf(name), "--clear-groups");
  }

  private static String groupOf(String name) {
    return Command.run(List.of("id", "-g", name)).output();
  }

  /// The name of the ordinary user the data belongs to; empty when it is root's or yet to be made.
  private static List<String> ownerOf(Path cluster) {
    try {
      String owner = Files.exists(cluster) ? Files.getOwner(cluster).getName() : "root";
      boolean known = Command.run(List.of("id", "-u", owner)).succeeded();
      return owner.equals("root") || !known ? List.of() : List.of(owner);
    } catch (IOException e) {
      throw StartFailure.of(cluster, e);
    }
  }

  private static UserPrincipal userNamed(String name) {
    try {
      return Path.of("/")
          .getFileSystem()
          .getUserPrincipalLookupService()
          .lookupPrincipalByName(name);
    } catch (IOException e) {
      throw new StartFailure("The user " + name + " cannot be looked up: " + e.getMessage(), e);
    }
  }
}
