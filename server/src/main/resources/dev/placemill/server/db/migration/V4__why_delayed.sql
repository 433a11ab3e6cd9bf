-- Why a slice waits for a time, in the words of whom it waits for; null when the node that gave it
-- back was of an earlier version.
ALTER TABLE slice ADD delayed_because text;
