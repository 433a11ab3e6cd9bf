package dev.placemill.page;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
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
/// the page's own style sheet hide, with all that is in it. A sheet in a file of its own is not
/// read.
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

  /// What takes a part from the page as a whole.
  private static final Pattern HIDING =
      Pattern.compile(
          "display:none|visibility:(?:hidden|collapse)|opacity:0(?:\\.0+)?(?:[;%!]|$)"
              + "|(?:left|right|top|margin-left):-\\d{3,}"
              + "|clip:rect\\(0|clip-path:inset\\((?:50|100)%|transform:scale\\(0");

  /// What takes its words only: pictures stand where the words of many links were.
  private static final Pattern HIDING_WORDS =
      Pattern.compile(
          "font-size:0(?:\\.0+)?(?:px|pt|em|rem|%)?(?:[;!]|$)|text-indent:-\\d{3,}"
              + "|color:transparent");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /// With all that is in them.
  private final Set<Element> hidden = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Element> wordless = Collections.newSetFromMap(new IdentityHashMap<>());

  private VisibleText() {}

  /// Finds out what a page hides, and leaves the page as it is.
  public static VisibleText in(Document page) {
    var visible = new VisibleText();
    StringBuilder sheets = new StringBuilder();
    page.getElementsByTag("style").forEach(sheet -> sheets.append(sheet.data()).append('\n'));
    Set<Element> hiding = bySheet(page, sheets.toString(), VisibleText::isHiding);
    Set<Element> hidingWords = bySheet(page, sheets.toString(), VisibleText::isHidingWords);
    NodeTraversor.traverse(
        (node, _) -> {
          if (node instanceof Element element) {
            visible.look(element, hiding, hidingWords);
          }
        },
        page.body());
    return visible;
  }

  /// Outer parts come first.
  private void look(Element element, Set<Element> hiding, Set<Element> hidingWords) {
    String style = element.attr("style");
    if (hidden.contains(element.parent())
        || WITHOUT_TEXT.contains(element.normalName())
        || element.hasAttr("hidden")
        || hiding.contains(element)
        || isHiding(style)) {
      hidden.add(element);
    } else if (wordless.contains(element.parent())
        || hidingWords.contains(element)
        || isHidingWords(style)) {
      wordless.add(element);
    }
  }

  /// Whether people see a part of the page, if only as a picture.
  public boolean shows(Element part) {
    return !hidden.contains(part);
  }

  /// The text of the page or of a part of it, as far as anybody reads on.
  public String of(Element part) {
    var lines = new Lines();
    NodeTraversor.filter(lines, part instanceof Document page ? page.body() : part);
    return lines.text();
  }

  /// A page that hides all of itself shows it as soon as its scripts have run.
  private static Set<Element> bySheet(Document page, String sheet, Predicate<String> hides) {
    Set<Element> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String selector : HidingRules.selectors(sheet, hides)) {
      found.addAll(selected(page, selector));
    }
    found.remove(page.body());
    return found;
  }

  private static List<Element> selected(Document page, String selector) {
    try {
      return page.body().select(selector);
    } catch (SelectorParseException | IllegalArgumentException notASelector) {
      return List.of();
    }
  }

  private static boolean isHiding(String style) {
    return HIDING.matcher(unspaced(style)).find();
  }

  private static boolean isHidingWords(String style) {
    return HIDING_WORDS.matcher(unspaced(style)).find();
  }

  private static String unspaced(String style) {
    return SPACES.matcher(style.toLowerCase(Locale.ROOT)).replaceAll("");
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
      if (hidden.contains(element) || wordless.contains(element)) {
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
