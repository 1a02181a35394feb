/** A function that a query may use though it does not declare it: a workspace's saved function, such as a parser. */
export type GivenFunction = {
  readonly name: string
  /** As the language writes them: `a: string, b: long = 5`. */
  readonly parameters: string
  readonly body: string
}

/** The functions that a query needs as text to put before it, or the names of functions that call each other in a circle. */
export type Prelude = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly circle: readonly string[] }

/** Declares those of the functions that the query uses, directly or by another, each after what it uses itself. */
export function preludeOf(query: string, functions: readonly GivenFunction[]): Prelude {
  const known = new Map(functions.map((given) => [given.name, given]))
  const declared = new Set<string>()
  const texts: string[] = []
  const declare = (source: string, path: readonly string[]): readonly string[] | null => {
    for (const name of namesIn(source, known)) {
      if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
      const given = known.get(name)
      if (given === undefined || declared.has(name)) continue
      const circle = declare(given.body, [...path, name])
      if (circle !== null) return circle
      declared.add(name)
      texts.push(`let ${name} = (${given.parameters}) {\n${given.body}\n};\n`)
    }
    return null
  }
  const circle = declare(query, [])
  return circle === null ? { ok: true, text: texts.join('') } : { ok: false, circle }
}

/** Too many names are no harm: what is declared and not used costs nothing in the plan. */
function namesIn(source: string, known: ReadonlyMap<string, GivenFunction>): ReadonlySet<string> {
  return new Set((source.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []).filter((word) => known.has(word)))
}
