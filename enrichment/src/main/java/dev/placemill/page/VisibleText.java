package dev.placemill.page;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.Selector.SelectorParseException;

/// The text of a page as far as people see it, one line per block.
///
/// Text that a page hides speaks to machines only, and is left out: whatever attributes, styles and
/// the page's own style sheet hide. A sheet in a file of its own is not read.
public final class VisibleText {
  private static final Set<String> WITHOUT_TEXT =
      Set.of(
          "head",
          "script",
          "style",
          "template",
          "noscript",
          "svg",
          "math",
          "iframe",
          "object",
          "canvas",
          "audio",
          "video",
          "input",
          "textarea",
          "select",
          "datalist",
          "dialog");
  private static final Set<String> CELLS = Set.of("td", "th", "dt", "dd");
  private static final int MOST = 400_000;
  private static final Pattern HIDING =
      Pattern.compile(
          "display:none|visibility:(?:hidden|collapse)|opacity:0(?:\\.0+)?(?:[;%!]|$)"
              + "|font-size:0(?:\\.0+)?(?:px|pt|em|rem|%)?(?:[;!]|$)"
              + "|(?:text-indent|left|right|top|margin-left):-\\d{3,}"
              + "|clip:rect\\(0|clip-path:inset\\((?:50|100)%"
              + "|color:transparent|transform:scale\\(0");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final Set<Element> hiddenBySheet = Collections.newSetFromMap(new IdentityHashMap<>());

  private VisibleText() {}

  /// Finds out what a page hides, and leaves the page as it is.
  public static VisibleText in(Document page) {
    var visible = new VisibleText();
    StringBuilder sheets = new StringBuilder();
    page.getElementsByTag("style").forEach(sheet -> sheets.append(sheet.data()).append('\n'));
    for (String selector : HidingRules.selectors(sheets.toString())) {
      visible.hiddenBySheet.addAll(hidden(page, selector));
    }
    visible.hiddenBySheet.remove(page.body());
    return visible;
  }

  /// The text of the page or of a part of it, as far as anybody reads on.
  public String of(Element part) {
    var lines = new Lines();
    NodeTraversor.filter(lines, part instanceof Document page ? page.body() : part);
    return lines.text();
  }

  private static List<Element> hidden(Document page, String selector) {
    try {
      return page.body().select(selector);
    } catch (SelectorParseException | IllegalArgumentException notASelector) {
      return List.of();
    }
  }

  static boolean isHiding(String style) {
    return HIDING.matcher(SPACES.matcher(style.toLowerCase(Locale.ROOT)).replaceAll("")).find();
  }

  /// Walks without recursion: pages may be nested as deep as they like.
  private final class Lines implements NodeFilter {
    private final StringBuilder text = new StringBuilder();

    @Override
    public FilterResult head(Node node, int depth) {
      if (text.length() > MOST) {
        return FilterResult.STOP;
      }
      if (node instanceof TextNode words) {
        append(words.getWholeText());
        return FilterResult.CONTINUE;
      }
      if (!(node instanceof Element element)) {
        return FilterResult.SKIP_ENTIRELY;
      }
      if (WITHOUT_TEXT.contains(element.normalName())
          || element.hasAttr("hidden")
          || hiddenBySheet.contains(element)
          || isHiding(element.attr("style"))) {
        return FilterResult.SKIP_ENTIRELY;
      }
      if (CELLS.contains(element.normalName())) {
        append(" ");
      } else if (element.isBlock() || element.normalName().equals("br")) {
        endLine();
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element
          && element.isBlock()
          && !CELLS.contains(element.normalName())) {
        endLine();
      }
      return FilterResult.CONTINUE;
    }

    private void append(String words) {
      String folded = WhiteSpace.folded(words);
      boolean isAtStart = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
      boolean hasSpace = !text.isEmpty() && text.charAt(text.length() - 1) == ' ';
      text.append(isAtStart || hasSpace ? folded.stripLeading() : folded);
    }

    private void endLine() {
      while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
        text.setLength(text.length() - 1);
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }

    String text() {
      endLine();
      return text.toString().strip();
    }
  }
}
