import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { GivenFunction } from '../detect/kql/given-functions.ts'
import type { ParseResult } from '../detect/kql/parse-query.ts'
import { siblingModule } from './sibling-module.ts'

export type KqlParser = {
  readonly parse: (query: string, functions?: readonly GivenFunction[]) => Promise<ParseResult>
  readonly close: () => Promise<void>
}

/** A thread that parses queries, one after the other. Close it when all are parsed: that gives back the parser's memory. */
export function openKqlParser(): KqlParser {
  const worker = new Worker(siblingModule(import.meta.url, 'kql-worker'))
  let queue: Promise<unknown> = Promise.resolve()
  const ask = async (query: string, functions: readonly GivenFunction[]): Promise<ParseResult> => {
    worker.postMessage({ query, functions })
    const [result] = (await once(worker, 'message')) as [ParseResult]
    return result
  }
  return {
    parse: (query, functions = []) => {
      const answer = queue.then(() => ask(query, functions))
      queue = answer.catch(() => undefined)
      return answer
    },
    close: async () => {
      await worker.terminate()
    },
  }
}
