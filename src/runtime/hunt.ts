import { randomUUID } from 'node:crypto'
import { createDetector, type DetectionForm, type DetectorEvents, type RuleSet } from '../detect/detector.ts'
import { isTooCostly } from '../detect/kql/work.ts'
import { type Alert, alertFrom } from '../respond/alerts/alert.ts'
import { lineBatches } from './line-batches.ts'
import type { OpenLog } from './open-log.ts'
import { RuleBook } from './rule-book.ts'
import { loadScannerModule } from './scanner-module.ts'

/** What a hunt went through, counted as it goes. */
export type HuntCounts = { lines: number; matches: number; excluded: number; unreadable: number; givenUp: number }

/**
 * Runs the rules over saved logs and yields an alert for each match, ungrouped. Excluded matches are counted and left out. `counts` is kept up to
 * date meanwhile.
 */
export async function* hunt(
  logs: Iterable<OpenLog>,
  ruleSet: RuleSet,
  form: DetectionForm,
  counts: HuntCounts,
): AsyncGenerator<Alert> {
  const rules = new RuleBook(ruleSet)
  const detector = createDetector(ruleSet, countingEvents(counts), { form, scannerModule: loadScannerModule() })
  for (const { name, content } of logs) {
    for await (const batch of lineBatches(content, name, Date.now())) {
      counts.lines += batch.count
      for (const match of detector.detect(batch, Date.now())) {
        if (match.exclusion === null) yield alertFrom(match, rules.ruleOf(match.ruleId), randomUUID())
      }
    }
  }
}

function countingEvents(counts: HuntCounts): DetectorEvents {
  return {
    scanned: () => undefined,
    read: (_batch, _index, { error }) => {
      if (error !== null) counts.unreadable++
    },
    evaluated: () => undefined,
    matched: (_rule, exclusion) => {
      if (exclusion === null) counts.matches++
      else counts.excluded++
    },
    evaluationFailed: (_rule, error) => {
      if (!isTooCostly(error)) throw error
      counts.givenUp++
    },
  }
}
