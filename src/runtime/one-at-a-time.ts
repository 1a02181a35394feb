/**
 * Work that is never done twice at once. Whoever asks while it is going on gets the next run, which begins when this one has ended and
 * is shared by all who wait: it sees what they changed before they asked.
 */
export class OneAtATime<T> {
  readonly #work: () => Promise<T>
  #current: Promise<unknown> = Promise.resolve()
  #next: Promise<T> | null = null

  constructor(work: () => Promise<T>) {
    this.#work = work
  }

  run(): Promise<T> {
    if (this.#next !== null) return this.#next
    const next = this.#current.then(() => {
      this.#next = null
      return this.#work()
    })
    this.#next = next
    this.#current = next.catch(() => undefined)
    return next
  }
}
