type Filled<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** An object without the keys that hold nothing ("", an empty list, an empty object, undefined); undefined when none is left. */
export function withoutEmpty<T extends object>(value: T): Filled<T> | undefined {
  const entries = Object.entries(value).filter(([, item]) => !isEmpty(item))
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Filled<T>)
}

function isEmpty(item: unknown): boolean {
  if (item === undefined || item === null || item === '') return true
  return typeof item === 'object' && Object.keys(item).length === 0
}
