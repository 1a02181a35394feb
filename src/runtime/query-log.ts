import type { DetectionForm } from '../detect/detector.ts'
import type { OutputRow, Query } from '../detect/kql/query.ts'
import { readEvent } from '../detect/read-event.ts'
import { frameText } from '../receive/frame-batch.ts'
import { lineBatches } from './line-batches.ts'
import { openLog } from './open-log.ts'

/** The rows that a query makes of saved events, file by file; a line of which nothing can be read has none. */
export async function* queryLogs(files: readonly string[], query: Query, form: DetectionForm): AsyncGenerator<OutputRow> {
  for (const file of files) {
    const { name, content } = openLog(file)
    for await (const batch of lineBatches(content, name, Date.now())) {
      for (let index = 0; index < batch.count; index++) {
        const { row } = readEvent(frameText(batch, index), batch.receivedAt, { form })
        if (row !== null) yield* query.evaluate(row)
      }
    }
  }
}
