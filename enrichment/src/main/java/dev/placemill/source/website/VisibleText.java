package dev.placemill.source.website;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// The text that people see, a line for each block.
final class VisibleText {
  private static final Set<String> UNSEEN =
      Set.of("script", "style", "noscript", "template", "svg", "head", "iframe", "object");
  private static final Set<String> ONE_LINE = Set.of("td", "th", "dt", "dd");
  private static final int MOST = 400_000;

  private VisibleText() {}

  static String of(Element root) {
    var text = new StringBuilder();
    NodeTraversor.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            if (text.length() > MOST) {
              return FilterResult.STOP;
            }
            if (node instanceof TextNode words) {
              text.append(words.text());
            } else if (node instanceof Element element) {
              if (isUnseen(element)) {
                return FilterResult.SKIP_ENTIRELY;
              }
              breakBefore(element);
            }
            return FilterResult.CONTINUE;
          }

          @Override
          public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
              breakBefore(element);
            }
            return FilterResult.CONTINUE;
          }

          private void breakBefore(Element element) {
            if (ONE_LINE.contains(element.normalName())) {
              text.append(' ');
            } else if (element.isBlock() || element.normalName().equals("br")) {
              text.append('\n');
            }
          }
        },
        root);
    return text.toString();
  }

  private static boolean isUnseen(Element element) {
    return UNSEEN.contains(element.normalName())
        || element.hasAttr("hidden")
        || element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "").contains("display:none");
  }
}
