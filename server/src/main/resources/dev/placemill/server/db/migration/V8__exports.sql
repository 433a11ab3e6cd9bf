-- Exports: results of batches as one CSV file, made in the background. All of the room export.

CREATE TABLE export (
  export_id     uuid PRIMARY KEY,
  org_id        bigint NOT NULL,
  batch_ids     text[] NOT NULL,      -- as clients know them
  batch_names   text[] NOT NULL,      -- in the same order
  key_name      text,                 -- what the client calls its request, or null
  state         text NOT NULL CHECK (state IN ('queued', 'running', 'completed', 'failed')),
  epoch         integer NOT NULL DEFAULT 0,  -- the fence: every claim takes the next number
  lease_ends_at timestamptz,          -- until when the claim holds without being renewed
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  expires_at    timestamptz,          -- until when the file is kept; null before it is there
  error         text,
  rows_exported bigint,
  bytes         bigint                -- of the file, uncompressed
);
CREATE UNIQUE INDEX export_by_key ON export (org_id, key_name) WHERE key_name IS NOT NULL;
CREATE INDEX export_by_org ON export (org_id, created_at DESC, export_id DESC);
CREATE INDEX export_to_do ON export (created_at, export_id) WHERE state IN ('queued', 'running');

-- The file of an export in parts, each compressed; dropped when it was kept long enough.
CREATE TABLE export_part (
  export_id uuid NOT NULL REFERENCES export ON DELETE CASCADE,
  number    integer NOT NULL,
  bytes     bytea NOT NULL,
  PRIMARY KEY (export_id, number)
);
ALTER TABLE export_part ALTER bytes SET STORAGE EXTERNAL;
