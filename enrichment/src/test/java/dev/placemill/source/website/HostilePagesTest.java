package dev.placemill.source.website;

import static dev.placemill.source.website.VisitedSites.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.SourceAnswer;
import dev.placemill.web.StubWeb;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pages made to harm whoever reads them.
class HostilePagesTest {
  private VisitedSites site;
  private StubWeb web;

  @BeforeEach
  void open(@TempDir Path cache) {
    site = new VisitedSites(cache);
    web = site.web;
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  @Timeout(60) // A page that is read without end, not a slow machine.
  void hostilePagesDoNoHarm() {
    String sign =
        "<p>Old Mill, 12 Market Street, Springfield 62704</p><a href='tel:+12175550170'>x</a>";
    web.page("deep.example/", "<div>".repeat(10_000) + sign);
    web.page("wide.example/", "<p class='" + "x".repeat(200_000) + "'></p>" + sign);
    web.page(
        "json.example/",
        "<script type=application/ld+json>" + "[".repeat(100_000) + "</script>" + sign);
    web.page(
        "circle.example/",
        "<script type=application/ld+json>{\"@type\":\"Store\",\"@id\":\"#a\",\"department\":{\"@id\":\"#a\"}}</script>"
            + sign);
    web.page("items.example/", "<div itemscope itemtype=Store itemprop=x>".repeat(2_000) + sign);
    web.page("digits.example/", sign + "1 ".repeat(10_000) + "<p>" + "Mon ".repeat(5_000));
    web.page(
        "hidden.example/",
        "<style>.x { display: none }</style><p class=x>We are permanently closed</p>"
            + sign
            + "<div hidden>permanently closed</div><script>Mon-Sun 1-2</script>");
    web.page(
        "blanks.example/",
        "<script type=application/ld+json>{}" + " ".repeat(100_000) + "x</script>" + sign);
    for (String host :
        List.of("deep", "wide", "json", "circle", "items", "digits", "hidden", "blanks")) {
      SourceAnswer answer = site.ask("Old Mill", host + ".example/");
      if (answer instanceof SourceAnswer.Found) {
        assertThat(text(answer, Attribute.OPEN_CLOSED_STATUS)).isEmpty();
        if (!host.equals("deep") && !host.equals("items") && !host.equals("digits")) {
          assertThat(text(answer, Attribute.PHONE)).as(host).contains("+12175550170");
        }
      }
    }
  }
}
