package dev.placemill.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// An Excel workbook: a zip archive of XML documents, which is read from front to back, so that it
/// may be wherever it is. Only the texts that its cells share are held.
///
/// @param sheets in their order
/// @param texts that cells refer to by number
/// @param formats of numbers, that cells refer to by number
record Workbook(ListSource source, List<Sheet> sheets, List<String> texts, CellFormats formats) {
  /// A sheet.
  ///
  /// @param part of the archive that holds it
  record Sheet(String name, String part, boolean isHidden) {}

  private static final String FOLDER = "xl/";
  private static final String BOOK = "xl/workbook.xml";
  private static final String RELATIONS = "xl/_rels/workbook.xml.rels";
  private static final String TEXTS = "xl/sharedstrings.xml";
  private static final String STYLES = "xl/styles.xml";

  /// What all parts may be together when they are unpacked, beside a multiple of the archive: small
  /// ones repeat themselves the most, and none of those that people have comes near it.
  private static final long ALWAYS_FINE = 32L << 20;

  private static final long MOST_TIMES = 200;
  private static final long MOST_CHARACTERS = 48L << 20;

  /// @throws UnusableList when it is no workbook, or one that unpacks to more than any is
  static Workbook read(ListSource source) {
    var parts = new Parts(source);
    List<String> texts = new ArrayList<>();
    CellFormats[] formats = {CellFormats.NONE};
    Map<String, String> targets = new HashMap<>();
    List<NamedSheet> named = new ArrayList<>();
    boolean[] isFrom1904 = {false};
    parts.each((name, xml) -> {
      switch (name.toLowerCase(Locale.ROOT)) {
        case BOOK -> isFrom1904[0] = readBook(xml, named);
        case RELATIONS -> readRelations(xml, targets);
        case TEXTS -> readTexts(source, xml, texts);
        case STYLES -> formats[0] = CellFormats.read(xml);
        default -> {
          return false;
        }
      }
      return true;
    });
    List<Sheet> sheets =
        named.stream()
            .filter(sheet -> targets.containsKey(sheet.relation))
            .map(sheet ->
                new Sheet(sheet.name, String.valueOf(targets.get(sheet.relation)), sheet.isHidden))
            .toList();
    if (sheets.isEmpty()) {
      throw new UnusableList("%s is no Excel workbook.".formatted(source.name()));
    }
    return new Workbook(source, sheets, texts, formats[0].from1904(isFrom1904[0]));
  }

  private record NamedSheet(String name, String relation, boolean isHidden) {}

  /// @return whether its days are counted from 1904
  private static boolean readBook(XMLStreamReader xml, List<NamedSheet> sheets)
      throws XMLStreamException {
    boolean isFrom1904 = false;
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      if (xml.getLocalName().equals("workbookPr")) {
        String said = xml.getAttributeValue(null, "date1904");
        isFrom1904 = "1".equals(said) || "true".equals(said);
      } else if (xml.getLocalName().equals("sheet")) {
        String name = xml.getAttributeValue(null, "name");
        String relation = relation(xml);
        String state = xml.getAttributeValue(null, "state");
        if (name != null && relation != null) {
          sheets.add(new NamedSheet(name, relation, state != null && !state.equals("visible")));
        }
      }
    }
    return isFrom1904;
  }

  /// The attribute `id` of whichever namespace relations have.
  private static @Nullable String relation(XMLStreamReader xml) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals("id")) {
        return xml.getAttributeValue(i);
      }
    }
    return null;
  }

  private static void readRelations(XMLStreamReader xml, Map<String, String> targets)
      throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT
          && xml.getLocalName().equals("Relationship")) {
        String id = xml.getAttributeValue(null, "Id");
        String target = xml.getAttributeValue(null, "Target");
        if (id != null && target != null) {
          targets.put(id, target.startsWith("/") ? target.substring(1) : FOLDER + target);
        }
      }
    }
  }

  private static void readTexts(ListSource source, XMLStreamReader xml, List<String> texts)
      throws XMLStreamException {
    long characters = 0;
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("si")) {
        String text = CellText.read(xml, "si");
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
          throw new UnusableList(
              "%s has more text in it than is read of a workbook; save it as CSV."
                  .formatted(source.name()));
        }
        texts.add(text);
      }
    }
  }

  Sheet named(String name) {
    return sheets.stream()
        .filter(sheet -> sheet.name.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UnusableList(
                "There is no sheet \"%s\" in the workbook; its sheets are %s."
                    .formatted(
                        name,
                        sheets.stream()
                            .map(sheet -> "\"" + sheet.name + "\"")
                            .collect(Collectors.joining(", ")))));
  }

  /// The sheets that people see.
  List<Sheet> visible() {
    return sheets.stream().filter(sheet -> !sheet.isHidden).toList();
  }

  /// A part of the archive, to be read to its end. Whoever closes it closes all.
  InputStream open(Sheet sheet) throws IOException {
    var parts = new Parts(source);
    ZipArchiveInputStream zip = parts.open();
    for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().equalsIgnoreCase(sheet.part)) {
        return new FilterInputStream(parts.counted(zip)) {
          @Override
          public void close() throws IOException {
            zip.close();
          }
        };
      }
      parts.counted(zip).transferTo(OutputStream.nullOutputStream());
    }
    zip.close();
    throw new UnusableList("The sheet \"%s\" is missing in the workbook.".formatted(sheet.name));
  }

  /// The parts of the archive, counted while they are unpacked.
  private static final class Parts {
    private interface PartReader {
      /// @return whether it was read
      boolean read(String name, XMLStreamReader xml) throws XMLStreamException;
    }

    private final ListSource source;
    private final long most;
    private long unpacked;

    Parts(ListSource source) {
      this.source = source;
      this.most = ALWAYS_FINE + MOST_TIMES * source.bytes();
    }

    ZipArchiveInputStream open() throws IOException {
      // Reads what is written in one go as well, whose parts say how long they are at their end.
      return new ZipArchiveInputStream(source.open(), UTF_8.name(), true, true);
    }

    void each(PartReader reader) {
      try (ZipArchiveInputStream zip = open()) {
        for (ZipArchiveEntry entry = zip.getNextEntry();
            entry != null;
            entry = zip.getNextEntry()) {
          String name = entry.getName().toLowerCase(Locale.ROOT);
          InputStream part = counted(zip);
          if (List.of(BOOK, RELATIONS, TEXTS, STYLES).contains(name)) {
            XMLStreamReader xml = SheetXml.open(part);
            reader.read(name, xml);
            xml.close();
          }
          part.transferTo(OutputStream.nullOutputStream());
        }
      } catch (ZipException | XMLStreamException e) {
        throw new UnusableList(
            "%s cannot be read as an Excel workbook: %s."
                .formatted(source.name(), SheetXml.reason(e)),
            e);
      } catch (IOException e) {
        throw new UnusableList(
            "%s cannot be read to its end: %s.".formatted(source.name(), e.getMessage()), e);
      }
    }

    /// One part, which does not close the archive, as readers of XML do at the end, and is no more
    /// than a workbook can be.
    InputStream counted(InputStream part) {
      return new FilterInputStream(part) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int read = super.read(into, offset, length);
          unpacked += Math.max(0, read);
          if (unpacked > most) {
            throw new UnusableList(
                "%s unpacks to more than a workbook of its size can hold; save it as CSV."
                    .formatted(source.name()));
          }
          return read;
        }

        @Override
        public void close() {
          // More parts follow.
        }
      };
    }
  }
}
