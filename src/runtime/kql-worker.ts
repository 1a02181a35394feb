import { parseQuery } from '../detect/kql/parse-query.ts'

/*
 * Microsoft's parser takes 100 MB and a second to load. It lives in this process, which ends when its parent is done with it; what comes
 * back is plan JSON (docs/decisions/0003).
 */
process.on('message', ({ query }: { readonly query: string }) => {
  process.send?.(parseQuery(query))
})
