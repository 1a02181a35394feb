/**
 * Every metric, declared once: docs/reference/metrics.md is generated from here. Labels are bounded: no address, URL, host or user.
 * Names follow Prometheus' conventions: base units, `_total` for counters.
 */
type Definition = { readonly help: string; readonly labels: readonly string[] }

export const COUNTERS = {
  cefwatch_received_messages_total: { help: 'Syslog messages received.', labels: ['listener', 'transport'] },
  cefwatch_received_bytes_total: { help: 'Bytes of syslog messages received, framing aside.', labels: ['listener', 'transport'] },
  cefwatch_dropped_messages_total: {
    help: 'Messages, or connections of unknown content, given up, by stage and reason.',
    labels: ['listener', 'stage', 'reason'],
  },
  cefwatch_truncated_messages_total: {
    help: 'Messages cut at maxFrameBytes, and matched on what was kept.',
    labels: ['listener'],
  },
  cefwatch_framing_errors_total: {
    help: 'False octet counts (RFC 6587): left out, and the message behind them taken.',
    labels: ['listener'],
  },
  cefwatch_connections_total: { help: 'TCP and TLS connections by outcome.', labels: ['listener', 'outcome'] },
  cefwatch_connections_timed_out_total: {
    help: 'Connections closed because they sent nothing for the idle timeout.',
    labels: ['listener'],
  },
  cefwatch_tls_handshake_failures_total: { help: 'TLS handshakes that failed.', labels: ['listener', 'reason'] },
  cefwatch_socket_errors_total: { help: 'Errors of listening sockets and connections.', labels: ['listener'] },
  cefwatch_udp_kernel_drops_total: {
    help: 'Datagrams that the kernel dropped because the receive buffer was full.',
    labels: ['listener'],
  },
  cefwatch_udp_mem_errors_total: { help: 'Datagrams that the host dropped because UDP had used up its memory.', labels: [] },
  cefwatch_udp_rcvbuf_errors_total: { help: 'UDP receive buffer errors of the whole host.', labels: [] },
  cefwatch_events_total: { help: 'Events by the family that the scanner placed them in.', labels: ['vendor'] },
  cefwatch_parse_total: {
    help: 'Messages read in full (candidates, what no signature places, what a glance does not rule out), by format and outcome.',
    labels: ['format', 'outcome'],
  },
  cefwatch_rule_evaluations_total: {
    help: 'Events on which a rule was evaluated, wholly read or at a glance.',
    labels: ['rule'],
  },
  cefwatch_rule_matches_total: { help: 'Events on which a rule is true, excluded ones included.', labels: ['rule'] },
  cefwatch_rule_excluded_total: { help: 'Matches that an exclusion suppressed.', labels: ['rule', 'exclusion'] },
  cefwatch_rule_suppressed_total: { help: 'Matches that made no notification of their own.', labels: ['rule', 'reason'] },
  cefwatch_rule_eval_errors_total: {
    help: 'Rule evaluations that were given up, as too much work or by a bug; the log says which.',
    labels: ['rule'],
  },
  cefwatch_alerts_stored_total: { help: 'Alerts made durable.', labels: ['rule'] },
  cefwatch_matches_dropped_total: { help: 'Matches lost because the store could not be written for too long.', labels: [] },
  cefwatch_store_failures_total: { help: 'Writes to the store that failed and were tried again.', labels: [] },
  cefwatch_store_corrupt_total: { help: 'Files of the store found corrupt at the start, and moved aside.', labels: [] },
  cefwatch_alerts_removed_total: {
    help: 'Alerts removed by data.retention, by the limit that they were beyond.',
    labels: ['reason'],
  },
  cefwatch_notifications_total: { help: 'Delivery attempts by outcome.', labels: ['sink', 'outcome'] },
  cefwatch_notification_failures_total: { help: 'Delivery attempts that failed, by reason.', labels: ['sink', 'reason'] },
} as const satisfies Record<string, Definition>

export const GAUGES = {
  cefwatch_build_info: { help: 'Always 1; the version is in the labels.', labels: ['version', 'node'] },
  cefwatch_connections: { help: 'Open TCP and TLS connections.', labels: ['listener'] },
  cefwatch_udp_rcvbuf_bytes: {
    help: 'UDP receive buffer asked for and got, as the kernel reports it (Linux reports twice what is usable).',
    labels: ['listener', 'kind'],
  },
  cefwatch_tls_cert_not_after_timestamp_seconds: { help: 'When the TLS certificate expires.', labels: ['listener'] },
  cefwatch_source_last_received_timestamp_seconds: {
    help: 'When a source that the configuration names last sent anything; 0 for never. `other` is all the rest.',
    labels: ['source'],
  },
  cefwatch_source_silent: {
    help: '1 while a source that the configuration names has been silent for longer than its `silentAfter`.',
    labels: ['source'],
  },
  cefwatch_queue_depth: { help: 'Deliveries that wait for a webhook.', labels: ['sink'] },
  cefwatch_queue_oldest_age_seconds: { help: 'Age of the oldest waiting delivery.', labels: ['sink'] },
  cefwatch_dead_letters: { help: 'Deliveries given up, kept to be sent again by hand.', labels: ['sink'] },
  cefwatch_circuit_open: { help: '1 while a webhook fails again and again, and is only tried now and then.', labels: ['sink'] },
  cefwatch_webhook_disabled: { help: '1 while nothing is sent to a webhook because it answered 410 Gone.', labels: ['sink'] },
  cefwatch_store_writable: { help: '1 while alerts can be stored, 0 while the store refuses.', labels: [] },
  cefwatch_store_bytes: { help: 'Size of what the store holds, as of the last look of data.retention.', labels: [] },
  cefwatch_exclusions_expired: { help: 'Exclusions that have expired and no longer work.', labels: [] },
  cefwatch_config_last_reload_successful: { help: 'Whether the last load of rules and exclusions succeeded.', labels: [] },
  cefwatch_config_last_reload_success_timestamp_seconds: { help: 'When rules and exclusions were last loaded.', labels: [] },
} as const satisfies Record<string, Definition>

export const HISTOGRAMS = {
  cefwatch_detection_latency_seconds: {
    help: 'From the receipt of an event to its alert being durable.',
    labels: [],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  },
  cefwatch_notification_latency_seconds: {
    help: 'Duration of one delivery attempt.',
    labels: ['sink'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30],
  },
} as const satisfies Record<string, Definition & { readonly buckets: readonly number[] }>

export type CounterName = keyof typeof COUNTERS
export type GaugeName = keyof typeof GAUGES
export type HistogramName = keyof typeof HISTOGRAMS

type LabelsOf<D extends Definition> = Readonly<Record<D['labels'][number], string>>

export type CounterLabels<N extends CounterName> = LabelsOf<(typeof COUNTERS)[N]>
export type GaugeLabels<N extends GaugeName> = LabelsOf<(typeof GAUGES)[N]>
export type HistogramLabels<N extends HistogramName> = LabelsOf<(typeof HISTOGRAMS)[N]>
