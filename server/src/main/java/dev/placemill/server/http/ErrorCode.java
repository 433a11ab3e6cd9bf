package dev.placemill.server.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every error a client can meet as the answer to a request. The name in lower case is the `code`
/// in the answer, so it is never renamed.
///
/// The title, why it came to this and what to do about it are what the page `/problems/{code}` of
/// every server says, and what `docs/reference/errors.md` has; a test compares.
public enum ErrorCode {
  MALFORMED_JSON(
      400,
      "The body is not the JSON it should be",
      "The body is cut off, is not JSON in UTF-8, has something after its end, or says it is"
          + " compressed and is not.",
      "Look at `detail`, which names line and column, and send the body as your JSON library"
          + " writes it."),
  INVALID_REQUEST(
      400,
      "The request is not as it should be",
      "A field that is needed is missing, or one has a value of the wrong type; nothing was"
          + " stored.",
      "Mend every field that `errors` points to and send the request again."),
  UNUSABLE_LIST(
      400,
      "The body is not a list of places",
      "The list is empty or cannot be read, is not in the charset it is said to be in, or has no"
          + " columns that name and locate places; nothing was stored.",
      "Look at `detail`, which says what was found; name columns with `column=FIELD=COLUMN`, and see"
          + " `dry_run=true` for how the others are read."),
  UNREADABLE_FILE(
      400,
      "The file cannot be imported",
      "It is none of the kinds of file that are read here, is damaged or cut off, has no columns that"
          + " name and locate places, or is not there; no dataset was changed.",
      "Look at `detail`, which says what was found; name columns of a CSV file with"
          + " `column=FIELD=COLUMN`."),
  TOO_MANY_PLACES(
      400,
      "The batch holds too many places",
      "There is a limit to the places of one batch, 1,000 unless this server was set otherwise, and"
          + " 50,000 for the jobs of the newer API; nothing was stored.",
      "Split the list into several batches."),
  INVALID_PARAMETER(
      400,
      "A query parameter is not as it should be",
      "A number in the query is out of range or no number, two parameters exclude each other, or"
          + " the `Idempotency-Key` has a form it must not have.",
      "Look at `detail` for the parameter and what it may be."),
  UNAUTHORIZED(
      401,
      "An API key is needed",
      "The request has no key, one that is unknown, was revoked or has expired, or two different"
          + " ones.",
      "Send `Authorization: Bearer YOUR_API_KEY` or `apiKey: YOUR_API_KEY`; `placemill key"
          + " create ORG` makes a key."),
  MISSING_SCOPE(
      403,
      "The key is not meant for this",
      "Each key has scopes, and it lacks the one that this route asks for.",
      "Use a key with the scope that `detail` names; `placemill key create ORG --scope SCOPE` makes"
          + " one."),
  FOREIGN_PAGE(
      403,
      "This may have been asked for by a page of others",
      "The request brings no key and is not surely from a page of this server: the header"
          + " `Placemill-Console` is missing, or the browser says that another page asks, or calls"
          + " a server for one person by a name that is not this machine's.",
      "Send an API key, which every program can; in a browser, use the console of this server."),
  IMPORT_NOT_ALLOWED(
      403,
      "Reference data cannot be changed this way on this server",
      "No directory is set from which files may be imported, the path leads out of it, or the datasets"
          + " of this server are managed by another organization.",
      "Send the file itself, or look at `detail`, which names the setting that whoever runs the server"
          + " can change."),
  NOT_FOUND(
      404,
      "There is nothing here",
      "No route leads to this path, or the key is one of another organization.",
      "Compare the path with those of `/openapi.json`, and the organization in it with that of the"
          + " key."),
  BATCH_NOT_FOUND(
      404,
      "This organization has no such batch",
      "The id is mistyped, or the batch is another organization's or was deleted.",
      "List the batches to find the id."),
  JOB_NOT_FOUND(
      404,
      "This organization has no such job",
      "The place id is mistyped, its job was deleted or is over its time, or the place was sent as"
          + " one of the guide's `places`, which are read with their batch.",
      "List the jobs to find it, or send it again."),
  WEBHOOK_NOT_FOUND(
      404,
      "This organization has no such webhook",
      "The id is mistyped, or the webhook is another organization's or was deleted; or no secret"
          + " for the webhooks of single batches was made yet.",
      "List the webhooks to find the id; `POST .../webhooks/batch/rotate` makes the secret."),
  DELIVERY_NOT_FOUND(
      404,
      "This webhook has no such delivery",
      "The id is mistyped, or the delivery is older than the log is kept, 30 days unless this"
          + " server was set otherwise.",
      "List the deliveries of the webhook to find the id."),
  EXPORT_NOT_FOUND(
      404,
      "This organization has no such export",
      "The id is mistyped, or the export is another organization's or was forgotten.",
      "List the exports to find the id."),
  KEY_NOT_FOUND(
      404,
      "This organization has no such key",
      "The id is mistyped, or the key is another organization's.",
      "List the keys to find the id, which is not the key itself."),
  DATASET_NOT_FOUND(
      404,
      "This server has no such dataset",
      "The name is mistyped, or the dataset was dropped, or was imported on another server only.",
      "Take one of the names that `detail` lists."),
  IMPORT_NOT_FOUND(
      404,
      "This server knows no such import",
      "The id is mistyped, the import ran on another server or before this one was started, or many"
          + " have run since.",
      "List the imports to find the id; what was imported is among the datasets."),
  METHOD_NOT_ALLOWED(
      405,
      "This path does not answer to that method",
      "The path exists and answers to other methods, which the header `Allow` lists.",
      "Use one of those."),
  NOT_ACCEPTABLE(
      406,
      "This is not available in the form asked for",
      "The header `Accept` names only media types in which this path does not answer.",
      "Ask for one of those that `detail` lists, or leave the header out."),
  REQUEST_TOO_SLOW(
      408,
      "The body came too slowly",
      "The body came more slowly than the server waits for, which keeps what has come of it in"
          + " memory; nothing was stored.",
      "Send it again over a better connection, in smaller batches or compressed with zstd or"
          + " gzip."),
  BATCH_STILL_RUNNING(
      409,
      "The batch has not ended yet",
      "Only places of a batch that has ended can be tried again.",
      "Wait until its status is `completed`, `partial` or `failed`, or cancel it."),
  NOTHING_TO_PAUSE(
      409,
      "Nothing of the batch is left to be worked",
      "A batch is paused and resumed while it is worked or waits for it; this one has ended, or was"
          + " only stored so far.",
      "Reprocess it to try places again or for the first time; then it can be paused."),
  JOB_IN_BATCH(
      409,
      "The job is part of a batch",
      "A job that was sent with others goes only with the whole batch; nothing was deleted.",
      "Delete the batch that `detail` names."),
  REQUEST_IN_FLIGHT(
      409,
      "The same request is being worked right now",
      "A request under the same `Idempotency-Key` has not been answered yet.",
      "Send it again after the seconds that `Retry-After` gives."),
  WEBHOOK_DISABLED(
      409,
      "The webhook is disabled",
      "The receiver answered 410, or somebody turned the webhook off; nothing is sent to one that"
          + " is disabled.",
      "Enable it with `PATCH` and `enabled`: true, then try again."),
  TOO_MANY_WEBHOOKS(
      409,
      "The organization has as many webhooks as it may",
      "There is a limit to the webhooks of an organization, 20 unless this server was set"
          + " otherwise.",
      "Delete one that is not needed any more."),
  EXPORT_NOT_COMPLETED(
      409,
      "The export has no file",
      "The export is not completed yet, or it failed.",
      "Look at its `status`: wait until it is `completed`; if it is `failed`, its `error` says why."),
  EXPORT_KEY_REUSED(
      409,
      "This idempotency key belongs to another export",
      "The same `Idempotency-Key` was sent with other `batch_ids`.",
      "Make a new key for each export, and keep it for sending that again."),
  IMPORT_RUNNING(
      409,
      "Another import is running",
      "A server does one import at a time, from the first byte of its file on, and drops no dataset"
          + " meanwhile; `placemill import` on the same data directory counts too.",
      "Wait until it has ended, then send it again; `Retry-After` gives the seconds."),
  KEY_NOT_LIVE(
      409,
      "The key is no longer in use",
      "The key was revoked, has expired, or was already replaced by another one.",
      "Rotate the key that replaced it, or make a new one."),
  TOO_MANY_KEYS(
      409,
      "The organization has as many keys as it may",
      "There is a limit to the keys of an organization that are good at once, 50 unless this server"
          + " was set otherwise.",
      "Revoke one that is not needed any more."),
  RESULTS_EXPIRED(
      410,
      "The results are no longer kept",
      "Batches are kept for a limited time, 30 days unless this server was set otherwise.",
      "Submit the places again, and store the results when they come."),
  EXPORT_EXPIRED(
      410,
      "The file of the export is no longer kept",
      "Files are kept for a limited time, 7 days unless this server was set otherwise.",
      "Export the batches again."),
  BODY_TOO_LARGE(
      413,
      "The body is too large",
      "The body is larger than this server reads, counted after decompression; nothing was stored.",
      "Split the list into several batches."),
  URI_TOO_LONG(
      414,
      "The path and its query are too long",
      "Path and query are over 8,000 characters together.",
      "Send what is long in a body, or ask in several requests."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body is of a kind this server does not read",
      "The headers `Content-Type` or `Content-Encoding` say it is of a kind that is not read here.",
      "Send `Content-Type: application/json`, or one of those in the header `Accept-Post`,"
          + " uncompressed or with a `Content-Encoding` of `zstd` or `gzip`."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "This idempotency key belongs to another request",
      "The same `Idempotency-Key` was sent within 24 hours with another body or to another path.",
      "Make a new key for each request that is to be done, and keep it for sending that again."),
  SOURCE_NOT_IMPORTED(
      422,
      "There is nothing to match with",
      "The request names a source of which nothing was imported on this server, or names none and"
          + " nothing was imported at all.",
      "Import it with `placemill import FILE`, name one that is imported, or send `candidates` of"
          + " your own."),
  TOO_MANY_WRONG_KEYS(
      429,
      "Too many wrong keys were tried",
      "From this address more wrong keys came within a minute than anybody mistypes.",
      "Wait for the seconds that `Retry-After` gives, and look the key up."),
  TOO_MANY_BATCHES(
      429,
      "Too many batches are running",
      "This server is set to refuse what goes beyond the running batches of an organization.",
      "Wait for one of them to end, then send it again; `Retry-After` gives the seconds."),
  QUEUE_FULL(
      429,
      "The server has more work than it gets done",
      "More places wait than this server takes in advance, those of all organizations together.",
      "Send it again after the seconds that `Retry-After` gives."),
  QUOTA_EXCEEDED(
      429,
      "The organization has asked for more than it may",
      "A limit of this organization is used up; `violated-policies` names it, and the headers"
          + " `RateLimit-Policy` and `RateLimit` say how large it is.",
      "Send it again after the seconds that `Retry-After` gives."),
  HEADERS_TOO_LARGE(
      431,
      "The headers are too large",
      "The headers of the request are over 16,000 characters together, mostly cookies of other"
          + " programs on the same host.",
      "Send fewer or shorter headers."),
  INTERNAL_ERROR(
      500,
      "Something went wrong on this server",
      "This is a fault of the server, not of the request.",
      "Tell whoever runs the server the `request_id`: it finds the reason in the log."),
  UNAVAILABLE(
      503,
      "The server cannot answer right now",
      "The database cannot be reached or is full, the server is stopping, or it has no memory for"
          + " one more large request. It may be that the request was done and only the word of it"
          + " was lost.",
      "Send it again after the seconds that `Retry-After` gives, a submission under the same"
          + " `Idempotency-Key`."),
  STORAGE_FULL(
      507,
      "The server's disk has no room for the file",
      "The file is larger than what is free where the server keeps its data, apart from what it needs"
          + " itself; no dataset was changed.",
      "Have room made on the server's disk, or have the file put where it can be imported by its"
          + " path.");

  private final int status;
  private final String title;
  private final String why;
  private final String remedy;

  ErrorCode(int status, String title, String why, String remedy) {
    this.status = status;
    this.title = title;
    this.why = why;
    this.remedy = remedy;
  }

  public int status() {
    return status;
  }

  /// The same words for every occurrence; what happened this time is the answer's `detail`.
  public String title() {
    return title;
  }

  /// How it comes to this, in general.
  public String why() {
    return why;
  }

  /// What the client can do about it.
  public String remedy() {
    return remedy;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The path of the page that explains it, which is the problem's `type`.
  public String page() {
    return "/problems/" + wireName();
  }

  public static Optional<ErrorCode> findByWireName(String wireName) {
    return Arrays.stream(values()).filter(code -> code.wireName().equals(wireName)).findFirst();
  }
}
