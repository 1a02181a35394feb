/** Thrown while a tree is read, at the construct that cannot be taken over into a plan. Never leaves parseQuery(). */
export class Refusal extends Error {
  /** The construct's name, and its offset in the query. */
  readonly construct: string
  readonly start: number

  constructor({ start }: { readonly start: number }, construct: string, message = `${construct} is not supported`) {
    super(message)
    this.construct = construct
    this.start = start
  }
}
