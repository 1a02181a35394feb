import { parentPort } from 'node:worker_threads'
import { parseQuery } from '../detect/kql/parse-query.ts'

/*
 * Microsoft's parser takes 100 MB and a second to load. It lives in this thread only as long as queries are parsed; what comes back is
 * plan JSON (docs/decisions/0003).
 */
parentPort?.on('message', (query: string) => {
  parentPort?.postMessage(parseQuery(query))
})
