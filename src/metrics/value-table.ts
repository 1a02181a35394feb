type Labels = Readonly<Record<string, string>>

type Series = { readonly labels: Labels; value: number }

/** Values by name and labels, kept where they can be read back: the registry only writes them out. */
export class ValueTable {
  readonly #series = new Map<string, Map<string, Series>>()

  add(name: string, labels: Labels, amount: number): void {
    this.#of(name, labels).value += amount
  }

  set(name: string, labels: Labels, value: number): void {
    this.#of(name, labels).value = value
  }

  /** The sum over all series of `name` whose labels have the values in `where`. */
  sum(name: string, where: Labels): number {
    const wanted = Object.entries(where)
    return [...(this.#series.get(name)?.values() ?? [])]
      .filter(({ labels }) => wanted.every(([label, value]) => labels[label] === value))
      .reduce((total, { value }) => total + value, 0)
  }

  #of(name: string, labels: Labels): Series {
    const all = this.#series.get(name) ?? new Map<string, Series>()
    this.#series.set(name, all)
    const key = Object.values(labels).join('\n')
    const series = all.get(key) ?? { labels, value: 0 }
    all.set(key, series)
    return series
  }
}
