import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ParseResult } from '../detect/kql/parse-query.ts'
import { siblingModule } from './sibling-module.ts'

export type KqlParser = {
  readonly parse: (query: string) => Promise<ParseResult>
  readonly close: () => Promise<void>
}

/** A thread that parses queries, one after the other. Close it when all are parsed: that gives back the parser's memory. */
export function openKqlParser(): KqlParser {
  const worker = new Worker(siblingModule(import.meta.url, 'kql-worker'))
  let queue: Promise<unknown> = Promise.resolve()
  const ask = async (query: string): Promise<ParseResult> => {
    worker.postMessage(query)
    const [result] = (await once(worker, 'message')) as [ParseResult]
    return result
  }
  return {
    parse: (query) => {
      const answer = queue.then(() => ask(query))
      queue = answer.catch(() => undefined)
      return answer
    },
    close: async () => {
      await worker.terminate()
    },
  }
}
