-- Requests that were answered under a key of the client's, so that sending one again does it once.
CREATE TABLE idempotency_key (
  org_id      bigint NOT NULL,
  name        text NOT NULL,
  fingerprint bytea NOT NULL,         -- SHA-256 of route and body
  batch_id    uuid NOT NULL,
  answer      bytea NOT NULL,         -- the body of the answer
  used_at     timestamptz NOT NULL,
  PRIMARY KEY (org_id, name)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (used_at);
