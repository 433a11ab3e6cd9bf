package dev.placemill.web;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What hosts answered, kept in files so that a restart does not ask them all again. Bounded: what
/// was longest not asked for goes first. A file that cannot be read counts as absent, and a disk
/// that is full only makes the cache useless.
final class ReplyCache {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyCache.class);
  private static final int FORMAT = 0x504d_0001;
  private static final String SUFFIX = ".page";

  private final Path directory;
  private final long mostBytes;
  private final AtomicLong temporary = new AtomicLong();
  // Least recently used first; guarded by itself.
  private final LinkedHashMap<String, Long> sizes = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  private ReplyCache(Path directory, long mostBytes) {
    this.directory = directory;
    this.mostBytes = mostBytes;
  }

  /// Finds what an earlier run left.
  static ReplyCache open(Path directory, long mostBytes) {
    var cache = new ReplyCache(directory, mostBytes);
    try {
      Files.createDirectories(directory);
      List<Path> files;
      try (Stream<Path> all = Files.list(directory)) {
        files = new ArrayList<>(all.toList());
      }
      files.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
      for (Path file : files) {
        cache.adopt(file);
      }
      cache.evict();
    } catch (IOException e) {
      throw new UncheckedIOException("the pages kept in " + directory + " cannot be read", e);
    }
    return cache;
  }

  private void adopt(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(SUFFIX)) {
      long size = Files.size(file);
      sizes.put(name, size);
      bytes += size;
    } else if (name.endsWith(".part")) {
      Files.deleteIfExists(file);
    }
  }

  Optional<Reply> find(URI address) {
    String name = fileName(address);
    synchronized (sizes) {
      if (sizes.get(name) == null) {
        return Optional.empty();
      }
    }
    try (var stream = new DataInputStream(Files.newInputStream(directory.resolve(name)))) {
      return read(stream, address);
    } catch (NoSuchFileException gone) {
      forget(name);
      return Optional.empty();
    } catch (IOException e) {
      LOG.debug("a kept page cannot be read", e);
      forget(name);
      return Optional.empty();
    }
  }

  private static Optional<Reply> read(DataInputStream stream, URI address) throws IOException {
    if (stream.readInt() != FORMAT || !stream.readUTF().equals(address.toString())) {
      return Optional.empty();
    }
    Instant receivedAt = Instant.ofEpochMilli(stream.readLong());
    int status = stream.readInt();
    String contentType = readText(stream);
    String location = readText(stream);
    String entityTag = readText(stream);
    String lastModified = readText(stream);
    byte[] packed = stream.readAllBytes();
    try (var body = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Optional.of(
          new Reply(
              status,
              receivedAt,
              contentType,
              location,
              entityTag,
              lastModified,
              null,
              body.readAllBytes()));
    }
  }

  void keep(URI address, Reply reply) {
    String name = fileName(address);
    Path part = directory.resolve(name + "." + temporary.incrementAndGet() + ".part");
    try {
      try (var stream = new DataOutputStream(Files.newOutputStream(part))) {
        write(stream, address, reply);
      }
      long size = Files.size(part);
      Files.move(
          part,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      synchronized (sizes) {
        Long old = sizes.put(name, size);
        bytes += size - (old == null ? 0 : old);
      }
      evict();
    } catch (IOException e) {
      LOG.warn("a page could not be kept, and will be asked for again: {}", e.getMessage());
      delete(part);
    }
  }

  private static void write(DataOutputStream stream, URI address, Reply reply) throws IOException {
    stream.writeInt(FORMAT);
    stream.writeUTF(address.toString());
    stream.writeLong(reply.receivedAt().toEpochMilli());
    stream.writeInt(reply.status());
    writeText(stream, reply.contentType());
    writeText(stream, reply.location());
    writeText(stream, reply.entityTag());
    writeText(stream, reply.lastModified());
    try (var body = new GZIPOutputStream(stream)) {
      body.write(reply.body());
    }
  }

  private static void writeText(DataOutputStream stream, @Nullable String text) throws IOException {
    stream.writeBoolean(text != null);
    if (text != null) {
      stream.writeUTF(text);
    }
  }

  private static @Nullable String readText(DataInputStream stream) throws IOException {
    return stream.readBoolean() ? stream.readUTF() : null;
  }

  private void evict() {
    List<String> gone = new ArrayList<>();
    synchronized (sizes) {
      Iterator<Map.Entry<String, Long>> oldest = sizes.entrySet().iterator();
      while (bytes > mostBytes && oldest.hasNext()) {
        Map.Entry<String, Long> file = oldest.next();
        bytes -= file.getValue();
        gone.add(file.getKey());
        oldest.remove();
      }
    }
    gone.forEach(name -> delete(directory.resolve(name)));
  }

  private void forget(String name) {
    synchronized (sizes) {
      Long size = sizes.remove(name);
      bytes -= size == null ? 0 : size;
    }
    delete(directory.resolve(name));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("a kept page could not be deleted", e);
    }
  }

  private static String fileName(URI address) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(address.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16) + SUFFIX;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
