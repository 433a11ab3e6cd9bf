package dev.placemill.server.db;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The list of what a backup holds, a file of it written last: a directory without it, or with less
/// than it says, is no backup.
///
/// @param postgres the major version that wrote the data
record BackupContents(int postgres, List<Entry> entries) {
  private static final String NAME = "contents.txt";
  private static final String HEAD = "placemill-backup 1 postgres ";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{8}) ([0-9]{1,18}) (.+)");

  /// One file or directory.
  ///
  /// @param crc the CRC-32C of the file
  /// @param name its path within the backup; that of a directory ends with a slash
  record Entry(int crc, long size, String name) {
    static Entry of(String name, OwnerOnly.Copied file) {
      return new Entry(file.crc(), file.size(), name);
    }

    static Entry ofDirectory(String name) {
      return new Entry(0, 0, name.endsWith("/") ? name : name + "/");
    }

    boolean isDirectory() {
      return name.endsWith("/");
    }
  }

  int files() {
    return (int) entries.stream().filter(entry -> !entry.isDirectory()).count();
  }

  long bytes() {
    return entries.stream().mapToLong(Entry::size).sum();
  }

  void writeTo(Path backup) throws IOException {
    var text = new StringBuilder(HEAD).append(postgres).append('\n');
    entries.forEach(entry ->
        text.append(HexFormat.of().toHexDigits(entry.crc))
            .append(' ')
            .append(entry.size)
            .append(' ')
            .append(entry.name)
            .append('\n'));
    OwnerOnly.write(backup.resolve(NAME), text.append("end\n").toString());
  }

  /// @throws StartFailure when there is no whole list
  static BackupContents in(Path backup) {
    List<String> lines = lines(backup);
    boolean whole =
        lines.size() >= 2 && lines.getFirst().startsWith(HEAD) && lines.getLast().equals("end");
    String version = whole ? lines.getFirst().substring(HEAD.length()) : "";
    if (!version.matches("[0-9]{1,4}")) {
      throw noBackup(backup);
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || !isInside(backup, matcher.group(3))) {
        throw noBackup(backup);
      }
      entries.add(
          new Entry(
              HexFormat.fromHexDigits(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              matcher.group(3)));
    }
    return new BackupContents(Integer.parseInt(version), entries);
  }

  private static List<String> lines(Path backup) {
    try {
      return Files.readAllLines(backup.resolve(NAME));
    } catch (NoSuchFileException | MalformedInputException _) {
      throw noBackup(backup);
    } catch (IOException e) {
      throw StartFailure.of(backup, e);
    }
  }

  private static boolean isInside(Path backup, String name) {
    return backup.resolve(name).normalize().startsWith(backup) && !name.startsWith("/");
  }

  private static StartFailure noBackup(Path backup) {
    return new StartFailure(
        "%s is not a whole backup: its list %s is missing or cut off, as when the backup was broken off."
            .formatted(backup, NAME));
  }
}
