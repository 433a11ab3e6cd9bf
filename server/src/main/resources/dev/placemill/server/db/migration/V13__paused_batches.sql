-- One batch can be paused, and goes on later. Its organization's running places are for others then.
ALTER TABLE open_run
  ADD paused_at timestamptz,          -- since when it is paused, or null
  ADD time_left interval,             -- how much of its time it had left then; ends_at is meanwhile when it is kept no longer
  ADD set_aside_at timestamptz,       -- since when its slices are in the queue but not to be claimed, or null: it ran and was
                                      -- paused, and has not been admitted again
  ADD rested interval NOT NULL DEFAULT interval '0';  -- how long they were set aside before, in all

-- Slices that nobody had in work are set aside by a due_at of infinity; those that come back from work meanwhile are found
-- by this. It is all but empty.
CREATE INDEX open_run_set_aside ON open_run (batch_id) WHERE set_aside_at IS NOT NULL;
