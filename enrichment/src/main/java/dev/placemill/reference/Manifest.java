package dev.placemill.reference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.IOUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Which index directories are in force. It is replaced as a whole or not at all, which is what
/// makes an import atomic.
///
/// @param generation raised by every import, so that no directory name is used twice
record Manifest(int generation, List<ReferenceDataset> datasets) {
  static final String FILE_NAME = "datasets.json";
  private static final Manifest NOTHING = new Manifest(0, List.of());
  private static final JsonMapper JSON = new JsonMapper();

  Manifest {
    datasets = List.copyOf(datasets);
  }

  static Manifest read(Path referenceDirectory) throws IOException {
    Path file = referenceDirectory.resolve(FILE_NAME);
    try {
      return JSON.readValue(Files.readAllBytes(file), Manifest.class);
    } catch (NoSuchFileException _) {
      return NOTHING;
    } catch (JacksonException | NullPointerException e) {
      throw new UnreadableDataset(file, "is not a list of datasets", e);
    }
  }

  void write(Path referenceDirectory) throws IOException {
    Path next = referenceDirectory.resolve(FILE_NAME + ".next");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes =
          ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        next,
        referenceDirectory.resolve(FILE_NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    IOUtils.fsync(referenceDirectory, true);
  }

  Optional<ReferenceDataset> find(String name) {
    return datasets.stream().filter(dataset -> dataset.name().equals(name)).findFirst();
  }

  /// The next manifest: this dataset added, or put in the place of the one of its name.
  Manifest with(ReferenceDataset dataset) {
    List<ReferenceDataset> all = new ArrayList<>(datasets);
    all.removeIf(other -> other.name().equals(dataset.name()));
    all.add(dataset);
    return new Manifest(generation + 1, all);
  }

  /// The next manifest: the dataset of this name gone.
  Manifest without(String name) {
    return new Manifest(
        generation + 1, datasets.stream().filter(dataset -> !dataset.name().equals(name)).toList());
  }
}
