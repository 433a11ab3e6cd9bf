-- What a key may be used for, for how long, and when it last was; and how much an organization may
-- ask for, where that is not what the server allows everybody.

ALTER TABLE api_key
  ADD scopes text,                    -- with spaces between; null for the usual ones: keys of the version before
  ADD expires_at timestamptz,
  ADD last_used_at timestamptz,       -- to the minute
  ADD replaced_by bigint;             -- the key that was made in its place
ALTER TABLE organization
  ADD requests_per_minute integer,
  ADD max_places integer,
  ADD running_batches integer,
  ADD open_slices integer;

-- What was done about an organization, by whom. Never a secret.
CREATE TABLE audit_entry (
  entry_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  org_id     bigint NOT NULL,
  at         timestamptz NOT NULL,
  key_id     bigint,                  -- null for whoever works at the server's command line
  action     text NOT NULL,
  subject    text NOT NULL,           -- the id of what it was done to
  detail     text,                    -- a sentence, or null
  address    text,
  request_id text
);
CREATE INDEX audit_entry_by_org ON audit_entry (org_id, entry_id DESC);
CREATE INDEX audit_entry_by_age ON audit_entry (at);

-- What organizations used, of days whose tables are dropped and of batches that were deleted; what
-- is still there is summed from the batches themselves. Kept for good: a few rows a day.
CREATE TABLE usage_day (
  org_id            bigint NOT NULL,
  day               date NOT NULL,      -- on which the batches were created, in UTC
  origin            text NOT NULL CHECK (origin IN ('dropped', 'deleted')),
  batches           bigint NOT NULL,
  completed_batches bigint NOT NULL,
  partial_batches   bigint NOT NULL,
  failed_batches    bigint NOT NULL,
  places            bigint NOT NULL,
  completed_places  bigint NOT NULL,
  failed_places     bigint NOT NULL,
  PRIMARY KEY (org_id, day, origin)
);

-- The limits of an organization that others than its own room ask for, null where it has none: a
-- function is all they need to know of the table.
CREATE FUNCTION organization_running_batches(bigint) RETURNS integer
  LANGUAGE sql STABLE
  RETURN (SELECT running_batches FROM organization WHERE org_id = $1);
CREATE FUNCTION organization_open_slices(bigint) RETURNS bigint
  LANGUAGE sql STABLE
  RETURN (SELECT open_slices FROM organization WHERE org_id = $1);
