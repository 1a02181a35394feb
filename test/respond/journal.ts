/** Things that happened, in order, and a way to wait for more of them. */
export class Journal<T> {
  readonly entries: T[] = []
  #waiting: { readonly isMet: () => boolean; readonly met: () => void }[] = []

  readonly add = (entry: T): void => {
    this.entries.push(entry)
    const met = this.#waiting.filter(({ isMet }) => isMet())
    this.#waiting = this.#waiting.filter((one) => !met.includes(one))
    for (const one of met) one.met()
  }

  async until(condition: (entries: readonly T[]) => boolean): Promise<void> {
    if (condition(this.entries)) return
    await new Promise<void>((met) => this.#waiting.push({ isMet: () => condition(this.entries), met }))
  }

  async untilCount(count: number): Promise<void> {
    await this.until((entries) => entries.length >= count)
  }
}
