import { CefwatchError } from '../../base/errors.ts'
import type { QueryFunction } from './function-file.ts'

/** String literals in all of KQL's forms, and comments. What they hold calls nothing. */
const NOT_CODE = /```[^]*?```|~~~[^]*?~~~|@"(?:[^"\n]|"")*"|@'(?:[^'\n]|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*/g

const NAME = /[A-Za-z_][A-Za-z0-9_]*/g

/** Those of `functions` that a query calls, directly or not, each after those that it calls itself. */
export function callsIn(query: string, functions: readonly QueryFunction[]): readonly QueryFunction[] {
  if (functions.length === 0) return []
  const called: QueryFunction[] = []
  const visit = (text: string, way: readonly QueryFunction[]): void => {
    for (const one of namedIn(text, functions)) {
      if (called.includes(one) || way.includes(one)) continue
      visit(one.body, [...way, one])
      called.push(one)
    }
  }
  visit(query, [])
  return called
}

/** An error for each function that calls itself, directly or by way of others: no query could ever be made of it. */
export function recursionIn(functions: readonly QueryFunction[]): readonly CefwatchError[] {
  return functions.flatMap((one) => {
    const called = callsIn(one.body, functions)
    if (!called.includes(one)) return []
    const others = called.filter((other) => other !== one && callsIn(other.body, functions).includes(one))
    const way = others.length === 0 ? '' : `, by way of ${others.map(({ name }) => name).join(', ')}`
    return [new CefwatchError('RULE_INVALID', `the function "${one.name}" calls itself${way}`, { place: one.place })]
  })
}

function namedIn(text: string, functions: readonly QueryFunction[]): readonly QueryFunction[] {
  const names = new Set(text.replace(NOT_CODE, ' ').match(NAME))
  return functions.filter(({ name }) => names.has(name))
}
