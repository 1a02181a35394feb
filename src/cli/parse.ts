import { Command } from 'commander'
import { frameText } from '../receive/frame-batch.ts'
import { rowToJson } from '../decode/common-security-log/row.ts'
import type { Event } from '../detect/event.ts'
import { readEvent } from '../detect/read-event.ts'
import type { DetectionForm } from '../detect/detector.ts'
import { lineBatches } from '../runtime/line-batches.ts'
import { openLog } from '../runtime/open-log.ts'
import { writeLines } from './write-lines.ts'

/** `cefwatch parse`: what a line is read as, for each line. */
export const parseCommand = new Command('parse')
  .description(
    'Read saved events and print each as a CommonSecurityLog row: one JSON object a line, one line out for each line in.',
  )
  .argument('[files...]', 'files, `.gz` and `.zst` too; `-` is standard input', ['-'])
  .option('--as-sentinel', "show what Sentinel's connector would have filled in, nothing normalised")
  .action(async (files: readonly string[], options: { readonly asSentinel?: true }) => {
    const form: DetectionForm = options.asSentinel ? 'as-sentinel' : 'normalised'
    for (const file of files) await writeLines(process.stdout, parsedLines(file, form))
  })

async function* parsedLines(file: string, form: DetectionForm): AsyncGenerator<string> {
  const { name, content } = openLog(file)
  for await (const batch of lineBatches(content, name, Date.now())) {
    for (let index = 0; index < batch.count; index++) {
      yield JSON.stringify(eventToJson(readEvent(frameText(batch, index), batch.receivedAt, { form })))
    }
  }
}

function eventToJson({ row, device, format, normalised, syslog, error }: Event): Record<string, unknown> {
  const { messageOffset, ...header } = syslog
  return { row: row === null ? null : rowToJson(row), device, format, normalised, syslog: header, error }
}
