-- One batch can be paused, and goes on later. Its organization's running places are for others then.
--
-- A run that is paused stays admitted, with all its slices in the queue, so that nodes of the version before take it for one
-- that runs, and do not queue it once more. Nobody claims its slices: those that nobody had in work are due at infinity.
ALTER TABLE open_run
  ADD paused_at timestamptz,          -- since when it is paused, or null
  ADD time_left interval,             -- how much of its time it had left then; ends_at is meanwhile when it is kept no longer
  ADD set_aside_at timestamptz,       -- since when its slices are not to be claimed, or null: it was paused, and has no running
                                      -- place again yet
  ADD rested interval DEFAULT interval '0';  -- how long that was before, in all, since it ran first; null before

-- Of slices that come back from work meanwhile this tells that they are not to be woken. It is all but empty.
CREATE INDEX open_run_set_aside ON open_run (org_id, batch_id) WHERE set_aside_at IS NOT NULL;
