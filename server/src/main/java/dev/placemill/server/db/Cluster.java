package dev.placemill.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of one embedded PostgreSQL: `data` (PostgreSQL's own), `log`, and `password`.
///
/// The cluster is made beside its place and renamed when whole, so one that exists is usable.
record Cluster(Path instance, RunAs runAs) {
  static final String SUPERUSER = "placemill";
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  Path data() {
    return instance.resolve("data");
  }

  Path log() {
    return instance.resolve("log");
  }

  /// Makes what is missing, and refuses data of another major version.
  void prepare(PostgresPrograms programs) {
    try {
      openTheWay();
      Files.createDirectories(log());
      handOver(log());
      if (Files.exists(data())) {
        refuseOtherVersion(programs);
        handOver(data());
      } else {
        create(programs);
      }
    } catch (IOException e) {
      throw StartFailure.of(instance, e);
    }
  }

  String password() {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (IOException e) {
      throw new StartFailure(
          "The password of the embedded PostgreSQL cannot be read from " + passwordFile() + ".", e);
    }
  }

  private void create(PostgresPrograms programs) throws IOException {
    LOG.info("Creating the database in {}", data());
    Path unfinished = instance.resolve("data.new");
    FileTree.delete(unfinished);
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    OwnerOnly.write(passwordFile(), HexFormat.of().formatHex(random) + "\n");
    Path forInitdb = instance.resolve("password.initdb");
    Files.copy(
        passwordFile(),
        forInitdb,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(
        unfinished, PosixFilePermissions.asFileAttribute(OwnerOnly.DIRECTORY_PERMISSIONS));
    handOver(forInitdb);
    handOver(unfinished);
    initdb(programs, unfinished, forInitdb);
    Files.delete(forInitdb);
    Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void initdb(PostgresPrograms programs, Path directory, Path passwordFile) {
    Command.Outcome outcome =
        Command.run(
            Command.join(
                runAs.prefix(),
                List.of(
                    programs.program("initdb"),
                    "--pgdata=" + directory,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--data-checksums",
                    "--no-instructions")));
    if (outcome.succeeded()) {
      return;
    }
    if (StartFailure.isDiskFull(outcome.output())) {
      throw StartFailure.diskFull(instance);
    }
    throw new StartFailure(
        "PostgreSQL could not create its data in " + instance + ": " + lastLines(outcome.output()));
  }

  private void refuseOtherVersion(PostgresPrograms programs) throws IOException {
    Path versionFile = data().resolve("PG_VERSION");
    String found = Files.exists(versionFile) ? Files.readString(versionFile).strip() : "unknown";
    if (!found.equals(Integer.toString(programs.majorVersion()))) {
      throw new StartFailure(
          "The data in %s was written by PostgreSQL %s and this Placemill brings %d: run the Placemill that wrote it, or move as docs/how-to/backup-and-upgrade.md tells."
              .formatted(data(), found, programs.majorVersion()));
    }
  }

  /// Another user than ours must get through to its data, without being able to look around.
  private void openTheWay() throws IOException {
    if (!runAs.isHandedOver()) {
      return;
    }
    Files.setPosixFilePermissions(instance, PosixFilePermissions.fromString("rwx--x--x"));
    if (!runAs.canEnter(instance)) {
      throw new StartFailure(
          "PostgreSQL cannot run as root and its user %s cannot reach %s; choose a data directory that others may pass through, or start Placemill as an ordinary user."
              .formatted(runAs.user(), instance));
    }
  }

  private void handOver(Path path) throws IOException {
    if (runAs.user() != null) {
      FileTree.giveTo(runAs.user(), path);
    }
  }

  private Path passwordFile() {
    return instance.resolve("password");
  }

  static String lastLines(String output) {
    List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
  }
}
