import { Session } from 'node:inspector'

/** Tells whether what ran since the last question reached code that nothing had reached before. */
export type Coverage = { readonly hasGrown: () => boolean; readonly blocks: () => number }

type FunctionCoverage = {
  readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[]
}

type ScriptCoverage = { readonly url: string; readonly functions: readonly FunctionCoverage[] }

/** V8's own block coverage of the files under `folder`, a file URL. */
export function openCoverage(folder: string): Coverage {
  const session = new Session()
  session.connect()
  const post = (method: string, parameters?: object): unknown => {
    let result: unknown
    session.post(method, parameters, (error, answer) => {
      if (error !== null) throw new Error(error.message)
      result = answer
    })
    return result
  }
  post('Profiler.enable')
  post('Profiler.startPreciseCoverage', { callCount: false, detailed: true })
  const seen = new Set<string>()
  return {
    hasGrown: () => {
      const { result } = post('Profiler.takePreciseCoverage') as { readonly result: readonly ScriptCoverage[] }
      const before = seen.size
      for (const { url, functions } of result) {
        if (!url.startsWith(folder)) continue
        for (const { startOffset, endOffset, count } of functions.flatMap(({ ranges }) => ranges)) {
          if (count > 0) seen.add(`${url}:${startOffset}:${endOffset}`)
        }
      }
      return seen.size > before
    },
    blocks: () => seen.size,
  }
}
