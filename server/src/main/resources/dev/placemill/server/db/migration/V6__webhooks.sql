-- Webhooks: who is told of the end of batches, and what became of telling them. All of the room
-- webhook.

CREATE TABLE webhook (
  webhook_id      uuid PRIMARY KEY,
  org_id          bigint NOT NULL,
  org             text NOT NULL,       -- the organization's name, for links
  url             text,                -- null for the addresses that single batches name, which share this row
  event_types     text[] NOT NULL,     -- empty for all
  description     text,
  enabled         boolean NOT NULL DEFAULT true,
  disabled_reason text CHECK (disabled_reason IN ('gone', 'by_request')),
  created_at      timestamptz NOT NULL
);
CREATE INDEX webhook_by_org ON webhook (org_id);
CREATE UNIQUE INDEX webhook_of_batches ON webhook (org_id) WHERE url IS NULL;

-- What messages are signed with, as it is, since signing needs it. Two live ones while the receiver
-- is changed over.
CREATE TABLE webhook_secret (
  secret_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  webhook_id uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
  secret     bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz              -- null for the newest
);
CREATE INDEX webhook_secret_by_webhook ON webhook_secret (webhook_id);

-- The address that a batch named when it was created.
CREATE TABLE webhook_callback (
  org_id      bigint NOT NULL,
  batch_id    uuid NOT NULL,
  url         text NOT NULL,
  event_types text[] NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (org_id, batch_id)
);
CREATE INDEX webhook_callback_by_age ON webhook_callback (created_at);

-- One message to one webhook: to be sent, being sent, or done. Written in the transaction of what
-- it tells of. A claim moves due_at on by the length of its lease, so that a message whose node died
-- comes up again by itself.
CREATE TABLE webhook_delivery (
  delivery_id uuid PRIMARY KEY,
  org_id      bigint NOT NULL,
  webhook_id  uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
  url         text,                   -- the batch's own address, or null for the webhook's
  message_id  uuid NOT NULL,          -- the same however often it is sent
  event_type  text NOT NULL,
  batch_id    uuid,
  payload     bytea NOT NULL,
  state       text NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  attempts    integer NOT NULL DEFAULT 0,
  epoch       integer NOT NULL DEFAULT 0,  -- the fence: every claim takes the next number
  created_at  timestamptz NOT NULL,
  due_at      timestamptz             -- null when done
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_delivery_due_by_webhook ON webhook_delivery (webhook_id, due_at)
  WHERE due_at IS NOT NULL;
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, created_at DESC);
CREATE INDEX webhook_delivery_by_batch ON webhook_delivery (org_id, batch_id);
CREATE INDEX webhook_delivery_by_age ON webhook_delivery (created_at);

CREATE TABLE webhook_attempt (
  delivery_id uuid NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
  number      integer NOT NULL,
  tried_at    timestamptz NOT NULL,
  took_ms     integer NOT NULL,
  status      integer,                -- of the answer, or null when there was none
  problem     text,                   -- why there was none, in words for people
  PRIMARY KEY (delivery_id, number)
);
