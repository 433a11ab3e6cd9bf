package dev.placemill.server.matching;

import dev.placemill.attribute.CategoryTaxonomy;
import dev.placemill.reference.ReferenceCatalog;
import dev.placemill.reference.UnreadableDataset;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Matching places with records, one or a list of them, without enriching them.
public final class MatchRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(MatchRoutes.class);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);

  private final CategoryTaxonomy taxonomy = CategoryTaxonomy.load();
  private final PlaceMatching matching;

  /// @param catalog what was imported; the caller closes it
  public MatchRoutes(ReferenceCatalog catalog) {
    this.matching = new PlaceMatching(catalog, taxonomy);
  }

  /// Adds the route of this room.
  public void register(Router router) {
    router.organizationRoute("POST", "/place_enrichment/match", (request, _) -> match(request));
  }

  private Response match(Request request) {
    MatchQuestion question = MatchQuestionReader.read(request.jsonBody(), taxonomy);
    try {
      byte[] json = MatchJson.bytes(question, matching.match(question));
      return Response.json(200, out -> out.write(json));
    } catch (UnreadableDataset | UncheckedIOException e) {
      LOG.warn("The imported data could not be read", e);
      throw new ApiException(
              ErrorCode.UNAVAILABLE, "The imported data cannot be read; the log says why.")
          .retryAfter(TRY_AGAIN_AFTER.toSeconds());
    }
  }
}
