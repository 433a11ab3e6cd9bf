package dev.placemill.server.webhook;

import dev.placemill.server.audit.Action;
import dev.placemill.server.audit.Audit;
import dev.placemill.server.audit.Author;
import dev.placemill.server.db.Database;
import dev.placemill.server.http.ApiException;
import dev.placemill.server.http.Caller;
import dev.placemill.server.http.ErrorCode;
import dev.placemill.server.http.Offer;
import dev.placemill.server.http.Request;
import dev.placemill.server.http.Response;
import dev.placemill.server.http.Router;
import dev.placemill.server.http.Scope;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The API of webhooks: an organization's own ones, their secrets and their log.
public final class WebhookRoutes {
  private static final String WEBHOOKS = "/place_enrichment/webhooks";
  private static final String WEBHOOK = WEBHOOKS + "/{webhook_id}";
  private static final String DELIVERIES = WEBHOOK + "/deliveries";
  private static final int USUAL_LISTED = 50;
  private static final int MOST_LISTED = 200;

  private final Database database;
  private final WebhookConfig config;
  private final TargetRules rules;
  private final SecureRandom random = new SecureRandom();

  public WebhookRoutes(Database database, WebhookConfig config) {
    this.database = database;
    this.config = config;
    this.rules = new TargetRules(config);
  }

  /// Adds the routes of this room.
  public void register(Router router) {
    router.organizationRoute("POST", WEBHOOKS, Scope.WEBHOOKS_WRITE, this::create);
    router.organizationRoute("GET", WEBHOOKS, (_, caller) -> list(caller));
    router.organizationRoute("GET", WEBHOOK, this::show);
    router.organizationRoute("PATCH", WEBHOOK, Scope.WEBHOOKS_WRITE, this::change);
    router.organizationRoute(
        "DELETE", WEBHOOK, Scope.WEBHOOKS_WRITE, Offer.WITHOUT_CHOICE, this::delete);
    router.organizationRoute("POST", WEBHOOK + "/rotate", Scope.WEBHOOKS_WRITE, this::rotate);
    router.organizationRoute("POST", WEBHOOK + "/test", Scope.WEBHOOKS_WRITE, this::test);
    router.organizationRoute("GET", DELIVERIES, this::deliveries);
    router.organizationRoute(
        "POST", DELIVERIES + "/{delivery_id}/resend", Scope.WEBHOOKS_WRITE, this::resend);
  }

  private Response create(Request request, Caller caller) {
    WebhookChange wanted = WebhookReader.change(request.jsonBody(), rules, true);
    var secret = SigningSecret.random(random);
    Webhook made =
        database.inTransaction(handle -> {
          if (Webhooks.count(handle, caller.orgId()) >= config.perOrganization()) {
            throw new ApiException(
                ErrorCode.TOO_MANY_WEBHOOKS,
                "An organization has at most %,d webhooks; delete one of them first."
                    .formatted(config.perOrganization()));
          }
          String id = PublicId.WEBHOOK.of(Webhooks.add(handle, caller, wanted, secret));
          Audit.add(handle, Author.of(request, caller), Action.WEBHOOK_CREATED, id);
          return find(handle, caller, id);
        });
    return withSecret(201, made, secret)
        .with("Location", "/%s%s/%s".formatted(caller.org(), WEBHOOKS, made.publicId()));
  }

  private static Response withSecret(int status, Webhook webhook, SigningSecret secret) {
    return json(status, WebhookJson.webhook(webhook, secret)).with("Cache-Control", "no-store");
  }

  private static Response json(int status, byte[] body) {
    return Response.json(status, out -> out.write(body));
  }

  private Response list(Caller caller) {
    return json(
        200,
        WebhookJson.webhooks(database.withHandle(handle -> Webhooks.list(handle, caller.orgId()))));
  }

  private Response show(Request request, Caller caller) {
    return json(
        200, WebhookJson.webhook(database.withHandle(handle -> find(handle, caller, id(request)))));
  }

  private Response change(Request request, Caller caller) {
    WebhookChange change = WebhookReader.change(request.jsonBody(), rules, false);
    Webhook changed =
        database.inTransaction(handle -> {
          Webhooks.change(handle, own(handle, caller, id(request)).id(), change);
          Audit.add(handle, Author.of(request, caller), Action.WEBHOOK_CHANGED, id(request));
          return find(handle, caller, id(request));
        });
    return json(200, WebhookJson.webhook(changed));
  }

  private Response delete(Request request, Caller caller) {
    database.useTransaction(handle -> {
      Webhooks.delete(handle, own(handle, caller, id(request)).id());
      Audit.add(handle, Author.of(request, caller), Action.WEBHOOK_DELETED, id(request));
    });
    return new Response(204, Map.of(), _ -> {});
  }

  private Response rotate(Request request, Caller caller) {
    Duration overlap = WebhookReader.overlap(request.jsonBody());
    var secret = SigningSecret.random(random);
    Webhook rotated =
        database.inTransaction(handle -> {
          if (id(request).equals(Webhook.OF_BATCHES)) {
            Webhooks.addOfBatches(handle, caller);
          }
          Webhooks.rotate(handle, find(handle, caller, id(request)).id(), secret, overlap);
          Audit.add(handle, Author.of(request, caller), Action.WEBHOOK_ROTATED, id(request));
          return find(handle, caller, id(request));
        });
    return withSecret(200, rotated, secret);
  }

  private Response test(Request request, Caller caller) {
    return accepted(
        database.inTransaction(handle -> {
          Webhook webhook = enabled(own(handle, caller, id(request)));
          return Deliveries.one(handle, webhook.id(), Deliveries.addTest(handle, webhook.id()));
        }));
  }

  private Response deliveries(Request request, Caller caller) {
    int limit = request.findWholeNumber("limit", 1, MOST_LISTED).orElse(USUAL_LISTED);
    return json(
        200,
        WebhookJson.deliveries(
            database.withHandle(handle ->
                Deliveries.latest(handle, find(handle, caller, id(request)).id(), limit))));
  }

  private Response resend(Request request, Caller caller) {
    String delivery = request.path("delivery_id");
    return accepted(
        database.inTransaction(handle -> {
          Webhook webhook = enabled(find(handle, caller, id(request)));
          UUID again =
              PublicId.DELIVERY
                  .find(delivery)
                  .flatMap(id -> Deliveries.resend(handle, webhook.id(), id))
                  .orElseThrow(() ->
                      new ApiException(
                          ErrorCode.DELIVERY_NOT_FOUND,
                          "This webhook has no delivery \"%s\"; they are kept for %d days."
                              .formatted(delivery, config.logKept().toDays())));
          return Deliveries.one(handle, webhook.id(), again);
        }));
  }

  private static Response accepted(Delivery delivery) {
    return json(202, WebhookJson.delivery(delivery));
  }

  private static Webhook enabled(Webhook webhook) {
    if (!webhook.enabled()) {
      throw new ApiException(
          ErrorCode.WEBHOOK_DISABLED,
          "This webhook is disabled (%s); enable it first.".formatted(webhook.disabledReason()));
    }
    return webhook;
  }

  /// One that has an address of its own.
  private static Webhook own(Handle handle, Caller caller, String id) {
    if (id.equals(Webhook.OF_BATCHES)) {
      throw new ApiException(
          ErrorCode.WEBHOOK_NOT_FOUND,
          "The webhooks of single batches have their addresses from the batches; only their secret"
              + " can be rotated.");
    }
    return find(handle, caller, id);
  }

  private static Webhook find(Handle handle, Caller caller, String id) {
    return Webhooks.find(handle, caller.orgId(), id)
        .orElseThrow(() ->
            new ApiException(
                ErrorCode.WEBHOOK_NOT_FOUND,
                id.equals(Webhook.OF_BATCHES)
                    ? "This organization has no secret for the webhooks of single batches yet; make"
                        + " one with POST .../webhooks/batch/rotate."
                    : "This organization has no webhook \"%s\".".formatted(id)));
  }

  private static String id(Request request) {
    return request.path("webhook_id");
  }
}
