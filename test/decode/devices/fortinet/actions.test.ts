import t from 'tap'
import { verdictOf } from '../../../../src/decode/devices/index.ts'
import type { Verdict } from '../../../../src/decode/devices/verdict.ts'

const ACTIONS: Readonly<Record<string, Readonly<Record<Verdict, readonly string[]>>>> = {
  traffic: {
    allowed: ['accept', 'start', 'close', 'timeout', 'client-rst', 'server-rst'],
    blocked: ['deny'],
    unknown: ['ip-conn', 'dns', 'perf-stats', ''],
  },
  webfilter: { allowed: ['passthrough', 'exempted', 'allowed'], blocked: ['blocked'], unknown: [] },
  'app-ctrl': { allowed: ['pass', 'monitor'], blocked: ['block', 'reject', 'reset'], unknown: [] },
  ips: {
    allowed: ['detected', 'pass_session'],
    blocked: ['dropped', 'reset', 'reset_client', 'reset_server', 'drop_session', 'clear_session'],
    unknown: [],
  },
  virus: { allowed: ['passthrough', 'monitored', 'analytics', 'content-disarmed'], blocked: ['blocked'], unknown: [] },
  waf: { allowed: ['passthrough', 'monitored'], blocked: ['blocked'], unknown: ['erase'] },
  dlp: {
    allowed: ['log-only', 'exempt'],
    blocked: ['block', 'ban', 'ban-sender', 'quarantine', 'quarantine-ip', 'quarantine-interface'],
    unknown: [],
  },
  ssl: { allowed: ['exempt', 'bypass'], blocked: ['blocked'], unknown: ['info'] },
  FortiWeb: {
    allowed: ['Alert', 'Pass'],
    blocked: ['Alert_Deny', 'Alert & Deny', 'Deny_no_log', 'Block_Period', 'Period Block', 'Client ID Block Period', 'Redirect'],
    unknown: ['Continue', 'Erase', 'Alert_Erase', 'CAPTCHA'],
  },
}

for (const [log, verdicts] of Object.entries(ACTIONS)) {
  t.test(`actions of ${log}`, (t) => {
    for (const verdict of ['allowed', 'blocked', 'unknown'] as const) {
      for (const action of verdicts[verdict]) t.equal(verdictOf('fortinet', action), verdict, action)
    }
    t.end()
  })
}
