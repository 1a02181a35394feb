import type { HttpDependencies } from '../../src/http/http-dependencies.ts'
import type { Refusal } from '../../src/http/refusal.ts'
import { deliveries, hostileAlert, openAlert, rule, status, suppressedAlert, webhooks } from './sample-resources.ts'

/** A daemon that has seen something of everything. */
export const sampleDependencies: HttpDependencies = {
  metricsText: () =>
    Promise.resolve({
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      body: 'cefwatch_build_info{version="0.1.0"} 1\n',
    }),
  checks: () => [
    { name: 'listeners', ok: true, detail: '' },
    { name: 'store', ok: true, detail: '' },
  ],
  status: () => status,
  alerts: {
    list: ({ status, limit }) => {
      const items = [openAlert, hostileAlert, suppressedAlert].filter((alert) => status === undefined || alert.status === status)
      return { items: items.slice(0, limit), next: items.length > limit ? 'cursor' : null }
    },
    get: (id) => [openAlert, hostileAlert, suppressedAlert].find((alert) => alert.id === id) ?? null,
  },
  deliveries: {
    list: ({ state }) => ({ items: deliveries.filter((item) => state === undefined || item.state === state), next: null }),
    get: (id) => {
      const delivery = deliveries.find((item) => item.id === id)
      const unknown: Refusal = { refused: 'NOT_FOUND', message: `no delivery has the id "${id}"` }
      return delivery === undefined ? unknown : { ...delivery, contentType: 'application/json', body: '{"type":"alert.created"}' }
    },
    retry: (id) => ({ refused: 'CONFLICT', message: `the delivery "${id}" is no dead letter; only those are sent again` }),
    retryAll: () => Promise.resolve(1),
    drop: (id) => ({ dropped: id }),
  },
  explain: (line, address) => ({ message: line, source: address }),
  sources: () => [
    {
      address: '192.0.2.1',
      name: 'branch-office',
      listener: 'udp-5514',
      transport: 'udp',
      messages: 40_002_118,
      octetCounted: 0,
      events: [{ device: 'fortinet', format: 'native', count: 40_002_118 }],
      errors: [],
      firstSeen: '2026-11-21T05:00:02.000Z',
      lastSeen: '2026-11-24T08:20:31.000Z',
    },
    {
      address: '192.0.2.9',
      name: null,
      listener: 'tcp-5514',
      transport: 'tcp',
      messages: 15,
      octetCounted: 15,
      events: [
        { device: 'zscaler', format: 'cef', count: 1 },
        { device: 'other', format: null, count: 14 },
      ],
      errors: [
        {
          code: 'not_cef',
          count: 14,
          lastSeen: '2026-11-24T08:20:02.000Z',
          lastLine: '<13>Nov 24 08:20:02 core-switch %LINK-3-UPDOWN: Interface up',
        },
      ],
      firstSeen: '2026-11-24T08:00:02.000Z',
      lastSeen: '2026-11-24T08:20:02.000Z',
    },
  ],
  rules: () => [
    {
      id: rule.id,
      name: rule.name,
      version: rule.version,
      kind: 'Scheduled',
      severity: rule.severity,
      description: rule.description,
      tactics: rule.tactics,
      techniques: rule.techniques,
      attack: {
        tactics: [{ id: 'TA0010', name: 'Exfiltration' }],
        techniques: [{ id: 'T1041', name: 'Exfiltration Over C2 Channel' }],
      },
      incidentConfiguration: null,
      file: 'config/rules/running-rat.yaml',
      matches: 258,
    },
  ],
  reload: () =>
    Promise.resolve({
      reloadedAt: '2026-11-24T08:20:00.000Z',
      rules: [{ id: rule.id, name: rule.name }],
      disabled: [],
      functions: [],
      exclusions: ['prometheus-probes'],
    }),
  exclusions: () => [
    {
      name: 'prometheus-probes',
      reason: 'The blackbox exporter asks for this path on purpose.',
      owner: 'netops@example.com',
      expires: '2027-03-31',
      state: 'in force',
      rules: null,
      when: { sourceIp: ['192.0.2.200'], urlPath: ['/ui/chk'] },
      where: null,
      matches: 240,
    },
    {
      name: 'spring-migration',
      reason: 'Deployment tool during the migration.',
      owner: 'it@example.com',
      expires: '2026-05-31',
      state: 'expired',
      rules: [rule.name],
      when: null,
      where: 'SourceUserName has "ansible"',
      matches: 0,
    },
  ],
  webhooks: {
    list: () => webhooks,
    enable: () => webhooks[0],
    test: (name) =>
      Promise.resolve({
        ...{ webhook: name, deliveryId: 'msg_1', alertId: 'a1', outcome: 'delivered', result: 'answered 204', status: 204 },
        ...{ answer: '', milliseconds: 3 },
      }),
  },
}

/** A daemon that was just started. */
export const emptyDependencies: HttpDependencies = {
  ...sampleDependencies,
  status: () => ({
    ...status,
    uptimeSeconds: 4,
    problems: [],
    listeners: status.listeners.map((listener) => ({ ...listener, messages: 0, dropped: 0 })),
    events: { zscaler: 0, fortinet: 0, 'check-point': 0, 'palo-alto': 0, other: 0 },
    alerts: { open: 0, suppressed: 0 },
    deliveries: { pending: 0, delivered: 0, dead: 0 },
  }),
  alerts: { list: () => ({ items: [], next: null }), get: () => null },
  deliveries: { ...sampleDependencies.deliveries, list: () => ({ items: [], next: null }) },
  sources: () => [],
  exclusions: () => [],
  webhooks: { ...sampleDependencies.webhooks, list: () => [] },
}
