package dev.placemill.source.website;

import static org.assertj.core.api.Assertions.assertThat;

import dev.placemill.attribute.Attribute;
import dev.placemill.source.SourceAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pages made to harm whoever reads them.
class HostilePagesTest extends VisitedSites {
  @Test
  void ofAListThatAPageHidesNoBranchIsRead() {
    web.page(
        "shoes.example/",
        """
        <title>Shoe Barn</title><p>Shoe Barn, for all your feet</p>
        <div hidden>
        <div><h3>Shoe Barn Market</h3><address>12 Market Street, 62704 Springfield</address>
        <p>Mon-Sun 9am-7pm</p><a href="tel:+12175550141">call</a></div>
        <div><h3>Shoe Barn North</h3><address>99 Hill Road, 62701 Springfield</address>
        <p>Mon-Sun 8am-6pm</p><a href="tel:+12175550140">call</a></div>
        </div>
        """);
    assertThat(ask("Shoe Barn", "shoes.example/")).isInstanceOf(SourceAnswer.NothingKnown.class);
  }

  @Test
  void linksThatNobodySeesAreNotReadAndPicturesAre() {
    web.page(
        "mill.example/",
        """
        <title>Old Mill</title><style>.off { display: none } .icons { font-size: 0 }</style>
        <p>Old Mill, 12 Market Street, Springfield 62704</p>
        <div class=off><a href="tel:+19005550199">x</a> <a href="mailto:seo@spam.example">x</a></div>
        <p style="position: absolute; left: -9999px"><a href="https://www.instagram.com/spam">x</a>
        <a href="https://menus.example/spam">Menu</a></p>
        <p class=icons><a href="https://www.facebook.com/oldmill" style="text-indent: -999px">f</a></p>
        """);
    SourceAnswer answer = ask("Old Mill", "mill.example/");
    assertThat(text(answer, Attribute.FACEBOOK)).contains("https://www.facebook.com/oldmill");
    assertThat(text(answer, Attribute.PHONE)).isEmpty();
    assertThat(text(answer, Attribute.EMAIL)).isEmpty();
    assertThat(text(answer, Attribute.INSTAGRAM)).isEmpty();
    assertThat(text(answer, Attribute.MENU_URL)).isEmpty();
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
      SourceAnswer answer = ask("Old Mill", host + ".example/");
      if (answer instanceof SourceAnswer.Found) {
        assertThat(text(answer, Attribute.OPEN_CLOSED_STATUS)).isEmpty();
        if (!host.equals("deep") && !host.equals("items") && !host.equals("digits")) {
          assertThat(text(answer, Attribute.PHONE)).as(host).contains("+12175550170");
        }
      }
    }
  }
}
