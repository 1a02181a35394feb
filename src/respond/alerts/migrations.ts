/**
 * The store's schema as steps: step n takes version n to n + 1 (`PRAGMA user_version`). A step that was released is never edited.
 * Times are milliseconds since the Unix epoch.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- data is the alert as JSON; its count and lastSeen are those of the first match, the columns hold what is true now.
  CREATE TABLE alerts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    rule_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'suppressed')),
    exclusion TEXT CHECK ((exclusion IS NULL) = (status = 'open')),
    count INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX alerts_by_rule ON alerts (rule_id);
  CREATE INDEX alerts_by_status ON alerts (status);

  -- The groups whose window is open.
  CREATE TABLE open_groups (
    key TEXT PRIMARY KEY,
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX open_groups_by_end ON open_groups (ends_at);

  -- Within a webhook and a group, deliveries go out in the order of seq. One that waits for its turn has no next_attempt_at.
  CREATE TABLE deliveries (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    alert_id TEXT NOT NULL REFERENCES alerts (id),
    type TEXT NOT NULL,
    webhook TEXT NOT NULL,
    group_key TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    first_attempt_at INTEGER,
    next_attempt_at INTEGER,
    last_error TEXT,
    last_answer TEXT
  ) STRICT;
  CREATE INDEX deliveries_due ON deliveries (webhook, next_attempt_at) WHERE state = 'pending';
  CREATE INDEX deliveries_waiting ON deliveries (webhook, group_key) WHERE state = 'pending';
  CREATE INDEX deliveries_by_state ON deliveries (webhook, state);
  `,
  `
  -- Lists, newest first, by the one or the other: without a look at all that was delivered, and without sorting it.
  CREATE INDEX deliveries_listed_by_state ON deliveries (state);
  CREATE INDEX deliveries_listed_by_webhook ON deliveries (webhook);
  `,
]
