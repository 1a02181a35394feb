/** One field of an NSS or LSS record, as the feed names it. */
export type NativeField = { readonly name: string; readonly value: string }
