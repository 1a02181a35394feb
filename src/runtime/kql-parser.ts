import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ParseResult } from '../detect/kql/parse-query.ts'
import { siblingModule } from './sibling-module.ts'

export type KqlParser = {
  readonly parse: (query: string) => Promise<ParseResult>
  readonly close: () => Promise<void>
}

/** A process that parses queries, one after the other. Close it when all are parsed: that gives back the parser's memory, to the last page. */
export function openKqlParser(): KqlParser {
  const worker = fork(fileURLToPath(siblingModule(import.meta.url, 'kql-worker')))
  const ended = once(worker, 'exit')
  const failed = ended.then(([code]) => Promise.reject(new Error(`the parser of queries has ended (${String(code)})`)))
  // Only whoever asks needs to hear of it.
  failed.catch(() => undefined)
  let queue: Promise<unknown> = Promise.resolve()
  const ask = async (query: string): Promise<ParseResult> => {
    worker.send({ query })
    const [result] = (await Promise.race([once(worker, 'message'), failed])) as [ParseResult]
    return result
  }
  return {
    parse: (query) => {
      const answer = queue.then(() => ask(query))
      queue = answer.catch(() => undefined)
      return answer
    },
    close: async () => {
      if (worker.connected) worker.disconnect()
      await ended
    },
  }
}
