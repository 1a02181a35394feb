import { parentPort } from 'node:worker_threads'
import type { GivenFunction } from '../detect/kql/given-functions.ts'
import { parseQuery } from '../detect/kql/parse-query.ts'

/*
 * Microsoft's parser takes 100 MB and a second to load. It lives in this thread only as long as queries are parsed; what comes back is
 * plan JSON (docs/decisions/0003).
 */
parentPort?.on('message', ({ query, functions }: { readonly query: string; readonly functions: readonly GivenFunction[] }) => {
  parentPort?.postMessage(parseQuery(query, functions))
})
