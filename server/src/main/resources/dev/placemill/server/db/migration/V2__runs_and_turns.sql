-- Runs have a row of their own, slices a turn, and organizations can be paused.

-- One row per run that has not ended, whether it is worked or waits for its turn; gone with its end.
CREATE TABLE open_run (
  org_id    bigint NOT NULL,
  batch_id  uuid NOT NULL,
  day       date NOT NULL,
  run       integer NOT NULL,
  priority  smallint NOT NULL,        -- among the runs of its organization: 0 high, 1 normal, 2 low
  queued_at timestamptz NOT NULL,     -- when it was asked for
  ends_at   timestamptz NOT NULL,     -- what is not done by then fails
  admitted  boolean NOT NULL,         -- whether its slices can be claimed, as against waits
  slices    smallint[] NOT NULL,      -- what it is to work
  PRIMARY KEY (org_id, batch_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
CREATE INDEX open_run_in_line ON open_run (org_id, admitted, priority, queued_at, batch_id);
CREATE INDEX open_run_by_end ON open_run (ends_at);

INSERT INTO open_run
SELECT org_id, batch_id, day, run, 1, queued_at, queued_at + interval '24 hours', false, slices
FROM waiting_batch
UNION ALL
SELECT org_id, batch_id, day, run, 1, queued_at, queued_at + interval '24 hours', true,
  array_agg(slice_no)
FROM slice GROUP BY org_id, batch_id, day, run, queued_at;
DROP TABLE waiting_batch;

-- A slice is ready when it is neither leased nor waits for a time. Its turn is its place in line
-- among all slices of its organization, fixed when it is queued, so that a claim reads the head of
-- an index instead of ranking everything that waits.
ALTER TABLE slice
  ADD priority smallint NOT NULL DEFAULT 1,
  ADD turn bigint NOT NULL DEFAULT 0,
  ALTER due_at DROP NOT NULL,
  DROP queued_at;
UPDATE slice SET turn = slice_no, due_at = CASE WHEN attempt > 0 THEN due_at END;
ALTER TABLE slice ALTER priority DROP DEFAULT, ALTER turn DROP DEFAULT;
CREATE INDEX slice_ready ON slice (org_id, priority, turn, batch_id, slice_no)
  WHERE leased_by IS NULL AND due_at IS NULL;
CREATE INDEX slice_delayed ON slice (due_at) WHERE leased_by IS NULL AND due_at IS NOT NULL;
CREATE INDEX slice_leased ON slice (leased_by) WHERE leased_by IS NOT NULL;

-- Organizations none of whose slices is claimed for now.
CREATE TABLE pause (
  org_id    bigint PRIMARY KEY,
  paused_at timestamptz NOT NULL
);

ALTER TABLE batch
  ADD priority smallint NOT NULL DEFAULT 1,
  ADD time_limit_ms bigint,           -- shorter than the server's own limit, or null
  DROP CONSTRAINT batch_ended_reason_check,
  ADD CONSTRAINT batch_ended_reason CHECK (ended_reason IN ('timed_out', 'cancelled'));
