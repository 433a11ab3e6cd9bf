package dev.placemill.bench.promises;

import java.util.List;

/// All that is switched off, promise by promise.
public final class Mechanisms {
  private Mechanisms() {}

  public static final List<Mechanism> ALL =
      List.of(
          Mechanism.of(
              "P1",
              "the commit before the answer",
              "CommitFaultTest#aBatchIsNotAcknowledgedBeforeItsCommit",
              Edit.of(
                  "batch/BatchStore",
                  """
                          partitions.withToday(() ->
                              database.inTransaction(handle ->
                                  IdempotencyKeys.once(
                                      handle, by.orgId(), key, () -> submit(handle, by, submission, maxJobs))));
                  """,
                  """
                          new Object() {
                            Answer early() {
                              var answer = new java.util.concurrent.CompletableFuture<Answer>();
                              Thread.ofVirtual().start(() -> database.inTransaction(handle ->
                                  answer.complete(IdempotencyKeys.once(
                                      handle, by.orgId(), key, () -> submit(handle, by, submission, maxJobs)))));
                              return answer.join();
                            }
                          }.early();
                  """)),
          Mechanism.of(
              "P1",
              "the one transaction of batch, places and work",
              "CommitFaultTest#aBatchIsNotAcknowledgedBeforeItsCommit",
              Edit.of(
                  "batch/Intake",
                  "    Duration limit = submission.timeLimit() == null",
                  "    handle.commit();\n    handle.begin();\n    Duration limit = submission.timeLimit() == null")),
          Mechanism.of(
              "P1",
              "the end of a claim's relaxed commit with the claim",
              "CommitFaultTest#whatIsAcknowledgedOrStoredHasWaitedForTheDisk",
              Edit.of(
                  "queue/SliceClaims",
                  "set_config('synchronous_commit', 'off', true)",
                  "set_config('synchronous_commit', 'off', false)")),
          Mechanism.of(
              "P1",
              "`fsync` of the embedded PostgreSQL",
              "EmbeddedPostgresTest#whatIsCommittedIsOnTheDisk",
              Edit.of(
                  "db/PostgresSettings",
                  "settings.put(\"fsync\", \"on\")",
                  "settings.put(\"fsync\", \"off\")")),
          Mechanism.of(
              "P1",
              "the look at the settings of a given PostgreSQL",
              "StartFailureTest#aDatabaseThatForgetsInAPowerCutIsRefused",
              Edit.of("db/Database", "          database.refuseForgetful();\n", "")),
          Mechanism.of(
              "P2",
              "the look for the key",
              "BatchControlTest#aRequestSentTwiceUnderOneKeyIsDoneOnce",
              Edit.of("batch/IdempotencyKeys", "if (kept.isPresent()) {", "if (false) {")),
          Mechanism.of(
              "P2",
              "the one transaction of a request and its key",
              "CommitFaultTest#aRequestWhoseKeyIsNotKeptHasDoneNothing",
              Edit.of(
                  "batch/IdempotencyKeys",
                  "Answer answer = work.get();\n",
                  "Answer answer = work.get();\n    handle.commit();\n    handle.begin();\n")),
          Mechanism.of(
              "P2",
              "the lock on the key",
              "BatchControlTest#whileARequestIsInFlightItsKeyIsTaken",
              Edit.of(
                  "batch/IdempotencyKeys",
                  "if (!isOurTurn(handle, orgId, key)) {",
                  "if (false) {")),
          Mechanism.of(
              "P3",
              "the look at the lease when a slice ends",
              "LeaseFaultTest#aNodeTakenForDeadCanWriteNothingUnderItsOldLeaseOnceItHasANewOne",
              Edit.of(
                  "queue/SliceQueue",
                  "        AND slice.epoch = lease.epoch AND slice.leased_at = lease.leased_at AND leased_by",
                  "        AND leased_by")),
          Mechanism.of(
              "P3",
              "the look at the lease when a part is stored",
              "LeaseFaultTest#aWorkerOfAnEarlierRunCanWriteNothing",
              Edit.of(
                  "queue/SliceQueue",
                  " AND epoch = :epoch AND leased_at = :leasedAt AND run = :run\n",
                  "\n")),
          Mechanism.of(
              "P3",
              "storing only for leases that are held",
              "LeaseTest#resultsStoredTogetherShareNoFate",
              Edit.of("batch/GroupCommit", "chunks(ours)", "chunks(entries)")),
          Mechanism.of(
              "P3",
              "the look at when a lease was given",
              "LeaseFaultTest#aClaimTheDatabaseForgotIsNotWorkedTwice",
              Edit.of("queue/SliceQueue", " AND slice.leased_at = lease.leased_at", ""),
              Edit.of("queue/SliceQueue", " AND leased_at = :leasedAt", "")),
          Mechanism.of(
              "P3",
              "the one transaction of results and the end of their slice",
              "CommitFaultTest#resultsAreStoredWithTheEndOfTheirSliceOrNotAtAll",
              Edit.of(
                  "batch/GroupCommit",
                  "ResultChunks.append(handle, chunks(ours));",
                  "try (Handle own = database.jdbi().open()) { ResultChunks.append(own, chunks(ours)); }")),
          Mechanism.of(
              "P3",
              "the lock that orders the ends of slices",
              "CommitFaultTest#aBatchEndsWhenItsLastSlicesEndAtTheSameMoment",
              Edit.of("batch/GroupCommit", "BatchTable.lock(handle, batches);", "")),
          Mechanism.of(
              "P3",
              "letting go of a slice before the doubt is raised",
              "LeaseFaultTest#aSliceThatFailedIsTriedAgainWhateverIsClaimedMeanwhile",
              Edit.of("worker/Worker", "    inHand.remove(lease);\n    inDoubt", "    inDoubt")),
          Mechanism.of(
              "P4",
              "leaving out what is stored",
              "LeaseTest#whatWasStoredBeforeACrashIsNotDoneAgain",
              Edit.of(
                  "batch/LeasedSlice",
                  "        .filter(place -> !results.ended().containsKey(place.position()))\n",
                  "")),
          Mechanism.of(
              "P4",
              "storing while a slice is worked",
              "LeaseFaultTest#whatIsDoneOfASliceIsStoredWhileTheRestIsWorked",
              Edit.of("worker/SliceWork", "Math.min(left, storeEvery.toNanos())", "left")),
          Mechanism.of(
              "P4",
              "cutting off the calls of a lost lease",
              "LeaseFaultTest#theCallsOfALostLeaseAreCutOff",
              Edit.of("worker/SliceWork", "running.forEach(attempt -> attempt.cancel(true));", "")),
          Mechanism.of(
              "P4",
              "keeping results while the database is away",
              "WorkFaultTest#whatSourcesWereAskedForIsKeptWhileTheDatabaseIsAway",
              Edit.of("worker/SliceWork", "if (!Database.isOutage(e)) {", "if (lease != null) {")),
          Mechanism.of(
              "P5",
              "taking the slices of an ended batch out of the queue",
              "LeaseTest#aWorkerThatIsLateForATimedOutBatchCanWriteNothing",
              Edit.of(
                  "queue/SliceQueue",
                  """
                        DELETE FROM slice WHERE org_id = :orgId AND batch_id = :batchId
                        RETURNING slice_no, attempt
                  """,
                  """
                        SELECT slice_no, attempt FROM slice
                        WHERE org_id = :orgId AND batch_id = :batchId
                  """)),
          Mechanism.of(
              "P5",
              "the look whether a batch has ended",
              "BatchControlTest#cancellingAgainOrTooLateChangesNothing",
              Edit.of("batch/EarlyEnd", " && found.get().endedAt() == null", ""),
              Edit.of(
                  "batch/BatchTable",
                  " AND batch_id = :batchId AND ended_at IS NULL",
                  " AND batch_id = :batchId")),
          Mechanism.of(
              "P5",
              "the second look whether a batch is out of time",
              "CommitFaultTest#aBatchReprocessedJustNowIsNotEndedForTheTimeOfItsRunBefore",
              Edit.of(
                  "batch/EarlyEnd", "return OpenRuns.isOverdue(handle, key) && end", "return end")),
          Mechanism.of(
              "P5",
              "the refusal to reprocess what runs",
              "BatchApiTest#reprocessRefusesUnknownPlacesAndRunningBatches",
              Edit.of("batch/Reprocessing", "if (running && !onlyHeld) {", "if (false) {")),
          Mechanism.of(
              "P6",
              "the negative counts of reopened places",
              "LeaseTest#countsAlwaysSumThroughEveryRunOfABatch",
              Edit.of("batch/ResultChunk", "-count(places, State.COMPLETED)", "0")),
          Mechanism.of(
              "P6",
              "reading counts and places from one snapshot",
              "CommitFaultTest#aReadShowsCountsAndPlacesOfOneMoment",
              Edit.of(
                  "batch/BatchStore",
                  "LEVEL REPEATABLE READ READ ONLY",
                  "LEVEL READ COMMITTED READ ONLY")),
          Mechanism.of(
              "P6",
              "keeping the queue in place while it is read",
              "CommitFaultTest#aReadOnItsWayDoesNotLoseTheQueue",
              Edit.of("batch/BatchStore", "    QueueRenewal.keepInPlace(snapshot);\n", "")),
          Mechanism.of(
              "P6",
              "the check of every sum before it is shown",
              "ProgressTest#countsThatDoNotAddUpCannotBeShown",
              Edit.of("batch/Progress", " || completed + failed > total", "")),
          Mechanism.of(
              "P7",
              "comparing a key's organization with the path's",
              "BadRequestTest#aKeyIsNeededAndOpensItsOwnOrganizationOnly",
              Edit.of(
                  "http/SignIn",
                  "if (!caller.org().equals(request.path(\"org\"))) {",
                  "if (false) {")),
          Mechanism.of(
              "P7",
              "the organization in the query for a batch",
              "IsolationTest#anOrganizationNeitherSeesNorChangesABatchOfAnother",
              Edit.of("batch/BatchViews", "b.org_id = ? AND", "(b.org_id = ? OR true) AND")),
          Mechanism.of(
              "P7",
              "the organization in the query for a list",
              "IsolationTest#anOrganizationNeitherSeesNorChangesABatchOfAnother",
              Edit.of("batch/BatchLists", "org_id = :orgId AND created_at", "created_at")),
          Mechanism.of(
              "P7",
              "the organization in the query that locks a batch",
              "IsolationTest#anOrganizationNeitherSeesNorChangesABatchOfAnother",
              Edit.of(
                  "batch/BatchTable",
                  "AND org_id = :orgId AND batch_id = :batchId\n      FOR NO KEY UPDATE",
                  "AND batch_id = :batchId\n      FOR NO KEY UPDATE")),
          Mechanism.of(
              "P7",
              "the organization of an idempotency key",
              "IsolationTest#anIdempotencyKeyMeansNothingToAnotherOrganization",
              Edit.of(
                  "batch/IdempotencyKeys",
                  "WHERE org_id = :orgId AND name = :name\n        AND used_at",
                  "WHERE name = :name\n        AND used_at")),
          Mechanism.of(
              "P7",
              "the turns of organizations within a claim",
              "TurnsTest#anOrganizationWithLittleWorkIsNotHeldUpByOneWithMuch",
              Edit.of("queue/SliceClaims", "ORDER BY org_turn, place", "ORDER BY place, org_turn")),
          Mechanism.of(
              "P7",
              "the memory of who was served last",
              "TurnsTest#organizationsTakeTurnsHoweverManyThereAre",
              Edit.of("queue/SliceClaims", "lastServed = last.org;", "")),
          Mechanism.of(
              "P7",
              "counting what an organization has in work",
              "TurnsTest#anOrganizationWorksNoMoreSlicesAtOnceThanItMay",
              Edit.of("queue/SliceClaims", "coalesce(in_work.slices, 0)", "0")),
          Mechanism.of(
              "P7",
              "shares of a store that is full",
              "AdmissionTest#batchesAreRefusedWhileTooMuchWaitsAndTakenAgainWhenItIsDone",
              Edit.of("queue/Backlog", ">= most / organizations", ">= 0")),
          Mechanism.of(
              "P8",
              "the end of transactions whose node is gone",
              "DatabaseTest#theLocksOfANodeThatVanishesInATransactionAreGoneBeforeItIsTakenForDead",
              Edit.of("db/Database", "config.setConnectionInitSql(LOST_NODES);", "")),
          Mechanism.of(
              "P8",
              "taking silent nodes for dead",
              "LeaseTest#theSliceOfADeadNodeIsWorkedByAnotherAndTheDeadOneCanWriteNothing",
              Edit.of(
                  "queue/NodeRegistry", "WHERE heartbeat_at <", "WHERE false AND heartbeat_at <")),
          Mechanism.of(
              "P8",
              "the sweep for dead nodes",
              "RescueTest#aNodeThatFellSilentIsTakenForDeadWithinThirtySeconds",
              Edit.of("worker/Housekeeping", "every, this::rescue)", "every, () -> {})")),
          Mechanism.of(
              "P8",
              "the short silence after which a node is dead",
              "RescueTest#aNodeThatFellSilentIsTakenForDeadWithinThirtySeconds",
              Edit.of("queue/QueueConfig", "\"15s\"", "\"60s\"")),
          Mechanism.of(
              "P8",
              "the look at heartbeats",
              "LeaseTest#aNodeThatIsHeardOfKeepsItsLeases",
              Edit.of(
                  "queue/NodeRegistry", " AND leased_by NOT IN (SELECT node_id FROM node)", "")),
          Mechanism.of(
              "P8",
              "the heartbeats",
              "RescueTest#aLivingNodeIsHeardOfAgainAndAgain",
              Edit.of("worker/Heartbeat", "every, this::beat)", "every, () -> {})")),
          Mechanism.of(
              "P9",
              "counting crashes",
              "WorkFaultTest#aPlaceThatBringsEveryNodeDownFailsAndTheOthersComplete",
              Edit.of("queue/NodeRegistry", "crashes = crashes + 1", "crashes = crashes")),
          Mechanism.of(
              "P9",
              "working a slice alone that nodes died with",
              "WorkFaultTest#whileThePlaceToBlameIsLookedForNothingElseIsTriedThatCouldBeIt",
              Edit.of(
                  "worker/Worker",
                  "SliceWork.needsToBeAlone(slice.lease()) ? config.slices() : 1",
                  "1")),
          Mechanism.of(
              "P9",
              "naming a place on disk before it is tried",
              "LeaseFaultTest#aPlaceIsNamedOnDiskBeforeItIsTriedAlone",
              Edit.of("worker/SliceWork", "    batches.suspect(lease, place.position());\n", "")),
          Mechanism.of(
              "P9",
              "failing the place that was named last",
              "WorkFaultTest#aPlaceThatBringsEveryNodeDownFailsAndTheOthersComplete",
              Edit.of("worker/SliceWork", "suspect == place.position()", "suspect < 0")),
          Mechanism.of(
              "P9",
              "forgetting the name when a slice is given back",
              "LeaseFaultTest#aPlaceInWorkWhenASliceIsGivenBackIsNotBlamedForACrash",
              Edit.of(
                  "queue/SliceQueue",
                  "SET leased_by = NULL, suspect = NULL, due_at = engine_now() WHERE",
                  "SET leased_by = NULL, due_at = engine_now() WHERE")),
          Mechanism.of(
              "P10",
              "dropping days",
              "DaysTest#daysAreMadeAheadAndDroppedWholeWhenTheirRetentionIsOver",
              Edit.of("batch/Partitions", ".forEach(this::drop);", ".forEach(_ -> {});")),
          Mechanism.of(
              "P10",
              "refusing to read what is expired",
              "BatchApiTest#aBatchIsGoneAfterThirtyDays",
              Edit.of(
                  "batch/BatchStore",
                  "        .filter(batch -> !limits.isExpired(id, batch.readAt()))\n",
                  "")),
          Mechanism.of(
              "P10",
              "deleting results with their batch",
              "BatchControlTest#aDeletedBatchIsGoneWhetherItRanOrNotAndAnotherTakesItsPlace",
              Edit.of(
                  "batch/BatchTable",
                  "\"DELETE FROM result_chunk WHERE",
                  "\"DELETE FROM result_chunk WHERE false AND")),
          Mechanism.of(
              "P11",
              "the look for batches out of time",
              "TurnsTest#aBatchThatWaitedTooLongFailsWithoutEverRunning",
              Edit.of(
                  "queue/OpenRuns",
                  "FROM open_run WHERE ends_at <=",
                  "FROM open_run WHERE false AND ends_at <=")),
          Mechanism.of(
              "P12",
              "the one transaction of an end and its message",
              "BatchEndsTest#whatCannotBeToldDoesNotEnd",
              Edit.of(
                  "batch/BatchEnds",
                  "    Map<UUID, String> wanted =\n",
                  "    handle.commit();\n    handle.begin();\n    Map<UUID, String> wanted =\n")),
          Mechanism.of(
              "P12",
              "the look for the newest claim of a message",
              "WebhookSenderTest#aMessageWhoseNodeDiedIsSentByAnotherAndTheDeadOneChangesNothing",
              Edit.of(
                  "webhook/Deliveries",
                  "AND epoch = :epoch AND due_at IS NOT NULL",
                  "AND epoch >= 0 * :epoch")),
          Mechanism.of(
              "P12",
              "the end of a claim by itself",
              "WebhookSenderTest#aMessageWhoseNodeDiedIsSentByAnotherAndTheDeadOneChangesNothing",
              Edit.of(
                  "webhook/Deliveries",
                  "SET due_at = engine_now() + :lease * interval '1 millisecond', epoch",
                  "SET due_at = 'infinity'::timestamptz + :lease * interval '0', epoch")));
}
