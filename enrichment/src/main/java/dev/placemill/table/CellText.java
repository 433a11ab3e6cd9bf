package dev.placemill.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Text as workbooks hold it: in pieces of one look each, beside how it is spoken.
final class CellText {
  /// How characters are written that XML cannot hold.
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private CellText() {}

  /// All pieces of text within the element that the reader is at.
  static String read(XMLStreamReader xml, String element) throws XMLStreamException {
    var text = new StringBuilder();
    boolean isSpoken = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        if (xml.getLocalName().equals("rPh")) {
          isSpoken = true;
        } else if (xml.getLocalName().equals("t") && !isSpoken) {
          text.append(xml.getElementText());
        }
      } else if (event == XMLStreamReader.END_ELEMENT) {
        if (xml.getLocalName().equals("rPh")) {
          isSpoken = false;
        } else if (xml.getLocalName().equals(element)) {
          break;
        }
      }
    }
    return plain(text.toString());
  }

  static String plain(String text) {
    return text.contains("_x")
        ? ESCAPED
            .matcher(text)
            .replaceAll(found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))))
        : text;
  }
}
