package dev.placemill.server.audit;

import java.util.Locale;

/// What can be done that is remembered. The name is stored, so it is never changed.
public enum Action {
  KEY_CREATED,
  KEY_ROTATED,
  KEY_REVOKED,
  BATCH_APPENDED,
  BATCH_CANCELLED,
  BATCH_CHANGED,
  BATCH_DELETED,
  BATCH_DECIDED,
  BATCH_PAUSED,
  BATCH_RESUMED,
  ORGANIZATION_PAUSED,
  ORGANIZATION_RESUMED,
  ORGANIZATION_LIMITED,
  WEBHOOK_CREATED,
  WEBHOOK_CHANGED,
  WEBHOOK_ROTATED,
  WEBHOOK_DELETED,
  DATASET_IMPORTED,
  DATASET_DROPPED;

  /// As in `key.created`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
