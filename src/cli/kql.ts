import { createInterface } from 'node:readline'
import { Command, Option } from 'commander'
import { CefwatchError } from '../base/errors.ts'
import { ticksFromMilliseconds } from '../decode/common-security-log/row.ts'
import type { DetectionForm } from '../detect/detector.ts'
import { compilePlan } from '../detect/kql/compile-plan.ts'
import { looksAtEvents } from '../detect/kql/event-plan.ts'
import type { ParseResult } from '../detect/kql/parse-query.ts'
import type { Plan } from '../detect/kql/plan.ts'
import type { OutputRow, Query } from '../detect/kql/query.ts'
import { openKqlParser } from '../runtime/kql-parser.ts'
import { queryLogs } from '../runtime/query-log.ts'
import { answerQuery } from './answer-query.ts'
import { KQL_FORMATS } from './kql-formats.ts'
import { Problems } from './report-errors.ts'
import { writeLines } from './write-lines.ts'

type KqlOptions = { readonly format: keyof typeof KQL_FORMATS; readonly asSentinel?: true; readonly jsonl?: true }

const formatOption = new Option('-f, --format <format>', 'how rows are printed')
  .choices(Object.keys(KQL_FORMATS))
  .default('table')

/** `cefwatch kql`: a query over saved logs, or over rows of its own. */
export const kqlCommand = new Command('kql')
  .description('Try a query on saved logs, or on rows of its own (datatable, print); a line is one message.')
  .argument('[query]', 'the query; with --jsonl, queries are read from standard input, and this is the first file')
  .argument('[files...]', 'files, `.gz` and `.zst` too; `-` is standard input')
  .addOption(formatOption)
  .option('--as-sentinel', "query what Sentinel's connector would have filled in, nothing normalised")
  .option(
    '--jsonl',
    'answer each line of standard input, {"id", "query"}, with one line, {"id", "columns", "rows"} or {"id", "error"}',
  )
  .action(async (query: string | undefined, files: readonly string[], options: KqlOptions) => {
    const form = options.asSentinel ? 'as-sentinel' : 'normalised'
    if (options.jsonl) return writeLines(process.stdout, answers(query === undefined ? [] : [query, ...files], form))
    if (query === undefined) throw new CefwatchError('INPUT_INVALID', 'no query is given')
    const plan = planOf(await parseOnce(query))
    const compiled = compilePlan(plan)
    const rows = rowsOf(plan, compiled, files.length === 0 ? ['-'] : files, form)
    await writeLines(process.stdout, KQL_FORMATS[options.format](compiled, rows))
  })

async function parseOnce(query: string): Promise<ParseResult> {
  const parser = openKqlParser()
  try {
    return await parser.parse(query)
  } finally {
    await parser.close()
  }
}

function planOf(result: ParseResult): Plan {
  if (result.ok) return result.plan
  const errors = result.problems.map(({ code, message, line, column }) => {
    return new CefwatchError(code, message, {
      place: { file: 'query', line, column },
      remedy: 'docs/kql.md tells what is supported.',
    })
  })
  throw new Problems(errors)
}

/** One parser for all queries: it takes longer to load than most of them to be answered. */
async function* answers(files: readonly string[], form: DetectionForm): AsyncGenerator<string> {
  const parser = openKqlParser()
  try {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      if (line.trim() === '') continue
      const answer = await answerQuery(line, parser.parse, (plan, query) => rowsOf(plan, query, files, form))
      yield JSON.stringify(answer)
    }
  } finally {
    await parser.close()
  }
}

/** Rows of the query's own are there once, whatever the files; `now()` is the time of asking then. */
async function* rowsOf(plan: Plan, query: Query, files: readonly string[], form: DetectionForm): AsyncGenerator<OutputRow> {
  if (looksAtEvents(plan)) yield* queryLogs(files, query, form)
  else yield* query.evaluate({ TimeGenerated: ticksFromMilliseconds(Date.now()) })
}
