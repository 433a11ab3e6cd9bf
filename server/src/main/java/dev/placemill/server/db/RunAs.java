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
/// An ordinary user runs them directly. Root, and a user id without a name, run them in a user
/// namespace of their own, where the same files belong to "nobody" and stay ours outside. Where
/// user namespaces are forbidden, or the data belongs to an ordinary user already, root hands over
/// to that user or to `postgres` or `nobody`.
///
/// @param prefix put before the program
/// @param user the user the data must belong to, or null for whoever we are
record RunAs(List<String> prefix, @Nullable UserPrincipal user) {

  static RunAs choose(Platform platform, Path cluster) {
    if (!isRoot()) {
      return new RunAs(isNamed() ? List.of() : inOwnNamespace(), null);
    }
    if (!platform.isLinux()) {
      throw new StartFailure(
          "PostgreSQL refuses to run as root; start Placemill as an ordinary user.");
    }
    List<String> names = new ArrayList<>(ownerOf(cluster));
    List<String> namespace = names.isEmpty() ? inOwnNamespace() : List.of();
    if (!namespace.isEmpty()) {
      return new RunAs(namespace, userNamed("root"));
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
    return Command.run(List.of("id", "-u")).output().equals("0");
  }

  /// Whether our user id has a name; `initdb` insists on one, containers often have none.
  private static boolean isNamed() {
    return Command.run(List.of("id", "-un")).succeeded();
  }

  /// Empty where user namespaces are forbidden.
  private static List<String> inOwnNamespace() {
    List<String> namespace = List.of("unshare", "-U");
    return Command.run(Command.join(namespace, List.of("true"))).succeeded()
        ? namespace
        : List.of();
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
